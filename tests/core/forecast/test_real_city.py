"""On the real records: what counts of all years catch of an evening shift, four windows of 28 days from June 2018."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.forecast.counts import within_shift
from core.forecast.models import MODELS
from core.forecast.shift import Shift
from core.places.selection import Filters, passing

if TYPE_CHECKING:
    from core.places.history import History

WINDOWS, DAYS = 4, 28
FIRST = date(2018, 6, 1)


@pytest.mark.real
@pytest.mark.slow
def test_small_squares_catch_what_counts_of_the_same_ground_promise(real_past: History):
    shift, keep = Shift((18, 2)), passing(real_past, Filters(enforcement=False))
    wanted = keep & within_shift(real_past, shift) & (real_past.patch < len(real_past.number))
    shares = []
    for window in range(WINDOWS):
        until = (FIRST - real_past.first_day).days + window * DAYS
        start, stop = np.searchsorted(real_past.day, (until, until + DAYS))
        late = np.bincount(real_past.patch[start:stop][wanted[start:stop]], minlength=len(real_past.number))
        order = np.argsort(-MODELS["shift_fading"].expect(real_past, keep, shift, until).score, kind="stable")
        caught, km2 = np.cumsum(late[order]) / late.sum(), np.arange(1, len(order) + 1) * real_past.patch_km2
        shares.append(np.interp(np.array([0.01, 0.05, 0.1]) * real_past.inhabited_km2, km2, caught))
    assert real_past.inhabited_km2 == pytest.approx(529, abs=1)
    assert (np.mean(shares, axis=0) >= (0.18, 0.42, 0.58)).all(), np.mean(shares, axis=0)
