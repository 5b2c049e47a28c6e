"""Lines through points: not misled by some, no longer than needed, measured as a ruler would."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import siegelslopes

from core.places.geometry import lines

positions = st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=30)
metres = st.floats(-1e4, 1e4).map(lambda value: round(value, 3))
corners = st.lists(st.tuples(metres, metres), min_size=2, max_size=30)


def test_two_misplaced_points_of_seven_move_nothing():
    along = np.arange(7.0)
    straight = np.column_stack((along * 100, along * 10))
    given_m = straight.copy()
    given_m[[0, 3]] += (9_000.0, -7_000.0), (-500.0, 800.0)
    assert lines.run_line(along, given_m) == pytest.approx(straight)


def test_a_line_through_as_many_points_as_the_window_is_siegels():
    draw = np.random.default_rng(3)
    along = np.sort(draw.uniform(0, 50, lines.WINDOW))
    at_m = draw.normal(0, 100, (lines.WINDOW, 2))
    found = lines.run_line(along, at_m)
    for axis in (0, 1):
        # Its value at a point does not depend on where positions are counted from.
        for i, position in enumerate(along):
            expected = siegelslopes(at_m[:, axis], along - position, method="hierarchical").intercept
            assert found[i, axis] == pytest.approx(expected)


@given(positions, st.floats(-1e3, 1e3), st.floats(-1e5, 1e5))
def test_a_straight_line_stays_where_it_is(found: list[float], slope: float, start: float):
    along = np.unique(np.round(found))
    at_m = np.column_stack((along * slope + start, start - along))
    assert lines.run_line(along, at_m) == pytest.approx(at_m, abs=1e-4)


def test_two_points_are_their_own_line():
    at_m = np.array([[1.0, 2.0], [30.0, 4.0]])
    assert lines.run_line(np.array([5.0, 9.0]), at_m) is at_m


def test_a_line_is_cut_where_the_next_point_is_far():
    line = np.array([[0.0, 0.0], [100.0, 0.0], [401.0, 0.0], [500.0, 0.0]])
    assert [part[:, 0].tolist() for part in lines.split(line, 300.0)] == [[0, 100], [401, 500]]
    assert len(lines.split(line, 301.0)) == 1, "as far as the gap is not too far"


def test_corners_near_the_line_are_left_out():
    line = np.array([[0.0, 0.0], [50.0, 7.9], [100.0, 0.0], [100.0, 100.0]])
    assert lines.thin(line, 8.0).tolist() == [[0, 0], [100, 0], [100, 100]]
    assert len(lines.thin(line, 7.0)) == 4


@given(corners, st.floats(0.1, 500.0))
def test_what_thinning_leaves_out_lies_within_the_tolerance(found: list[tuple[float, float]], tolerance_m: float):
    line = np.array(found)
    thinned = lines.thin(line, tolerance_m)
    assert lines.distances(line, [thinned]).max() <= tolerance_m + 1e-6
    assert thinned[[0, -1]].tolist() == line[[0, -1]].tolist()


@given(corners, st.lists(corners, min_size=1, max_size=4))
def test_distances_are_those_of_shapely(points: list[tuple[float, float]], drawn: list[list[tuple[float, float]]]):
    expected = shapely.distance(shapely.points(points), shapely.MultiLineString(drawn))
    assert lines.distances(np.array(points), [np.array(line) for line in drawn]) == pytest.approx(expected, abs=1e-6)


def test_a_line_is_as_long_as_its_parts():
    assert lines.length(np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 5.0]])) == pytest.approx(6.0)
    assert lines.length(np.zeros((1, 2))) == 0
