"""A small build with everything that the page shows: records, outlines and a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from core.cities.city import load_city
from core.hotspots import choice
from core.hotspots.choice import Choice
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.tables import CHOICE
from core.places import boundaries, fold, fold_writer
from core.places.tables import TERRITORIES
from core.places.territories import OUTLINE
from core.store import Store
from tests.dashboard import served

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

BEST = Setting(Algorithm.HIERARCHICAL, k=5)


def publish(folder: Path, frame: pd.DataFrame | None = None) -> Store:
    connection = duckdb.connect()
    connection.register("given", served.records() if frame is None else frame)
    connection.execute("CREATE TABLE incidents AS FROM given")
    city = load_city(served.CITY)
    store = Store(folder, served.CITY)
    with store.draft() as draft:
        fold_writer.fold_records(connection, city, draft)
        outline = boundaries.around(fold.load_fold(draft.view(), city))
        draft.write_json(TERRITORIES, {OUTLINE: outline, "community_area": outline})
        draft.write_json(CHOICE, Choice(BEST, "hierarchical_k5", "Chosen for the test.", (), choice.rule()))
        draft.publish({"city": served.CITY})
    return store
