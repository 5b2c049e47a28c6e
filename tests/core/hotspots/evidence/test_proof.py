"""A setting's rank among draws from its null."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadParameterError
from core.hotspots.evidence import gather_evidence, proof
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from tests import small

KMEANS = Setting(Algorithm.KMEANS, k=5)
DBSCAN = Setting(Algorithm.DBSCAN, eps_m=150.0, min_samples=15)


def test_a_rank_worked_by_hand():
    """Of four draws two score 3 or more, so with the setting itself three of five do."""
    found = proof._rank(3.0, [1.0, 2.0, 3.0, 4.0])
    assert found == {"null_mean": 2.5, "null_least": 1.0, "null_greatest": 4.0, "p": 0.6}


@given(st.floats(-1, 1), st.lists(st.floats(-1, 1), min_size=1, max_size=50))
def test_p_is_a_share_that_counts_the_setting_itself(observed, drawn):
    found = proof._rank(observed, drawn)
    assert 1 / (len(drawn) + 1) <= found["p"] <= 1
    assert (found["p"] == 1) == (observed <= found["null_least"])
    assert (found["p"] == 1 / (len(drawn) + 1)) == (observed > found["null_greatest"])
    assert found["null_least"] <= found["null_mean"] + 1e-12
    assert found["null_mean"] <= found["null_greatest"] + 1e-12


@pytest.mark.parametrize(("observed", "drawn"), [(None, [0.1]), (0.1, [])])
def test_without_scores_there_is_no_rank(observed, drawn):
    assert set(proof._rank(observed, drawn).values()) == {None}


def test_the_draws_begin_with_those_of_the_evidence(fold):
    evidence = gather_evidence(fold, Filters(), KMEANS, seed=3, replicates=4)
    found = proof.prove(fold, Filters(), KMEANS, seed=3, draws=4)
    assert (found.statistic, found.draws, found.seed) == ("silhouette", 4, 3)
    assert found.null_name == evidence.null_name
    assert found.null_mean == pytest.approx(evidence.null_silhouette, abs=1e-12)
    assert (found.null_least, found.null_greatest) == (evidence.null_low, evidence.null_high)


def test_dbscan_is_ranked_by_its_coverage(fold):
    evidence = gather_evidence(fold, Filters(), DBSCAN, replicates=3)
    found = proof.prove(fold, Filters(), DBSCAN, draws=3)
    assert found.statistic == "coverage"
    assert found.null_mean == pytest.approx(evidence.null_coverage, abs=1e-12)
    assert 0 < found.observed < 1


def test_clumps_beat_their_null_and_the_same_seed_says_so_again(fold):
    """Records of this city lie around five centres."""
    found = proof.prove(fold, Filters(), KMEANS, draws=19)
    assert found.p == 1 / 20
    assert found == proof.prove(fold, Filters(), KMEANS, draws=19)
    assert found.null_mean != proof.prove(fold, Filters(), KMEANS, seed=1, draws=19).null_mean


def test_progress_is_told_for_every_draw(fold):
    heard = []
    proof.prove(fold, Filters(), KMEANS, draws=3, report=lambda share, said: heard.append((share, said)))
    np.testing.assert_allclose([share for share, _ in heard], [0, 1 / 3, 2 / 3])
    assert heard[-1][1] == "Draw 3 of 3"


def test_a_setting_of_more_zones_than_places_is_refused(tmp_path):
    few = small.fold_of(tmp_path, small.incidents(20, unmapped=0))
    with pytest.raises(BadParameterError):
        proof.prove(few, Filters(), Setting(Algorithm.KMEANS, k=30), draws=2)
