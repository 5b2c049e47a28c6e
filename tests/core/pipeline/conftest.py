"""What the tests of the pipeline may ask for."""

from __future__ import annotations

import pytest

from core.hotspots import sweep
from core.store import Store
from tests.core.pipeline import made


@pytest.fixture(scope="session")
def exports(tmp_path_factory) -> made.Exports:
    return made.write_exports(tmp_path_factory.mktemp("exports"))


@pytest.fixture
def city(tmp_path, monkeypatch) -> Store:
    """A store of its own, a notebook of its own, and few settings to try."""
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setattr(sweep, "settings_for", made.two_settings)
    return Store(tmp_path, "demo")
