"""Filters as masks: each filter in force is a table of the values that pass, looked up by every record.

A filter is declared by its field in :class:`Filters` and, where it lists names or asks for yes or no, by one line in
`LISTS` or `FLAGS`. Its column must be in the fold (`core.places.fold.coded_columns`, or a group of the city's file);
`dashboard.filters.fields` says how it is written and shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from core.columns import LOCATION_KIND
from core.places.fold import ARREST, DISTRICT, DOMESTIC, ENFORCEMENT_DRIVEN, TIME_KNOWN, TYPE
from core.places.points import Points
from core.places.polygon import Ring, places_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from core.places.columns import Columns
    from core.places.fold import Fold
    from core.places.points import Integers


@dataclass(frozen=True)
class Filters:
    """Which records are asked for; an empty or absent filter keeps all.

    `weekdays` count from 0 (Monday); `since` and `until` are both inclusive; `hours`
    run from the first up to but not including the second and may wrap midnight.
    Records whose time is unknown pass no hours, unless `unknown_times` lets them pass
    all; without hours it says nothing and is False. `area` is a ring of (latitude,
    longitude); a record without coordinates lies in none.
    Lists are kept in one order, so that equal questions are equal and hash alike.
    """

    types: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    hours: tuple[int, int] | None = None
    unknown_times: bool = False
    domestic: bool | None = None
    arrest: bool | None = None
    enforcement: bool | None = None
    location_kinds: tuple[str, ...] = ()
    area: Ring = ()

    def __post_init__(self) -> None:
        for name in LISTS:
            object.__setattr__(self, name, in_order(set(getattr(self, name))))
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))
        object.__setattr__(self, "area", tuple((float(corner[0]), float(corner[1])) for corner in self.area))
        object.__setattr__(self, "unknown_times", self.unknown_times and self.hours is not None)

    def within(self, since: date, until: date) -> Filters:
        """Ask the same of other days."""
        return replace(self, since=since, until=until)


LISTS = {"types": TYPE, "districts": DISTRICT, "location_kinds": LOCATION_KIND}
"""Filters that list names, and the coded column in which these are looked up."""
FLAGS = {"domestic": DOMESTIC, "arrest": ARREST, "enforcement": ENFORCEMENT_DRIVEN}
"""Filters that ask for yes or no, and the bit of a record's flags that answers."""


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Sort names as people count: numbers by their size before words by the alphabet."""
    return tuple(sorted(names, key=lambda name: (not name.isdecimal(), len(name) if name.isdecimal() else 0, name)))


@dataclass(frozen=True, eq=False)
class Selection:
    """The records that pass the filters.

    `records` lie on a place; `unmapped` match too but have no coordinates;
    `unknown_time` carry a time that only stands for "unknown" and match everything but the
    hours: where hours are asked for, they are left out unless `unknown_times` keeps them.
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
    keep, unknown = _pass(fold, filters)
    weight = _count(fold.place, keep, len(fold.x_m))
    return Selection(filters, keep, weight[:-1], int(weight[:-1].sum()), int(weight[-1]), unknown, first, last)


def passing(columns: Columns, filters: Filters) -> NDArray[np.bool_]:
    """Say of each row whether it passes the filters.

    Returns:
        (R,) one flag a row.
    """
    return _pass(columns, filters)[0]


def span(columns: Columns, filters: Filters) -> tuple[date, date]:
    """Return the first and last day that the filters allow within those of the rows."""
    first = max(filters.since or columns.first_day, columns.first_day)
    last = min(filters.until or columns.last_day, columns.last_day)
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


def _pass(columns: Columns, filters: Filters) -> tuple[NDArray[np.bool_], int]:
    """Return (R,) the rows that pass, and how many of unknown time match everything but the hours."""
    keep = np.ones(len(columns.flags), dtype=np.bool_)
    for column, passes in _tables(columns, filters):
        _narrow(keep, column, passes)
    hours = filters.hours
    in_hours = np.repeat([hours is None or _in_hours(hour, hours) for hour in range(24)], 60)
    unknown = _narrow_times(keep, columns.minute, columns.flags, in_hours, hours is None or filters.unknown_times)
    return keep, int(unknown)


def _tables(columns: Columns, filters: Filters) -> Iterator[tuple[NDArray[Any], NDArray[np.bool_]]]:
    """Yield, for each filter in force but the hours, the column it looks at and which of the column's values pass."""
    for name, coded in LISTS.items():
        if wanted := getattr(filters, name):
            yield columns.coded[coded], _listed(columns.names[coded], wanted, columns.coded[coded])
    first, last = span(columns, filters)
    if (first, last) != (columns.first_day, columns.last_day) or filters.weekdays:
        low, high = (first - columns.first_day).days, (last - columns.first_day).days
        day = np.arange(columns.days)
        on = np.isin((day + columns.first_day.weekday()) % 7, filters.weekdays or range(7))
        yield columns.day, on & (low <= day) & (day <= high)
    if filters.area:
        yield columns.place, places_inside(columns, filters.area)
    asked = [(bit, getattr(filters, name)) for name, bit in FLAGS.items() if getattr(filters, name) is not None]
    if asked:
        flags = np.arange(np.iinfo(columns.flags.dtype).max + 1)
        yield columns.flags, np.all([((flags & bit) != 0) == wanted for bit, wanted in asked], axis=0)


def _listed(names: Sequence[str], wanted: Sequence[str], column: NDArray[Any]) -> NDArray[np.bool_]:
    """Say of every number of a coded column whether its name is wanted; a record without a name never passes."""
    chosen = set(wanted)
    passes = np.zeros(np.iinfo(column.dtype).max + 1, dtype=np.bool_)
    passes[: len(names)] = [name in chosen for name in names]
    return passes


def _in_hours(hour: int, hours: tuple[int, int]) -> bool:
    start, end = hours
    return start <= hour < end if start < end else hour >= start or hour < end


@njit(cache=True, nogil=True)
def _narrow(keep: Any, column: Any, passes: Any) -> None:  # noqa: ANN401 (compiled)
    """Leave out the records whose value does not pass."""
    for r in range(len(keep)):
        keep[r] &= passes[column[r]]


@njit(cache=True, nogil=True)
def _narrow_times(keep: Any, minute: Any, flags: Any, in_hours: Any, keep_unknown: Any) -> Any:  # noqa: ANN401 (compiled)
    """Leave out the rows outside the hours, and those of unknown time unless they are kept; count the latter."""
    unknown = 0
    for r in range(len(keep)):
        if flags[r] & TIME_KNOWN:
            keep[r] &= in_hours[minute[r]]
        elif keep[r]:
            unknown += 1
            keep[r] = keep_unknown
    return unknown


@njit(cache=True, nogil=True)
def _count(place: Any, keep: Any, places: int) -> Any:  # noqa: ANN401 (compiled)
    """Count the kept records of each place, those without a place last."""
    weight = np.zeros(places + 1, np.int64)
    for r in range(len(place)):
        if keep[r]:
            weight[place[r]] += 1
    return weight
