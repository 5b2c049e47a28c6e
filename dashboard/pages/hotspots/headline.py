"""The answer in a sentence, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dash import html

from dashboard.components import words

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.places.selection import Selection


def build_headline(answer: Answer) -> list[Component]:
    """Say what the map shows and what it does not."""
    selection = answer.selection
    if selection.records == 0:
        return [html.P(empty_sentence(selection), className="headline-main")]
    levels = Counter(str(zone.risk.level) for zone in answer.zones)
    return [
        html.P(
            [
                html.Strong(words.plural(answer.clusters, "zone")),
                f" from {words.plural(selection.records, 'record')}, ",
                f"{words.days(selection.first_day, selection.last_day)}. ",
                _risks(answer, levels),
            ],
            className="headline-main",
        ),
        html.P(left_out(selection), className="headline-note"),
    ]


def empty_sentence(selection: Selection) -> str:
    """Say why the map is empty and what to do."""
    if selection.unmapped:
        return f"{words.plural(selection.unmapped, 'record')} match, but none has coordinates. Widen the filters."
    return "No record matches. Widen the dates or take off a filter."


def left_out(selection: Selection) -> str:
    """Disclose the records without coordinates and those without a known time."""
    total = selection.records + selection.unmapped
    parts = [
        f"{words.plural(total, 'record')} match; {selection.unmapped:,} have no coordinates and are not on the map"
    ]
    if selection.unknown_time:
        parts.append(f"{selection.unknown_time:,} have no known time and count as midnight")
    return "; ".join(parts) + "."


def _risks(answer: Answer, levels: Counter[str]) -> str:
    """Say how many zones lie above the city's rate, or that none does."""
    if not answer.zones:
        return "No zone: nothing is dense enough under this setting."
    red, yellow = levels["red"], levels["yellow"]
    if not red and not yellow:
        return "None lies clearly above the city's rate of resident-reported records."
    counts = [f"{red} high"] * bool(red) + [f"{yellow} raised"] * bool(yellow)
    return f"Risk against the city's rate: {' and '.join(counts)}."
