"""A visit to a page as a browser pays it, without one: the layout, and every answer of the server that follows."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash import Dash

WAVES = 8
"""Rounds of callbacks after which a page that still changes counts as one that never rests."""


Shown = list[tuple[str, str, Any]]
"""Element, property and value of everything that was shown."""


class Visit:
    """A page that is open; `opened` is what it showed at first, the layout included."""

    def __init__(self, app: Dash, path: str) -> None:
        self._client = app.server.test_client()
        self._props: dict[str, dict[str, Any]] = defaultdict(dict)
        self._callbacks = [one for one in self._client.get("/_dash-dependencies").json if is_of_server(one)]
        self.opened = self.set("_pages_location", pathname=path, search="")
        if "form-values" in self._props:
            self.opened += self.set("form-values", data=self.values())

    def set(self, name: str, **props: Any) -> Shown:
        """Change properties, let the server answer until nothing changes any more, and return what it shows."""
        self._props[name] |= props
        shown: Shown = []
        changed, appeared = {(name, prop) for prop in props}, set()
        for _ in range(WAVES):
            asked = [one for one in self._callbacks if is_asked(one, changed, appeared)]
            answers = [answer for one in asked for answer in self._ask(one, changed)]
            changed, appeared = set(), set()
            for where, prop, value in answers:
                self._props[where][prop] = value
                changed.add((where, prop))
                appeared |= self._lay_out(value)
            if ("form-query", "data") in changed:  # as `settle` of assets/form.js does, after a while
                self._props["form-settled"]["data"] = self._props["form-query"]["data"]
                changed.add(("form-settled", "data"))
            shown += answers
            if not answers:
                return shown
        msg = f"The page does not come to rest after {name} has changed."
        raise AssertionError(msg)

    def _ask(self, callback: dict[str, Any], changed: set[tuple[str, str]]) -> Iterator[tuple[str, str, Any]]:
        """Let the server answer one callback."""
        given = {
            part: [{**one, "value": self._props[one["id"]].get(one["property"])} for one in callback[part]]
            for part in ("inputs", "state")
        }
        outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in named(callback["output"])]
        body = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "changedPropIds": [f"{name}.{prop}" for name, prop in changed],
        }
        response = self._client.post("/_dash-update-component", json=body | given)
        assert response.status_code in {200, 204}, response.text
        if response.status_code == 200:
            assert "sideUpdate" not in response.json, "the callback broke, and the page says so"
            for where, props in response.json["response"].items():
                yield from ((where, prop, value) for prop, value in props.items())

    def _lay_out(self, value: Any) -> set[tuple[str, str]]:
        """Keep the properties of the components in a value; return which have appeared."""
        found = set()
        for component in components(value):
            own = component["props"].get("id")
            if own is not None:
                name = json.dumps(own, sort_keys=True, separators=(",", ":")) if isinstance(own, dict) else own
                self._props[name] |= component["props"]
                found |= {(name, prop) for prop in component["props"]}
        return found

    def values(self) -> dict[str, Any]:
        """The form's values, as `collect` of assets/form.js gathers them."""
        ids = {name: json.loads(name) for name in self._props if name.startswith("{")}
        return {
            one["field"]: self._props[name].get("value")
            for name, one in ids.items()
            if "field" in one and one["role"] == "value"
        }


def components(value: Any) -> Iterator[dict[str, Any]]:
    """Every component in a property's value, as JSON."""
    if isinstance(value, dict):
        if {"props", "type", "namespace"} <= value.keys():
            yield value
        for each in value.values():
            yield from components(each)
    elif isinstance(value, list):
        for each in value:
            yield from components(each)


def is_of_server(callback: dict[str, Any]) -> bool:
    """Whether the server answers at once, and fills elements that have plain names."""
    names = [*named(callback["output"]), *(one["id"] for part in ("inputs", "state") for one in callback[part])]
    patterned = any(f'["{kind}"]' in name for name in names for kind in ("ALL", "MATCH", "ALLSMALLER"))
    return not (callback["clientside_function"] or callback.get("background") or patterned)


def is_asked(callback: dict[str, Any], changed: set[tuple[str, str]], appeared: set[tuple[str, str]]) -> bool:
    inputs = {(one["id"], one["property"]) for one in callback["inputs"]}
    return bool(inputs & changed) or (not callback["prevent_initial_call"] and bool(inputs & appeared))


def named(output: str) -> list[str]:
    return output.strip(".").split("...") if output else []
