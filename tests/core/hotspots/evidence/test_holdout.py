from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from core.hotspots.evidence import holdout
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters, select
from tests import small


def test_value_worked_by_hand(tmp_path):
    """Ten cells in a row on the equator, one hundred earlier records in one, the rest quiet."""
    frame = small.incidents(300, unmapped=0, days=120)
    cell = np.where(np.arange(300) < 200, 3, np.arange(300) % 10)
    frame["longitude"] = 3.0003 + cell * 0.0028
    frame["latitude"] = 0.0005 + (np.arange(300) % 3) * 0.0001
    folded = small.fold_of(tmp_path, frame)
    assert len(folded.cell_number) == 10
    found = holdout.score_holdout(folded, Filters(), Setting(Algorithm.DBSCAN, eps_m=60, min_samples=40))
    since = date(2020, 1, 6) + timedelta(days=120 - 28)
    late = frame[frame["date"].dt.date >= since]
    hot = (np.round((late["longitude"] - 3.0003) / 0.0028) == 3).sum()
    assert (found.since, found.until, found.records) == (since, date(2020, 5, 4), len(late))
    assert found.area_share == pytest.approx(0.1)
    assert found.hit_rate == pytest.approx(hot / len(late))
    assert found.pai == pytest.approx(hot / len(late) / 0.1)
    assert found.baseline_pai == found.pai, "last year's counts flag the same cell"


def test_zones_are_taken_whole_and_the_last_in_part():
    labels = np.array([0, 0, 1, 1, 1, 1, -1])
    earlier = np.array([1.0, 1, 10, 10, 10, 10, 99])
    after = np.array([5.0, 7, 1, 2, 3, 2, 50])
    # zone 1 is denser: its four cells (8 records) come first, then half of zone 0 (6 of 12)
    assert holdout._caught(labels, earlier, after, 5) == pytest.approx(8 + 6)
    assert holdout._caught(labels, earlier, after, 2) == pytest.approx(4)


def test_equal_area_for_zones_and_counts(fold):
    found = holdout.score_holdout(fold, Filters(), Setting(k=5, concentration=0.3))
    assert found.area_share == pytest.approx(round(0.1 * len(fold.cell_number)) / len(fold.cell_number))
    assert found.pai == pytest.approx(found.hit_rate / found.area_share)
    assert found.hit_rate > found.area_share, "clumps that last catch more than chance"


def test_the_drawing_never_sees_the_later_days(fold, monkeypatch):
    seen = []
    monkeypatch.setattr(holdout, "select", lambda f, filters: seen.append(filters) or select(f, filters))
    holdout.score_holdout(fold, Filters(), Setting(k=4))
    after = [filters for filters in seen if filters.since > fold.last_day - timedelta(days=28)]
    before = [filters for filters in seen if filters not in after]
    assert len(after) == 1
    assert all(filters.until == fold.last_day - timedelta(days=28) for filters in before)


def test_the_counts_held_against_the_zones_are_those_of_the_last_year_only(tmp_path):
    """Ten cells in a row: the first is the busiest of all, but empty for a year, in which the second was."""
    frame = small.incidents(4_000, unmapped=0, days=500)
    day = (frame["date"] - frame["date"].min().normalize()).dt.days.to_numpy()
    last_year = np.maximum(np.arange(4_000) % 10, 1)
    cell = np.where(day >= 500 - 28 - 364, last_year, 0)
    folded = small.fold_of(tmp_path, frame.assign(longitude=3.0003 + cell * 0.0056, latitude=0.0005))
    assert (len(folded.cell_number), np.bincount(cell).argmax()) == (10, 0)
    found = holdout.score_holdout(folded, Filters(), Setting(k=3))
    assert found.area_share == pytest.approx(0.1)
    assert found.baseline_hit_rate == pytest.approx((cell[day >= 500 - 28] == 1).mean())


def test_a_short_selection_has_no_later_days(fold):
    until = fold.first_day + timedelta(days=40)
    assert holdout.score_holdout(fold, Filters(until=until), Setting(k=3)) is None
