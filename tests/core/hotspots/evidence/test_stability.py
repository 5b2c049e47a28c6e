from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from core.hotspots import kmeans
from core.hotspots.answer import find_zones
from core.hotspots.evidence import stability
from core.hotspots.setting import Algorithm, Setting
from core.places.points import ABSENT, NOISE, OUTSIDE
from core.places.selection import Filters, points_of, select
from tests import small

PAIRS = st.lists(st.tuples(st.integers(-3, 4), st.integers(-3, 4), st.integers(1, 6)), min_size=1, max_size=40).map(
    lambda rows: np.array(rows, dtype=np.int64)
)


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_agreement_is_scikit_learns_on_repeated_records(rows):
    a, b, weight = rows.T
    seen = (a != ABSENT) & (b != ABSENT)
    found = stability.agreement(a, b, weight)
    if not seen.any():
        assert found is None
        return
    # noise and outside are one group
    first, second = (np.repeat(np.maximum(v[seen], NOISE), weight[seen]) for v in (a, b))
    assert found == pytest.approx(adjusted_rand_score(first, second), abs=1e-12)


def test_noise_and_outside_are_one_group():
    a, b = np.array([0, NOISE, NOISE]), np.array([0, OUTSIDE, NOISE])
    assert stability.agreement(a, b, np.array([2, 2, 2])) == 1.0


def test_drawn_weeks_count_every_record_as_often_as_its_week(fold, records):
    selection = select(fold, Filters())
    times = np.arange(fold.days) % 3
    weight = np.zeros(len(fold.x_m) + 1, dtype=np.int64)
    stability._weigh(fold.place, fold.day, selection.keep, times, 0, weight)
    day = (records["date"] - records["date"].min().normalize()).dt.days
    assert weight.sum() == times[day].sum()
    assert weight[-1] == times[day[records["latitude"].isna()]].sum()


def test_a_short_selection_has_no_weeks_to_draw(fold):
    filters = Filters(since=fold.first_day, until=fold.first_day)
    selection = select(fold, filters)
    labels = find_zones(fold, filters, Setting(k=2)).labels
    assert stability.bootstrap(fold, selection, Setting(k=2), labels, np.random.default_rng(0)) is None
    assert stability.halves(fold, selection, Setting(k=2)) is None


CLEAR = {"k": 5, "eps_m": 400, "min_samples": 40, "min_cluster_size": 100, "concentration": 0.3}


def labels_of(folder, fold, records, setting):
    """Label the places of the whole city by the zones of these records alone, folded anew."""
    alone = small.fold_of(folder, records)
    found = pd.Series(find_zones(alone, Filters(), setting).labels, [alone.latitude, alone.longitude])
    return found.reindex(pd.MultiIndex.from_arrays([fold.latitude, fold.longitude]), fill_value=ABSENT).to_numpy()


def agreed(first, second, weight):
    """Scikit-learn's index of the records of places that both labellings saw; records without a zone are one group."""
    times = np.where((first == ABSENT) | (second == ABSENT), 0, weight)
    return adjusted_rand_score(*(np.repeat(np.maximum(labels, NOISE), times) for labels in (first, second)))


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_weeks_drawn_twice_are_clustered_as_records_that_came_twice(fold, records, tmp_path, algorithm):
    setting, selection = Setting(algorithm, **CLEAR), select(fold, Filters())
    base = find_zones(fold, Filters(), setting).labels
    week = (records["date"] - records["date"].min().normalize()).dt.days // 7
    times = np.bincount(np.random.default_rng(7).integers(30, size=30), minlength=30)
    again = labels_of(tmp_path, fold, records.loc[records.index.repeat(times[week])], setting)
    expected = agreed(base, again, selection.weight)
    assert expected < 1
    drawn = stability.bootstrap(fold, selection, setting, base, np.random.default_rng(7))
    assert drawn == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_halves_are_the_zones_of_the_earlier_and_of_the_later_days(fold, records, tmp_path, algorithm):
    setting, selection = Setting(algorithm, **CLEAR), select(fold, Filters())
    late = (records["date"] - records["date"].min().normalize()).dt.days >= 105
    halves = (labels_of(tmp_path / name, fold, records[half], setting) for name, half in (("a", ~late), ("b", late)))
    expected = agreed(*halves, selection.weight)
    assert expected < 1
    assert stability.halves(fold, selection, setting) == pytest.approx(expected, abs=1e-12)


def test_other_starts_are_those_of_their_seed(fold):
    setting, selection = Setting(k=20), select(fold, Filters())
    points, index = points_of(fold, selection.weight)
    base, other = (kmeans.fit(points, 20, seed).labels for seed in (0, 2))
    expected = adjusted_rand_score(*(np.repeat(labels, points.weight) for labels in (base, other)))
    assert expected < 0.9, "the starts matter here"
    given = np.full(len(selection.weight), ABSENT, dtype=np.int32)
    given[index] = base
    assert stability.restarts(fold, selection, setting, given, seed=2) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_clear_clumps_are_stable(fold, algorithm):
    setting = Setting(algorithm, **CLEAR)
    filters = Filters()
    selection = select(fold, filters)
    base = find_zones(fold, filters, setting).labels
    drawn = stability.bootstrap(fold, selection, setting, base, np.random.default_rng(3))
    assert 0.5 < drawn <= 1
    assert 0.3 < stability.halves(fold, selection, setting) <= 1
    assert stability.restarts(fold, selection, setting, base, seed=0) == 1.0, "the same seed draws the same zones"
