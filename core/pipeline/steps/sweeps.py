"""Every setting worth trying, with its scores, its evidence and its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import progress
from core.hotspots.tables import LABELS, SWEEPS
from core.pipeline.step import Outcome, Step
from core.tracking import Run

if TYPE_CHECKING:
    import pandas as pd

    from core.pipeline.work import Work
    from core.progress import Report

CONCENTRATIONS = (1.0, 0.2)
"""All cells, and the densest fifth: on real records that is where half of the records lie."""

_SET_BY_US = ("algorithm", "k", "eps_m", "min_samples", "concentration", "seed", "replicates")


def try_settings(work: Work, report: Report) -> Outcome:
    """Score every setting worth trying on all records, and keep its labels."""
    import pandas as pd

    from core.hotspots import sweep
    from core.places.fold import load_fold
    from core.places.selection import Filters

    fold = load_fold(work.draft.view(), work.city)
    labels: dict[str, Any] = {}
    runs: list[Run] = []
    for done, (algorithm, table) in enumerate(SWEEPS.items()):
        settings = [
            setting
            for concentration in CONCENTRATIONS
            for setting in sweep.settings_for(len(fold.place), algorithm, concentration)
        ]
        own = progress.portion(report, done / len(SWEEPS), (done + 1) / len(SWEEPS))
        found = sweep.sweep(fold, Filters(), settings, own)
        work.draft.write_table(table, found.table)
        labels |= found.labels
        runs += _runs(found.table, work.draft.id)
    work.draft.write_table(LABELS, pd.DataFrame({"place_id": range(len(fold.x_m)), **labels}))
    return Outcome(len(fold.place), len(runs), runs=tuple(runs))


def _runs(tried: pd.DataFrame, build_id: str) -> list[Run]:
    """Write each setting that was tried as a run: what was set, and what came out."""
    runs = []
    for row in tried.to_dict("records"):
        parameters = {name: row.pop(name) for name in _SET_BY_US if row[name] == row[name] and row[name] is not None}
        scores = {name: value for name, value in row.items() if isinstance(value, int | float)}
        runs.append(Run(row["name"], parameters, scores, {"build": build_id}))
    return runs


STEP = Step(
    "sweeps",
    "Trying settings",
    try_settings,
    writes=(*SWEEPS.values(), LABELS),
    after=("fold",),
    parameters=lambda _: CONCENTRATIONS,
    weight=6.0,
)
