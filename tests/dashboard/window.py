"""A page that is open, without a browser: what changes is posted to the callbacks that take it as an input.

Functions that run in the browser are left out, and so is background work.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.ids import in_page
from dashboard.pages import PAGES
from tests.dashboard.tree import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash import Dash

    from core.store import Store
    from dashboard.pages.page import Page

DASH_OWN = "_pages"
"""Dash's router has ids of its own."""


class Window:
    """Pages of an application, all at once, without parameters: what their elements hold, by `id.property`.

    `outputs` are those of the callbacks that a server answers, `answered` those that have been answered.
    """

    def __init__(self, app: Dash, store: Store, pages: Sequence[Page] = PAGES) -> None:
        self.client = app.server.test_client()
        shown = [app.layout(), *(page.layout(store)() for page in pages)]
        elements = [one for one in walk(shown) if getattr(one, "id", None) is not None]
        self.ids = [one.id for one in elements]
        self.values = {
            f"{in_page(one.id)}.{name}": getattr(one, name, None) for one in elements for name in one._prop_names
        }
        given = self.client.get("/_dash-dependencies").json
        self.callbacks = [
            one
            for one in given
            if not one["clientside_function"] and not one["background"] and DASH_OWN not in one["output"]
        ]
        self.answered: set[str] = set()

    @property
    def outputs(self) -> set[str]:
        return {name for callback in self.callbacks for name in outputs_of(callback)}

    def change(self, where: str, value: Any) -> None:
        """Give an element's property a value, and so on with all that changes thereby."""
        self.values[where] = value
        for callback in self.callbacks:
            if where in [f"{one['id']}.{one['property']}" for one in callback["inputs"]]:
                for changed, new in self.post(callback, where):
                    self.change(changed, new)

    def post(self, callback: dict[str, Any], where: str = "") -> list[tuple[str, Any]]:
        """Ask a callback, because something changed or for the first time; return what it changes.

        Raises:
            AssertionError: The callback failed, and says so on the page.
        """
        outputs = [self._output(name) for name in outputs_of(callback)]
        body = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": [self._given(one) for one in callback["inputs"]],
            "state": [self._given(one) for one in callback["state"]],
            "changedPropIds": [where],
        }
        answer = self.client.post("/_dash-update-component", json=body)
        assert answer.status_code in {200, 204}, answer.text
        if answer.status_code == 204:
            return []
        assert "sideUpdate" not in answer.json, answer.json["sideUpdate"]
        self.answered |= set(outputs_of(callback))
        changed = answer.json["response"].items()
        return [(f"{element}.{name}", value) for element, properties in changed for name, value in properties.items()]

    def _output(self, name: str) -> Any:
        element, _, prop = name.rpartition(".")
        return self._each(element, lambda own: {"id": own, "property": prop})

    def _given(self, one: dict[str, str]) -> Any:
        place = one["property"]
        return self._each(
            one["id"],
            lambda own: {"id": own, "property": place, "value": self.values.get(f"{in_page(own)}.{place}")},
        )

    def _each(self, element: str, make: Any) -> Any:
        """Make something of an element, or a list of all that a pattern names."""
        if not element.startswith("{"):
            return make(element)
        wanted = json.loads(element)
        if ["ALL"] not in wanted.values():
            return make(wanted)
        return [make(own) for own in self.ids if isinstance(own, dict) and _fits(own, wanted)]


def _fits(own: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return own.keys() == wanted.keys() and all(wanted[key] in (["ALL"], value) for key, value in own.items())


def outputs_of(callback: dict[str, Any]) -> list[str]:
    """List what a callback fills; the mark of a second callback on the same output is left off."""
    return [name.partition("@")[0] for name in callback["output"].strip(".").split("...")]
