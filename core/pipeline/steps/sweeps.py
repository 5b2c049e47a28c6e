"""Every setting worth trying, with its scores, its evidence and its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.hotspots.methods import SMALL_GROUND
from core.hotspots.setting import NUMBERS
from core.hotspots.tables import LABELS, SWEEPS
from core.language import mark
from core.pipeline.step import Outcome, Step
from core.tracking import Run

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report

CONCENTRATIONS = (1.0, 0.2, SMALL_GROUND)
"""All cells, the densest fifth, where on real records half of the records lie, and the ground of small zones."""

_SET_BY_US = ("algorithm", *NUMBERS, "replicates")


def try_settings(work: Work, report: Report) -> Outcome:
    """Score every setting worth trying on all records, and keep its labels."""
    import pandas as pd

    from core.hotspots import sweep
    from core.places.fold import load_fold
    from core.places.selection import Filters

    fold = load_fold(work.draft.view(), work.city)
    settings = sweep.every_setting(len(fold.place), CONCENTRATIONS)
    found = sweep.sweep(fold, Filters(), settings, report)
    for algorithm, table in SWEEPS.items():
        work.draft.write_table(table, found.table_of(algorithm))
    work.draft.write_table(LABELS, pd.DataFrame({"place_id": range(len(fold.x_m)), **found.labels}))
    runs = tuple(_run(row, work.draft.id) for row in found.rows)
    return Outcome(len(fold.place), len(runs), runs=runs)


def _run(row: dict[str, Any], build_id: str) -> Run:
    """Write a setting that was tried as a run: what was set, and what came out."""
    parameters = {name: row[name] for name in _SET_BY_US if row[name] is not None}
    scores = {n: v for n, v in row.items() if n not in _SET_BY_US and isinstance(v, int | float)}
    return Run(row["name"], parameters, scores, {"build": build_id})


STEP = Step(
    "sweeps",
    mark("Trying settings"),
    try_settings,
    writes=(*SWEEPS.values(), LABELS),
    after=("fold",),
    parameters=lambda _: CONCENTRATIONS,
    weight=6.0,
)
