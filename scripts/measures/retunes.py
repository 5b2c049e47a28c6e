"""Retunes as the page asks for them: a form posted to the running app, map and rest read back as bytes.

Run as `python -m scripts.measures.retunes`; prints one JSON object. Every question is asked once,
so nothing is answered from what was kept. What is asked first, to load what a
server loads once, does not count.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from core import settings
from core.cities.city import load_city
from core.forecast.shift import DAYS_A_WEEK, Shift
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.sweep import settings_for
from core.hotspots.ward.grown import tree_of
from core.hotspots.warm import warm
from core.places.fold import TYPE, load_fold
from core.places.polygon import ranked
from core.places.selection import Filters
from core.store import Store
from dashboard.address import PagePath, api
from dashboard.app import create_app
from dashboard.ids import Briefing, Hotspots, asked_of, in_page, rested_of, view
from dashboard.pages.hotspots.table import Order
from dashboard.queries.briefing import BriefingQuery, Ground
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dash import Dash
    from flask.testing import FlaskClient

    from core.places.fold import Fold
    from dashboard.query import Query

Rows = list[dict[str, Any]]

QUESTIONS = 30
MAP, REST = f"{Hotspots.CELLS}.url", f"{Hotspots.LEGEND}.children"
"""Outputs of the two callbacks that answer a question: the map, then the rest of the page."""
DENSEST = 0.2
"""One of the questions is about the densest fifth of the cells, where the algorithm can be asked so."""


def selections(fold: Fold) -> list[Filters]:
    """List twelve selections that analysts ask for, from everything to a few thousand records."""
    counts = np.bincount(fold.coded[TYPE], minlength=len(fold.names[TYPE]))
    kinds = [name for name, _ in ranked(fold.names[TYPE], counts)]
    middle = fold.first_day + timedelta(days=fold.days // 2)
    return [
        Filters(),
        Filters(enforcement=False),
        Filters(since=middle),
        Filters(until=middle),
        Filters(hours=(18, 2)),
        Filters(weekdays=(4, 5, 6)),
        Filters(types=(kinds[0],)),
        Filters(types=tuple(kinds[:3])),
        Filters(domestic=False),
        Filters(arrest=False, hours=(6, 18)),
        Filters(since=fold.last_day - timedelta(days=364)),
        Filters(types=(kinds[1],), domestic=True),
    ]


def questions(fold: Fold, algorithm: Algorithm) -> Iterator[HotspotQuery]:
    """Ask thirty different questions: the settings worth trying, evenly, turning through the selections."""
    tried = settings_for(len(fold.place), algorithm) + settings_for(len(fold.place), algorithm, DENSEST)[:1]
    asked = selections(fold)
    for number in range(QUESTIONS):
        yield HotspotQuery(asked[number % len(asked)], tried[number * len(tried) // QUESTIONS])


def briefings(fold: Fold) -> Iterator[BriefingQuery]:
    """Ask thirty different questions: shifts in turn, turning through the selections."""
    asked = selections(fold)
    for number in range(QUESTIONS):
        weekday = number % 8
        shift = Shift(((number * 5) % 24, (number * 5 + 8) % 24), weekday if weekday < DAYS_A_WEEK else None)
        yield BriefingQuery(shift, Ground((1 + number % 10) / 100), asked[number % len(asked)])


def measure(app: Dash, page: PagePath, filled: Sequence[str], queries: Iterator[Query], stays: dict[str, Any]) -> Rows:
    """Time each question from the posted form to the bytes of the answer.

    Args:
        page: Page whose form is posted.
        filled: An output of each callback that answers, in their order.
        stays: What else a page holds that was just opened.
    """
    client = app.server.test_client()
    asked, rested = in_page(asked_of(page)), in_page(rested_of(page))
    given = client.get("/_dash-dependencies").get_json()
    callbacks = [next(one for one in given if place in one["output"]) for place in filled]
    rows = []
    for query in queries:
        held = {asked: query.controls(), rested: query.to_params(), **stays}
        bodies = [_body(callback, held) for callback in callbacks]
        # A tree that was grown for another question of this run would be kept.
        tree_of.cache_clear()
        began = perf_counter()
        data = b"".join(_post(client, body) for body in bodies)
        elapsed_ms = (perf_counter() - began) * 1000
        rows.append({"asked": query.to_params(), "ms": elapsed_ms, "bytes": len(data)})
    return rows


def _post(client: FlaskClient, body: bytes) -> bytes:
    reply = client.post("/_dash-update-component", data=body, content_type="application/json")
    if reply.status_code != 200:  # noqa: PLR2004 (the one good answer)
        sys.exit(f"{body.decode()} was answered with {reply.status_code}; nothing was measured.")
    return reply.get_data()


def _body(callback: dict[str, Any], given: dict[str, Any]) -> bytes:
    """Write a request that the page sends when a control has moved."""
    parts = callback["output"].strip(".").split("...")
    body = {
        "output": callback["output"],
        "outputs": [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts],
        "inputs": [{**item, "value": given.get(item["id"])} for item in callback["inputs"]],
        "state": [{**item, "value": given.get(item["id"])} for item in callback["state"]],
        "changedPropIds": [f"{callback['inputs'][0]['id']}.data"],
    }
    return json.dumps(body).encode()


def main() -> None:
    """Measure every algorithm, and the briefing, on the build that the environment names."""
    store = Store(settings.data_dir(), settings.city())
    fold = load_fold(store.current(), load_city(store.city))
    app = create_app(store)
    client = app.server.test_client()
    client.get(PagePath.HOTSPOTS)
    client.get(PagePath.BRIEFING)
    client.get(api("/briefing", BriefingQuery(Shift((3, 5))).to_params()))
    for algorithm in Algorithm:
        client.get(api("/hotspots", HotspotQuery(Filters(), Setting(algorithm, k=7, eps_m=90)).to_params()))
    # As `scripts/server` does before it serves, and the server as it starts.
    warm(fold)
    opened = {in_page(view("colour")): "label", str(Hotspots.SORT): Order()._asdict()}
    found = {
        str(algorithm): measure(app, PagePath.HOTSPOTS, (MAP, REST), questions(fold, algorithm), opened)
        for algorithm in Algorithm
    }
    brief = measure(app, PagePath.BRIEFING, (f"{Briefing.GROUND}.url",), briefings(fold), {})
    mapped = int((fold.place < len(fold.x_m)).sum())
    counts = {"records": len(fold.place), "mapped": mapped, "places": len(fold.x_m)}
    print(json.dumps({**counts, "retunes": found, "briefing": brief}))


if __name__ == "__main__":
    main()
