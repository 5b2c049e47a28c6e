"""What is felt is summed up as the tables say, and says what it needs."""

from __future__ import annotations

import shutil
import sys

import pytest

from scripts.measures import felt


def test_moves_are_summed_up_by_median_and_95th_percentile():
    found = felt._percentiles([{"changed": value, "painted": 10.0 * value} for value in range(101)])
    assert found == {
        "moves": 101,
        "changed_median_ms": 50.0,
        "changed_p95_ms": 95.0,
        "painted_median_ms": 500.0,
        "painted_p95_ms": 950.0,
    }


def test_without_playwright_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(SystemExit, match=r"pip install -r tests/requirements\.txt"), felt._browser():
        pass


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("playwright.sync_api")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SystemExit, match="apt-get install chromium"), felt._browser():
        pass
