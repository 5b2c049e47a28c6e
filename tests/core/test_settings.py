"""Settings have defaults, and a value that makes no sense is a sentence."""

from __future__ import annotations

import os

import pytest

from core import settings
from core.errors import BadParameterError


@pytest.mark.parametrize(("cores", "jobs"), [(None, 1), (1, 1), (2, 1), (8, 7)])
def test_a_core_is_left_to_the_web_process(monkeypatch: pytest.MonkeyPatch, cores: int | None, jobs: int):
    monkeypatch.delenv("PATROLIQ_JOBS", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert settings.jobs_at_once() == jobs


def test_the_owner_says_how_many_jobs_run_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATROLIQ_JOBS", "3")
    assert settings.jobs_at_once() == 3


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5"])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("PATROLIQ_JOBS", text)
    with pytest.raises(BadParameterError, match="whole number from 1"):
        settings.jobs_at_once()


@pytest.mark.parametrize(
    ("url", "own", "found", "credit"),
    [
        ("", "", settings.OPEN_STREET_MAP, settings.OPEN_STREET_MAP_CREDIT),
        ("", "Us", settings.OPEN_STREET_MAP, "Us"),
        ("https://tiles.example/{z}/{x}/{y}.png", "", "https://tiles.example/{z}/{x}/{y}.png", ""),
        ("https://tiles.example/{z}/{x}/{y}.png", "Them", "https://tiles.example/{z}/{x}/{y}.png", "Them"),
        ("none", "", None, ""),
    ],
)
def test_the_street_map_is_openstreetmaps_unless_another_or_none_is_named(
    monkeypatch: pytest.MonkeyPatch, url: str, own: str, found: str | None, credit: str
):
    monkeypatch.setenv("PATROLIQ_TILE_URL", url)
    monkeypatch.setenv("PATROLIQ_TILE_ATTRIBUTION", own)
    assert (settings.tile_url(), settings.tile_attribution()) == (found, credit)
