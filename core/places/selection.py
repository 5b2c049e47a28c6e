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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from core.places.fold import Fold
    from core.places.points import Integers


@dataclass(frozen=True)
class Filters:
    """Which records are asked for; an empty or absent filter keeps all.

    `weekdays` count from 0 (Monday); `since` and `until` are both inclusive; `hours`
    run from the first up to but not including the second and may wrap midnight.
    Lists are kept in one order, so that equal questions are equal and hash alike.
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
    location_kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in LISTS:
            object.__setattr__(self, name, in_order(set(getattr(self, name))))
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))

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
    keep = np.ones(len(fold.place), dtype=np.bool_)
    for column, passes in _tables(fold, filters, first, last):
        _narrow(keep, column, passes)
    weight, unknown = _count(fold.place, fold.flags, keep, len(fold.x_m))
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


def _tables(fold: Fold, filters: Filters, first: date, last: date) -> Iterator[tuple[NDArray[Any], NDArray[np.bool_]]]:
    """Yield, for each filter in force, the column it looks at and which of the column's values pass."""
    for name, coded in LISTS.items():
        if wanted := getattr(filters, name):
            yield fold.coded[coded], _listed(fold.names[coded], wanted, fold.coded[coded])
    if (first, last) != (fold.first_day, fold.last_day) or filters.weekdays:
        low, high = (first - fold.first_day).days, (last - fold.first_day).days
        day = np.arange(fold.days)
        on = np.isin((day + fold.first_day.weekday()) % 7, filters.weekdays or range(7))
        yield fold.day, on & (low <= day) & (day <= high)
    if filters.hours:
        yield fold.minute, np.repeat([_in_hours(hour, filters.hours) for hour in range(24)], 60)
    asked = [(bit, getattr(filters, name)) for name, bit in FLAGS.items() if getattr(filters, name) is not None]
    if asked:
        flags = np.arange(np.iinfo(fold.flags.dtype).max + 1)
        yield fold.flags, np.all([((flags & bit) != 0) == wanted for bit, wanted in asked], axis=0)


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
def _count(place: Any, flags: Any, keep: Any, places: int) -> Any:  # noqa: ANN401 (compiled)
    """Count the kept records of each place, those without a place last, and the kept ones of unknown time."""
    weight, unknown = np.zeros(places + 1, np.int64), 0
    for r in range(len(place)):
        if keep[r]:
            weight[place[r]] += 1
            unknown += (flags[r] & TIME_KNOWN) == 0
    return weight, unknown
