"""A zone keeps its number where most of it stays."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.ward import Tree, cut
from core.hotspots.ward.grown import tree_of
from core.hotspots.zones import lineage
from core.hotspots.zones.lineage import Division, branches, fill, follow
from core.places.points import NOISE
from core.places.selection import Filters, points_of, select
from tests import small

WITH_K = (Algorithm.KMEANS, Algorithm.HIERARCHICAL)


def stayed(first, second):
    """Numbers, before and after, of the zones that hold most of each other's records."""
    weight = np.minimum(first.selection.weight, second.selection.weight)
    seen = (first.labels >= 0) & (second.labels >= 0)
    shared = np.zeros((first.clusters, second.clusters))
    np.add.at(shared, (first.labels[seen], second.labels[seen]), weight[seen])
    most = (shared > shared.sum(axis=1, keepdims=True) / 2) & (shared > shared.sum(axis=0, keepdims=True) / 2)
    return [(int(first.numbers[a]), int(second.numbers[b])) for a, b in zip(*np.nonzero(most), strict=True)]


def kept(pairs):
    return np.mean([before == after for before, after in pairs])


def test_numbers_worked_by_hand():
    # zones 0 and 1 of the division before are numbered 2 and 1
    before = Division(np.array([0, 0, 0, 1, 1, -1], dtype=np.int8), (2, 1))
    labels = np.array([1, 1, 0, 0, 2, NOISE], dtype=np.int32)
    # zone 0 has 40 records of number 1 and 30 of 2; zone 1 has 35 of 2; zone 2 has 50 of 1
    found = follow(labels, 3, before, np.arange(6), np.array([10, 25, 30, 40, 50, 60]))
    assert found.tolist() == [3, 2, 1], "zone 2 shares most with number 1, and so zone 0, which is new, takes 3"


def test_a_new_zone_takes_the_lowest_number_that_is_free():
    assert fill([4, 0, 1, 0]).tolist() == [4, 2, 1, 3]
    assert fill([]).tolist() == []


@given(
    zones=st.lists(st.integers(-1, 4), min_size=1, max_size=40).filter(lambda zones: max(zones) >= 0),
    seed=st.integers(0, 99),
)
def test_an_identical_division_keeps_every_number_whatever_its_labels_are(zones, seed):
    labels = np.unique(zones, return_inverse=True)[1].astype(np.int32) - (min(zones) < 0)
    count = int(labels.max()) + 1
    draw = np.random.default_rng(seed)
    before = Division(labels.astype(np.int8), tuple((draw.permutation(count) + 1).tolist()))
    renamed = draw.permutation(count).astype(np.int32)
    other = np.where(labels >= 0, renamed[labels], NOISE)
    found = follow(other, count, before, np.arange(len(labels)), draw.integers(1, 50, len(labels)))
    assert [found[renamed[zone]] for zone in range(count)] == list(before.numbers)


def test_the_first_zones_are_numbered_by_their_records(fold):
    assert find_zones(fold, Filters(), Setting(k=2)).numbers.tolist() == [1, 2]


@pytest.mark.parametrize("algorithm", WITH_K)
def test_one_more_zone_leaves_those_that_mostly_stay_their_numbers(fold, algorithm):
    found = [find_zones(fold, Filters(), Setting(algorithm, k=k)) for k in range(2, 13)]
    pairs = [pair for first, second in pairwise(found) for pair in stayed(first, second)]
    assert len(pairs) > 40, "most zones stay"
    assert kept(pairs) > 0.95
    assert all(sorted(answer.numbers) == list(range(1, answer.clusters + 1)) for answer in found)


@pytest.mark.parametrize("algorithm", WITH_K)
@pytest.mark.parametrize("filters", [Filters(types=("THEFT",)), Filters(hours=(18, 2)), Filters(weekdays=(5, 6))])
def test_other_records_of_the_same_ground_leave_zones_their_numbers(fold, algorithm, filters):
    every, some = (find_zones(fold, which, Setting(algorithm, k=6)) for which in (Filters(), filters))
    pairs = stayed(every, some)
    assert pairs
    assert kept(pairs) == 1


def test_districts_have_a_line_of_divisions_of_their_own(fold):
    district = Filters(districts=("1",))
    four, five = (find_zones(fold, district, Setting(Algorithm.HIERARCHICAL, k=k)) for k in (4, 5))
    assert kept(stayed(four, five)) == 1


def test_a_wider_radius_leaves_zones_that_mostly_stay_their_numbers(fold):
    settings = [Setting(Algorithm.DBSCAN, eps_m=eps_m, min_samples=12) for eps_m in (150, 160, 170, 180)]
    found = [find_zones(fold, Filters(), setting) for setting in settings]
    pairs = [pair for first, second in pairwise(found) for pair in stayed(first, second)]
    assert len(pairs) > 10
    assert kept(pairs) > 0.9
    for answer in found:
        assert len(set(answer.numbers.tolist())) == answer.clusters
        assert answer.numbers.min() >= 1


def test_numbers_depend_on_nothing_that_was_asked_before(records, tmp_path):
    questions = [(Filters(types=("THEFT",)), Setting(k=k)) for k in (3, 9, 5)]
    asked = []
    for turn, order in enumerate((questions, questions[::-1])):
        folded = small.fold_of(tmp_path / str(turn), records)
        numbers = {setting.k: find_zones(folded, filters, setting).numbers.tolist() for filters, setting in order}
        asked.append(dict(sorted(numbers.items())))
    assert asked[0] == asked[1]


def test_branches_part_as_the_cuts_of_the_tree_do(fold):
    points, _ = points_of(fold, select(fold, Filters()).weight)
    tree = tree_of(points)
    branch = branches(tree)
    assert sorted(branch) == list(range(1, len(tree.weight) + 1))
    for k in (1, 2, 7, 30):
        first = np.full(k, len(branch) + 1)
        np.minimum.at(first, cut(tree, k), branch)
        assert sorted(first) == list(range(1, k + 1)), "each zone of k holds one of the k first"


def test_branches_worked_by_hand():
    # leaves of 5, 1 and 3 records: 1 and 2 merge to 4 records, then 0 with both
    tree = Tree(np.array([[1.0, 2.0, 1.0, 2.0], [0.0, 3.0, 2.0, 3.0]]), np.array([5, 1, 3]))
    assert branches(tree).tolist() == [1, 3, 2]


def test_more_zones_than_cells_are_numbered_by_records(tmp_path):
    frame = small.incidents(5, unmapped=0)
    frame["latitude"], frame["longitude"] = 0.05 + np.arange(5) / 1e5, 3.05
    folded = small.fold_of(tmp_path, frame)
    assert len(folded.cell_number) < len(folded.x_m) == 5
    assert lineage.division_of(folded, Filters(), Setting(k=5)) is None
    assert find_zones(folded, Filters(), Setting(k=5)).numbers.tolist() == [1, 2, 3, 4, 5]
