"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real records, or skip where there is none."""
    folder = os.environ.get("PATROLIQ_REAL_DATA")
    if not folder:
        pytest.skip("Set PATROLIQ_REAL_DATA to a folder of real records to run this test.")
    return Path(folder)
