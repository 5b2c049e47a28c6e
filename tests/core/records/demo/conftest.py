"""The demo city as it is served, made once for all tests that look at it."""

from __future__ import annotations

import pandas as pd
import pytest

from core.records import demo
from core.records.demo import export
from tests.once import make_once


def pytest_collection_modifyitems(items):
    """Call every test slow that needs the whole demo city: writing it takes seconds."""
    for item in items:
        if "demo_files" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory):
    """Return the files of the default demo city."""
    folder = make_once(tmp_path_factory, "demo", demo.write)
    return demo.DemoFiles(next(folder.glob("*.csv.gz")), folder / "boundaries", folder / "context")


@pytest.fixture(scope="session")
def rows(demo_files):
    """Return the export's rows as text, faulty ones included."""
    return pd.read_csv(demo_files.export, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def records(rows):
    """Return what a careful reader keeps of the rows, typed as far as the tests need."""
    kept = rows.iloc[: -export.OLDER_ROWS - export.BAD_DATE_ROWS].copy()
    kept["Date"] = pd.to_datetime(kept["Date"], format=export.TIME_FORMAT)
    kept["Primary Type"] = kept["Primary Type"].replace({export.OLD_NAME[1]: export.OLD_NAME[0]})
    kept["Arrest"], kept["Domestic"] = kept["Arrest"] == "true", kept["Domestic"] == "true"
    kept["Mapped"] = pd.to_numeric(kept["Latitude"]).gt(1.0)
    return kept
