"""A small build of a real city's description, served by the API beside a Dash app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
from dash import Dash, html

from core.cities.city import load_city
from core.places import fold, fold_writer
from core.store import Store
from dashboard import api
from dashboard.answers import Answers
from tests import small

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from flask.testing import FlaskClient

    from core.places.fold import Fold

CITY = "chicago"


def records() -> pd.DataFrame:
    """Move the small city's records to where the real one lies."""
    frame = small.incidents(4_000)
    return frame.assign(latitude=frame["latitude"] + 41.7, longitude=frame["longitude"] - 3.0 - 87.75)


def publish(folder: Path, frame: pd.DataFrame) -> Store:
    connection = duckdb.connect()
    connection.register("given", frame)
    connection.execute("CREATE TABLE incidents AS FROM given")
    store = Store(folder, CITY)
    with store.draft() as draft:
        fold_writer.fold_records(connection, load_city(CITY), draft)
        small.write_history(connection, load_city(CITY), draft)
        draft.publish({"city": CITY})
    return store


def fold_of(store: Store) -> Fold:
    return fold.load_fold(store.current(), load_city(CITY))


def client_of(store: Store) -> FlaskClient:
    app = Dash(__name__)
    app.layout = html.Div()
    api.register(app.server, store, Answers(store))
    return app.server.test_client()
