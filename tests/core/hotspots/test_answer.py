from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import davies_bouldin_score, silhouette_score

from core.errors import BadParameterError
from core.hotspots.answer import find_zones
from core.hotspots.methods import METHODS
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.zones import LISTED
from core.places.points import ABSENT, NOISE, OUTSIDE
from core.places.selection import Filters
from tests import small

ONE_PLACE = {Algorithm.DBSCAN: (1, 1.0, None), Algorithm.HDBSCAN: (0, 0.0, None)}
"""Zones, coverage and silhouette of records in one place; HDBSCAN never takes all there is for a zone."""
SETTINGS = st.builds(
    Setting,
    algorithm=st.sampled_from(Algorithm),
    k=st.integers(2, 12),
    eps_m=st.floats(60, 600),
    min_samples=st.integers(2, 80),
    min_cluster_size=st.integers(2, 400),
    concentration=st.sampled_from([1.0, 0.5, 0.2]),
)


@settings(max_examples=40, deadline=None)
@given(setting=SETTINGS, types=st.sampled_from([(), ("THEFT",), ("ASSAULT", "NARCOTICS")]))
def test_every_selected_record_is_accounted_for(fold, setting, types):
    found = find_zones(fold, Filters(types=types), setting)
    weight = found.selection.weight
    assert ((found.labels == ABSENT) == (weight == 0)).all()
    zoned = int(weight[found.labels >= 0].sum())
    sizes = np.bincount(found.labels[found.labels >= 0], weights=weight[found.labels >= 0], minlength=found.clusters)
    assert (np.diff(sizes) <= 0).all(), "clusters are numbered largest first"
    assert [zone.records for zone in found.zones] == sizes[:LISTED].tolist()
    assert found.coverage == pytest.approx(zoned / found.selection.records)
    assert [zone.label for zone in found.zones] == list(range(len(found.zones)))
    if setting.concentration == 1:
        assert not (found.labels == OUTSIDE).any()
    if METHODS[setting.algorithm].has_k:
        assert found.clusters == setting.k
    if not METHODS[setting.algorithm].has_noise:
        assert not (found.labels == NOISE).any()
    assert found.tree is None or setting.algorithm is Algorithm.HIERARCHICAL


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_scores_are_those_of_scikit_learn_on_the_records(fold, algorithm):
    found = find_zones(fold, Filters(), Setting(algorithm, k=5, eps_m=300, min_samples=30, min_cluster_size=100))
    zoned = found.labels >= 0
    times = found.selection.weight[zoned]
    records = np.repeat(np.column_stack([fold.x_m[zoned], fold.y_m[zoned]]), times, axis=0)
    labels = np.repeat(found.labels[zoned], times)
    assert found.scores.silhouette == pytest.approx(silhouette_score(records, labels), abs=2e-3)
    assert found.scores.davies_bouldin == pytest.approx(davies_bouldin_score(records, labels), rel=1e-9)


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_nothing_selected_is_an_answer(fold, algorithm):
    found = find_zones(fold, Filters(since=date(2030, 1, 1)), Setting(algorithm))
    assert (found.selection.records, found.clusters, found.coverage, found.zones) == (0, 0, 0.0, ())
    assert found.scores.silhouette is None
    assert set(np.unique(found.labels)) == {ABSENT}


def test_more_zones_than_places_is_a_sentence(tmp_path):
    folded = small.fold_of(tmp_path, small.incidents(4, unmapped=0))
    with pytest.raises(BadParameterError, match="only 4 distinct places"):
        find_zones(folded, Filters(), Setting(k=9))


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_all_records_in_one_place(tmp_path, algorithm):
    frame = small.incidents(50, unmapped=0)
    frame["latitude"], frame["longitude"] = 0.05, 3.05
    folded = small.fold_of(tmp_path, frame)
    setting = Setting(algorithm, k=2, min_samples=50, min_cluster_size=50)
    if METHODS[algorithm].has_k:
        with pytest.raises(BadParameterError):
            find_zones(folded, Filters(), setting)
    else:
        found = find_zones(folded, Filters(), setting)
        assert (found.clusters, found.coverage, found.scores.silhouette) == ONE_PLACE[algorithm]
