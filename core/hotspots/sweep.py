"""Many settings on one selection, each with its scores and its evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from core.hotspots import evidence, scores
from core.hotspots.answer import shares
from core.hotspots.clustering import cluster
from core.hotspots.methods import METHODS, method_of, name_of, parameters_of
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.language import say
from core.places.points import ABSENT
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.places.fold import Fold
    from core.places.points import Labels
    from core.places.selection import Filters

    Report = Callable[[float, str], None]

REPLICATES = 3
"""Draws of each kind behind a sweep's evidence; the page draws more for the setting it shows."""

EVIDENCE = (
    "null_silhouette", "null_coverage", "null_clusters", "stability", "stability_halves", "stability_restarts",
    "pai", "hit_rate", "baseline_pai", "baseline_hit_rate", "area_share", "later_since", "later_until",
    "replicates", "seed",
)  # fmt: skip


class Sweep(NamedTuple):
    """A row of scores and evidence for each setting, and (P,) labels of each."""

    table: pd.DataFrame
    labels: dict[str, Labels]


def settings_for(records: int, algorithm: Algorithm, concentration: float = 1.0) -> list[Setting]:
    """List the settings worth trying on so many records.

    A method that leaves thin areas out by itself is tried on all cells only.
    """
    method = METHODS[algorithm]
    if method.has_noise and concentration < 1:
        return []
    return [Setting(algorithm, concentration=concentration, **own) for own in method.candidates(records)]  # type: ignore[arg-type]  # (numbers by name)


def sweep(
    fold: Fold,
    filters: Filters,
    settings: Sequence[Setting],
    report: Report = lambda _share, _message: None,
    replicates: int = REPLICATES,
) -> Sweep:
    """Try every setting on the selected records; settings with more zones than places are left out.

    Args:
        fold: Records and places.
        filters: The selection.
        settings: What to try.
        report: Is told the share done and what comes next.
        replicates: Draws of each kind behind the evidence.
    """
    selection = select(fold, filters)
    points, index = points_of(fold, selection.weight)
    cells = int(points.cell[-1]) + 1 if len(points.cell) else 0
    rows, labels = [], {}
    for done, setting in enumerate(settings):
        name = name_of(setting)
        method = method_of(setting)
        told = say("{method}, setting {number} of {of}", method=say(method.label), number=done + 1, of=len(settings))
        report(done / len(settings), told)
        if method.has_k and setting.k > np.ceil(cells * setting.concentration):
            continue
        found = cluster(points, setting).labels
        labels[name] = np.full(len(selection.weight), ABSENT, dtype=np.int32)
        labels[name][index] = found
        proof = evidence.gather_evidence(fold, filters, setting, replicates=replicates)
        coverage, largest_share = shares(points, found)
        row: dict[str, Any] = {
            "name": name,
            "algorithm": str(setting.algorithm),
            **dict.fromkeys(NUMBERS),
            **parameters_of(setting),
            "records": selection.records,
            "clusters": int(found.max(initial=-1)) + 1,
            **asdict(scores.score(points, found)),
            "coverage": coverage,
            "largest_share": largest_share,
            **{field: getattr(proof, field) for field in EVIDENCE},
        }
        rows.append(row)
    report(1.0, say("Done"))
    return Sweep(pd.DataFrame(rows), labels)


def setting_of(row: pd.Series) -> Setting:
    """Read the setting of a row back."""
    kept = {name: row[name] for name in NUMBERS if pd.notna(row.get(name))}
    own = {name: int(value) if NUMBERS[name].whole else float(value) for name, value in kept.items()}
    return Setting(Algorithm(row["algorithm"]), **own)  # type: ignore[arg-type]
