"""Exact Lloyd on all places at the price of a few cells (Kanungo et al. 2002).

A cell whose bounding box lies wholly nearer to one centre than to any other gives that
centre its sums at once; only cells on a border visit their places. And a cell is looked
at again only when the centres have moved as far as its places' labels were sure
(Hamerly 2010, with boxes for points): what did not change hands stays in the sums.

Traps: a centre is ruled out for a cell only by a clear margin, so that a place whose
nearest centre rounding could change is decided by its own distances, by the same
expression as in `label_points`: labels agree to the bit. Sums carried from step to step
gather rounding, so a fixed point counts only when fresh sums confirm it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.hotspots.kmeans_starts import move

if TYPE_CHECKING:
    from core.hotspots.cells import Cells, Masses
    from core.places.points import Floats, Labels

MARGIN = 1e-9
"""Relative lead below which rounding could turn a comparison of squared distances."""

MIXED = -1
"""Owner of a cell whose places belong to several centres."""

UNSEEN = -2
"""Owner of a cell whose records are in no sum yet."""

BLOCK = 1024
"""Points labelled at a time; their best distances stay in the fastest memory."""


class Ledger(NamedTuple):
    """Who owns which records, and how sure that is."""

    owner: Labels
    """(m,) centre that owns the whole cell, `MIXED` or `UNSEEN`."""
    label: Labels
    """(n,) centre of each place of a mixed cell; elsewhere out of date."""
    lead: Floats
    """(m,) metres that centres may move, the own and another together, before a label could change."""
    sums: Floats
    """(k, 3) of each centre: records, and easting and northing times records."""


class Rivals(NamedTuple):
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
def contend(box: Floats, centres: Floats, rivals: Rivals) -> tuple[int, float, float]:
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


@njit(nogil=True, cache=True)
def transfer(sums: Floats, giver: int, taker: int, weight: float, x: float, y: float) -> None:
    """Move records from one centre's sums to another's; `UNSEEN` has none to give."""
    sums[taker, 0] += weight
    sums[taker, 1] += weight * x
    sums[taker, 2] += weight * y
    if giver >= 0:
        sums[giver, 0] -= weight
        sums[giver, 1] -= weight * x
        sums[giver, 2] -= weight * y


@njit(nogil=True, cache=True)
def take_whole(places: Masses, cells: Cells, c: int, taker: int, ledger: Ledger) -> None:
    """Give the whole cell to one centre."""
    giver = ledger.owner[c]
    if giver == MIXED:
        for i in range(cells.start[c], cells.start[c + 1]):
            if ledger.label[i] != taker:
                transfer(ledger.sums, ledger.label[i], taker, places.weight[i], places.x[i], places.y[i])
    elif giver != taker:
        means = cells.means
        transfer(ledger.sums, giver, taker, means.weight[c], means.x[c], means.y[c])
    ledger.owner[c] = taker


@njit(nogil=True, cache=True)
def divide(places: Masses, cells: Cells, c: int, centres: Floats, rivals: Labels, ledger: Ledger) -> float:
    """Give each place of the cell to its nearest rival; return the least lead in squared metres."""
    owner, least = ledger.owner[c], np.inf
    for i in range(cells.start[c], cells.start[c + 1]):
        giver = ledger.label[i] if owner == MIXED else owner
        taker, first, second = two_rivals(places.x[i], places.y[i], centres, rivals)
        least = min(least, second - first)
        if taker != giver:
            transfer(ledger.sums, giver, taker, places.weight[i], places.x[i], places.y[i])
        ledger.label[i] = taker
    ledger.owner[c] = MIXED
    return least


@njit(nogil=True, cache=True)
def divide_in_two(places: Masses, cells: Cells, c: int, centres: Floats, rivals: Labels, ledger: Ledger) -> float:
    """Do as `divide` does where there are two rivals: 19 of 20 times, and five times as fast."""
    low, high = rivals[0], rivals[1]
    (low_x, low_y), (high_x, high_y) = centres[low], centres[high]
    owner, least = ledger.owner[c], np.inf
    for i in range(cells.start[c], cells.start[c + 1]):
        giver = ledger.label[i] if owner == MIXED else owner
        to_low = (places.x[i] - low_x) ** 2 + (places.y[i] - low_y) ** 2
        to_high = (places.x[i] - high_x) ** 2 + (places.y[i] - high_y) ** 2
        # Choices, not branches: on a border the processor cannot foresee which way they go.
        taker = high if to_high < to_low else low
        lead = abs(to_high - to_low)
        least = min(least, lead)
        if taker != giver:
            transfer(ledger.sums, giver, taker, places.weight[i], places.x[i], places.y[i])
        ledger.label[i] = taker
    ledger.owner[c] = MIXED
    return least


@njit(nogil=True, cache=True)
def look_again(places: Masses, cells: Cells, centres: Floats, ledger: Ledger) -> None:
    """Bring the ledger up to date wherever a label could have changed."""
    rivals = Rivals(np.empty(len(centres), np.int32), np.empty(len(centres)))
    for c in range(len(ledger.owner)):
        if ledger.lead[c] > 0.0:
            continue
        count, lead, both = contend(cells.box[c], centres, rivals)
        if count == 1:
            take_whole(places, cells, c, rivals.centre[0], ledger)
        elif count == 2:  # noqa: PLR2004
            lead = min(lead, divide_in_two(places, cells, c, centres, rivals.centre, ledger) / both)
        else:
            lead = min(lead, divide(places, cells, c, centres, rivals.centre[:count], ledger) / both)
        ledger.lead[c] = lead


@njit(nogil=True, cache=True)
def forget(ledger: Ledger) -> None:
    """Empty the ledger."""
    ledger.owner[:] = UNSEEN
    ledger.lead[:] = -1.0
    ledger.sums[:] = 0.0


@njit(nogil=True, cache=True)
def converge(places: Masses, cells: Cells, centres: Floats, ledger: Ledger, tolerance_m: float, steps: int) -> int:
    """Move the centres by exact Lloyd until none would move more than the tolerance.

    The ledger ends as that of the centres. Returns the steps taken.
    """
    moved = np.empty(len(centres))
    forget(ledger)
    is_fresh = True
    for step in range(steps):
        look_again(places, cells, centres, ledger)
        means = centres.copy()
        farthest, most, next_most = move(means, ledger.sums, moved)
        if most <= tolerance_m:
            if is_fresh:
                return step + 1
            forget(ledger)
            is_fresh = True
            continue
        centres[:] = means
        is_fresh = False
        for c in range(len(ledger.owner)):
            own = ledger.owner[c]
            if own == MIXED:
                ledger.lead[c] -= most + next_most
            else:
                ledger.lead[c] -= moved[own] + (next_most if own == farthest else most)
    forget(ledger)
    look_again(places, cells, centres, ledger)
    return steps


@njit(nogil=True, cache=True)
def inertia_of(places: Masses, cells: Cells, centres: Floats, ledger: Ledger) -> float:
    """Complete the labels of the ledger and sum all records' squared distances to their centres, in m²."""
    total = 0.0
    for c in range(len(ledger.owner)):
        own = ledger.owner[c]
        here = range(cells.start[c], cells.start[c + 1])
        if own == MIXED:
            for i in here:
                own = ledger.label[i]
                squared = (places.x[i] - centres[own, 0]) ** 2 + (places.y[i] - centres[own, 1]) ** 2
                total += places.weight[i] * squared
        else:
            ledger.label[cells.start[c] : cells.start[c + 1]] = own
            # Parallel axes: the spread about the mean, and the mean's own distance.
            apart = (cells.means.x[c] - centres[own, 0]) ** 2 + (cells.means.y[c] - centres[own, 1]) ** 2
            total += cells.spread[c] + cells.means.weight[c] * apart
    return total


@njit(nogil=True, cache=True)
def worst_place(places: Masses, centres: Floats, labels: Labels) -> int:
    """Find the place that adds most to the inertia."""
    found, most = 0, -1.0
    for i in range(len(labels)):
        own = labels[i]
        squared = (places.x[i] - centres[own, 0]) ** 2 + (places.y[i] - centres[own, 1]) ** 2
        if places.weight[i] * squared > most:
            found, most = i, places.weight[i] * squared
    return found


@njit(nogil=True, cache=True)
def label_points(x: Floats, y: Floats, centres: Floats, labels: Labels) -> None:
    """Label points that lie in no order with their nearest centres (ties: lower number)."""
    best = np.empty(BLOCK)
    for start in range(0, len(x), BLOCK):
        size = min(BLOCK, len(x) - start)
        best[:] = np.inf
        for c in range(len(centres)):
            # Points innermost, so that the compiler takes several at once.
            for i in range(size):
                squared = (x[start + i] - centres[c, 0]) ** 2 + (y[start + i] - centres[c, 1]) ** 2
                is_nearer = squared < best[i]
                labels[start + i] = c if is_nearer else labels[start + i]
                best[i] = squared if is_nearer else best[i]
