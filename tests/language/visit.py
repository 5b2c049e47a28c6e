"""A page that is open, and everything that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.ids import Form, Hotspots, asked_of, in_page, rested_of
from tests.dashboard.tree import ids_of, values_of
from tests.dashboard.window import Window, outputs_of

if TYPE_CHECKING:
    from dash import Dash

    from core.store import Store
    from dashboard.pages.page import Page

Shown = list[tuple[str, Any]]
"""`id.property` and value of what was shown."""


class Visit(Window):
    """One page: its layout, what its callbacks answer at first, and what follows from the values of its form."""

    def __init__(self, app: Dash, store: Store, page: Page) -> None:
        super().__init__(app, store, [page])
        self._path = page.path
        self._layout = page.layout(store)()
        self._shown: Shown = [(f"{page.path}.children", self._layout)]
        own = set(ids_of(self._layout))
        for callback in self.callbacks:
            if {name.rpartition(".")[0] for name in outputs_of(callback)} <= own and not callback[
                "prevent_initial_call"
            ]:
                self.post(callback)
        self.fill({})

    def fill(self, values: dict[str, Any]) -> None:
        """Give controls of the form other values than those of the layout."""
        self.change(f"{in_page(asked_of(self._path))}.data", values_of(self._layout) | values)

    def post(self, callback: dict[str, Any], where: str = "") -> Shown:
        """Ask a callback, and note what it shows."""
        answered = super().post(callback, where)
        self._shown += answered
        return answered

    def change(self, where: str, value: Any) -> None:
        """Change a property with all that follows, which includes what is asked for once the reader pauses."""
        super().change(where, value)
        if where == f"{Form.QUERY}.data":
            for later in (Form.RESTED, in_page(rested_of(self._path)), Hotspots.CURVE_QUERY, Form.SETTLED):
                self.change(f"{later}.data", value)

    def shown(self) -> Shown:
        """Return what was shown since this was asked last."""
        shown, self._shown = self._shown, []
        return shown
