"""A shift: some hours of the day, on every day or on one day of the week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS_A_WEEK, HOURS_A_DAY = 7, 24


@dataclass(frozen=True)
class Shift:
    """Hours from the first up to but not including the second, which may lie after midnight.

    `weekday` counts from 0 (Monday) and is that on which the shift begins; None is every day.
    """

    hours: tuple[int, int] = (18, 2)
    weekday: int | None = None

    @property
    def times_a_week(self) -> int:
        """How often the shift comes in a week."""
        return DAYS_A_WEEK if self.weekday is None else 1

    @property
    def length_h(self) -> int:
        """Hours from its beginning to its end."""
        start, end = self.hours
        return (end - start) % HOURS_A_DAY or HOURS_A_DAY

    def in_order(self) -> list[int]:
        """List its hours from the first to the last."""
        return [(self.hours[0] + hour) % HOURS_A_DAY for hour in range(self.length_h)]

    def table(self) -> NDArray[np.bool_]:
        """Say of every day of the week (7, Monday first) and hour (24) whether it belongs to the shift.

        Hours after midnight belong to the shift that began the evening before.
        """
        found = np.zeros((DAYS_A_WEEK, HOURS_A_DAY), dtype=np.bool_)
        for weekday in range(DAYS_A_WEEK) if self.weekday is None else (self.weekday,):
            for hour in self.in_order():
                found[(weekday + (hour < self.hours[0])) % DAYS_A_WEEK, hour] = True
        return found


USUAL = (Shift((18, 2)), Shift((22, 6)), Shift((6, 14)), Shift((14, 22)), Shift((0, 24)))
"""Shifts that are tested beforehand: the evening that most is asked about, three watches, and the whole day."""
