from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import davies_bouldin_score, silhouette_score

from core.errors import BadParameterError
from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.zones import LISTED
from core.places.points import ABSENT, NOISE, OUTSIDE
from core.places.selection import Filters
from tests import small

SETTINGS = st.builds(
    Setting,
    algorithm=st.sampled_from(Algorithm),
    k=st.integers(2, 12),
    eps_m=st.floats(60, 600),
    min_samples=st.integers(2, 80),
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
    if setting.algorithm is not Algorithm.DBSCAN:
        assert found.clusters == setting.k
        assert not (found.labels == NOISE).any()
        assert found.tree is None or setting.algorithm is Algorithm.HIERARCHICAL


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_scores_are_those_of_scikit_learn_on_the_records(fold, algorithm):
    found = find_zones(fold, Filters(), Setting(algorithm, k=5, eps_m=300, min_samples=30))
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
    if algorithm is Algorithm.DBSCAN:
        found = find_zones(folded, Filters(), Setting(algorithm, min_samples=50))
        assert (found.clusters, found.coverage, found.scores.silhouette) == (1, 1.0, None)
    else:
        with pytest.raises(BadParameterError):
            find_zones(folded, Filters(), Setting(algorithm, k=2))
