"""Two settings side by side: what moved, what split, what merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.evidence.stability import agreement, cross
from core.hotspots.pairing import pair
from core.places.points import NOISE

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.places.points import Floats, Integers

SUBSTANTIAL = 0.2
"""Share of a zone's records that must lie in another for the two to be related."""


@dataclass(frozen=True)
class Comparison:
    """How the zones of a second answer differ from those of a first, over records that both selected.

    `matches` pair zones that hold mostly each other's records, each zone at most once. `moved_records` lie
    outside every matched pair: another zone, or a zone on one side only. `agreement` is the adjusted Rand
    index. `splits` name a zone of the first and those of the second that hold a fifth of it or more;
    `merges` a zone of the second and those of the first.
    """

    common_records: int
    moved_records: int
    moved_share: float
    agreement: float | None
    matches: tuple[tuple[int, int], ...]
    splits: tuple[tuple[int, tuple[int, ...]], ...]
    merges: tuple[tuple[int, tuple[int, ...]], ...]


def compare(first: Answer, second: Answer) -> Comparison:
    """Compare two answers of the same build."""
    weight = np.minimum(first.selection.weight, second.selection.weight)
    crossed = cross(first.labels, second.labels, weight)
    matches = tuple(sorted(pair(*crossed).items()))
    common = float(crossed.records.sum())
    paired = set(matches) | {(NOISE, NOISE)}
    pairs = zip(crossed.first.tolist(), crossed.second.tolist(), crossed.records.tolist(), strict=True)
    stayed = sum(records for a, b, records in pairs if (a, b) in paired)
    return Comparison(
        common_records=int(common),
        moved_records=int(common - stayed),
        moved_share=(common - stayed) / common if common else 0.0,
        agreement=agreement(first.labels, second.labels, weight),
        matches=matches,
        splits=_related(crossed.first, crossed.second, crossed.records),
        merges=_related(crossed.second, crossed.first, crossed.records),
    )


def _related(zone: Integers, other: Integers, records: Floats) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Name for each zone the others that hold a substantial share of it, where there are two or more."""
    total = np.bincount(zone + 1, weights=records)
    parts: dict[int, list[int]] = {}
    for i in np.flatnonzero((zone >= 0) & (other >= 0) & (records >= SUBSTANTIAL * total[zone + 1])):
        parts.setdefault(int(zone[i]), []).append(int(other[i]))
    return tuple((found, tuple(sorted(parts[found]))) for found in sorted(parts) if len(parts[found]) > 1)
