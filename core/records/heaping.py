"""Heaping: the times and days that people write down when they do not know the exact one.

Some minutes stand for "unknown" (which, is said by `unknown_time_minutes` in the city's
file), full hours are rounded to, and the first of a month stands for "some day of that
month". Such records are counted here and never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

_HOURS = 24
_MINUTES = 60


@dataclass(frozen=True)
class FullHour:
    """Records at a full hour beside those of the whole hour."""

    hour: int
    records: int
    at_full_hour: int
    share: float
    """Share of the hour's records that stand at its first minute; 1/60 if times were exact."""
    excess: int
    """Records at the full hour beyond the median of the hour's other minutes."""


def full_hours(minutes: NDArray[np.int64], unknown_minutes: Sequence[int]) -> list[FullHour]:
    """Estimate how many records each full hour has too many.

    The measure is the median of the other minutes. Halves and quarters are rounded to as well, so the
    excess is what full hours have, not all that is rounded. Hours whose first minute means "unknown"
    are left out.

    Args:
        minutes: (1440,) records by minute of the day.
        unknown_minutes: Minutes of the day that mean "unknown".
    """
    found = []
    for hour in range(_HOURS):
        counts = minutes[hour * _MINUTES : (hour + 1) * _MINUTES]
        if hour * _MINUTES in unknown_minutes or not counts.sum():
            continue
        excess = max(0, round(float(counts[0] - np.median(counts[1:]))))
        share = float(counts[0] / counts.sum())
        found.append(FullHour(hour, int(counts.sum()), int(counts[0]), share, excess))
    return found


def first_of_month_share(first: date, last: date) -> float:
    """Return the share of days from `first` to `last`, both included, that begin a month."""
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month
    return (months + (first.day == 1)) / days
