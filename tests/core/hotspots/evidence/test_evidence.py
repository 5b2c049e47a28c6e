from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.hotspots.evidence import gather_evidence
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_evidence_is_whole_and_repeats_with_its_seed(fold, algorithm):
    setting = Setting(algorithm, k=5, eps_m=300, min_samples=30)
    evidence = gather_evidence(fold, Filters(), setting, seed=5, replicates=2)
    assert evidence == gather_evidence(fold, Filters(), setting, seed=5, replicates=2)
    assert (evidence.replicates, evidence.seed) == (2, 5)
    assert evidence.stability is not None
    assert evidence.pai is not None
    assert evidence.later_since == fold.last_day - timedelta(days=27)
    if algorithm is Algorithm.DBSCAN:
        assert evidence.null_silhouette is None
        assert any("no null silhouette" in note for note in evidence.notes)
    else:
        assert evidence.null_low <= evidence.null_silhouette <= evidence.null_high


def test_nothing_selected_is_said_not_raised(fold):
    evidence = gather_evidence(fold, Filters(since=date(2030, 1, 1)), Setting())
    assert evidence.notes == ("No record is on the map.",)
    assert evidence.pai is None


def test_what_is_missing_is_explained(fold):
    evidence = gather_evidence(fold, Filters(until=fold.first_day + timedelta(days=6)), Setting(k=3), replicates=1)
    assert evidence.pai is None
    assert any("56 days" in note for note in evidence.notes)
    assert any("two weeks" in note for note in evidence.notes)
