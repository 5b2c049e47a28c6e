"""Ward's tree: against SciPy on repeated points, by hand, its cuts and its drawing."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import dendrogram, fcluster, is_valid_linkage, linkage

from core.errors import BadParameterError
from core.hotspots import ward
from core.places.points import Points


def cells_of(x_m, y_m, weight):
    """Make points of one place a cell."""
    cell = np.arange(len(x_m), dtype=np.int32)
    return Points(np.asarray(x_m, np.float64), np.asarray(y_m, np.float64), np.asarray(weight, np.int64), cell, 300.0)


def town(cells, seed=0, heaviest=6):
    rng = np.random.default_rng(seed)
    x_m, y_m = rng.uniform(0, 9_000, (2, cells)).round(1) + np.array([[350_000], [570_000]])
    return cells_of(x_m, y_m, rng.integers(1, heaviest + 1, cells))


def repeated(points):
    return np.repeat(np.column_stack((points.x_m, points.y_m)), points.weight, axis=0)


def partition(labels):
    return {frozenset(np.flatnonzero(labels == label)) for label in set(labels)}


def test_three_cells_worked_by_hand():
    tree = ward.grow(cells_of([0, 30, 130], [0, 40, 40], [3, 1, 2]))
    # 3 and 1 records 50 m apart: sqrt(2 * 3 * 1 / 4) * 50. Their mean is (7.5, 10); it lies
    # hypot(122.5, 30) from the third cell: sqrt(2 * 4 * 2 / 6) of that.
    first, second = np.sqrt(1.5) * 50, np.sqrt(16 / 6) * np.hypot(122.5, 30)
    np.testing.assert_allclose(tree.linkage, [[0, 1, first, 2], [2, 3, second, 3]])
    assert tree.weight.tolist() == [3, 1, 2]


@pytest.mark.parametrize("seed", range(6))
def test_the_tree_is_scipys_of_the_points_repeated(seed):
    points = town(70, seed)
    tree = ward.grow(points)
    reference = linkage(repeated(points), "ward")
    copies = int(points.weight.sum()) - 70
    np.testing.assert_allclose(reference[:copies, 2], 0, atol=1e-3)
    np.testing.assert_allclose(tree.linkage[:, 2], reference[copies:, 2], rtol=1e-9)
    first_copy = np.concatenate(([0], np.cumsum(points.weight)[:-1]))
    for k in (1, 2, 3, 5, 8, 13, 30, 70):
        theirs = fcluster(reference, k, "maxclust")[first_copy]
        assert partition(ward.cut(tree, k)) == partition(theirs)


def test_the_tree_of_equal_weights_is_scipys_to_the_row():
    points = town(400, heaviest=1)
    reference = linkage(np.column_stack((points.x_m, points.y_m)), "ward")
    np.testing.assert_allclose(ward.grow(points).linkage, reference, rtol=1e-9)


def test_a_cell_stands_at_the_mean_of_its_records():
    points = Points(
        np.array([0.0, 100, 900]), np.zeros(3), np.array([1, 3, 4]), np.array([0, 0, 1], np.int32), 300.0
    )  # fmt: skip
    tree = ward.grow(points)
    assert tree.weight.tolist() == [4, 4]
    assert tree.linkage[0, 2] == pytest.approx(np.sqrt(2 * 4 * 4 / 8) * (900 - 75))


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(0, 12), st.integers(0, 12)), st.integers(1, 9), min_size=2, max_size=60
    ),
    factor=st.sampled_from([1, 1000, 10**12]),
)
@settings(max_examples=80, deadline=None)
def test_any_tree_is_valid_rises_and_is_cut_into_nested_zones(cells, factor):
    # A lattice is full of equal heights, among which chains could run in circles.
    x_m, y_m = np.array(list(cells)).T * 300.0
    weight = np.array(list(cells.values())) * factor
    tree = ward.grow(cells_of(x_m, y_m, weight))
    assert is_valid_linkage(tree.linkage)
    assert (np.diff(tree.linkage[:, 2]) >= 0).all()
    cuts = [ward.cut(tree, k) for k in range(1, len(cells) + 1)]
    for k, labels in enumerate(cuts, start=1):
        records = np.bincount(labels, weights=weight)
        assert len(records) == k
        assert (records > 0).all()
        assert (np.diff(records) <= 0).all()
    for coarse, fine in itertools.pairwise(cuts):
        assert len(set(zip(coarse, fine, strict=True))) == fine.max() + 1


@given(seed=st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_cells_does_not_matter(seed):
    points = town(60, seed)
    order = np.random.default_rng(seed).permutation(60)
    again = cells_of(points.x_m[order], points.y_m[order], points.weight[order])
    first, second = ward.grow(points), ward.grow(again)
    np.testing.assert_allclose(first.linkage[:, 2], second.linkage[:, 2], rtol=1e-9)
    for k in (2, 7, 20):
        assert partition(ward.cut(first, k)[order]) == partition(ward.cut(second, k))


@given(seed=st.integers(0, 1_000), k=st.integers(2, 30))
@settings(max_examples=40, deadline=None)
def test_one_more_zone_splits_the_one_that_is_named(seed, k):
    tree = ward.grow(town(40, seed))
    before, after = ward.cut(tree, k - 1), ward.cut(tree, k)
    split = ward.splits(tree, k)
    assert set(after[before == split.zone]) == set(split.parts)
    assert split.parts[0] < split.parts[1]
    untouched = before != split.zone
    assert len(set(zip(before[untouched], after[untouched], strict=True))) == k - 2


def test_zones_are_numbered_by_records_and_then_by_their_first_cell():
    tree = ward.grow(cells_of([0, 5_000, 10_000, 10_100], [0, 0, 0, 0], [4, 4, 1, 20]))
    assert ward.cut(tree, 3).tolist() == [1, 2, 0, 0]


def test_a_cut_line_crosses_as_many_branches_as_there_are_zones():
    tree = ward.grow(town(50))
    for k in range(1, 51):
        height = ward.cut_height(tree, k)
        assert (tree.linkage[:, 2] > height).sum() == k - 1


@pytest.mark.parametrize("leaves", [2, 5, 30])
def test_the_drawing_is_scipys(leaves):
    points = town(80)
    tree = ward.grow(points)
    drawn = ward.truncated(tree, leaves)
    theirs = dendrogram(tree.linkage, truncate_mode="lastp", p=leaves, no_plot=True)
    heights = sorted(tuple(sorted(np.round(line, 6))) for line in theirs["dcoord"])
    assert sorted(tuple(sorted(np.round(line, 6))) for line in drawn.y_m) == heights
    assert drawn.records.sum() == points.weight.sum()
    assert drawn.cells.sum() == 80
    labels = ward.cut(tree, leaves)
    np.testing.assert_array_equal(np.bincount(labels, weights=points.weight)[labels[drawn.cell]], drawn.records)


def test_the_drawing_of_four_cells_worked_by_hand():
    tree = ward.grow(cells_of([0, 10, 1_000, 1_020], [0, 0, 0, 0], [1, 2, 5, 5]))
    drawn = ward.truncated(tree, 10)
    # The pair of five records each is heavier and stands left; of equals the later node does.
    assert drawn.records.tolist() == [5, 5, 2, 1]
    assert drawn.cells.tolist() == [1, 1, 1, 1]
    assert drawn.clusters.tolist() == [4, 3, 2]
    np.testing.assert_array_equal(drawn.x, [[2, 2, 3, 3], [0, 0, 1, 1], [0.5, 0.5, 2.5, 2.5]])
    near, far = np.sqrt(4 / 3) * 10, np.sqrt(5) * 20
    top = np.sqrt(2 * 3 * 10 / 13) * (1_010 - 20 / 3)
    np.testing.assert_allclose(drawn.y_m, [[0, near, near, 0], [0, far, far, 0], [far, top, top, near]])


def test_each_foot_of_a_drawing_stands_on_a_leaf_or_on_the_middle_of_one_lower_merge():
    drawn = ward.truncated(ward.grow(town(60)), 40)
    shoulders = list(zip((drawn.x[:, 1] + drawn.x[:, 2]) / 2, drawn.y_m[:, 1], strict=True))
    leaves = [(float(position), 0.0) for position in range(40)]
    feet = [(x[side], y[side]) for x, y in zip(drawn.x, drawn.y_m, strict=True) for side in (0, 3)]
    assert sorted(feet) == sorted(leaves + shoulders[:-1])
    assert (drawn.x[:, 0] < drawn.x[:, 3]).all()


def test_one_cell_is_a_tree_without_merges():
    tree = ward.grow(cells_of([5], [5], [7]))
    assert tree.linkage.shape == (0, 4)
    assert ward.cut(tree, 1).tolist() == [0]
    assert ward.truncated(tree, 12).records.tolist() == [7]
    assert ward.cut_height(tree, 1) == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda tree: ward.cut(tree, 6), "k is 6, but records lie in 5 cells only; choose k of at most 5."),
        (lambda tree: ward.cut(tree, 0), "k is 0; choose at least 1."),
        (lambda tree: ward.splits(tree, 1), "k is 1; choose at least 2."),
        (lambda tree: ward.truncated(tree, 0), "k is 0; choose at least 1."),
        (lambda _: ward.grow(cells_of([], [], [])), "No place holds records; widen the selection."),
    ],
)
def test_what_a_tree_cannot_give_is_refused_with_a_sentence(call, sentence):
    with pytest.raises(BadParameterError) as refused:
        call(ward.grow(town(5)))
    assert str(refused.value) == sentence
