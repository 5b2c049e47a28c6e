from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.hotspots.evidence import gather_evidence, null, stability
from core.hotspots.evidence.null import NullScore
from core.hotspots.methods import METHODS, Null
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_evidence_is_whole_and_repeats_with_its_seed(fold, algorithm):
    setting = Setting(algorithm, k=5, eps_m=300, min_samples=30, min_cluster_size=100)
    evidence = gather_evidence(fold, Filters(), setting, seed=5, replicates=2)
    assert evidence == gather_evidence(fold, Filters(), setting, seed=5, replicates=2)
    assert (evidence.replicates, evidence.seed) == (2, 5)
    assert evidence.stability is not None
    assert evidence.pai is not None
    assert evidence.later_since == fold.last_day - timedelta(days=27)
    if METHODS[algorithm].null is Null.COVERAGE:
        assert evidence.null_silhouette is None
        assert any("no null silhouette" in note for note in evidence.notes)
    else:
        assert evidence.null_low <= evidence.null_silhouette <= evidence.null_high


def test_replicates_are_summed_up_as_worked_by_hand(fold, monkeypatch):
    nulls = iter([NullScore(0.1, 0.5, 2), NullScore(None, 0.7, 1), NullScore(0.4, 0.9, 6)])
    weeks, starts = iter([0.5, None, 0.75]), iter([1.0, 0.25, 0.25])
    monkeypatch.setattr(null, "replicate", lambda *_: next(nulls))
    monkeypatch.setattr(stability, "bootstrap", lambda *_: next(weeks))
    monkeypatch.setattr(stability, "restarts", lambda *_: next(starts))
    found = gather_evidence(fold, Filters(), Setting(k=2), replicates=3)
    assert (found.null_low, found.null_high) == (0.1, 0.4)
    assert found.null_silhouette == pytest.approx(0.25)
    assert found.null_coverage == pytest.approx(0.7)
    assert found.null_coverage_high == 0.9
    assert found.null_clusters == pytest.approx(3)
    assert (found.stability, found.stability_restarts) == (0.625, 0.5)


def test_nothing_selected_is_said_not_raised(fold):
    evidence = gather_evidence(fold, Filters(since=date(2030, 1, 1)), Setting())
    assert evidence.notes == ("No record is on the map.",)
    assert evidence.pai is None


def test_what_is_missing_is_explained(fold):
    evidence = gather_evidence(fold, Filters(until=fold.first_day + timedelta(days=6)), Setting(k=3), replicates=1)
    assert evidence.pai is None
    assert any("56 days" in note for note in evidence.notes)
    assert any("two weeks" in note for note in evidence.notes)
