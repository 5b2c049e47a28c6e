"""Zones that touch differ in colour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.zones.colouring import COLOURS, borders_of, colour_zones
from core.places.selection import Filters
from dashboard import palette

EDGES = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)).filter(lambda pair: pair[0] != pair[1]), max_size=60)


def borders(edges):
    found = {}
    for a, b in edges:
        found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = 1
    return found


def test_there_are_as_many_colours_as_the_palette_has():
    assert len(palette.ZONES) == COLOURS


def test_colours_worked_by_hand():
    numbers = np.array([1, 10, 2, 19])
    # 1, 10 and 19 want the first colour; 1 and 10 touch, and 10 touches 2, which wears the second
    found = colour_zones(borders([(0, 1), (1, 2)]), numbers)
    assert found.tolist() == [0, 2, 1, 0]


def test_up_to_nine_zones_wear_the_colours_of_their_numbers(fold):
    found = find_zones(fold, Filters(), Setting(k=9))
    assert (found.colours == found.numbers - 1).all()


@given(edges=EDGES, seed=st.integers(0, 99))
def test_neighbours_differ_wherever_a_zone_touches_fewer_than_nine(edges, seed):
    touching = borders(edges)
    numbers = np.random.default_rng(seed).permutation(40)[:20] + 1
    colours = colour_zones(touching, numbers)
    for zone, others in touching.items():
        if len(others) < COLOURS:
            assert all(colours[zone] != colours[other] for other in others if len(touching[other]) < COLOURS)
    alone = [zone for zone in range(20) if zone not in touching]
    assert (colours[alone] == (numbers[alone] - 1) % COLOURS).all()


@pytest.mark.parametrize(
    "setting",
    [Setting(k=30), Setting(Algorithm.HIERARCHICAL, k=25), Setting(Algorithm.DBSCAN, eps_m=100, min_samples=6)],
)
def test_zones_that_touch_on_the_map_differ(fold, setting):
    found = find_zones(fold, Filters(), setting)
    touching = borders_of(fold, found.cell_labels)
    assert touching
    assert all(found.colours[a] != found.colours[b] for a, others in touching.items() for b in others)


def test_cells_that_meet_at_a_corner_touch(fold):
    grid, number = fold.grid, fold.cell_number
    row, column = number // grid.columns, number % grid.columns
    labels = np.full(len(number), -1, dtype=np.int32)
    corner = next(i for i in range(len(number)) if ((row == row[i] + 1) & (column == column[i] + 1)).any())
    labels[corner] = 0
    labels[(row == row[corner] + 1) & (column == column[corner] + 1)] = 1
    assert borders_of(fold, labels) == {0: {1: 1}, 1: {0: 1}}
