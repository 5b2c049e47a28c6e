"""What a zone is: its name, counts, rates, hours, risk and outline, all from its records.

A zone's inhabited area is that of the cells in which it holds records, each cell shared
out in proportion to the places that lie in it, so the areas of all zones and of the noise add up to the city's.
A cell is drawn in the colour of the zone that holds most of its records; noise shows only where no zone does.
The package says how to add a figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numba import njit

from core.hotspots.zones import risk, tally
from core.hotspots.zones.colouring import borders_of, colour_zones
from core.hotspots.zones.identity import number_zones
from core.hotspots.zones.naming import name_zones
from core.places.fold import TYPE
from core.places.geometry.outline import Polygon, outlines
from core.places.points import ABSENT, NOISE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from core.hotspots.setting import Setting
    from core.hotspots.zones.risk import Risk
    from core.hotspots.zones.tally import Tally
    from core.places.fold import Fold
    from core.places.points import Floats, Labels
    from core.places.selection import Selection

LISTED = 250
"""Zones that are described; thousands of small ones are counted and coloured, but nobody reads their cards."""

TYPES_LISTED = 5
PEAK_HOURS = 4
"""Length of the peak: the four hours on end that hold most records with a known time."""


class Peak(NamedTuple):
    """The busiest four hours on end, from `start` up to but not including `end`, and their share."""

    start: int
    end: int
    share: float


class Zone(NamedTuple):
    """A cluster, described by its selected records; shares lie between 0 and 1.

    `label` counts zones from 0 by their records, within this answer; `number`, from 1, is what people read, and what
    stays from one setting to the next (`identity`); `colour` is one of the map's, from 0.
    `share` is of all selected records with coordinates; `types` are the five most
    frequent; `hours` and `peak` count known times only, whose share is
    `known_time_share`; `latitude` and `longitude` are the mean of the records.
    """

    label: int
    number: int
    colour: int
    name: str
    records: int
    share: float
    inhabited_km2: float
    rate_per_km2: float
    types: tuple[tuple[str, int], ...]
    arrest_rate: float
    domestic_share: float
    severity_days: float
    hours: tuple[int, ...]
    peak: Peak | None
    known_time_share: float
    area: str | None
    beats: tuple[str, ...]
    latitude: float
    longitude: float
    outline: tuple[Polygon, ...]
    risk: Risk


class Described(NamedTuple):
    """What is told of the zones of an answer."""

    cell_labels: Labels
    """(m,) label of each cell."""
    numbers: Labels
    """(L,) number of each label."""
    colours: Labels
    """(L,) colour of each label, from 0."""
    zones: tuple[Zone, ...]
    """The `LISTED` largest, in the order of their labels."""


class _Ground(NamedTuple):
    """What is known of each zone's ground, in the order of the labels."""

    numbers: Labels
    colours: Labels
    km2: Floats
    risks: list[Risk]
    outlines: list[tuple[Polygon, ...]]
    centres: list[tuple[float, float]]


def describe(fold: Fold, selection: Selection, setting: Setting, labels: Labels) -> Described:
    """Describe every zone, number it and colour every cell.

    Args:
        fold: Records, places and cells of the build.
        selection: The records that were clustered.
        setting: The setting that labelled them.
        labels: (P,) label of each place, clusters numbered from 0 without gaps, most records first.
    """
    every = int(labels.max(initial=-1)) + 1
    cell_labels = colour_cells(fold, selection, labels, every)
    numbers = number_zones(fold, selection, setting, labels, cell_labels)
    colours = colour_zones(borders_of(fold, cell_labels), numbers)
    count = min(every, LISTED)
    labels, drawn = (np.where(found < count, found, NOISE) for found in (labels, cell_labels))
    counted = tally.count(fold, selection, labels, count)
    km2, city_km2 = inhabited_km2(fold, selection, labels, count)
    weeks = ((selection.last_day - selection.first_day).days + 1) // 7
    ground = _Ground(
        numbers,
        colours,
        km2,
        risk.assess(counted.weekly, km2, city_km2, weeks),
        outlines(fold, drawn, count),
        _centres(fold, selection, labels, count),
    )
    return Described(cell_labels, numbers, colours, tuple(_zones(fold, selection, counted, ground)))


