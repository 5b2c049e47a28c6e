"""A store of its own for every test."""

from __future__ import annotations

import pytest

from core.store import Store


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, "toy")
