"""Cities that tests only read, each folded once: the small invented one, and the real one where it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from core.cities.city import load_city
from core.places import fold_writer, history_writer
from core.places.fold import load_fold
from core.places.history import load_history
from core.places.selection import Filters, points_of, select
from core.records import cleaning, reader
from core.store import Store
from tests import small
from tests.once import make_once

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from core.places.fold import Fold
    from core.places.history import History
    from core.places.points import Points
    from core.store import Build

REAL_RECORDS = 500_000


@pytest.fixture(scope="session")
def records() -> pd.DataFrame:
    return small.incidents()


@pytest.fixture(scope="session")
def fold(records: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Fold:
    return small.fold_of(tmp_path_factory.mktemp("small"), records)


@pytest.fixture(scope="session")
def past(records: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> History:
    """The history of the small city."""
    return load_history(small.publish(tmp_path_factory.mktemp("past"), records), small.city())


@pytest.fixture(scope="session")
def real_build(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The 500,000 most recent real records, read, cleaned and folded as the pipeline does, and the history of all."""
    city = load_city("chicago")

    def make(folder: Path) -> None:
        connection = duckdb.connect()
        reader.open_export(connection, sorted((real_data / "chicago").glob("crimes_*.parquet")), city)
        cleaning.clean(connection, city, REAL_RECORDS)
        with Store(folder, city.name).draft() as draft:
            fold_writer.fold_records(connection, city, draft)
            history_writer.write_history(connection, "history", city, draft)
            draft.publish({"city": city.name})

    return Store(make_once(tmp_path_factory, "real", make), city.name).current()


@pytest.fixture(scope="session")
def real_fold(real_build: Build) -> Fold:
    """Those in scope."""
    return load_fold(real_build, load_city("chicago"))


@pytest.fixture(scope="session")
def real_past(real_build: Build) -> History:
    """All years of them."""
    return load_history(real_build, load_city("chicago"))


@pytest.fixture(scope="session")
def real_points(real_fold: Fold) -> Points:
    """The places of the real records that have coordinates."""
    return points_of(real_fold, select(real_fold, Filters()).weight)[0]
