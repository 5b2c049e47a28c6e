"""A small build with everything that the page shows: records, outlines and a choice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import duckdb

from core.cities.city import load_city
from core.forecast.backtest import hold_contest, summary
from core.forecast.shift import USUAL
from core.forecast.tables import CONTESTS
from core.hotspots.choice import Choice
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.tables import CHOICES
from core.hotspots.verdict import Standing
from core.places import boundaries, fold, fold_writer
from core.places.history import load_history
from core.places.selection import Filters, passing
from core.places.streets import fit_streets, write_streets
from core.places.tables import STREETS, TERRITORIES
from core.places.territories import OUTLINE
from core.store import Store
from tests import small
from tests.dashboard import served

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from core.places.history import History

BEST = Setting(Algorithm.HIERARCHICAL, k=5)
SMALL = Setting(Algorithm.DBSCAN, eps_m=75.0, min_samples=20)
CHOSEN = (
    Choice("command", BEST, "hierarchical_k5", Standing.BETTER, "Chosen for the test.", (), "Rule of command."),
    Choice("patrol", SMALL, "dbscan_eps75_min20", Standing.WORSE, "Loses in the test.", (), "Rule of patrol."),
)


def contests(history: History) -> list[dict[str, Any]]:
    """Test the models of the evening shift."""
    keep = passing(history, Filters(enforcement=False))
    found = hold_contest(history, keep, USUAL[0])
    return [{"shift": asdict(USUAL[0]), **summary(found)}] if found else []


def publish(folder: Path, frame: pd.DataFrame | None = None) -> Store:
    connection = duckdb.connect()
    connection.register("given", served.records() if frame is None else frame)
    connection.execute("CREATE TABLE incidents AS FROM given")
    city = load_city(served.CITY)
    store = Store(folder, served.CITY)
    with store.draft() as draft:
        fold_writer.fold_records(connection, city, draft)
        folded = fold.load_fold(draft.view(), city)
        outline = boundaries.around(folded)
        draft.write_json(STREETS, write_streets(fit_streets(folded), city.epsg))
        draft.write_json(TERRITORIES, {OUTLINE: outline, "community_area": outline})
        small.write_history(connection, city, draft)
        draft.write_json(CONTESTS, contests(load_history(draft.view(), city)))
        draft.write_json(CHOICES, [each._asdict() for each in CHOSEN])
        draft.publish({"city": served.CITY})
    return store
