"""Every id that a callback names is on screen, and none is there twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from dash.development.base_component import Component

from dashboard.app import create_app
from dashboard.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash import Dash

    from core.store import Store

DASH_OWN = "_pages"
"""Dash's router has ids of its own."""


@pytest.fixture(scope="module")
def app(shared_store: Store) -> Dash:
    return create_app(shared_store)


def walk(component: Any) -> Iterator[Component]:
    if isinstance(component, Component):
        yield component
        for name in component._prop_names:
            if name == "children":
                yield from walk(getattr(component, name, None))
    elif isinstance(component, list | tuple):
        for each in component:
            yield from walk(each)


def ids_of(component: Any) -> list[str]:
    found = [each.id for each in walk(component) if getattr(each, "id", None) is not None]
    return [json.dumps(one, sort_keys=True) if isinstance(one, dict) else str(one) for one in found]


def screen(app: Dash, store: Store) -> list[list[str]]:
    """Ids of the shell with each page."""
    shell = ids_of(app.layout())
    return [shell + ids_of(page.layout(store)) for page in PAGES]


def wired(app: Dash) -> set[str]:
    found = set()
    for callback in app.server.test_client().get("/_dash-dependencies").json:
        found |= {entry["id"] for part in ("inputs", "state") for entry in callback[part]}
        outputs = callback["output"].strip(".").split("...") if callback["output"] else []
        found |= {output.split("@")[0].rsplit(".", 1)[0] for output in outputs}
    return found


def is_plain(name: str) -> bool:
    return not name.startswith("{") and not name.startswith(DASH_OWN) and not name.isalnum()


def test_every_wired_id_is_on_screen(app: Dash, shared_store: Store):
    missing = {name for name in wired(app) if is_plain(name)} - set().union(*screen(app, shared_store))
    assert missing == set()


def test_no_id_is_on_screen_twice(app: Dash, shared_store: Store):
    for ids in screen(app, shared_store):
        assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_the_check_of_ids_is_not_switched_off(app: Dash):
    assert not app.config.suppress_callback_exceptions
    assert len(wired(app)) > 40, "the test looks at the callbacks there are"


def test_labels_belong_to_controls(app: Dash, shared_store: Store):
    shown = [app.layout(), *(page.layout(shared_store) for page in PAGES)]
    ids = {name for part in shown for name in ids_of(part)}
    aims = [each.htmlFor for part in shown for each in walk(part) if getattr(each, "htmlFor", None)]
    assert aims
    assert set(aims) <= ids


def test_the_skeleton_has_every_id_of_the_page(shared_store: Store):
    for page in PAGES:
        assert set(ids_of(page.skeleton(shared_store))) >= {
            name for name in ids_of(page.layout(shared_store)) if is_plain(name)
        }
