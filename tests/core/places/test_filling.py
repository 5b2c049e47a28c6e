"""Gaps between few records are filled for the eye, never larger than honest, and never in what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.places.filling import FEW, fill
from core.places.fold import Fold
from core.places.geometry.grid import Grid
from core.places.points import ABSENT, NOISE, OUTSIDE

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

ROWS, COLUMNS = 5, 6
GAP = ABSENT


def city(inhabited: np.ndarray | None = None) -> Fold:
    """Make a fold of cells alone; `inhabited` are their grid numbers, all of them without it."""
    number = np.arange(ROWS * COLUMNS, dtype=np.int32) if inhabited is None else inhabited.astype(np.int32)
    fold = object.__new__(Fold)
    object.__setattr__(fold, "grid", Grid(0.0, 0.0, 300.0, COLUMNS, ROWS))
    object.__setattr__(fold, "cell_number", number)
    return fold


def drawn(rows: list[list[int]], records: int = FEW) -> np.ndarray:
    """Fill labels that are written as they lie; each labelled cell holds so many records."""
    labels = np.array(rows, dtype=np.int32)
    counts = np.where(labels == GAP, 0, records).ravel()
    return fill(city(), labels.ravel(), counts).labels.reshape(labels.shape)


@st.composite
def selections(draw: DrawFn) -> tuple[Fold, np.ndarray, np.ndarray]:
    inhabited = np.array(sorted(draw(st.sets(st.integers(0, ROWS * COLUMNS - 1), min_size=1))))
    labels = draw(st.lists(st.sampled_from([0, 1, 2, GAP, NOISE, OUTSIDE]), min_size=len(inhabited)))[: len(inhabited)]
    held = np.array(labels, dtype=np.int32)
    return city(inhabited), held, np.where(held == GAP, 0, draw(st.integers(1, 30)))


def test_where_every_record_has_a_zone_a_gap_takes_the_nearest():
    rows = [[0, GAP, GAP, GAP, GAP, 1]] + [[GAP] * 6] * 4
    assert drawn(rows)[0].tolist() == [0, 0, 0, 1, 1, 1]
    assert (drawn(rows)[:, 0] == 0).all()
    assert (drawn(rows)[:, 5] == 1).all()


def test_where_some_have_none_only_what_is_enclosed_is_filled():
    rows = [
        [0, 0, 0, GAP, GAP, GAP],
        [0, GAP, NOISE, GAP, GAP, GAP],
        [0, OUTSIDE, GAP, GAP, GAP, GAP],
        [GAP] * 6,
        [GAP] * 6,
    ]
    expected = [row.copy() for row in rows]
    expected[1][1] = 0  # five of eight neighbours
    assert drawn(rows).tolist() == expected


@given(selections())
def test_cells_that_hold_records_keep_their_label(given_cells: tuple[Fold, np.ndarray, np.ndarray]):
    fold, labels, records = given_cells
    found = fill(fold, labels, records)
    held = labels != GAP
    assert found.labels[held].tolist() == labels[held].tolist()
    assert set(found.labels.tolist()) <= set(labels.tolist())
    assert found.is_filled == bool((found.labels != labels).any())


@given(selections())
def test_no_gap_is_left_where_every_record_has_a_zone(given_cells: tuple[Fold, np.ndarray, np.ndarray]):
    fold, labels, records = given_cells
    zoned = np.where(labels == GAP, GAP, np.maximum(labels, 0)).astype(np.int32)
    found = fill(fold, zoned, records).labels
    assert (found >= 0).all() or (zoned == GAP).all()


def test_many_records_shade_their_own_cell():
    records = np.arange(ROWS * COLUMNS) + FEW
    found = fill(city(), np.zeros(len(records), dtype=np.int32), records)
    assert found.records.tolist() == records.tolist()
    assert not found.is_smoothed


def test_few_records_are_shaded_by_the_mean_around_them():
    records = np.zeros((ROWS, COLUMNS), dtype=np.int64)
    records[0, 0], records[2, 2] = 4, 9
    found = fill(city(), np.zeros(ROWS * COLUMNS, dtype=np.int32), records.ravel())
    shade = found.records.reshape(ROWS, COLUMNS)
    assert found.is_smoothed
    assert shade[0, 0] == pytest.approx(4 / 4), "a corner has three neighbours"
    assert shade[1, 1] == pytest.approx(13 / 9)
    assert shade[4, 5] == 0


def test_cells_where_nobody_was_recorded_count_in_no_mean():
    inhabited = np.array([0, 1])
    found = fill(city(inhabited), np.zeros(2, dtype=np.int32), np.array([2, 0]))
    assert found.records.tolist() == [1.0, 1.0]


def test_nothing_is_drawn_where_nothing_is_selected():
    labels = np.full(ROWS * COLUMNS, GAP, dtype=np.int32)
    found = fill(city(), labels, np.zeros(len(labels), dtype=np.int64))
    assert (found.labels == GAP).all()
    assert (found.is_filled, found.is_smoothed) == (False, False)
