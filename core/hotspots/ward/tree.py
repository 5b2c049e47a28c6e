"""Ward's tree over the inhabited cells: grown once a selection, cut at any number of zones.

A cell stands at the mean of its records and weighs as many. Heights never invert, yet
cuts go by number: a zone of k - 1 splits into two zones of k and the others stay, which
`splits` names. The linkage is SciPy's format, but SciPy's own module, at 76 MB, stays out
of the web process: `truncated` draws the dendrogram's top by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import BadParameterError
from core.hotspots.ward.merges import clusters_below, linkage_of, merge_all
from core.language import say, say_many
from core.places.cells import summarise

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points


class Tree(NamedTuple):
    """Ward's merges of m cells."""

    linkage: Floats
    """(m - 1, 4) in SciPy's format: two clusters, height in metres, cells; lowest first."""
    weight: Integers
    """(m,) records of each cell."""


class Split(NamedTuple):
    """What one more zone changes."""

    zone: int
    """Label at k - 1 of the zone that splits."""
    parts: tuple[int, int]
    """Labels at k of what it splits into."""


class Dendrogram(NamedTuple):
    """The top of a tree as lines; leaves stand at x = 0, 1, 2... from left to right."""

    x: Floats
    """(leaves - 1, 4) of each merge: left foot, left shoulder, right shoulder, right foot."""
    y_m: Floats
    """(leaves - 1, 4) heights of the same, in metres."""
    clusters: Integers
    """(leaves - 1,) clusters that are left when the merge and all higher ones are undone."""
    records: Integers
    """(leaves,) records of each leaf."""
    cells: Integers
    """(leaves,) cells of each leaf."""
    cell: Integers
    """(leaves,) one cell of each leaf: its label in a cut is the leaf's."""


def grow(points: Points) -> Tree:
    """Merge the cells of the points by Ward's criterion, every record counting once.

    Raises:
        BadParameterError: No place holds records.
    """
    if len(points.cell) == 0:
        msg = say("No place holds records; widen the selection.")
        raise BadParameterError(msg)
    means = summarise(points).means
    merges = merge_all(means)
    order = np.argsort(merges.height, kind="stable")
    return Tree(linkage_of(merges, order), means.weight.astype(np.int64))


def cut(tree: Tree, k: int) -> Labels:
    """Label the cells (m,) by the k clusters that undoing the last k - 1 merges leaves.

    Labels run from 0, most records first, ties by the first cell; cuts of growing k are nested.

    Raises:
        BadParameterError: There are fewer cells than k, or k is below 1.
    """
    _check(tree, k)
    first, cluster = np.unique(clusters_below(tree.linkage, k), return_index=True, return_inverse=True)[1:]
    records = np.bincount(cluster, weights=tree.weight)
    rank = np.empty(k, np.int32)
    rank[np.lexsort((first, -records))] = np.arange(k, dtype=np.int32)
    return rank[cluster]


def splits(tree: Tree, k: int) -> Split:
    """Name the zone of k - 1 that splits, and the two zones of k that it splits into.

    Raises:
        BadParameterError: There are fewer cells than k, or k is below 2.
    """
    _check(tree, k, least=2)
    before, after = cut(tree, k - 1), cut(tree, k)
    row = len(tree.weight) - k
    left, right = (_first_cell(tree.linkage, int(node)) for node in tree.linkage[row, :2])
    low, high = sorted((int(after[left]), int(after[right])))
    return Split(int(before[left]), (low, high))


def cut_height(tree: Tree, k: int) -> float:
    """Return the height in metres at which a line crosses k branches: halfway between two merges.

    Where the two merges are equally high the line lies on both; `cut` goes by number.

    Raises:
        BadParameterError: There are fewer cells than k, or k is below 1.
    """
    _check(tree, k)
    heights = np.concatenate(([0.0], tree.linkage[:, 2]))
    below = heights[len(heights) - k]
    above = heights[len(heights) - k + 1] if k > 1 else below * 1.1
    return float((below + above) / 2)


def truncated(tree: Tree, leaves: int) -> Dendrogram:
    """Draw the last `leaves` - 1 merges; of two branches the one with more records stands left.

    A tree of fewer cells is drawn whole.

    Raises:
        BadParameterError: `leaves` is below 1.
    """
    m, linkage = len(tree.weight), tree.linkage
    leaves = min(leaves, m)
    _check(tree, leaves)
    leaf_of = clusters_below(linkage, leaves)
    records = _records(tree, leaf_of, leaves)
    order = _leaf_order(linkage, leaves, records)
    x = {node: float(position) for position, node in enumerate(order)}
    height = dict.fromkeys(order, 0.0)
    lines_x, lines_y = np.empty((leaves - 1, 4)), np.empty((leaves - 1, 4))
    for line, row in enumerate(range(m - leaves, m - 1)):
        left, right = sorted((int(node) for node in linkage[row, :2]), key=x.__getitem__)
        top = float(linkage[row, 2])
        lines_x[line] = x[left], x[left], x[right], x[right]
        lines_y[line] = height[left], top, top, height[right]
        x[m + row], height[m + row] = (x[left] + x[right]) / 2, top
    size = np.bincount(leaf_of, minlength=len(records))
    cell = np.array([_first_cell(linkage, node) for node in order], np.int64)
    return Dendrogram(lines_x, lines_y, np.arange(leaves, 1, -1), records[order], size[order], cell)


def _check(tree: Tree, k: int, least: int = 1) -> None:
    """Refuse a number of clusters that the tree does not have."""
    cells = len(tree.weight)
    if k < least:
        msg = say("{name} is {value}; choose at least {least}.", name="k", value=k, least=least)
        raise BadParameterError(msg)
    if k > cells:
        msg = say_many(
            "k is {k}, but records lie in {count} cell only; choose k of at most {count}.",
            "k is {k}, but records lie in {count} cells only; choose k of at most {count}.",
            cells,
            k=k,
        )
        raise BadParameterError(msg)


def _first_cell(linkage: Floats, node: int) -> int:
    """Follow the first children of a node down to a cell."""
    m = len(linkage) + 1
    while node >= m:
        node = int(linkage[node - m, 0])
    return node


def _records(tree: Tree, leaf_of: Integers, leaves: int) -> Integers:
    """Sum the records of the leaves and of the merges above them, by node."""
    m = len(tree.weight)
    records = np.zeros(2 * m - 1, np.int64)
    np.add.at(records, leaf_of, tree.weight)
    for row in range(m - leaves, m - 1):
        records[m + row] = records[tree.linkage[row, :2].astype(np.int64)].sum()
    return records


def _leaf_order(linkage: Floats, leaves: int, records: Integers) -> list[int]:
    """List the nodes at which the drawing ends, from left to right."""
    m = len(linkage) + 1
    first_drawn = 2 * m - leaves  # nodes from here up are merges that are drawn
    order, waiting = [], [2 * m - 2]
    while waiting:
        node = waiting.pop()
        if node < first_drawn:
            order.append(node)
        else:
            waiting += sorted((int(child) for child in linkage[node - m, :2]), key=records.__getitem__)
    return order
