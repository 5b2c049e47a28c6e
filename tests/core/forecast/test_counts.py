"""Counts by patch agree with counting the records one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.forecast.counts import count, within_shift
from core.forecast.models import MODELS
from core.forecast.shift import Shift
from core.places.fold import TIME_KNOWN

if TYPE_CHECKING:
    from core.places.history import History


@pytest.mark.parametrize("shift", [Shift((18, 2)), Shift((22, 6), weekday=6), Shift((6, 14))])
def test_a_shift_holds_what_the_calendar_says(past: History, shift: Shift):
    held = within_shift(past, shift)
    for r in range(0, len(held), 37):
        day = past.first_day + timedelta(days=int(past.day[r]))
        hour, (start, end) = int(past.minute[r]) // 60, shift.hours
        inside = start <= hour < end if start < end else hour >= start or hour < end
        begins = day - timedelta(days=1) if hour < start else day
        right_day = shift.weekday is None or begins.weekday() == shift.weekday
        assert held[r] == (inside and right_day and bool(past.flags[r] & TIME_KNOWN))


@pytest.mark.parametrize("name", ["counts_28_fine", "counts_364_fine", "shift_fading"])
def test_counts_are_sums_of_weights(past: History, name: str):
    shift, keep = Shift((18, 2)), past.coded["district"] == 0
    weights = MODELS[name].weights(past, past.days - 7)
    found = count(past, keep, shift, weights)
    each = weights[past.day] * keep
    patches = len(past.number) + 1
    assert np.allclose(found.whole, np.bincount(past.patch, weights=each, minlength=patches)[:-1])
    inside = each * within_shift(past, shift)
    assert np.allclose(found.shift, np.bincount(past.patch, weights=inside, minlength=patches)[:-1])


def test_nothing_is_counted_before_the_first_day(past: History):
    found = count(past, np.ones(len(past.patch), dtype=bool), Shift(), MODELS["counts_28_fine"].weights(past, 0))
    assert found.whole.sum() == found.days == 0


def test_a_window_ends_before_the_day_that_is_not_known(past: History):
    weights = MODELS["counts_28_fine"].weights(past, 100)
    assert np.flatnonzero(weights).tolist() == list(range(72, 100))
    fading = MODELS["shift_fading"].weights(past, 100)
    assert (fading[100:] == 0).all()
    assert (np.diff(fading[:100]) > 0).all()
    assert fading[99] == 1.0
