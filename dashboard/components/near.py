"""Room for a part of a page that is heavy to load, such as a chart, and is there only once it comes near the view."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class Near(Component):
    """Keep room of this class and style until it is in view; then put the child there, set `near` (`assets/near.js`).

    Callbacks may speak to the child before it is there.
    """

    _namespace = "patroliq_components"
    _type = "Near"

    def __init__(self, child: Component, name: str | None = None, **room: Any) -> None:  # noqa: ANN401 (Dash's properties)
        self._prop_names = self.available_properties = ["children", "id", "className", "style", "near"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        if name:
            room["id"] = name
        super().__init__(children=child, **room)  # type: ignore[no-untyped-call]  # (Dash's)
