"""The table of the algorithms holds all of them, and what it says of each is so."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.clustering import cluster
from core.hotspots.methods import METHODS, Null, describe, method_of, name_of, parameters_of
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.hotspots.sweep import settings_for
from core.places.points import NOISE
from core.places.selection import Filters, points_of, select

EVERY = list(Algorithm)
RECORDS = st.integers(0, 20_000_000)


@pytest.fixture(scope="module")
def points(fold):
    return points_of(fold, select(fold, Filters()).weight)[0]


def test_every_algorithm_has_its_entry():
    assert list(METHODS) == EVERY


@pytest.mark.parametrize("algorithm", EVERY)
def test_the_numbers_of_an_algorithm_exist(algorithm):
    numbers = METHODS[algorithm].numbers
    assert numbers
    assert set(numbers) <= set(NUMBERS) - {"concentration"}


def test_every_number_is_used():
    used = {name for method in METHODS.values() for name in method.numbers}
    assert used | {"concentration"} == set(NUMBERS)


def test_names_tell_algorithms_apart():
    for of in ("label", "short"):
        assert len({getattr(method, of) for method in METHODS.values()}) == len(METHODS)


@pytest.mark.parametrize("algorithm", EVERY)
@given(records=RECORDS)
def test_candidates_are_settings_of_the_algorithm_within_its_ranges(algorithm, records):
    method = METHODS[algorithm]
    tried = list(method.candidates(records))
    assert tried
    for own in tried:
        assert set(own) == set(method.numbers)
        assert all(isinstance(value, int) for name, value in own.items() if NUMBERS[name].whole)
        Setting(algorithm, **own)  # refuses what lies outside


@given(records=RECORDS)
def test_every_candidate_has_a_name_of_its_own(records):
    tried = [setting for algorithm in EVERY for setting in settings_for(records, algorithm)]
    assert [name for name, times in Counter(map(name_of, tried)).items() if times > 1] == []


@pytest.mark.parametrize("algorithm", EVERY)
def test_a_method_that_leaves_thin_areas_out_by_itself_is_not_swept_over_concentrations(algorithm):
    assert settings_for(500_000, algorithm)
    swept = settings_for(500_000, algorithm, 0.2)
    assert bool(swept) is not METHODS[algorithm].has_noise
    assert {setting.concentration for setting in swept} <= {0.2}


@pytest.mark.parametrize("algorithm", EVERY)
def test_what_is_said_of_noise_zones_and_starts_is_so(points, algorithm):
    method = METHODS[algorithm]
    setting = Setting(algorithm, k=12, eps_m=150, min_samples=30)
    labels, tree = cluster(points, setting)
    assert bool((labels == NOISE).any()) is method.has_noise
    assert labels.max() + 1 == 12 or not method.has_k
    assert (tree is not None) is (algorithm is Algorithm.HIERARCHICAL)
    other = cluster(points, setting, seed=7).labels
    assert bool((other != labels).any()) is method.has_restarts


@pytest.mark.parametrize("algorithm", EVERY)
def test_a_method_without_a_silhouette_on_its_null_says_why(algorithm):
    assert bool(METHODS[algorithm].no_null) is (METHODS[algorithm].null is not Null.SILHOUETTE)


@pytest.mark.parametrize(
    ("setting", "said", "name"),
    [
        (Setting(k=6, eps_m=75.0), "K-Means, K = 6", "kmeans_k6"),
        (
            Setting(Algorithm.DBSCAN, eps_m=75.0, min_samples=1500),
            "DBSCAN, eps 75 m, min_samples 1,500",
            "dbscan_eps75_min1500",
        ),
        (
            Setting(Algorithm.HIERARCHICAL, concentration=0.2),
            "Hierarchical (Ward), K = 8, busiest 20 % of the ground",
            "hierarchical_k8_top20",
        ),
        (
            Setting(Algorithm.DBSCAN, eps_m=82.5, concentration=0.025),
            "DBSCAN, eps 82.5 m, min_samples 100, busiest 2.5 % of the ground",
            "dbscan_eps82.5_min100_top2.5",
        ),
    ],
)
def test_a_setting_is_described_and_named_by_its_own_parameters(setting, said, name):
    assert describe(setting) == said
    assert name_of(setting) == name


def test_parameters_are_those_that_the_algorithm_uses():
    assert parameters_of(Setting(k=4)) == {"k": 4, "concentration": 1.0}
    dense = Setting(Algorithm.DBSCAN, eps_m=150.0, min_samples=20, concentration=0.5)
    assert parameters_of(dense) == {"eps_m": 150.0, "min_samples": 20, "concentration": 0.5}
    assert method_of(dense) is METHODS[Algorithm.DBSCAN]
