"""The brief: its places, hours and counts agree with counting the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from core.briefing import tested
from core.briefing.brief import DESCRIBED_DAYS, Brief, reported, shaded, write_brief
from core.briefing.tested import USUAL_MODEL, between, find_test, model_of
from core.forecast.backtest import SHARES
from core.forecast.counts import within_shift
from core.forecast.shift import Shift
from core.forecast.spots import find_spots
from core.places.fold import TYPE
from core.places.selection import Filters, passing

if TYPE_CHECKING:
    from core.places.history import History

SHIFT = Shift((18, 2))


@pytest.fixture(scope="module")
def brief(past: History) -> Brief:
    return write_brief(past, Filters(), SHIFT, USUAL_MODEL)


def test_enforcement_is_left_out_unless_it_is_asked_for(brief: Brief, past: History):
    assert brief.filters.enforcement is False
    assert reported(Filters(enforcement=True)).enforcement is True
    types = {kind for place in brief.places for kind, _ in place.types}
    assert "NARCOTICS" not in types
    asked = write_brief(past, Filters(enforcement=True), SHIFT, USUAL_MODEL)
    assert {kind for place in asked.places for kind, _ in place.types} == {"NARCOTICS"}


def test_the_hours_are_those_of_the_shift(brief: Brief, past: History):
    keep = passing(past, Filters(enforcement=False)) & within_shift(past, SHIFT)
    keep &= past.day >= past.days - DESCRIBED_DAYS
    assert brief.hours == tuple(int((keep & (past.minute // 60 == hour)).sum()) for hour in SHIFT.in_order())


def test_places_are_ranked_and_outlined(brief: Brief):
    assert [place.rank for place in brief.places] == list(range(1, len(brief.places) + 1))
    drawn = [shapely.union_all([shapely.Polygon(rings[0], rings[1:]) for rings in p.outline]) for p in brief.places]
    for place, shape in zip(brief.places, drawn, strict=True):
        assert shape.buffer(1e-9).contains(shapely.Point(place.latitude, place.longitude)) or shape.area > 0
        # A degree is 111.2 km; the small city lies at the equator.
        assert shape.area * 111.2**2 == pytest.approx(place.area_km2, rel=0.02)
    for first in range(len(drawn)):
        assert all(drawn[first].intersection(other).area < 1e-12 for other in drawn[first + 1 :])


def test_a_place_counts_its_own_records(brief: Brief, past: History):
    keep = passing(past, Filters(enforcement=False))
    wanted = keep & within_shift(past, SHIFT) & (past.day >= past.days - DESCRIBED_DAYS)
    from core.forecast.models import MODELS  # noqa: PLC0415 (the reference)

    spot = find_spots(past, MODELS[USUAL_MODEL].expect(past, keep, SHIFT, past.days).score).spot
    for place in brief.places[:5]:
        inside = np.append(spot == place.rank - 1, False)[past.patch] & wanted
        assert place.records == inside.sum()
        names = [past.names[TYPE][code] for code in past.coded[TYPE][inside]]
        assert dict(place.types) == {kind: names.count(kind) for kind, _ in place.types}
        assert place.low <= place.high


def test_a_weekday_expects_what_seven_days_share(past: History):
    every = write_brief(past, Filters(), SHIFT, USUAL_MODEL).expected
    days = [write_brief(past, Filters(), Shift(SHIFT.hours, day), USUAL_MODEL).expected for day in range(7)]
    assert sum(days) / 7 == pytest.approx(every, rel=0.05)


def test_shaded_ground_is_of_the_share(brief: Brief, past: History):
    for share in (0.01, 0.05, 0.1):
        area = (shaded(past, brief, share) == 0).sum() * past.patch_km2
        assert area == pytest.approx(share * past.inhabited_km2, abs=past.patch_km2)


def test_nothing_selected_is_an_answer(past: History):
    nothing = write_brief(past, Filters(until=past.first_day.replace(year=2001)), SHIFT, USUAL_MODEL)
    assert nothing.places == ()
    assert nothing.expected == 0.0
    assert sum(nothing.hours) == 0
    assert len(nothing.order) == 0


class Holding:
    def __init__(self, contests: list[dict[str, object]]) -> None:
        self._contests = contests

    def has(self, _name: str) -> bool:
        return bool(self._contests)

    def json(self, _name: str) -> list[dict[str, object]]:
        return self._contests


def contest(hours: tuple[int, int], chosen: str) -> dict[str, object]:
    rows = [
        {"area_share": share, "hit_rate": 2 * share, "low": share, "high": 3 * share, "pai": 2.0} for share in SHARES
    ]
    return {"shift": {"hours": list(hours), "weekday": None}, "chosen": chosen, "shaded": rows, "listed": rows * 2}


def test_the_test_of_the_shift_is_taken_or_the_evening_s():
    build = Holding([contest((18, 2), "shift_fading"), contest((6, 14), "counts_364_fine")])
    residents = Filters(enforcement=False)
    assert model_of(find_test(build, Shift((6, 14)), residents)) == "counts_364_fine"
    other = find_test(build, Shift((7, 15)), residents)
    assert model_of(other) == "shift_fading"
    assert (find_test(build, Shift((6, 14)), residents).is_own, other.is_own) == (True, False)
    assert not find_test(build, Shift((6, 14)), Filters(types=("THEFT",))).is_own
    assert find_test(Holding([]), Shift(), residents) is None
    assert model_of(None) == USUAL_MODEL


def test_shares_between_those_tested_are_read_off():
    found = tested.Tested(contest((18, 2), "shift_fading"), is_own=True)
    assert found.shaded(0.05)["hit_rate"] == pytest.approx(0.1)
    assert found.shaded(0.055)["hit_rate"] == pytest.approx(0.11)
    assert found.shaded(0.1)["hit_rate"] == pytest.approx(0.2)
    assert between(found.found["shaded"], 0.5)["hit_rate"] == pytest.approx(0.2)
