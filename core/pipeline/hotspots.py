"""The steps that try settings of every algorithm, choose among them and describe what was chosen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from core import progress
from core.pipeline.step import Outcome, step
from core.tracking import Run

if TYPE_CHECKING:
    import pandas as pd

    from core.hotspots.ward import Tree
    from core.hotspots.zones import Zone
    from core.pipeline.work import Work
    from core.places.fold import Fold
    from core.progress import Report

CONCENTRATIONS = (1.0, 0.2)
"""All cells, and the densest fifth: on real records that is where half of the records lie."""

_PARAMETERS = ("algorithm", "k", "eps_m", "min_samples", "concentration", "seed", "replicates")
_CODE = ("hotspots", "places")


@step(
    "Trying settings",
    after=("fold",),
    code=_CODE,
    writes=("kmeans_sweep", "dbscan_sweep", "hierarchical_sweep", "labels"),
    parameters=lambda _: CONCENTRATIONS,
    weight=6.0,
)
def sweeps(work: Work, report: Report) -> Outcome:
    """Score every setting worth trying on all records, and keep its labels."""
    import pandas as pd  # noqa: PLC0415 (a step that is taken over loads nothing)

    from core.hotspots import sweep  # noqa: PLC0415
    from core.hotspots.setting import Algorithm  # noqa: PLC0415
    from core.places.selection import Filters  # noqa: PLC0415

    fold = _fold(work)
    labels: dict[str, Any] = {}
    tried = 0
    for done, algorithm in enumerate(Algorithm):
        settings = [
            setting
            for concentration in CONCENTRATIONS
            for setting in sweep.settings_for(len(fold.place), algorithm, concentration)
        ]
        own = progress.portion(report, done / len(Algorithm), (done + 1) / len(Algorithm))
        found = sweep.sweep(fold, Filters(), settings, own)
        tried += work.draft.write_table(f"{algorithm}_sweep", found.table)
        labels |= found.labels
    work.draft.write_table("labels", pd.DataFrame({"place_id": range(len(fold.x_m)), **labels}))
    return Outcome(len(fold.place), tried)


@step(
    "Choosing the best setting",
    after=("sweeps",),
    code=_CODE,
    writes=("choice", "zones", "linkage"),
)
def choice(work: Work, report: Report) -> Outcome:
    """Choose by the printed rule; store the zones of each algorithm's best and the Ward tree."""
    import pandas as pd  # noqa: PLC0415 (a step that is taken over loads nothing)

    from core.hotspots import sweep  # noqa: PLC0415
    from core.hotspots.answer import find_zones  # noqa: PLC0415
    from core.hotspots.choice import choose  # noqa: PLC0415
    from core.hotspots.setting import Algorithm, Setting  # noqa: PLC0415
    from core.places.selection import Filters  # noqa: PLC0415

    fold, tried = _fold(work), _tried(work)
    chosen = choose(tried)
    work.draft.write_json("choice", chosen)
    rows = []
    for done, (_, row) in enumerate(tried[tried["name"].isin(chosen.finalists)].iterrows()):
        report(done / (len(chosen.finalists) + 1), f"Describing {row['name']}")
        rows += [_zone_row(row["name"], zone) for zone in find_zones(fold, Filters(), sweep.setting_of(row)).zones]
    work.draft.write_table("zones", pd.DataFrame(rows))
    report(0.9, "Storing the Ward tree")
    work.draft.write_table("linkage", _linkage(find_zones(fold, Filters(), Setting(Algorithm.HIERARCHICAL, k=2)).tree))
    return Outcome(len(tried), len(rows))


def tracked_runs(work: Work) -> list[Run]:
    """Return each setting that was tried as a run: what was set, and what came out."""
    runs = []
    for row in _tried(work).to_dict("records"):
        set_by_us = {name: row.pop(name) for name in _PARAMETERS if row[name] == row[name] and row[name] is not None}
        scores = {name: value for name, value in row.items() if isinstance(value, int | float)}
        runs.append(Run(row["name"], set_by_us, scores, {"build": work.draft.id}))
    return runs


def _tried(work: Work) -> pd.DataFrame:
    """Return the settings of all algorithms as one table."""
    import pandas as pd  # noqa: PLC0415 (a step that is taken over loads nothing)

    from core.hotspots.setting import Algorithm  # noqa: PLC0415

    build = work.draft.view()
    return pd.concat([build.table(f"{algorithm}_sweep") for algorithm in Algorithm], ignore_index=True)


def _fold(work: Work) -> Fold:
    from core.places.fold import load_fold  # noqa: PLC0415 (a step that is taken over loads nothing)

    return load_fold(work.draft.view(), work.city)


def _zone_row(setting: str, zone: Zone) -> dict[str, Any]:
    """Flatten a zone: nested parts become JSON text, the parts of its risk columns of their own."""
    row = {name: json.dumps(value) if isinstance(value, tuple) else value for name, value in zone._asdict().items()}
    del row["risk"]
    return {"setting": setting, **row, **{f"risk_{name}": value for name, value in zone.risk._asdict().items()}}


def _linkage(tree: Tree | None) -> pd.DataFrame:
    """Write a tree as a table: the two clusters that merge, the height in metres and the cells below."""
    import pandas as pd  # noqa: PLC0415 (a step that is taken over loads nothing)

    merges: Any = tree.linkage if tree is not None else []
    return pd.DataFrame(merges, columns=["left", "right", "height_m", "cells"])
