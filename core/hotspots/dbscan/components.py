"""How core places join into clusters.

Cells are the largest squares whose places all lie within eps of each other (Gan and
Tao, SIGMOD 2015): the core places of a cell are one piece, and only pairs of cells
at most two apart are left to be compared, each until the first pair within eps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from core.hotspots.dbscan.cores import Mask, cell_side
from core.hotspots.dbscan.tiles import Tiles, lay, slot_at
from core.places.points import NOISE, Floats, Integers, Labels, Points

_ADJACENT = np.array([(0, 1, 1), (1, -1, 1)], np.int32)
_SECOND = np.array([(0, 2, 2), (1, -2, -2), (1, 2, 2), (2, -2, 2)], np.int32)
"""Cells ahead of a cell that can hold a place within eps: rows ahead, first and last column."""


class Pieces(NamedTuple):
    """Core places in their cells, each cell with its cluster."""

    cells: Tiles
    """The core places; `order` counts all places."""
    box_m: Floats
    """(slots, 4) west, south, east and north of each cell's core places."""
    cluster: Labels
    """(slots,) cluster of each cell, most core records first; noise where no core place lies."""


def join(points: Points, core: Mask, eps_m: float) -> Pieces:
    """Join the core places within eps of each other; there must be at least one."""
    chosen = np.flatnonzero(core).astype(np.int32)
    cells = lay(points.x_m[chosen], points.y_m[chosen], points.weight[chosen], cell_side(eps_m))
    cells = cells._replace(order=chosen[cells.order])
    box_m = _boxes(cells.places, cells.first)
    piece = np.arange(len(box_m), dtype=np.int32)
    for ahead in (_ADJACENT, _SECOND):
        _link(cells.rows, cells.first, cells.places, box_m, ahead, float(eps_m * eps_m), piece)
    return Pieces(cells, box_m, _rank(cells, piece))


def number_by_size(group: Labels, records: Integers, place: Labels) -> Labels:
    """Number groups 0..k-1 anew, most records first, ties by first place.

    Args:
        group: (j,) group of each item; no group is empty.
        records: (j,) records of each item.
        place: (j,) place of each item.

    Returns:
        (k,) new number of each group.
    """
    total = np.bincount(group, weights=records)
    earliest = np.full(len(total), np.iinfo(np.int32).max, np.int32)
    np.minimum.at(earliest, group, place)
    number = np.empty(len(total), np.int32)
    number[np.lexsort((earliest, -total))] = np.arange(len(total), dtype=np.int32)
    return number


def _rank(cells: Tiles, piece: Labels) -> Labels:
    """Number the pieces by core records, ties by their first core place."""
    held = np.flatnonzero(np.diff(cells.first))
    index = np.zeros(len(piece), np.int32)
    roots = held[piece[held] == held]
    index[roots] = np.arange(len(roots), dtype=np.int32)
    group = index[piece[held]]
    number = number_by_size(group, np.diff(cells.records)[held], np.minimum.reduceat(cells.order, cells.first[held]))
    cluster = np.full(len(piece), NOISE, np.int32)
    cluster[held] = number[group]
    return cluster


@njit(nogil=True, cache=True)
def _boxes(places: Floats, first: Labels) -> Floats:
    """Return the bounding box of each cell's places."""
    box = np.empty((len(first) - 1, 4))
    for slot in range(len(box)):
        box[slot, :2], box[slot, 2:] = np.inf, -np.inf
        for i in range(first[slot], first[slot + 1]):
            for axis in range(2):
                box[slot, axis] = min(box[slot, axis], places[i, axis])
                box[slot, axis + 2] = max(box[slot, axis + 2], places[i, axis])
    return box


@njit(nogil=True, cache=True)
def _root(piece: Labels, slot: int) -> int:
    """Return the piece of a cell, halving the path on the way."""
    while piece[slot] != slot:
        piece[slot] = piece[piece[slot]]
        slot = piece[slot]
    return slot


@njit(nogil=True, cache=True)
def _link(  # noqa: PLR0913, PLR0917 (plain arrays: see the trap of tiles)
    rows: Labels, first: Labels, places: Floats, box: Floats, ahead: Labels, limit: float, piece: Labels
) -> None:
    """Make one piece of cells that have core places within the limit; `piece` ends flat."""
    for row in range(len(rows) - 1):
        for slot in range(rows[row, 0], rows[row + 1, 0]):
            column = slot - rows[row, 0] + rows[row, 1]
            if first[slot] == first[slot + 1]:
                continue
            for k in range(len(ahead)):
                r = row + ahead[k, 0]
                if r < len(rows) - 1:
                    low, high = slot_at(rows, r, column + ahead[k, 1]), slot_at(rows, r, column + ahead[k, 2] + 1)
                    _unite(first, places, box, (slot, low, high), limit, piece)
    for slot in range(len(piece)):
        piece[slot] = _root(piece, slot)


@njit(nogil=True, cache=True)
def _unite(first: Labels, places: Floats, box: Floats, run: tuple[int, int, int], limit: float, piece: Labels) -> None:
    """Join a cell with those of a run of cells that it touches and is not one piece with yet."""
    slot, low, high = run
    for other in range(low, high):
        if first[other] < first[other + 1]:
            a, b = _root(piece, slot), _root(piece, other)
            if a != b and _touch(first, places, box, slot, other, limit):
                piece[max(a, b)] = min(a, b)


@njit(nogil=True, cache=True)
def squared_gap(west: float, east: float, at: float) -> float:
    """Return the squared distance from a coordinate to an interval, 0 inside."""
    gap = max(west - at, at - east, 0.0)
    return gap * gap


@njit(nogil=True, cache=True)
def _touch(first: Labels, places: Floats, box: Floats, a: int, b: int, limit: float) -> bool:
    """Tell whether two cells have places within the limit of each other, by their boxes where these decide."""
    dx, dy = (
        max(box[b, 0] - box[a, 2], box[a, 0] - box[b, 2], 0.0),
        max(box[b, 1] - box[a, 3], box[a, 1] - box[b, 3], 0.0),
    )
    if dx * dx + dy * dy > limit:
        return False
    dx, dy = max(box[b, 2] - box[a, 0], box[a, 2] - box[b, 0]), max(box[b, 3] - box[a, 1], box[a, 3] - box[b, 1])
    if dx * dx + dy * dy <= limit:
        return True
    for i in range(first[a], first[a + 1]):
        x, y = places[i, 0], places[i, 1]
        if squared_gap(box[b, 0], box[b, 2], x) + squared_gap(box[b, 1], box[b, 3], y) > limit:
            continue
        for j in range(first[b], first[b + 1]):
            dx, dy = x - places[j, 0], y - places[j, 1]
            if dx * dx + dy * dy <= limit:
                return True
    return False
