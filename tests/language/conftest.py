"""A build that is read in a language made up for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.language import speaking
from dashboard.app import create_app
from scripts.messages import collect
from tests.dashboard import shown
from tests.language.data import data_of
from tests.language.pseudo import Pseudo

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from dash import Dash

    from core.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return shown.publish(tmp_path_factory.mktemp("said"))


@pytest.fixture(scope="session")
def pseudo() -> Pseudo:
    return Pseudo(collect())


@pytest.fixture
def spoken(pseudo: Pseudo) -> Iterator[None]:
    with speaking(pseudo):
        yield


@pytest.fixture(scope="module")
def app(store: Store, pseudo: Pseudo) -> Dash:
    """The application, started in the language: descriptions of the API are said when it starts.

    Dash keeps the pages of the application that was made last, so each module makes its own.
    """
    with speaking(pseudo):
        return create_app(store)


@pytest.fixture(scope="session")
def data(store: Store) -> re.Pattern[str]:
    return data_of(store)
