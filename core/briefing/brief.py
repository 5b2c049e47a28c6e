"""The answer for one shift: where, when, what to expect and how sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.briefing.naming import name_place
from core.briefing.needs import Need, find_needs
from core.forecast.counts import within_shift
from core.forecast.expectation import expect_spots
from core.forecast.models import MODELS
from core.forecast.shift import DAYS_A_WEEK, HOURS_A_DAY
from core.forecast.spots import find_spots
from core.places.fold import AREA, BEAT, BLOCK, TYPE
from core.places.geometry.outline import Polygon, outlines
from core.places.polygon import ranked
from core.places.selection import passing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.forecast.expectation import Expectation
    from core.forecast.shift import Shift
    from core.forecast.spots import Spots
    from core.places.history import History
    from core.places.points import Integers, Labels
    from core.places.selection import Filters

DESCRIBED_DAYS = 364
"""Types and hours of a place are those of the last year."""
TYPES_LISTED = 3
PEAK_HOURS = 2
"""Length of a place's best hours within the shift."""


class Place(NamedTuple):
    """A small place to patrol; `hours` are the busiest on end within the shift, the second not included.

    `expected` records in one shift, `low` to `high` in four of five; `shares` of types are of its records of the year.
    """

    rank: int
    name: str
    area: str | None
    beats: tuple[str, ...]
    latitude: float
    longitude: float
    area_km2: float
    street_km: float
    expected: float
    low: int
    high: int
    records: int
    types: tuple[tuple[str, int], ...]
    hours: tuple[int, int] | None
    outline: tuple[Polygon, ...]


@dataclass(frozen=True, eq=False)
class Brief:
    """What is known for one shift of the selected records."""

    shift: Shift
    filters: Filters
    """Which records count."""
    model: str
    places: tuple[Place, ...]
    hours: tuple[int, ...]
    """Records of the last year in each hour of the shift, in their order."""
    expected: float
    """Records to expect in the whole city in one shift."""
    unmapped: int
    """Records of the last year in the shift that have no coordinates."""
    order: Labels
    """(P,) patches, that of which most is expected first; those where nothing is expected are left out."""
    needs: tuple[Need, ...]
    inhabited_km2: float


def reported(filters: Filters) -> Filters:
    """Leave out what follows patrols, unless it is asked for."""
    return replace(filters, enforcement=False) if filters.enforcement is None else filters


def write_brief(history: History, filters: Filters, shift: Shift, model: str) -> Brief:
    """Answer for the shift that follows the last day of the history.

    Args:
        filters: Which records count; where they do not say otherwise, those that residents report.
        model: Name of the model that expects the records.
    """
    filters = reported(filters)
    keep = passing(history, filters)
    wanted = keep & within_shift(history, shift)
    score = MODELS[model].expect(history, keep, shift, history.days).score
    spots = find_spots(history, score)
    per_shift = DAYS_A_WEEK / shift.times_a_week
    expectation = expect_spots(history, wanted, spots, score, until=history.days, days=per_shift)
    start = int(np.searchsorted(history.day, max(history.days - DESCRIBED_DAYS, 0)))
    recent = np.flatnonzero(wanted[start:]) + start
    whole = float(score.sum())
    share = spots.score / whole if whole else spots.score
    order = np.argsort(-score, kind="stable").astype(np.int32)
    hours = np.bincount(history.minute[recent] // 60, minlength=HOURS_A_DAY)
    return Brief(
        shift=shift,
        filters=filters,
        model=model,
        places=_places(history, shift, spots, expectation, recent),
        hours=tuple(int(hours[hour]) for hour in shift.in_order()),
        expected=float(expectation.mean.sum() / share.sum()) if share.sum() else 0.0,
        unmapped=int((history.patch[recent] == len(history.number)).sum()),
        order=order[: int((score > 0).sum())],
        needs=find_needs(history, keep),
        inhabited_km2=history.inhabited_km2,
    )


def shaded(history: History, brief: Brief, share: float) -> Labels:
    """Number the patches of the best ground of a share of the inhabited area 0, the others -1: (P,)."""
    found = np.full(len(history.number), -1, dtype=np.int32)
    found[brief.order[: round(share * brief.inhabited_km2 / history.patch_km2)]] = 0
    return found


def _places(
    history: History, shift: Shift, spots: Spots, expectation: Expectation, recent: NDArray[np.int64]
) -> tuple[Place, ...]:
    spot = np.append(spots.spot, -1)[history.patch[recent]]
    own = [recent[spot == rank] for rank in range(len(spots.score))]
    centres = _centres(history, spots)
    drawn = outlines(history, spots.spot, len(own))
    return tuple(
        Place(
            rank=rank + 1,
            name=name_place(_ranked(history, BLOCK, records)),
            area=_area(history, records),
            beats=tuple(name for name, _ in _ranked(history, BEAT, records)[:2]),
            latitude=centres[rank][0],
            longitude=centres[rank][1],
            area_km2=float(spots.patches[rank] * history.patch_km2),
            street_km=float(spots.patches[rank] * history.grid.size_m / 1000),
            expected=float(expectation.mean[rank]),
            low=int(expectation.low[rank]),
            high=int(expectation.high[rank]),
            records=len(records),
            types=_ranked(history, TYPE, records)[:TYPES_LISTED],
            hours=_best_hours(np.bincount(history.minute[records] // 60, minlength=HOURS_A_DAY), shift),
            outline=drawn[rank],
        )
        for rank, records in enumerate(own)
    )


def _ranked(history: History, column: str, records: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
    names = history.names[column]
    code = history.coded[column][records]
    return ranked(names, np.bincount(code[code < len(names)], minlength=len(names)))


def _area(history: History, records: NDArray[np.int64]) -> str | None:
    known = next((t.names for t in history.city.territories if t.column == history.city.named_territory), {})
    return next((known.get(code, code) for code, _ in _ranked(history, AREA, records)), None)


def _centres(history: History, spots: Spots) -> list[tuple[float, float]]:
    """Return the middle of each place in degrees."""
    inside = np.flatnonzero(spots.spot >= 0)
    across = history.grid.columns + 1
    corner = history.number[inside] // history.grid.columns * across + history.number[inside] % history.grid.columns
    middles = []
    for degrees in (history.lattice_latitude, history.lattice_longitude):
        middle = (degrees[corner] + degrees[corner + across + 1]) / 2
        middles.append(np.bincount(spots.spot[inside], weights=middle) / np.maximum(spots.patches, 1))
    return [(round(float(a), 5), round(float(b), 5)) for a, b in zip(*middles, strict=True)]


def _best_hours(counts: Integers, shift: Shift) -> tuple[int, int] | None:
    """Find the busiest hours on end within the shift; None where no record is known."""
    hours = shift.in_order()
    length = min(PEAK_HOURS, len(hours))
    sums = [int(counts[hours[i : i + length]].sum()) for i in range(len(hours) - length + 1)]
    if not max(sums):
        return None
    first = hours[int(np.argmax(sums))]
    return first, (first + length) % HOURS_A_DAY
