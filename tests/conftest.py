"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does; tests hold no times.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real records, or skip where there is none."""
    folder = os.environ.get("PATROLIQ_REAL_DATA")
    if not folder:
        pytest.skip("Set PATROLIQ_REAL_DATA to a folder of real records to run this test.")
    return Path(folder)
