"""Elements that Dash does not look at: a large part of a page that only shows, such as a table of zones.

Dash looks at every component of a page whenever anything on it changes, several times a change, so a table of some
hundred components makes every slider slow. `Drawn` is one component, whatever it holds (`assets/drawn.js`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash.development.base_component import Component

if TYPE_CHECKING:
    from collections.abc import Sequence


class Drawn(Component):
    """Show `parts`, plain HTML components; `clicked` holds the `id` of the button of them that was clicked last.

    No callback can speak to what is inside.
    """

    _namespace = "patroliq_components"
    _type = "Drawn"

    def __init__(self, id: str, parts: Sequence[Component] = ()) -> None:  # noqa: A002 (Dash's name)
        self._prop_names = self.available_properties = ["id", "parts", "clicked"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(id=id, parts=list(parts))  # type: ignore[no-untyped-call]  # (Dash's)
