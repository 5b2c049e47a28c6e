"""The small city, folded once for all tests that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import small

if TYPE_CHECKING:
    import pandas as pd

    from core.places.fold import Fold


@pytest.fixture(scope="session")
def records() -> pd.DataFrame:
    return small.incidents()


@pytest.fixture(scope="session")
def fold(records: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Fold:
    return small.fold_of(tmp_path_factory.mktemp("small"), records)
