"""Where the number of a zone comes from: divisions of all records, each numbered after the one before it.

A number must be the same for everyone who opens an address, so it comes from the build and the setting alone, and
never from what a reader saw before. K zones of all records follow from K - 1 zones: what mostly stays keeps its number,
and what is new takes the one that is free, which is K. The cells have an order besides, in which Ward's tree parts them
from each other, for zones that have no such line of settings.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ref

import numpy as np
from cachetools import LRUCache, cached

from core.hotspots.clustering import cluster
from core.hotspots.methods import METHODS
from core.hotspots.pairing import pair
from core.hotspots.setting import NUMBERS, Setting
from core.hotspots.ward.grown import tree_of
from core.places.cells import summarise
from core.places.points import Points
from core.places.selection import Filters, points_of, select

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.hotspots.ward import Tree
    from core.places.fold import Fold
    from core.places.points import Integers, Labels

CONCENTRATIONS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
"""Shares of the cells that have a line of divisions of their own; another share follows the nearest."""
AHEAD = (1.0, 0.2)
"""Shares that most people ask for, whose divisions are made before they do."""
FIRST_K = 2
"""The division that has none before it; its zones are numbered by their records."""
DIVISIONS = 256
"""Divisions kept, 6 kB each for a city of 6,000 cells: four lines of settings and more."""
GROUNDS = 8


class Division(NamedTuple):
    """All records of a ground divided into k zones."""

    labels: NDArray[np.int8]
    """(m,) zone of each inhabited cell, negative where it has none."""
    numbers: tuple[int, ...]
    """(k,) number of each zone, those from 1 to k."""


def _key(fold: Fold, *asked: Any) -> tuple[Any, ...]:  # noqa: ANN401 (whatever is asked of a fold)
    """Tell folds apart without keeping one alive that serves no more."""
    return (ref(fold), *asked)


def ground_of(filters: Filters) -> Filters:
    """Keep of a question the filters that choose ground, and leave out those that choose among its records."""
    return Filters(districts=filters.districts, area=filters.area)


def division_of(fold: Fold, ground: Filters, setting: Setting) -> Division | None:
    """Divide all records of a ground as a setting with K does; None where there are fewer cells than zones."""
    nearest = min(CONCENTRATIONS, key=lambda share: abs(np.log(share / setting.concentration)))
    return _division(fold, ground, Setting(setting.algorithm, k=setting.k, concentration=nearest))


def number_ahead(fold: Fold) -> None:
    """Divide the whole city for every K, so that nobody who asks waits for it."""
    for algorithm, method in METHODS.items():
        if method.has_k:
            for share in AHEAD:
                division_of(fold, Filters(), Setting(algorithm, k=int(NUMBERS["k"].high), concentration=share))


@cached(LRUCache(DIVISIONS), key=_key, lock=Lock())
def _division(fold: Fold, ground: Filters, setting: Setting) -> Division | None:
    points, cell = _cells(fold, ground)
    if np.ceil(len(cell) * setting.concentration) < setting.k:
        return None
    found = cluster(points, setting).labels
    labels = np.full(len(fold.cell_number), -1, dtype=np.int8)
    labels[cell] = found
    before = _division(fold, ground, replace(setting, k=setting.k - 1)) if setting.k > FIRST_K else None
    if before is None:
        return Division(labels, tuple(range(1, setting.k + 1)))
    return Division(labels, tuple(follow(found, setting.k, before, cell, points.weight).tolist()))


def follow(labels: Labels, count: int, before: Division, cell: NDArray[Any], records: Integers) -> Labels:
    """Number zones after those of a division: what is paired by shared records keeps the number, the rest is free.

    Args:
        labels: (n,) zone of each place or cell; negative ones have none.
        count: Number of zones, ordered by their records.
        before: The division to follow.
        cell: (n,) inhabited cell of each.
        records: (n,) records of each.

    Returns:
        (count,) numbers from 1, each one once.
    """
    held = before.labels[cell]
    both = (labels >= 0) & (held >= 0)
    width = len(before.numbers)
    shared = np.bincount(labels[both].astype(np.int64) * width + held[both], records[both]).astype(np.float64)
    pairs = np.flatnonzero(shared)
    partner = pair(pairs // width, pairs % width, shared[pairs])
    return fill([before.numbers[partner[zone]] if zone in partner else 0 for zone in range(count)])


def fill(numbers: Any) -> Labels:  # noqa: ANN401 (whatever holds whole numbers)
    """Give each zone that has no number yet (0) the lowest that is free, in the order of the zones."""
    found = np.array(numbers, dtype=np.int32)
    lacking = np.flatnonzero(found == 0)
    free = np.setdiff1d(np.arange(1, len(found) + 1), found)[: len(lacking)]
    found[lacking] = free
    return found


@cached(LRUCache(GROUNDS), key=_key, lock=Lock())
def _cells(fold: Fold, ground: Filters) -> tuple[Points, Integers]:
    """Return the cells that hold records of a ground as points at the mean of their records, and which they are."""
    points, index = points_of(fold, select(fold, ground).weight)
    means = summarise(points).means
    number = np.arange(len(means.x), dtype=np.int32)
    cell = fold.cell[index][np.searchsorted(points.cell, number)].astype(np.int64)
    return Points(means.x, means.y, means.weight.astype(np.int64), number, points.cell_size_m), cell


@cached(LRUCache(2), key=_key, lock=Lock())
def order_of_cells(fold: Fold) -> Labels:
    """Order all inhabited cells, from 1: the k first lie in different zones of Ward's k zones of all records.

    Returns:
        (m,) place of each cell in the order.
    """
    points, cell = _cells(fold, Filters())
    order = np.zeros(len(fold.cell_number), dtype=np.int32)
    order[cell] = branches(tree_of(points))
    return order


def branches(tree: Tree) -> Labels:
    """Number the branches of a tree as they part, from its top; the part with more records stays the same branch.

    Returns:
        (m,) number of the branch that ends in each leaf, each from 1 to m once.
    """
    leaves = len(tree.weight)
    records = np.concatenate([tree.weight.astype(np.float64), np.zeros(len(tree.linkage))])
    parts = tree.linkage[:, :2].astype(np.int64)
    for row, (left, right) in enumerate(parts.tolist()):
        records[leaves + row] = records[left] + records[right]
    branch = np.ones(len(records), dtype=np.int32)
    for row in range(len(parts) - 1, -1, -1):
        small, large = sorted(parts[row].tolist(), key=lambda node: (records[node], -node))
        branch[large] = branch[leaves + row]
        branch[small] = leaves - row
    return branch[:leaves]
