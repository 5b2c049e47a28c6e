"""The filters in force as chips, each with a button that takes it off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.address import search
from dashboard.components.icon import icon
from dashboard.filters.fields import FIELDS
from dashboard.ids import Pattern

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.places.selection import Filters
    from dashboard.filters.fields import Chip
    from dashboard.query import Query


def chips(filters: Filters) -> list[Chip]:
    """List the filters in force, in the order of the form, with what takes each off."""
    return [chip for each in FIELDS for chip in each.chips(filters)]


def said(filters: Filters) -> str:
    """Say the filters in force in one line."""
    return ", ".join(text for text, _ in chips(filters)) or say("all records")


def build_chips(query: Query, filters: Filters) -> list[Component]:
    """Show the filters of a question; its field `filters` holds them."""
    found = chips(filters)
    if not found:
        return [html.Span(say("No filter: all records"), className="chip-none")]
    return [
        html.Button(
            [html.Span(text), icon("close")],
            id={
                "part": Pattern.GO,
                "role": f"chip-{number}",
                "to": search(replace(query, filters=replace(filters, **without)).to_params()),  # type: ignore[call-arg]
            },
            className="chip",
            type="button",
            title=say("Take off: {filter}", filter=text),
        )
        for number, (text, without) in enumerate(found)
    ]
