"""The best setting for each question by its printed rule, its zones and the Ward tree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from core.hotspots.setting import Algorithm, Setting
from core.hotspots.tables import CHOICES, LINKAGE, SWEEPS, ZONES
from core.language import mark, say
from core.pipeline.step import Outcome, Step

if TYPE_CHECKING:
    import pandas as pd

    from core.hotspots.ward import Tree
    from core.hotspots.zones import Zone
    from core.pipeline.work import Work
    from core.progress import Report


def choose_setting(work: Work, report: Report) -> Outcome:
    """Choose by the printed rules; store the zones of each algorithm's best and the Ward tree."""
    import pandas as pd

    from core.hotspots import sweep
    from core.hotspots.answer import find_zones
    from core.hotspots.choice import choose_each
    from core.places.fold import load_fold
    from core.places.selection import Filters

    build = work.draft.view()
    fold = load_fold(build, work.city)
    tried = pd.concat([build.table(table) for table in SWEEPS.values()], ignore_index=True)
    chosen = choose_each(tried)
    work.draft.write_json(CHOICES, [choice._asdict() for choice in chosen])
    finalists = {name for choice in chosen for name in choice.finalists}
    rows = []
    for done, (_, row) in enumerate(tried[tried["name"].isin(finalists)].iterrows()):
        report(done / (len(finalists) + 1), say("Describing {setting}", setting=row["name"]))
        rows += [_zone_row(row["name"], zone) for zone in find_zones(fold, Filters(), sweep.setting_of(row)).zones]
    work.draft.write_table(ZONES, pd.DataFrame(rows))
    report(0.9, say("Storing the Ward tree"))
    work.draft.write_table(LINKAGE, _linkage(find_zones(fold, Filters(), Setting(Algorithm.HIERARCHICAL, k=2)).tree))
    return Outcome(len(tried), len(rows))


def _zone_row(setting: str, zone: Zone) -> dict[str, Any]:
    """Flatten a zone: nested parts become JSON text, the parts of its risk columns of their own."""
    row = {name: json.dumps(value) if isinstance(value, tuple) else value for name, value in zone._asdict().items()}
    del row["risk"]
    return {"setting": setting, **row, **{f"risk_{name}": value for name, value in zone.risk._asdict().items()}}


def _linkage(tree: Tree | None) -> pd.DataFrame:
    """Write a tree as a table: the two clusters that merge, the height in metres and the cells below."""
    import pandas as pd

    merges: Any = tree.linkage if tree is not None else []
    return pd.DataFrame(merges, columns=["left", "right", "height_m", "cells"])


STEP = Step(
    "choice",
    mark("Choosing the best settings"),
    choose_setting,
    writes=(CHOICES, ZONES, LINKAGE),
    after=("sweeps",),
)