def colour_cells(fold: Fold, selection: Selection, labels: Labels, count: int) -> Labels:
    """Give each cell the label that holds most of its records, zones before noise.

    Ties go to the larger zone, which has the lower number.
    """
    coloured = np.full(len(fold.cell_number), ABSENT, dtype=np.int32)
    _colour(fold.cell, labels, selection.weight, np.zeros(max(count, 1), dtype=np.int64), coloured)
    return coloured


def inhabited_km2(fold: Fold, selection: Selection, labels: Labels, count: int) -> tuple[Floats, float]:
    """Return the inhabited area of each zone and of the whole selection, in square kilometres."""
    present = selection.weight > 0
    places = np.bincount(fold.cell[present], minlength=len(fold.cell_number))
    zoned = present & (labels >= 0)
    km2 = np.bincount(labels[zoned], weights=fold.cell_km2 / places[fold.cell[zoned]], minlength=count)
    return km2.astype(np.float64), float(np.count_nonzero(places) * fold.cell_km2)


def peaks(hours: NDArray[np.int64]) -> list[Peak | None]:
    """Find the busiest hours on end of each zone, midnight wrapped; none where no time is known.

    Args:
        hours: (L, 24) records with a known time.
    """
    around = np.hstack([hours, hours[:, : PEAK_HOURS - 1]]).cumsum(axis=1)
    windows = around[:, PEAK_HOURS - 1 :].copy()
    windows[:, 1:] -= around[:, :-PEAK_HOURS]
    start, most, known = windows.argmax(axis=1).tolist(), windows.max(axis=1).tolist(), hours.sum(axis=1).tolist()
    return [
        Peak(begin, (begin + PEAK_HOURS) % 24, records / total) if total else None
        for begin, records, total in zip(start, most, known, strict=True)
    ]


def _centres(fold: Fold, selection: Selection, labels: Labels, count: int) -> list[tuple[float, float]]:
    """Return the mean latitude and longitude of each zone's records."""
    zoned = labels >= 0
    label, weight = labels[zoned], selection.weight[zoned]
    total = np.bincount(label, weights=weight, minlength=count)
    means = (
        np.bincount(label, weights=weight * v[zoned], minlength=count) / total for v in (fold.latitude, fold.longitude)
    )
    return list(zip(*(np.round(mean, 6).tolist() for mean in means), strict=True))


def _zones(fold: Fold, selection: Selection, counted: Tally, ground: _Ground) -> Iterator[Zone]:
    """Put the counts of each zone into words."""
    records = counted.types.sum(axis=1)
    named = name_zones(fold.city, fold.names, counted)
    busiest = peaks(counted.hours)
    frequent = np.argsort(-counted.types[:, :-1], axis=1, kind="stable")[:, :TYPES_LISTED]
    for label, total in enumerate(records.tolist()):
        hours, (name, area, beats) = counted.hours[label], named[label]
        kinds = ((fold.names[TYPE][i], int(counted.types[label, i])) for i in frequent[label].tolist())
        yield Zone(
            label=label,
            number=int(ground.numbers[label]),
            colour=int(ground.colours[label]),
            name=name,
            records=total,
            share=total / selection.records,
            inhabited_km2=float(ground.km2[label]),
            rate_per_km2=total / float(ground.km2[label]),
            types=tuple((kind, number) for kind, number in kinds if number),
            arrest_rate=int(counted.arrests[label]) / total,
            domestic_share=int(counted.domestic[label]) / total,
            severity_days=int(counted.severity_days[label]) / total,
            hours=tuple(hours.tolist()),
            peak=busiest[label],
            known_time_share=int(hours.sum()) / total,
            area=area,
            beats=beats,
            latitude=ground.centres[label][0],
            longitude=ground.centres[label][1],
            outline=ground.outlines[label],
            risk=ground.risks[label],
        )


@njit(cache=True, nogil=True)
def _colour(cell: Any, labels: Any, weight: Any, records: Any, coloured: Any) -> None:  # noqa: ANN401 (compiled)
    """Walk the places of each cell twice: once to count by label, once to clear the counts."""
    start = 0
    while start < len(cell):
        end = start
        while end < len(cell) and cell[end] == cell[start]:
            best = coloured[cell[start]]
            label = labels[end]
            if label < 0 and best < 0:
                coloured[cell[start]] = max(best, label)
            elif label >= 0:
                records[label] += weight[end]
                ahead = best < 0 or records[label] > records[best] or (records[label] == records[best] and label < best)
                if ahead:
                    coloured[cell[start]] = label
            end += 1
        for place in range(start, end):
            if labels[place] >= 0:
                records[labels[place]] = 0
        start = end
