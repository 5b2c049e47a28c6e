"""A term that explains itself where it stands: by a click, a touch or the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.components.icon import icon

if TYPE_CHECKING:
    from core.hotspots.glossary import Term


def explained(term: Term) -> html.Details:
    """Show a term's title, which opens what it is; the part around it must be positioned (`position: relative`)."""
    parts = (
        (say("What it is"), say(term.meaning)),
        (say("What is good"), say(term.good)),
        (say("Formula"), say(term.formula)),
        (say("Source"), say(term.source)),
    )
    lines = [part for title, text in parts for part in (html.Dt(title), html.Dd(text))]
    return html.Details(
        [
            html.Summary([say(term.title), icon("info")]),
            html.Div([html.Div(say(term.statistic), className="term-name"), html.Dl(lines)], className="term-card"),
        ],
        className="term",
    )
