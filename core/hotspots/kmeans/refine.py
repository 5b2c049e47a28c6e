"""Exact Lloyd on all places at the price of a few cells (Kanungo et al. 2002).

A cell whose bounding box lies wholly nearer to one centre than to any other gives that
centre its sums at once; only cells on a border visit their places. And a cell is looked
at again only when the centres have moved as far as its places' labels were sure
(Hamerly 2010, with boxes for points): what did not change hands stays in the sums.

Trap: sums carried from step to step gather rounding, so a fixed point counts only when
fresh sums confirm it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.hotspots.kmeans.candidates import Candidates, contend, two_rivals
from core.hotspots.kmeans.lloyd import move

if TYPE_CHECKING:
    from core.places.cells import Cells, Masses
    from core.places.points import Floats, Labels

MIXED = -1
"""Owner of a cell whose places belong to several centres."""

UNSEEN = -2
"""Owner of a cell whose records are in no sum yet."""


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
    rivals = Candidates(np.empty(len(centres), np.int32), np.empty(len(centres)))
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
