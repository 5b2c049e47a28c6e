"""A page as data."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from dash import dcc, html

from core.language import say
from dashboard import errors, form
from dashboard.components.attributes import attributes
from dashboard.ids import Form
from dashboard.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dash import Dash
    from dash.development.base_component import Component

    from core.store import Store
    from dashboard.answers import Answers
    from dashboard.components.navigation import Group
    from dashboard.query import Query


@dataclass(frozen=True)
class Page:
    """One page: where it is, what it asks, how it is laid out and wired."""

    path: str
    title: str
    """Marked, and translated where it is shown."""
    group: Group
    """Where it stands in the menu."""
    asks: type[Query]
    """The parameters that its address may hold; others are dropped."""
    build: Callable[[Source, Any], Component]
    """(source, question) -> the page, with everything that a callback may name."""
    register: Callable[[Dash, Answers], None]
    """Wires the page."""

    def tab(self, **_params: Any) -> str:  # noqa: ANN401 (Dash hands over what it found in the address)
        """Title of the browser's tab."""
        return f"{say(self.title)} | PatrolIQ"

    def layout(self, store: Store) -> Callable[..., Component]:
        """Return what lays the page out from the parameters of an address, or says why it cannot."""

        def lay_out(**params: Any) -> Component:  # noqa: ANN401 (whatever the address holds)
            source = Source.of(store)
            texts = {name: value[-1] if isinstance(value, list) else value for name, value in params.items()}
            question, repairs = self.asks.repair(texts, source.fold.names)
            return self._frame(self.build(source, question), repairs)

        return errors.guarded(lay_out)

    def skeleton(self, store: Store) -> Component:
        """Lay the page out without records, for Dash to check callbacks against."""
        return self._frame(self.build(Source.empty(store), self.asks()))

    def _frame(self, page: Component, repairs: Sequence[str] = ()) -> html.Div:
        """Say which page this is, and mark this layout of it, so that timers know whether their page is still there."""
        return html.Div(
            [dcc.Store(id=Form.PAGE, data=self.path), form.build_repairs(repairs), page],
            **attributes({"data-page": self.path, "data-layout": token_hex(4)}),
        )
