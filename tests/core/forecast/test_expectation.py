"""Intervals agree with SciPy's negative binomial, and the city's level is shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from core.forecast.counts import within_shift
from core.forecast.expectation import LEVEL_DAYS, expect_spots, quantiles
from core.forecast.models import MODELS
from core.forecast.shift import Shift
from core.forecast.spots import find_spots

if TYPE_CHECKING:
    from core.places.history import History


@given(st.lists(st.tuples(st.floats(0.001, 80), st.floats(1, 500)), min_size=1, max_size=20))
def test_quantiles_are_those_of_the_negative_binomial(pairs: list[tuple[float, float]]):
    mean, shape = np.array(pairs).T
    low, high = quantiles(mean, shape)
    success = shape / (shape + mean)
    for at, found in ((0.1, low), (0.9, high)):
        expected = nbinom.ppf(at, shape, success)
        # A sum and an incomplete beta function may round to different sides of a step.
        near = np.isclose(nbinom.cdf(np.minimum(found, expected), shape, success), at, atol=1e-9)
        assert ((found == expected) | near).all()


def test_a_rate_by_hand():
    low, high = quantiles(np.array([0.0, 2.0]), np.array([5.0, 1e9]))
    assert (low[0], high[0]) == (0, 0)
    assert (low[1], high[1]) == (0, 4), "Poisson of mean 2: P(0) = 0.135, P(<= 3) = 0.857, P(<= 4) = 0.947"


def test_the_city_is_shared_out_whole(past: History):
    shift, keep = Shift((18, 2)), np.ones(len(past.patch), dtype=bool)
    score = MODELS["counts_364_fine"].expect(past, keep, shift, past.days).score
    spots, wanted = find_spots(past, score), within_shift(past, shift)
    found = expect_spots(past, wanted, spots, score, until=past.days, days=1.0)
    recent = wanted & (past.day >= past.days - LEVEL_DAYS)
    assert found.mean.sum() / (spots.score.sum() / score.sum()) == pytest.approx(recent.sum() / LEVEL_DAYS)
    assert (found.low <= found.mean + 1).all()
    assert (found.high >= found.low).all()
    week = expect_spots(past, wanted, spots, score, until=past.days, days=7.0)
    assert week.mean == pytest.approx(7 * found.mean)
