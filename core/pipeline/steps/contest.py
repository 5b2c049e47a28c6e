"""The models of where records will be, tested on later weeks, for the usual shifts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core import progress
from core.forecast.tables import CONTESTS
from core.language import mark
from core.pipeline.step import Outcome, Step
from core.tracking import Run

if TYPE_CHECKING:
    from typing import Any

    from core.pipeline.work import Work
    from core.progress import Report


def hold_contests(work: Work, report: Report) -> Outcome:
    """Test every model on the last weeks, for each of the usual shifts, on what residents report."""
    from core.forecast.backtest import hold_contest, summary
    from core.forecast.shift import USUAL
    from core.places.history import load_history
    from core.places.selection import Filters, passing

    history = load_history(work.draft.view(), work.city)
    keep = passing(history, Filters(enforcement=False))
    found: list[dict[str, Any]] = []
    for done, shift in enumerate(USUAL):
        own = progress.portion(report, done / len(USUAL), (done + 1) / len(USUAL))
        contest = hold_contest(history, keep, shift, own)
        if contest is not None:
            found.append({"shift": asdict(shift), **summary(contest)})
    work.draft.write_json(CONTESTS, found)
    return Outcome(len(history.patch), len(found), runs=tuple(_run(each, work.draft.id) for each in found))


def _run(found: dict[str, Any], build_id: str) -> Run:
    """Write a contest as a run: when, which model was chosen, and what it caught."""
    start, end = found["shift"]["hours"]
    scores = {f"hit_rate_{round(each['area_share'] * 100)}": each["hit_rate"] for each in found["shaded"]}
    parameters = {"shift": f"{start}-{end}", "chosen": found["chosen"], "weeks": found["weeks"]}
    return Run(f"contest {start}-{end}", parameters, scores, {"build": build_id})


STEP = Step(
    CONTESTS,
    mark("Testing on later weeks where to expect records"),
    hold_contests,
    writes=(CONTESTS,),
    after=("patches",),
)
"""Builds on the history alone."""
