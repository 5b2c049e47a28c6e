"""The web process stays light: what only the pipeline needs is never loaded to serve a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import child

if TYPE_CHECKING:
    from core.store import Store

HEAVY = {"sklearn", "mlflow", "duckdb", "matplotlib", "scipy.cluster", "scipy.sparse", "scipy.spatial", "scipy.stats"}
"""Numba looks at scipy's version, so scipy itself is there."""

TOUR = """
import json, sys
from pathlib import Path
from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.store import Store
from dashboard.answers import Answers
from dashboard.app import create_app
from dashboard.pages.hotspots import curve, views
from dashboard.queries.hotspots import HotspotQuery

store = Store(Path(sys.argv[1]), "chicago")
client = create_app(store).server.test_client()
client.get("/hotspots")
answers = Answers(store)
source = answers.source()
for algorithm in Algorithm:
    query = HotspotQuery(setting=Setting(algorithm, k=5))
    found = answers.get(source, find_zones, query.filters, query.setting)
    views.drawn(source, query, found, "label")
    views.rest(source, query, found, "label")
    curve.curve(answers, source, found)
print(json.dumps(sorted(sys.modules)))
"""


def test_a_tour_of_the_page_loads_nothing_heavy(shared_store: Store):
    import json  # noqa: PLC0415 (used once)

    loaded = set(json.loads(child.run(TOUR, shared_store.root)))
    assert "numba" in loaded, "the tour really answered"
    assert loaded & HEAVY == set()
