"""Many settings on one selection, each with its scores and its evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from core.hotspots import evidence, scores
from core.hotspots.answer import shares
from core.hotspots.clustering import cluster
from core.hotspots.setting import EPS_M_RANGE, K_RANGE, MIN_SAMPLES_RANGE, Algorithm, Setting
from core.places.points import ABSENT
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.places.fold import Fold
    from core.places.points import Labels
    from core.places.selection import Filters

    Report = Callable[[float, str], None]

EPS_M = (75.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0)
MIN_SAMPLES_SHARES = (4e-5, 2e-4, 1e-3)
"""Records that make a place core, as a share of those selected: 20, 100 and 500 of half a million."""

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

    DBSCAN leaves thin areas out by itself, so it is tried on all cells only.
    """
    if algorithm is not Algorithm.DBSCAN:
        return [Setting(algorithm, k=k, concentration=concentration) for k in range(K_RANGE[0], K_RANGE[1] + 1)]
    if concentration < 1:
        return []
    low, high = MIN_SAMPLES_RANGE
    least = sorted({int(np.clip(round(records * share), max(low, 5), high)) for share in MIN_SAMPLES_SHARES})
    return [
        Setting(algorithm, eps_m=eps_m, min_samples=min_samples, concentration=concentration)
        for eps_m in EPS_M
        if EPS_M_RANGE[0] <= eps_m <= EPS_M_RANGE[1]
        for min_samples in least
    ]


def name_of(setting: Setting) -> str:
    """Name a setting as a column of the labels table: `kmeans_k8`, `dbscan_eps200_min100`, and `_top20` for a fifth."""
    own = f"eps{setting.eps_m:g}_min{setting.min_samples}" if setting.algorithm is Algorithm.DBSCAN else f"k{setting.k}"
    share = "" if setting.concentration == 1 else f"_top{setting.concentration * 100:g}"
    return f"{setting.algorithm}_{own}{share}"


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
        report(done / len(settings), f"{setting.algorithm.label}, setting {done + 1} of {len(settings)}")
        if setting.algorithm is not Algorithm.DBSCAN and setting.k > np.ceil(cells * setting.concentration):
            continue
        found = cluster(points, setting).labels
        labels[name] = np.full(len(selection.weight), ABSENT, dtype=np.int32)
        labels[name][index] = found
        proof = evidence.gather_evidence(fold, filters, setting, replicates=replicates)
        coverage, largest_share = shares(points, found)
        row: dict[str, Any] = {
            "name": name,
            "algorithm": str(setting.algorithm),
            **dict.fromkeys(("k", "eps_m", "min_samples")),
            **setting.parameters,
            "records": selection.records,
            "clusters": int(found.max(initial=-1)) + 1,
            **asdict(scores.score(points, found)),
            "coverage": coverage,
            "largest_share": largest_share,
            **{field: getattr(proof, field) for field in EVIDENCE},
        }
        rows.append(row)
    report(1.0, "Done")
    return Sweep(pd.DataFrame(rows), labels)


def setting_of(row: pd.Series) -> Setting:
    """Read the setting of a row back."""
    kept = {name: row[name] for name in ("k", "eps_m", "min_samples", "concentration") if pd.notna(row[name])}
    whole = {name: int(value) if name in {"k", "min_samples"} else float(value) for name, value in kept.items()}
    return Setting(Algorithm(row["algorithm"]), **whole)  # type: ignore[arg-type]
