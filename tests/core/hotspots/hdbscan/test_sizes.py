"""The curve of smallest zones says what a cut at each of them gives."""

from __future__ import annotations

import numpy as np
import pytest

from core.hotspots import hdbscan
from core.hotspots.answer import find_zones
from core.hotspots.hdbscan.sizes import ASKED, sizes_of
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.places.selection import Filters


def test_a_point_of_the_curve_is_the_answer_at_that_size(fold):
    found = sizes_of(fold, Filters(types=("THEFT",)), 1.0, 20)
    for place in (0, len(found.min_cluster_size) // 2):
        size = int(found.min_cluster_size[place])
        setting = Setting(Algorithm.HDBSCAN, min_samples=20, min_cluster_size=size)
        answer = find_zones(fold, Filters(types=("THEFT",)), setting)
        assert found.clusters[place] == answer.clusters
        assert found.coverage[place] == pytest.approx(answer.coverage)


def test_sizes_grow_and_none_is_asked_twice(fold):
    found = sizes_of(fold, Filters(), 1.0, 20)
    assert len(found.min_cluster_size) <= ASKED
    assert (np.diff(found.min_cluster_size) > 0).all()
    assert found.min_cluster_size[0] >= 2


def test_no_record_has_no_curve(fold):
    nobody = Filters(types=("THEFT",), enforcement=True)
    assert len(sizes_of(fold, nobody, 1.0, 20).min_cluster_size) == 0


@pytest.mark.parametrize("records", [1, 300, 500_000, 60_000_000])
def test_candidates_lie_in_range_and_differ(records):
    tried = [tuple(sorted(own.items())) for own in hdbscan.candidates(records)]
    assert len(set(tried)) == len(tried) > 0
    for own in tried:
        for name, value in own:
            assert NUMBERS[name].low <= value <= NUMBERS[name].high


def test_half_a_million_records_are_asked_with_the_studied_shares():
    tried = [(own["min_cluster_size"], own["min_samples"]) for own in hdbscan.candidates(500_000)]
    assert tried[:3] == [(2_500, 100), (5_000, 100), (10_000, 100)]
    assert tried[-1] == (10_000, 1_000)
