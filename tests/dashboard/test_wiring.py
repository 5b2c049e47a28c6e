"""Every id that a callback names is on screen, and none is there twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from core.briefing.brief import write_brief
from core.briefing.tested import USUAL_MODEL
from core.forecast.shift import Shift
from core.hotspots.answer import find_zones
from core.hotspots.setting import Setting
from core.places.selection import Filters
from dashboard.app import create_app
from dashboard.form.repairs import list_repairs
from dashboard.ids import in_page
from dashboard.pages import PAGES
from dashboard.pages.briefing import places
from dashboard.pages.hotspots import table
from dashboard.queries.briefing import BriefingQuery
from dashboard.source import Source
from tests.dashboard.tree import ids_of, values_of, walk

if TYPE_CHECKING:
    from dash import Dash

    from core.places.fold import Fold
    from core.store import Store

DASH_OWN = "_pages"
"""Dash's router has ids of its own."""


@pytest.fixture(scope="module")
def app(shared_store: Store) -> Dash:
    return create_app(shared_store)


def screen(app: Dash, store: Store) -> list[list[str]]:
    """Ids of the shell with each page."""
    shell = ids_of(app.layout())
    return [shell + ids_of(page.layout(store)()) for page in PAGES]


def wired(app: Dash) -> set[str]:
    found = set()
    for callback in app.server.test_client().get("/_dash-dependencies").json:
        found |= {entry["id"] for part in ("inputs", "state") for entry in callback[part]}
        outputs = callback["output"].strip(".").split("...") if callback["output"] else []
        found |= {output.split("@")[0].rsplit(".", 1)[0] for output in outputs}
    return found


def is_plain(name: str) -> bool:
    return not name.startswith("{") and not name.startswith(DASH_OWN) and not name.isalnum()


def fits(name: str, pattern: dict[str, Any]) -> bool:
    """Whether an id is one of those that a callback's pattern names."""
    own = json.loads(name) if name.startswith("{") else {}
    wild = (["ALL"], ["MATCH"])
    return own.keys() == pattern.keys() and all(pattern[key] in (*wild, value) for key, value in own.items())


def test_every_wired_id_is_on_screen(app: Dash, shared_store: Store):
    missing = {name for name in wired(app) if is_plain(name)} - set().union(*screen(app, shared_store))
    assert missing == set()


def test_every_wired_pattern_names_something_on_screen_or_in_an_answer(
    app: Dash, shared_store: Store, shared_fold: Fold
):
    zones = find_zones(shared_fold, Filters(), Setting(k=3)).zones
    source = Source.of(shared_store)
    brief = write_brief(source.history, Filters(), Shift(), USUAL_MODEL)
    in_answers = [
        *places.build_list(brief, BriefingQuery()),
        *table.build_table(zones, table.Order(), ""),
        *list_repairs(["k is too large."]),
    ]
    shown = set().union(*screen(app, shared_store), ids_of(in_answers))
    patterns = [json.loads(name) for name in wired(app) if name.startswith("{")]
    assert len(patterns) >= 8, "controls, views, buttons, rows and headings"
    assert [pattern for pattern in patterns if not any(fits(name, pattern) for name in shown)] == []


def test_no_id_is_on_screen_twice(app: Dash, shared_store: Store):
    for ids in screen(app, shared_store):
        assert len(ids) > 40, "the test looks at a page that was laid out"
        assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_the_check_of_ids_is_not_switched_off(app: Dash):
    assert not app.config.suppress_callback_exceptions
    assert len(wired(app)) > 40, "the test looks at the callbacks there are"


def test_labels_belong_to_controls(app: Dash, shared_store: Store):
    shown = [app.layout(), *(page.layout(shared_store)() for page in PAGES)]
    ids = {name for part in shown for name in ids_of(part)}
    aims = [each.htmlFor for part in shown for each in walk(part) if getattr(each, "htmlFor", None)]
    assert len(aims) > 10
    assert set(aims) <= ids


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_every_control_of_a_page_is_one_of_its_question(shared_store: Store, page: Any):
    # A change sets all of them at once.
    shown = values_of(page.layout(shared_store)())
    assert shown
    present = page.asks().controls()
    assert {name: present.get(name) for name in shown} == shown


def test_the_skeleton_has_every_id_of_the_page(shared_store: Store):
    for page in PAGES:
        laid_out = ids_of(page.layout(shared_store)())
        assert set(ids_of(page.skeleton(shared_store))) >= {name for name in laid_out if is_plain(name)}


def test_a_name_is_written_as_in_the_page():
    assert in_page({"role": "value", "field": "k"}) == '{"field":"k","role":"value"}'
    assert in_page("form-undo") == "form-undo"
