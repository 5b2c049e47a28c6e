"""Nothing is imported for the first time while other threads answer: all is loaded before the first request."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.forecast.shift import Shift
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from dashboard.address import PagePath
from dashboard.ids import Briefing, Form, Hotspots, Job, asked_of, in_page, rested_of, view
from dashboard.jobs.kinds import BEST, CONTEST
from dashboard.pages.hotspots import best
from dashboard.queries.briefing import BriefingQuery
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.store import Store

ROOT = Path(__file__).parents[2]
ASKED = f"{in_page(asked_of(PagePath.HOTSPOTS))}.data"
BRIEFED = f"{in_page(asked_of(PagePath.BRIEFING))}.data"
RESTED = f"{in_page(rested_of(PagePath.HOTSPOTS))}.data"
WATCHED = ("pandas", "pyarrow", "scipy", "sklearn", "mlflow", "shapely", "pyproj", "numba", "plotly")

WALK = """
import json, sys
from pathlib import Path
from core.store import Store
from dashboard.app import create_app
from tests.dashboard.window import Window

store = Store(Path(sys.argv[1]), "chicago")
app = create_app(store)
client = app.server.test_client()
values = {"build_id": store.current().id, "name": "outline", "path": "hotspots", "_rest": "nothing"}
rules = [rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods]
searches = ("", "?algorithm=dbscan&min_samples=20", "?algorithm=hierarchical&evidence=true", "?format=parquet")
before, loaded, answered = set(sys.modules), {}, 0

def note(step):
    global before
    loaded[step] = sorted(set(sys.modules) - before)
    before = set(sys.modules)

for rule in rules:
    if not rule.arguments <= set(values):
        continue
    with client.application.test_request_context():
        path = client.application.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
    for search in searches:
        answered += client.get(path + search).status_code == 200
        note(path + search)

window = Window(app, store)
note("lay out every page")
for step, where, value in json.loads(sys.argv[2]):
    window.change(where, value)
    note(step)
for callback in window.callbacks:
    window.post(callback)
    note(callback["output"])
left = sorted(window.outputs - window.answered)
print(json.dumps({"loaded": loaded, "answered": answered, "left": left}))
"""


def steps() -> Iterator[tuple[str, str, Any]]:
    """What a reader does: a name, the element's property that it changes, and its new value."""
    for algorithm in Algorithm:
        query = HotspotQuery(
            Filters(types=("THEFT",), hours=(18, 2)), Setting(algorithm, k=5, eps_m=400, min_samples=10)
        )
        params, ring = query.to_params(), [[-87.9, 41.6], [-87.6, 41.6], [-87.6, 41.9], [-87.9, 41.6]]
        yield f"ask {algorithm}", ASKED, query.controls()
        yield f"rest {algorithm}", RESTED, params
        yield f"look at the curve of {algorithm}", f"{Hotspots.CURVE_QUERY}.data", params
        yield f"settle {algorithm}", f"{Form.SETTLED}.data", params
        yield f"sort {algorithm}", f"{Hotspots.SORT}.data", {"column": "rate", "descending": False}
        yield f"zone {algorithm}", f"{Hotspots.SELECTED}.data", {"label": 1}
        yield f"spot {algorithm}", f"{Hotspots.SELECTED}.data", {"latitude": 41.75, "longitude": -87.7}
        yield f"area {algorithm}", f"{Hotspots.DRAWN}.data", ring
        yield f"pin {algorithm}", f"{Form.PIN}.data", {"k": "4"}
        yield f"risk {algorithm}", f"{in_page(view('colour'))}.value", "risk"
        yield f"set {algorithm}", f"{Form.CHANGE}.data", {"params": params, "at": 1}
        found = {"question": "patrol", "query": {"k": "6"}, "standing": "worse", "reason": "It is.", "rule": "R."}
        result = {"request": {"params": best.selection_of(query)}, "ok": {"answers": [found]}}
        yield f"find the best {algorithm}", f"{Job.RESULT.of(BEST.name)}.data", result
    yield "ask in vain", ASKED, HotspotQuery(Filters(since=date(2031, 1, 1))).controls()
    yield "rest in vain", RESTED, {"from": "2031-01-01"}
    yield "look at no curve", f"{Hotspots.CURVE_QUERY}.data", {"from": "2031-01-01"}
    yield "settle in vain", f"{Form.SETTLED}.data", {"from": "2031-01-01"}
    yield "search the best", f"{Hotspots.SEARCH_BEST}.n_clicks", 1
    yield "brief", BRIEFED, BriefingQuery(Shift((22, 6), 4)).controls()
    yield "brief in vain", BRIEFED, BriefingQuery(filters=Filters(since=date(2031, 1, 1))).controls()
    yield "test", f"{Briefing.TEST}.n_clicks", 1
    failed = {"request": {"params": BriefingQuery().tested()}, "error": "The history is too short."}
    yield "find the test", f"{Job.RESULT.of(CONTEST.name)}.data", failed


@pytest.fixture(scope="module")
def walk(shared_store: Store) -> dict[str, Any]:
    """What each address and each callback loaded, in a process that had answered nothing before."""
    command = [sys.executable, "-c", WALK, str(shared_store.root), json.dumps(list(steps()))]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_nothing_that_is_asked_loads_a_library(walk: dict[str, Any]):
    late = {step: [name for name in names if name.split(".")[0] in WATCHED] for step, names in walk["loaded"].items()}
    assert {step: names for step, names in late.items() if names} == {}


def test_the_walk_downloads_every_format(walk: dict[str, Any]):
    assert {"/api/v1/hotspots/labels", "/api/v1/hotspots/labels?format=parquet", "/hotspots"} <= set(walk["loaded"])
    assert walk["answered"] > 20, "most addresses answered"


def test_the_walk_fills_everything_that_the_server_fills(walk: dict[str, Any]):
    unasked = [output for output in walk["left"] if "job" not in output]
    assert unasked == [], "only what long work reports is left"
