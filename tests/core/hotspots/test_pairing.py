"""Zones paired by shared records."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.pairing import pair
from core.places.points import NOISE

TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 90), min_size=width, max_size=width), min_size=1, max_size=6)
)


def pairs_of(table):
    first, second = np.nonzero(table)
    return pair(first, second, table[first, second].astype(float))


def test_pairs_worked_by_hand():
    # zone 0 shares 50 with zone 0 and 40 with zone 1; zone 1 shares 10 with zone 1 and 90 with zone 2
    first, second = np.array([NOISE, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 2])
    assert pair(first, second, np.array([3.0, 50, 40, 10, 90])) == {0: 0, 1: 2}


def test_a_majority_is_paired_where_the_greatest_total_would_part_it():
    # 51 of 100 records stay together, though 49 + 49 of the other pairs would be more
    assert pairs_of(np.array([[51, 49], [49, 0]])) == {0: 0}


@given(table=TABLES)
def test_zones_that_hold_most_of_each_other_are_paired(table):
    table = np.array(table)
    found = pairs_of(table)
    assert len(set(found.values())) == len(found)
    most = (table > table.sum(axis=1, keepdims=True) / 2) & (table > table.sum(axis=0, keepdims=True) / 2)
    for a, b in zip(*np.nonzero(most), strict=True):
        assert found[int(a)] == int(b)


@given(table=TABLES, seed=st.integers(0, 99))
def test_another_order_of_the_zones_pairs_the_same(table, seed):
    table = np.array(table) * 1_000 + np.arange(np.size(table)).reshape(np.shape(table))  # no two are equal
    draw = np.random.default_rng(seed)
    rows, columns = (draw.permutation(length) for length in table.shape)
    found = pairs_of(table[np.ix_(rows, columns)])
    assert {int(rows[a]): int(columns[b]) for a, b in found.items()} == pairs_of(table)
