"""Which centres may be nearest within a bounding box: all others need no distance.

Trap: a centre is ruled out only by a clear margin, so that a place whose nearest centre
rounding could change is decided by its own distances, by the same expression as in
`lloyd.label_points`: labels agree to the bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Labels

MARGIN = 1e-9
"""Relative lead below which rounding could turn a comparison of squared distances."""


class Candidates(NamedTuple):
    """Centres that may be nearest to some point of a box."""

    centre: Labels
    """(k,) their numbers in ascending order, at the front."""
    squared: Floats
    """(k,) squared distance of every centre to the box's middle."""


@njit(nogil=True, cache=True)
def ahead(nearest: Floats, other: Floats, box: Floats) -> float:
    """Return the least difference of squared distances, other less nearest, over the box; 0 if in doubt."""
    # The difference is linear, so the corner farthest in the direction of the other decides.
    x = box[1] if other[0] > nearest[0] else box[0]
    y = box[3] if other[1] > nearest[1] else box[2]
    far = (x - other[0]) ** 2 + (y - other[1]) ** 2
    near = (x - nearest[0]) ** 2 + (y - nearest[1]) ** 2
    return max(far - near - MARGIN * far, 0.0)


@njit(nogil=True, cache=True)
def contend(box: Floats, centres: Floats, rivals: Candidates) -> tuple[int, float, float]:
    """List the centres that may be nearest to some point of the box.

    Returns:
        How many they are; the metres by which every other centre is farther than the
        nearest, at every point of the box; a bound for the sum of two rivals' distances.
    """
    x, y = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
    diagonal = np.hypot(box[1] - box[0], box[3] - box[2])
    nearest, least = 0, np.inf
    for c in range(len(centres)):
        rivals.squared[c] = (x - centres[c, 0]) ** 2 + (y - centres[c, 1]) ** 2
        if rivals.squared[c] < least:
            nearest, least = c, rivals.squared[c]
    # Farther off than this, distance alone rules a centre out, and by a lead worth having.
    near = np.sqrt(least)
    reach = (near + 1.5 * diagonal + 1.0) ** 2
    count, lead, beyond = 0, np.inf, np.inf
    for c in range(len(centres)):
        if rivals.squared[c] > reach:
            beyond = min(beyond, rivals.squared[c])
            continue
        sure = ahead(centres[nearest], centres[c], box) if c != nearest else 0.0
        if sure > 0.0:
            lead = min(lead, sure / (near + np.sqrt(rivals.squared[c]) + diagonal))
        else:
            rivals.centre[count] = c
            count += 1
    return count, min(lead, np.sqrt(beyond) - near - diagonal), 2.0 * (np.sqrt(reach) + diagonal)


@njit(nogil=True, cache=True)
def two_rivals(x: float, y: float, centres: Floats, rivals: Labels) -> tuple[int, float, float]:
    """Find the nearest rival (ties: the first) and the squared distances to it and to the next."""
    label, first, second = 0, np.inf, np.inf
    for c in rivals:
        squared = (x - centres[c, 0]) ** 2 + (y - centres[c, 1]) ** 2
        if squared < first:
            label, first, second = c, squared, first
        elif squared < second:
            second = squared
    return label, first, second
