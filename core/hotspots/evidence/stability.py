"""Would other weeks have drawn the same zones?

Single records are never resampled: at this size that changes nothing and reads 0.97
or more whatever the zones are worth. Whole weeks are drawn instead, and the halves
of the period are held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numba import njit

from core.hotspots.clustering import cluster
from core.places.points import ABSENT, NOISE
from core.places.selection import points_of

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.points import Floats, Integers, Labels
    from core.places.selection import Selection


def bootstrap(fold: Fold, selection: Selection, setting: Setting, base: Labels, generator: Generator) -> float | None:
    """Draw the selection's weeks with replacement, cluster again and compare with the zones at hand.

    Args:
        fold: Records and places.
        selection: The records that were clustered.
        setting: The setting to repeat.
        base: (P,) labels of the zones at hand.
        generator: Source of the draw.

    Returns:
        The adjusted Rand index, or None where the selection spans less than two weeks.
    """
    days = _days(selection)
    weeks = -(-days // 7)
    if weeks < 2:  # noqa: PLR2004 (one week has nothing to be exchanged with)
        return None
    times = np.bincount(generator.integers(weeks, size=weeks), minlength=weeks)
    again = _labels(fold, selection, np.repeat(times, 7)[:days], setting)
    return agreement(base, again, selection.weight)


def halves(fold: Fold, selection: Selection, setting: Setting) -> float | None:
    """Compare the zones of the first half of the period with those of the second."""
    days = _days(selection)
    if days < 2:  # noqa: PLR2004 (a day has no halves)
        return None
    late = np.arange(days) >= days // 2
    first, second = (_labels(fold, selection, half.astype(np.int64), setting) for half in (~late, late))
    return agreement(first, second, selection.weight)


def restarts(fold: Fold, selection: Selection, setting: Setting, base: Labels, seed: int) -> float | None:
    """Compare with the zones that other random starts lead to."""
    return agreement(
        base, _labels(fold, selection, np.ones(_days(selection), np.int64), setting, seed), selection.weight
    )


def agreement(a: Labels, b: Labels, weight: Integers) -> float | None:
    """Return the adjusted Rand index of two labellings over the records of places that both saw.

    Records without a zone (noise, outside the concentration) count as one group
    (Hubert and Arabie 1985). 1 means the same zones, 0 what chance gives.

    Args:
        a: (P,) labels.
        b: (P,) labels.
        weight: (P,) records of each place.

    Returns:
        None where no place was seen by both.
    """
    crossed = cross(a, b, weight)
    if not len(crossed.records):
        return None
    first, second = (np.bincount(zone + 1, weights=crossed.records) for zone in (crossed.first, crossed.second))
    together, rows, columns, all_pairs = (
        float((n * (n - 1) / 2).sum()) for n in (crossed.records, first, second, first.sum(keepdims=True))
    )
    expected = rows * columns / all_pairs if all_pairs else 0.0
    best = (rows + columns) / 2
    return 1.0 if best == expected else (together - expected) / (best - expected)


class Crossed(NamedTuple):
    """Records by the zone that each of two labellings gives them, pairs that occur only; no zone is -1."""

    first: Integers
    second: Integers
    records: Floats


def cross(a: Labels, b: Labels, weight: Integers) -> Crossed:
    """Count the records of places that both labellings saw by their pair of zones.

    Thousands of small clusters on both sides would make a table of hundreds of megabytes; the pairs that occur are few.

    Args:
        a: (P,) labels; every label without a zone counts as one.
        b: (P,) labels.
        weight: (P,) records of each place.
    """
    seen = np.flatnonzero((a != ABSENT) & (b != ABSENT) & (weight > 0))
    first, second = (np.maximum(labels[seen], NOISE).astype(np.int64) + 1 for labels in (a, b))
    width = int(second.max(initial=0)) + 1
    pairs, place = np.unique(first * width + second, return_inverse=True)
    records = np.bincount(place, weights=weight[seen], minlength=len(pairs)).astype(np.float64)
    return Crossed(pairs // width - 1, pairs % width - 1, records)


def _days(selection: Selection) -> int:
    return (selection.last_day - selection.first_day).days + 1


def _labels(
    fold: Fold,
    selection: Selection,
    times: Integers,
    setting: Setting,
    seed: int = 0,
) -> Labels:
    """Cluster the selection with each day counted so many times."""
    start = (selection.first_day - fold.first_day).days
    weight = np.zeros(len(fold.x_m) + 1, dtype=np.int64)
    _weigh(fold.place, fold.day, selection.keep, times, start, weight)
    points, index = points_of(fold, weight[:-1])
    labels = np.full(len(fold.x_m), ABSENT, dtype=np.int32)
    if len(index):
        labels[index] = cluster(points, setting, seed).labels
    return labels


@njit(cache=True, nogil=True)
def _weigh(place: Any, day: Any, keep: Any, times: Any, start: int, weight: NDArray[Any]) -> None:  # noqa: ANN401 (compiled)
    for r in range(len(place)):
        if keep[r]:
            weight[place[r]] += times[day[r] - start]
