"""Shifts across midnight belong to the evening on which they begin."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from core.forecast.shift import Shift

HOURS = st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda pair: pair[0] != pair[1])


def test_a_friday_night_reaches_into_saturday():
    table = Shift((22, 2), weekday=4).table()
    assert {(day, hour) for day, hour in zip(*table.nonzero(), strict=True)} == {(4, 22), (4, 23), (5, 0), (5, 1)}


def test_sunday_night_reaches_into_monday():
    assert Shift((23, 1), weekday=6).table()[0, 0]


def test_the_whole_day_is_twenty_four_hours():
    assert Shift((0, 24)).in_order() == list(range(24))
    assert Shift((0, 24)).table().all()


@given(HOURS, st.one_of(st.none(), st.integers(0, 6)))
def test_a_shift_has_its_hours_as_often_as_it_comes(hours: tuple[int, int], weekday: int | None):
    shift = Shift(hours, weekday)
    assert shift.table().sum() == shift.length_h * shift.times_a_week
    assert len(set(shift.in_order())) == shift.length_h
    assert shift.in_order()[0] == hours[0]
    assert (shift.in_order()[-1] + 1) % 24 == hours[1] % 24
