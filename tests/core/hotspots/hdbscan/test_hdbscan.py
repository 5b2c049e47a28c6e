"""HDBSCAN against scikit-learn, the definition written out, and what must not change labels."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import BadParameterError
from core.hotspots import hdbscan
from core.places.points import NOISE, Points
from tests.core.hotspots.hdbscan.reference import (
    Case,
    by_definition,
    cases,
    cells_of,
    in_general_position,
    is_settled,
    partition,
    scikit_learn,
    scikit_learn_without_ties,
)


def of_records(case):
    return np.repeat(hdbscan.label(*case), case.points.weight)


def clumps(seed, min_samples=1):
    """60 cells in four clumps of 15 and 6 far from all, one record each."""
    rng = np.random.default_rng(seed)
    centres = np.array([[0, 0], [9_000, 700], [1_500, 8_000], [10_000, 9_500]]).repeat(15, axis=0)
    xy = np.concatenate((centres + rng.normal(0, 500, (60, 2)), rng.uniform(20_000, 90_000, (6, 2))))
    return Case(cells_of(*xy.T), min_samples, 8)


@given(in_general_position().filter(lambda case: case.points.weight.max() == 1), st.integers(1, 2))
@settings(deadline=None, max_examples=100)
def test_cells_of_one_record_are_labelled_as_by_scikit_learn(case, min_samples):
    # Up to two records the distances of mutual reachability are those of the cells, so none are tied.
    case = case._replace(min_samples=min_samples)
    assert partition(hdbscan.label(*case)) == partition(scikit_learn(case))


@pytest.mark.parametrize("min_samples", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("seed", range(4))
def test_four_clumps_are_those_of_scikit_learn(seed, min_samples):
    case = clumps(seed, min_samples)
    assert is_settled(case)
    ours = hdbscan.label(*case)
    assert partition(ours) == partition(scikit_learn(case))
    assert ours.max() >= 1


@given(in_general_position(most=20))
@settings(deadline=None, max_examples=100)
def test_where_the_order_of_ties_cannot_matter_scikit_learn_labels_the_records_the_same(case):
    assume(is_settled(case))
    assert partition(of_records(case)) == partition(scikit_learn(case))


@given(in_general_position())
@settings(deadline=None, max_examples=100)
def test_without_ties_scikit_learn_labels_the_records_the_same(case):
    assert partition(of_records(case)) == partition(scikit_learn_without_ties(case))


@pytest.mark.parametrize("seed", range(3))
def test_a_town_of_many_cells_is_labelled_as_by_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 20_000, (6, 2))[rng.integers(0, 6, 150)] + rng.normal(0, 900, (150, 2))
    case = Case(cells_of(*xy.T, np.minimum(rng.zipf(1.8, 150), 12)), 15, 12)
    ours = of_records(case)
    assert partition(ours) == partition(scikit_learn_without_ties(case))
    assert ours.max() >= 2


@given(cases(most=20))
@settings(deadline=None, max_examples=100)
def test_labels_follow_the_definition(case):
    np.testing.assert_array_equal(hdbscan.label(*case), by_definition(case))


@given(cases(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_order_of_the_cells_does_not_matter(case, random):
    points = case.points
    order = np.array(random.sample(range(len(points.cell)), len(points.cell)))
    shuffled = points._replace(x_m=points.x_m[order], y_m=points.y_m[order], weight=points.weight[order])
    again = np.empty(len(order), np.int32)
    again[order] = hdbscan.label(shuffled, *case[1:])
    assert partition(again) == partition(hdbscan.label(*case))


@given(cases(), st.sampled_from([2, 3, 7, 1_000, 10**9]))
@settings(deadline=None, max_examples=100)
def test_multiplying_records_and_both_parameters_changes_nothing(case, factor):
    points, min_samples, min_cluster_size = case
    more = points._replace(weight=points.weight * factor)
    labels = hdbscan.label(more, min_samples * factor, min_cluster_size * factor)
    np.testing.assert_array_equal(labels, hdbscan.label(*case))


@given(cases())
@settings(deadline=None, max_examples=100)
def test_clusters_hold_enough_records_and_are_numbered_by_them(case):
    labels = hdbscan.label(*case)
    records = np.bincount(labels[labels >= 0], case.points.weight[labels >= 0])
    assert len(records) != 1
    assert (records >= case.min_cluster_size).all()
    assert (np.diff(records) <= 0).all()
    first = [int(np.argmax(labels == label)) for label in range(len(records))]
    for label in range(1, len(records)):
        assert records[label] < records[label - 1] or first[label] > first[label - 1]


@given(cases())
@settings(deadline=None, max_examples=50)
def test_more_than_half_of_the_records_is_too_much_for_a_cluster(case):
    half = int(case.points.weight.sum()) // 2 + 1
    assert set(hdbscan.label(case.points, case.min_samples, max(half, 2)).tolist()) == {NOISE}


def test_another_cluster_size_is_another_cut_of_one_hierarchy():
    case = clumps(0, 4)
    hierarchy = hdbscan.grow(*case[:2])
    before = [values.copy() for values in hierarchy]
    for min_cluster_size in (2, 5, 14, 2):
        labels = hdbscan.label(case.points, 4, min_cluster_size)
        np.testing.assert_array_equal(hdbscan.cut(hierarchy, min_cluster_size), labels)
    for values, kept in zip(hierarchy, before, strict=True):
        np.testing.assert_array_equal(values, kept)


def test_a_place_gets_the_label_of_its_cell_which_stands_at_the_mean_of_its_records():
    # Two cells: one of two places, 1 record at 0 and 3 at 100 m, so at 75 m; one of 4 records at 900 m.
    points = Points(np.array([0.0, 100, 900]), np.zeros(3), np.array([1, 3, 4]), np.array([0, 0, 1], np.int32), 300.0)
    hierarchy = hdbscan.grow(points, 4)
    assert hierarchy.linkage[0, 2] == 825
    assert hdbscan.label(points, 4, 4).tolist() == [0, 0, 1]


def test_one_cell_is_noise():
    assert hdbscan.label(cells_of([5], [5], [70]), 10, 10).tolist() == [NOISE]


def test_fewer_records_than_min_samples_are_noise():
    assert hdbscan.label(cells_of([0, 10, 900], [0] * 3, [4, 4, 4]), 13, 4).tolist() == [NOISE] * 3


def test_cells_at_one_point_are_never_split():
    case = Case(cells_of([0, 0, 900, 900], [0] * 4, [3, 4, 5, 1]), 2, 3)
    assert hdbscan.label(*case).tolist() == [0, 0, 1, 1]


def test_two_threads_give_what_one_gives():
    given_cases = [clumps(seed, 3) for seed in range(8)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda case: hdbscan.label(*case), given_cases))
    for case, labels in zip(given_cases, together, strict=True):
        np.testing.assert_array_equal(labels, hdbscan.label(*case))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: hdbscan.grow(cells_of([], []), 5), "No place holds records; widen the selection."),
        (lambda: hdbscan.grow(cells_of([1], [1]), 0), "min_samples is 0; choose at least 1."),
        (lambda: hdbscan.label(cells_of([1], [1]), 1, 1), "min_cluster_size is 1; choose at least 2."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(call, sentence):
    with pytest.raises(BadParameterError) as refused:
        call()
    assert str(refused.value) == sentence
