"""The answer in a sentence, what it leaves out, and the filters as chips that can be taken off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from dash import html

from core.hotspots.setting import Algorithm
from dashboard.components import words
from dashboard.components.bars import clock
from dashboard.components.icon import icon
from dashboard.ids import Part

if TYPE_CHECKING:
    from typing import Any

    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.setting import Setting
    from core.places.selection import Selection
    from dashboard.query import HotspotQuery

TYPES_APART = 3
"""Chosen types up to which each gets a chip of its own."""


FLAGS = (
    ("domestic", "Domestic", "Not domestic"),
    ("arrest", "Arrest made", "No arrest"),
    ("enforcement", "Enforcement-driven only", "Reported by residents"),
)
"""Filters that are yes or no: name, what yes says, what no says."""


class Chip(NamedTuple):
    """A filter in words, and the question without it."""

    text: str
    without: HotspotQuery


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


def describe(setting: Setting) -> str:
    """Name a setting: "K-Means, K = 8, densest 20 % of cells"."""
    own = (
        f"eps {setting.eps_m:g} m, min_samples {setting.min_samples:,}"
        if setting.algorithm is Algorithm.DBSCAN
        else f"K = {setting.k}"
    )
    share = "" if setting.concentration == 1 else f", densest {100 * setting.concentration:g} % of cells"
    return f"{setting.algorithm.label}, {own}{share}"


def chips(query: HotspotQuery) -> list[Chip]:
    """List the filters in force."""
    filters = query.filters
    found: list[tuple[str, dict[str, Any]]] = []
    if len(filters.types) > TYPES_APART:
        found.append((f"{len(filters.types)} types", {"types": ()}))
    else:
        found += [
            (words.sentence_case(kind), {"types": tuple(t for t in filters.types if t != kind)})
            for kind in filters.types
        ]
    found += _ranges(query)
    for name, yes, no in FLAGS:
        if (value := getattr(filters, name)) is not None:
            found.append((yes if value else no, {name: None}))
    return [Chip(text, replace(query, filters=replace(filters, **without))) for text, without in found]


def _ranges(query: HotspotQuery) -> list[tuple[str, dict[str, Any]]]:
    filters = query.filters
    found: list[tuple[str, dict[str, Any]]] = []
    if filters.since or filters.until:
        since = f"from {words.day(filters.since)}" if filters.since else ""
        until = f"to {words.day(filters.until)}" if filters.until else ""
        found.append((words.capitalised(f"{since} {until}".strip()), {"since": None, "until": None}))
    if filters.hours:
        found.append((clock(*filters.hours), {"hours": None}))
    if filters.weekdays:
        found.append((", ".join(words.WEEKDAYS[day] for day in filters.weekdays), {"weekdays": ()}))
    if filters.districts:
        noun = "District" if len(filters.districts) == 1 else "Districts"
        found.append((f"{noun} {', '.join(filters.districts)}", {"districts": ()}))
    return found


def build_chips(query: HotspotQuery) -> list[Component]:
    """Show each filter with a button that takes it off."""
    found = chips(query)
    if not found:
        return [html.Span("No filter: all records", className="chip-none")]
    return [
        html.Button(
            [html.Span(chip.text), icon("close")],
            id={"part": Part.GO, "role": f"chip-{number}", "to": urlencode(chip.without.to_params())},
            className="chip",
            type="button",
            title=f"Take off: {chip.text}",
        )
        for number, chip in enumerate(found)
    ]


def _risks(answer: Answer, levels: Counter[str]) -> str:
    """Say how many zones lie above the city's rate, or that none does."""
    if not answer.zones:
        return "No zone: nothing is dense enough under this setting."
    red, yellow = levels["red"], levels["yellow"]
    if not red and not yellow:
        return "None lies clearly above the city's rate of resident-reported records."
    counts = [f"{red} high"] * bool(red) + [f"{yellow} raised"] * bool(yellow)
    return f"Risk against the city's rate: {' and '.join(counts)}."
