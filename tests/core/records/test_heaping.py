"""Rounded times and days, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import heaping


def test_an_hour_with_half_of_its_records_at_its_start():
    minutes = np.zeros(1440, dtype=np.int64)
    minutes[9 * 60 : 10 * 60] = 2
    minutes[9 * 60] = 118
    minutes[9 * 60 + 30] = 50

    [hour] = heaping.full_hours(minutes, (0, 1))

    assert (hour.hour, hour.records, hour.at_full_hour, hour.excess) == (9, 284, 118, 116)
    assert hour.share == pytest.approx(118 / 284)


def test_even_times_have_no_excess_and_midnight_is_left_out_where_it_means_unknown():
    minutes = np.full(1440, 5, dtype=np.int64)
    minutes[0] = 1000

    assert [hour.hour for hour in heaping.full_hours(minutes, (0, 1))] == list(range(1, 24))
    assert {hour.excess for hour in heaping.full_hours(minutes, (0, 1))} == {0}
    assert heaping.full_hours(minutes, ())[0].excess == 995


def test_a_lack_at_the_full_hour_is_no_negative_excess():
    minutes = np.full(1440, 5, dtype=np.int64)
    minutes[60] = 0

    assert heaping.full_hours(minutes, ())[1].excess == 0


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_first_days_of_months_are_counted_as_a_calendar_does(first, length):
    days = [first + timedelta(days=n) for n in range(length + 1)]

    expected = sum(day.day == 1 for day in days) / len(days)
    assert heaping.first_of_month_share(days[0], days[-1]) == pytest.approx(expected)
