"""A district is named only where it has clearly more than its usual share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from scipy.stats import false_discovery_control, norm

from core.briefing.needs import WINDOW_DAYS, WINDOWS, _tail, discoveries, expect, find_needs
from core.places.fold import DISTRICT

if TYPE_CHECKING:
    from core.places.history import History


@given(st.lists(st.floats(1e-9, 1.0), min_size=1, max_size=40))
def test_discoveries_are_those_of_benjamini_and_hochberg(p: list[float]):
    adjusted = false_discovery_control(np.array(p), method="bh")
    clear = np.abs(adjusted - 0.05) > 1e-12
    assert ((discoveries(np.array(p), 0.05) == (adjusted <= 0.05)) | ~clear).all()


@pytest.mark.parametrize("deviations", [-3.0, -1.0, 0.0, 0.5, 1.96, 4.0])
def test_tails_are_those_of_the_normal_distribution(deviations: float):
    assert _tail(deviations) == pytest.approx(norm.sf(deviations))


def test_shares_by_hand():
    past = np.array([[10, 30], [10, 30]])
    expected, spread = expect(past, 40)
    assert expected.tolist() == [10.0, 30.0]
    # No spread beyond Poisson: 40 * 0.25 * 0.75 = 7.5, and the year's own uncertainty 1 + 40 / 80.
    assert spread == pytest.approx(np.sqrt(7.5 * 1.5))


def test_chance_names_hardly_any_district():
    """Where nothing has changed, at most one search in twenty names a district."""
    draw = np.random.default_rng(5)
    share, named, searches = draw.dirichlet(np.full(20, 8.0)), 0, 400
    for _ in range(searches):
        counts = draw.multinomial(6_000, share, size=WINDOWS + 1)
        expected, spread = expect(counts[:-1], int(counts[-1].sum()))
        p = np.array([_tail(x) for x in (counts[-1] - expected) / spread])
        named += discoveries(p, 0.05).any()
    assert named / searches < 0.05 + 3 * np.sqrt(0.05 * 0.95 / searches)


def test_a_planted_excess_is_found(past: History):
    """Every record of the last four weeks goes to one district."""
    long = replace(past, last_day=past.last_day)
    assert long.days >= (6 + 1) * WINDOW_DAYS
    keep = np.ones(len(past.patch), dtype=bool)
    usual = find_needs(past, keep)
    assert not any(need.is_more for need in usual)
    district = past.coded[DISTRICT].copy()
    district[(past.day >= past.days - WINDOW_DAYS) & (np.arange(len(district)) % 3 == 0)] = 1
    found = find_needs(replace(past, coded={**past.coded, DISTRICT: district}), keep)
    assert [need.district for need in found if need.is_more] == [past.names[DISTRICT][1]]
    assert found[0].records > found[0].high > found[0].expected > found[0].low


def test_counts_are_those_of_the_last_days(past: History):
    keep = np.ones(len(past.patch), dtype=bool)
    for need in find_needs(past, keep):
        own = past.coded[DISTRICT] == past.names[DISTRICT].index(need.district)
        assert need.records == (own & (past.day >= past.days - WINDOW_DAYS)).sum()


def test_few_weeks_or_districts_are_not_compared(past: History):
    keep = np.ones(len(past.patch), dtype=bool)
    assert find_needs(replace(past, last_day=past.first_day.replace(day=28)), keep) == ()
    assert find_needs(past, past.coded[DISTRICT] == 0) == ()
