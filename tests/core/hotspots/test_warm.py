from __future__ import annotations

from core.hotspots import answer
from core.hotspots.answer import cluster
from core.hotspots.setting import Algorithm
from core.hotspots.warm import warm


def test_every_algorithm_is_asked(fold, monkeypatch):
    asked = []
    fit = cluster
    monkeypatch.setattr(
        answer, "cluster", lambda points, setting: asked.append(setting.algorithm) or fit(points, setting)
    )
    warm(fold)
    assert asked == list(Algorithm)
