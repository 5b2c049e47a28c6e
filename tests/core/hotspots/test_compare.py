from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.answer import find_zones
from core.hotspots.compare import _related, compare
from core.hotspots.setting import Algorithm, Setting
from core.places.points import NOISE
from core.places.selection import Filters


def test_an_answer_does_not_differ_from_itself(fold):
    one = find_zones(fold, Filters(), Setting(k=5))
    found = compare(one, one)
    assert (found.moved_records, found.agreement, found.splits, found.merges) == (0, 1.0, (), ())
    assert found.common_records == one.selection.records


def test_one_more_cut_of_the_tree_splits_one_zone(fold):
    four, five = (find_zones(fold, Filters(), Setting(Algorithm.HIERARCHICAL, k=k)) for k in (4, 5))
    found = compare(four, five)
    parts = [np.unique(five.labels[four.labels == zone]) for zone in range(4)]
    split = next(zone for zone in range(4) if len(parts[zone]) == 2)
    smaller = min(int(five.selection.weight[five.labels == part].sum()) for part in parts[split])
    assert found.moved_records == smaller, "only the smaller part of the split zone leaves its pair"
    assert found.moved_share == pytest.approx(smaller / four.selection.records)
    assert found.merges == ()
    assert compare(five, four).splits == ()


def test_splits_and_merges_worked_by_hand():
    # zone 0 shares 50 with zone 0 and 40 with zone 1; zone 1 shares 10 with zone 1 and 90 with zone 2
    first, second = np.array([NOISE, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 2])
    records = np.array([3.0, 50, 40, 10, 90])
    assert _related(first, second, records) == ((0, (0, 1)),)
    assert _related(second, first, records) == ((1, (0, 1)),)


def test_only_records_that_both_selected_are_compared(fold):
    every, thefts = (find_zones(fold, filters, Setting(k=4)) for filters in (Filters(), Filters(types=("THEFT",))))
    found = compare(every, thefts)
    assert found.common_records == thefts.selection.records
