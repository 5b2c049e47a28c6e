"""Counts of records by patch, older ones weighing less where a model says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.forecast.shift import DAYS_A_WEEK
from core.places.fold import TIME_KNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.forecast.shift import Shift
    from core.places.history import History
    from core.places.points import Floats


class Counts(NamedTuple):
    """Weighted records of each patch, (P,) each: at any time, and those known to lie in the shift."""

    whole: Floats
    shift: Floats
    days: float
    """Weighted days that were counted."""


def count(history: History, keep: NDArray[np.bool_], shift: Shift, weights: Floats) -> Counts:
    """Count records by patch, each with the weight of its day.

    Args:
        keep: (R,) which records count.
        weights: (days,) weight of each day of the history; 0 leaves it out.
    """
    counted = np.flatnonzero(weights)
    whole, within = np.zeros(len(history.number) + 1), np.zeros(len(history.number) + 1)
    if len(counted):
        start, stop = np.searchsorted(history.day, (counted[0], counted[-1] + 1))
        rows = slice(int(start), int(stop))
        columns = (history.patch[rows], history.day[rows], history.minute[rows], history.flags[rows], keep[rows])
        _add(*columns, weights, shift.table(), history.first_day.weekday(), whole, within)
    return Counts(whole[:-1], within[:-1], float(weights.sum()))


def within_shift(history: History, shift: Shift) -> NDArray[np.bool_]:
    """Say of every record whether its time is known and lies in the shift: (R,)."""
    table = shift.table()
    weekday = (history.day.astype(np.int64) + history.first_day.weekday()) % DAYS_A_WEEK
    return table[weekday, history.minute // 60] & ((history.flags & TIME_KNOWN) != 0)


@njit(cache=True, nogil=True)
def _add(  # noqa: PLR0913, PLR0917 (plain arrays for the compiler)
    patch: NDArray[np.uint32],
    day: NDArray[np.uint16],
    minute: NDArray[np.uint16],
    flags: NDArray[np.uint8],
    keep: NDArray[np.bool_],
    weights: Floats,
    table: NDArray[np.bool_],
    monday: int,
    whole: Floats,
    within: Floats,
) -> None:
    for r in range(len(patch)):
        if keep[r]:
            weight = weights[day[r]]
            whole[patch[r]] += weight
            if table[(day[r] + monday) % DAYS_A_WEEK, minute[r] // 60] and (flags[r] & TIME_KNOWN) != 0:
                within[patch[r]] += weight
