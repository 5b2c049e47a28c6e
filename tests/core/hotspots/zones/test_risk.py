from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.zones.risk import Level, assess


def weekly(*rows):
    zones = np.array(rows, dtype=np.int64)
    return np.vstack([zones, zones.sum(axis=0)])


def test_a_ratio_and_its_interval_worked_by_hand():
    # zone 0: 100 in 10 weeks on 1 km2; zone 1: 20 on 1 km2. City: 120 on 2 km2 = 60 a km2.
    table = weekly([10] * 10, [2] * 10)
    first, second = assess(table, np.array([1.0, 1.0]), 2.0, 10)
    assert first.ratio == pytest.approx(100 / 60)
    # no spread over weeks, so the plain Poisson interval: 1.96 / sqrt(100) on the log scale
    assert first.lower == pytest.approx(100 / 60 * np.exp(-1.959964 / 10), rel=1e-6)
    assert first.upper == pytest.approx(100 / 60 * np.exp(1.959964 / 10), rel=1e-6)
    assert first.level is Level.YELLOW
    assert second.level is Level.GREEN


def test_uneven_weeks_widen_the_interval():
    even = assess(weekly([10] * 10, [2] * 10), np.ones(2), 2.0, 10)[0]
    bursts = assess(weekly([50, 50, *[0] * 8], [2] * 10), np.ones(2), 2.0, 10)[0]
    assert bursts.ratio == even.ratio
    variance = np.array([50, 50, *[0] * 8]).var(ddof=1)
    assert bursts.lower == pytest.approx(bursts.ratio / np.exp(1.959964 * np.sqrt(variance / 10 / 100)), rel=1e-6)
    assert bursts.level is Level.GREEN, "no red without significance"


def test_red_needs_the_lower_bound_above_one_and_a_half():
    red, _ = assess(weekly([400] * 10, [20] * 10), np.array([1.0, 9.0]), 10.0, 10)
    assert red.level is Level.RED
    assert red.lower > 1.5


def test_few_weeks_and_no_records_are_never_red():
    short, _ = assess(weekly([100] * 3, [1] * 3), np.ones(2), 2.0, 3)
    assert (short.level, short.lower) == (Level.GREEN, None)
    four, _ = assess(weekly([100] * 4, [1] * 4), np.ones(2), 2.0, 4)
    assert (four.level, four.lower is not None) == (Level.RED, True)
    (nothing,) = assess(weekly([0] * 8), np.ones(1), 1.0, 8)
    assert (nothing.level, nothing.ratio) == (Level.GREEN, None)
