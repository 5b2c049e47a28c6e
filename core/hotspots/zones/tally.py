"""One pass over the selected records that counts what the zones' descriptions need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numba import njit

from core.places.fold import AREA, ARREST, BEAT, DOMESTIC, ENFORCEMENT_DRIVEN, TIME_KNOWN, TYPE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.fold import Fold
    from core.places.points import Labels
    from core.places.selection import Selection


class Tally(NamedTuple):
    """Counts of the selected, mapped records by zone (rows 0 to L - 1).

    `weekly` holds resident-reported records by week since the selection's first day,
    and has one more row for all records, zoned or not. `hours` counts known times.
    """

    types: NDArray[np.int64]
    beats: NDArray[np.int64]
    areas: NDArray[np.int64]
    hours: NDArray[np.int64]
    weekly: NDArray[np.int64]
    arrests: NDArray[np.int64]
    domestic: NDArray[np.int64]
    severity_days: NDArray[np.int64]


def count(fold: Fold, selection: Selection, labels: Labels, zones: int) -> Tally:
    """Count the selected records of each zone.

    Args:
        fold: Records and the names of their codes.
        selection: Which records count.
        labels: (P,) label of each place; negative ones belong to no zone.
        zones: L, the number of zones.
    """
    start = (selection.first_day - fold.first_day).days
    weeks = max(1, -(-((selection.last_day - selection.first_day).days + 1) // 7))
    coded = (TYPE, BEAT, AREA)
    types, beats, areas = (np.zeros((zones, len(fold.names[column]) + 1), dtype=np.int64) for column in coded)
    arrests, domestic, severity_days = (np.zeros(zones, dtype=np.int64) for _ in range(3))
    hours, weekly = np.zeros((zones, 24), dtype=np.int64), np.zeros((zones + 1, weeks), dtype=np.int64)
    tally = Tally(types, beats, areas, hours, weekly, arrests, domestic, severity_days)
    kind, beat, area = (fold.coded[column] for column in coded)
    records = (fold.place, fold.day, fold.minute, kind, beat, area, fold.severity_days, fold.flags)
    _pass(records, selection.keep, np.append(labels, np.int32(-1)), start, tally)
    return tally


@njit(cache=True, nogil=True)
def _pass(records: Any, keep: Any, labels: Any, start: int, tally: Any) -> None:  # noqa: ANN401 (compiled)
    place, day, minute, kind, beat, area, severity_days, flags = records
    types, beats, areas, hours, weekly, arrests, domestic, severity = tally
    no_place = len(labels) - 1
    for r in range(len(place)):
        if not keep[r] or place[r] == no_place:
            continue
        zone = labels[place[r]]
        if (flags[r] & ENFORCEMENT_DRIVEN) == 0:
            week = (np.int64(day[r]) - start) // 7
            weekly[-1, week] += 1
            if zone >= 0:
                weekly[zone, week] += 1
        if zone < 0:
            continue
        types[zone, min(kind[r], types.shape[1] - 1)] += 1
        beats[zone, min(beat[r], beats.shape[1] - 1)] += 1
        areas[zone, min(area[r], areas.shape[1] - 1)] += 1
        if flags[r] & TIME_KNOWN:
            hours[zone, minute[r] // 60] += 1
        arrests[zone] += (flags[r] & ARREST) != 0
        domestic[zone] += (flags[r] & DOMESTIC) != 0
        severity[zone] += severity_days[r]
