"""A minimum spanning tree of mutual reachability distances, as a walk.

Prim's algorithm takes up the cells one by one, always the one nearest to any taken before.
Cells that are joined below some distance are taken one after another, so the distance at
which each is taken says all that single linkage asks of the tree: it is as if each
cell were joined to the one before. Every pair is looked at once: 6,000 cells have 18 million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Integers


class Walk(NamedTuple):
    """The m cells in the order in which they are taken."""

    order: Integers
    """(m,) cells."""
    squared: Floats
    """(m - 1,) squared mutual reachability distance, in square metres, at which each but the first is taken."""


@njit(nogil=True, cache=True)
def walk(x_m: Floats, y_m: Floats, core: Floats) -> Walk:
    """Take up all cells, from the first; there must be one.

    The mutual reachability distance of two cells is their distance, but at least either's core distance.

    Args:
        core: (m,) squared core distances, in square metres.
    """
    m = len(x_m)
    x, y, least = x_m.copy(), y_m.copy(), core.copy()
    reach = np.full(m, np.inf)
    order, squared = np.arange(m), np.empty(m - 1)
    for taken in range(m - 1):
        # The cells not yet taken stand at the end of the arrays.
        own_x, own_y, own_least = x[taken], y[taken], least[taken]
        for j in range(taken + 1, m):
            dx, dy = own_x - x[j], own_y - y[j]
            reach[j] = min(reach[j], max(dx * dx + dy * dy, own_least, least[j]))
        found = taken + 1 + _least(reach[taken + 1 :])
        squared[taken] = reach[found]
        for values in (x, y, least, reach):
            values[taken + 1], values[found] = values[found], values[taken + 1]
        order[taken + 1], order[found] = order[found], order[taken + 1]
    return Walk(order, squared)


@njit(nogil=True, cache=True)
def _least(values: Floats) -> int:
    """Return the position of the smallest of some values, none of them negative or NaN.

    As such they are ordered as their bits are, and whole numbers a processor compares many at a time: three times
    as fast as `argmin`, which would take most of the walk.
    """
    bits = values.view(np.int64)
    smallest = bits[0]
    for j in range(1, len(bits)):
        smallest = min(smallest, bits[j])
    found = 0
    while bits[found] != smallest:
        found += 1
    return found
