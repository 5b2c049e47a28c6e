"""Sampling keeps the counted shares."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.records.demo import sampling

counts = st.lists(st.integers(0, 1_000), min_size=1, max_size=40).filter(any)


def test_spread_by_hand():
    drawn = sampling.spread(np.array([1, 0, 3]), 4, sampling.generator(1))
    assert sorted(drawn.tolist()) == [0, 2, 2, 2]


@given(counts, st.integers(0, 500), st.integers(0, 99))
def test_a_run_of_rows_gets_its_share_to_less_than_a_record(weights, size, seed):
    drawn = sampling.spread(np.array(weights), size, sampling.generator(seed))
    below = np.cumsum(np.bincount(drawn, minlength=len(weights)))
    expected = np.cumsum(weights) * size / sum(weights)
    assert len(drawn) == size
    assert (np.abs(below - expected) <= 1 + 1e-9).all()


@given(counts, st.integers(0, 500), st.integers(0, 99))
def test_what_was_never_counted_is_never_drawn(weights, size, seed):
    drawn = sampling.spread(np.array(weights), size, sampling.generator(seed))
    assert all(weights[row] > 0 for row in drawn.tolist())


def test_apportion_by_hand():
    # 7 of 10 by 5 : 3 : 2 are 3.5, 2.1 and 1.4; the largest remainder gets the seat that is left.
    assert sampling.apportion(np.array([5, 3, 2]), 7).tolist() == [4, 2, 1]


@given(counts, st.integers(0, 10_000))
def test_apportioned_parts_add_up(weights, size):
    parts = sampling.apportion(np.array(weights), size)
    assert parts.sum() == size
    assert (np.abs(parts - np.array(weights) * size / sum(weights)) < 1).all()


def test_streams_do_not_disturb_each_other():
    assert sampling.generator(7, 1).random() == sampling.generator(7, 1).random()
    assert sampling.generator(7, 1).random() != sampling.generator(7, 2).random()
