"""Filters as masks: one pass over the columns gives the selected records and the places' weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core.places.fold import ARREST, DOMESTIC, ENFORCEMENT_DRIVEN, TIME_KNOWN
from core.places.points import Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from core.places.fold import Fold
    from core.places.points import Integers


@dataclass(frozen=True)
class Filters:
    """Which records are asked for; an empty or absent filter keeps all.

    `weekdays` count from 0 (Monday); `since` and `until` are both inclusive; `hours`
    run from the first up to but not including the second and may wrap midnight.
    """

    types: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    hours: tuple[int, int] | None = None
    domestic: bool | None = None
    arrest: bool | None = None
    enforcement: bool | None = None

    def within(self, since: date, until: date) -> Filters:
        """Ask the same of other days."""
        return replace(self, since=since, until=until)


@dataclass(frozen=True, eq=False)
class Selection:
    """The records that pass the filters.

    `records` lie on a place; `unmapped` match too but have no coordinates;
    `unknown_time` of both carry a time that only stands for "unknown".
    `first_day` and `last_day` are those that the filters allow within the build.
    """

    filters: Filters
    keep: NDArray[np.bool_]
    weight: Integers
    records: int
    unmapped: int
    unknown_time: int
    first_day: date
    last_day: date


def select(fold: Fold, filters: Filters) -> Selection:
    """Count the selected records of each place.

    Returns:
        `keep` (R,) one flag a record; `weight` (P,) records of each place.
    """
    first, last = span(fold, filters)
    low, high = (first - fold.first_day).days, (last - fold.first_day).days
    keep = np.zeros(len(fold.place), dtype=np.bool_)
    weight = np.zeros(len(fold.x_m) + 1, dtype=np.int64)
    unknown = _pass(
        (fold.place, fold.day, fold.minute, fold.type, fold.district, fold.flags),
        (*_tables(fold, filters), *_flags(filters), low, high, fold.first_day.weekday()),
        keep,
        weight,
    )
    return Selection(filters, keep, weight[:-1], int(weight[:-1].sum()), int(weight[-1]), int(unknown), first, last)


def span(fold: Fold, filters: Filters) -> tuple[date, date]:
    """Return the first and last day that the filters allow within the build."""
    first = max(filters.since or fold.first_day, fold.first_day)
    last = min(filters.until or fold.last_day, fold.last_day)
    return first, max(last, first - timedelta(days=1))


def points_of(fold: Fold, weight: Integers) -> tuple[Points, NDArray[np.int64]]:
    """Gather the places that hold records, as a clusterer sees them.

    Returns:
        The points, and (n,) each one's place number.
    """
    index = np.flatnonzero(weight)
    return make_points(fold.x_m[index], fold.y_m[index], weight[index], fold.cell[index], fold.grid.size_m), index


def make_points(
    x_m: NDArray[np.float64],
    y_m: NDArray[np.float64],
    weight: Integers,
    cell: NDArray[np.int32],
    cell_size_m: float,
) -> Points:
    """Make points of places sorted by cell, renumbering their cells from 0 without gaps."""
    starts = np.empty(len(cell), dtype=np.int32)
    starts[:1] = 0
    starts[1:] = cell[1:] != cell[:-1]
    return Points(x_m, y_m, weight, np.cumsum(starts, dtype=np.int32), cell_size_m)


def _tables(fold: Fold, filters: Filters) -> tuple[NDArray[np.bool_], ...]:
    """Turn each list into a table that says of every code whether it passes."""
    return (
        _table(fold.codes.types, filters.types, fold.type),
        _table(fold.codes.districts, filters.districts, fold.district),
        np.array([not filters.weekdays or day in filters.weekdays for day in range(7)]),
        np.array([_in_hours(hour, filters.hours) for hour in range(24)]),
    )


def _table(names: Sequence[str], wanted: Sequence[str], column: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    table = np.full(np.iinfo(column.dtype).max + 1, not wanted)
    chosen = set(wanted)
    table[[code for code, name in enumerate(names) if name in chosen]] = True
    return table


def _in_hours(hour: int, hours: tuple[int, int] | None) -> bool:
    if hours is None:
        return True
    start, end = hours
    return start <= hour < end if start < end else hour >= start or hour < end


def _flags(filters: Filters) -> tuple[int, int]:
    """Turn the yes-no filters into the bits to look at and the bits to find there."""
    asked = (
        (DOMESTIC, filters.domestic),
        (ARREST, filters.arrest),
        (ENFORCEMENT_DRIVEN, filters.enforcement),
    )
    return sum(b for b, wish in asked if wish is not None), sum(b for b, wish in asked if wish)


@njit(cache=True, nogil=True)
def _pass(columns, wanted, keep, weight):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (compiled)
    """Mark the records that pass, add them to their places and count unknown times."""
    place, day, minute, kind, district, flags = columns
    type_passes, district_passes, weekday_passes, hour_passes, look_at, find, low, high, first_weekday = wanted
    unknown = 0
    for r in range(len(place)):
        if (
            type_passes[kind[r]]
            and low <= day[r] <= high
            and (flags[r] & look_at) == find
            and district_passes[district[r]]
            and hour_passes[minute[r] // 60]
            and weekday_passes[(day[r] + first_weekday) % 7]
        ):
            keep[r] = True
            weight[place[r]] += 1
            unknown += (flags[r] & TIME_KNOWN) == 0
    return unknown
