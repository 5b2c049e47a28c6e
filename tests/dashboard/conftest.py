"""One small build for all tests of the dashboard that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dashboard import served, shown

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.store import Store


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return shown.publish(tmp_path_factory.mktemp("shown"))


@pytest.fixture(scope="session")
def shared_fold(shared_store: Store) -> Fold:
    return served.fold_of(shared_store)
