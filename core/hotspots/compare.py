"""Two settings side by side: what moved, what split, what merged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.stability import agreement
from core.places.points import ABSENT

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.places.points import Floats

SUBSTANTIAL = 0.2
"""Share of a zone's records that must lie in another for the two to be related."""


@dataclass(frozen=True)
class Comparison:
    """How the zones of a second answer differ from those of a first, over records that both selected.

    `matches` pair zones that hold mostly each other's records, each zone at most once. `moved_records` lie
    outside every matched pair: another zone, or a zone on one side only. `agreement` is the adjusted Rand
    index. `splits` name a zone of the first and those of the second that hold a fifth of it or more;
    `merges` a zone of the second and those of the first. `differences` are second minus first.
    """

    common_records: int
    moved_records: int
    moved_share: float
    agreement: float | None
    matches: tuple[tuple[int, int], ...]
    splits: tuple[tuple[int, tuple[int, ...]], ...]
    merges: tuple[tuple[int, tuple[int, ...]], ...]
    differences: dict[str, float | None]


def compare(first: Answer, second: Answer) -> Comparison:
    """Compare two answers of the same build."""
    weight = np.minimum(first.selection.weight, second.selection.weight)
    table = _crossed(first, second, weight)
    matches = _match(table[1:, 1:])
    common = float(table.sum())
    stayed = float(table[0, 0]) + sum(float(table[a + 1, b + 1]) for a, b in matches)
    return Comparison(
        common_records=int(common),
        moved_records=int(common - stayed),
        moved_share=(common - stayed) / common if common else 0.0,
        agreement=agreement(first.labels, second.labels, weight),
        matches=matches,
        splits=_related(table[1:, 1:], table[1:].sum(axis=1)),
        merges=_related(table[1:, 1:].T, table[:, 1:].sum(axis=0)),
        differences=_differences(first, second),
    )


def _crossed(first: Answer, second: Answer, weight: np.ndarray) -> Floats:
    """Count common records by zone of the first and of the second; row and column 0 hold those without one."""
    seen = np.flatnonzero((first.labels != ABSENT) & (second.labels != ABSENT) & (weight > 0))
    a, b = (np.maximum(labels[seen], -1) + 1 for labels in (first.labels, second.labels))
    shape = (first.clusters + 1, second.clusters + 1)
    pair = a.astype(np.int64) * shape[1] + b
    return np.bincount(pair, weights=weight[seen], minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _match(table: Floats) -> tuple[tuple[int, int], ...]:
    """Pair zones greedily by the records they share, most first."""
    pairs, taken_a, taken_b = [], set(), set()
    rows, columns = np.nonzero(table)
    for i in np.argsort(-table[rows, columns], kind="stable"):
        a, b = int(rows[i]), int(columns[i])
        if a not in taken_a and b not in taken_b:
            pairs.append((a, b))
            taken_a.add(a)
            taken_b.add(b)
    return tuple(sorted(pairs))


def _related(table: Floats, total: Floats) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Name for each row the columns that hold a substantial share of it, where there are two or more."""
    found = []
    for row, shared in enumerate(table):
        parts = np.flatnonzero(shared >= SUBSTANTIAL * max(float(total[row]), 1.0))
        if len(parts) > 1:
            found.append((row, tuple(int(part) for part in parts)))
    return tuple(found)


def _differences(first: Answer, second: Answer) -> dict[str, float | None]:
    pairs = {name: (value, getattr(second.scores, name)) for name, value in asdict(first.scores).items()}
    pairs |= {name: (getattr(first, name), getattr(second, name)) for name in ("coverage", "largest_share", "clusters")}
    return {name: None if a is None or b is None else b - a for name, (a, b) in pairs.items()}
