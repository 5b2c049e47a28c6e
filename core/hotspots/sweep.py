"""Many settings on one selection, each with its scores and its evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from core import processes
from core.hotspots import evidence, scores
from core.hotspots.answer import shares
from core.hotspots.clustering import cluster
from core.hotspots.methods import K_ON_SMALL_GROUND, METHODS, SMALL_GROUND, method_of, name_of, parameters_of
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

ALL_CELLS = 1.0
REPLICATES = 3
"""Draws of each kind behind a sweep's evidence; the page draws more for the setting it shows."""

EVIDENCE = (
    "null_silhouette", "null_coverage", "null_clusters", "stability", "stability_halves", "stability_restarts",
    "pai", "hit_rate", "baseline_pai", "baseline_hit_rate", "area_share", "later_since", "later_until",
    "replicates", "seed",
)  # fmt: skip


class Sweep(NamedTuple):
    """A row of scores and evidence for each setting, and (P,) labels of each."""

    rows: list[dict[str, Any]]
    labels: dict[str, Labels]

    @property
    def table(self) -> pd.DataFrame:
        """All settings; a number that a method does not have is missing."""
        return pd.DataFrame(self.rows)

    def table_of(self, algorithm: Algorithm) -> pd.DataFrame:
        """The settings of one algorithm, its whole numbers whole."""
        return pd.DataFrame([row for row in self.rows if row["algorithm"] == algorithm])


def settings_for(records: int, algorithm: Algorithm, concentration: float = 1.0) -> list[Setting]:
    """List the settings worth trying on so many records.

    A method that leaves thin areas out by itself is tried on all cells only.
    """
    method = METHODS[algorithm]
    if method.has_noise and concentration < 1:
        return []
    candidates = method.candidates(records)
    if method.has_k and concentration <= SMALL_GROUND:
        candidates = iter({"k": k} for k in K_ON_SMALL_GROUND)
    return [Setting(algorithm, concentration=concentration, **own) for own in candidates]  # type: ignore[arg-type]  # (numbers by name)


def every_setting(records: int, concentrations: Sequence[float]) -> list[Setting]:
    """List the settings of every algorithm worth trying, on several shares of the cells."""
    tried = []
    for algorithm in Algorithm:
        shares = {ALL_CELLS} if METHODS[algorithm].has_noise else set(concentrations)
        for concentration in sorted(shares, reverse=True):
            tried += settings_for(records, algorithm, concentration)
    return tried


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
        report: Is told the share done and which setting that was.
        replicates: Draws of each kind behind the evidence.
    """
    given = _Given(fold, filters, replicates)
    rows, labels = [], {}
    for done, (setting, tried) in enumerate(zip(settings, processes.run_each(_try, given, settings), strict=True), 1):
        label = say(method_of(setting).label)
        report(
            done / len(settings), say("{method}, setting {number} of {of}", method=label, number=done, of=len(settings))
        )
        if tried is not None:
            rows.append(tried.row)
            labels[tried.row["name"]] = tried.labels
    report(1.0, say("Done"))
    return Sweep(rows, labels)


class _Given(NamedTuple):
    """What the settings of a sweep share."""

    fold: Fold
    filters: Filters
    replicates: int


class _Tried(NamedTuple):
    row: dict[str, Any]
    labels: Labels


def _try(given: _Given, setting: Setting) -> _Tried | None:
    """Score one setting; None if it asks for more zones than there are cells."""
    selection = select(given.fold, given.filters)
    points, index = points_of(given.fold, selection.weight)
    cells = int(points.cell[-1]) + 1 if len(points.cell) else 0
    if method_of(setting).has_k and setting.k > np.ceil(cells * setting.concentration):
        return None
    found = cluster(points, setting).labels
    labels = np.full(len(selection.weight), ABSENT, dtype=np.int32)
    labels[index] = found
    proof = evidence.gather_evidence(given.fold, given.filters, setting, replicates=given.replicates)
    coverage, largest_share = shares(points, found)
    row: dict[str, Any] = {
        "name": name_of(setting),
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
    return _Tried(row, labels)


def setting_of(row: pd.Series) -> Setting:
    """Read the setting of a row back."""
    kept = {name: row[name] for name in NUMBERS if pd.notna(row.get(name))}
    own = {name: int(value) if NUMBERS[name].whole else float(value) for name, value in kept.items()}
    return Setting(Algorithm(row["algorithm"]), **own)  # type: ignore[arg-type]
