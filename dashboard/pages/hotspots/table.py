"""The zones as a table that can be sorted, each row linked with its outline on the map.

It is drawn as one component (`components.drawn`), so that a long table makes nothing else slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dash import html

from core.hotspots.glossary import GLOSSARY
from core.hotspots.zones.risk import NOTE
from core.language import mark, say
from dashboard import palette
from dashboard.components import words
from dashboard.components.attributes import attributes
from dashboard.components.bars import clock, hours_strip
from dashboard.components.explained import explained
from dashboard.components.icon import icon
from dashboard.components.risk import badge
from dashboard.ids import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dash.development.base_component import Component

    from core.hotspots.zones import Zone

ROWS = 30
"""Rows shown; a setting can give hundreds of zones, and the export holds them all."""


class Column(NamedTuple):
    """A column: its heading, what it sorts by, and how a zone's cell looks."""

    title: str
    key: Callable[[Zone], Any]
    cell: Callable[[Zone], Component | list[Component] | str]
    is_number: bool = True


class Order(NamedTuple):
    """How the table is sorted."""

    column: str = "records"
    descending: bool = True


def _name(zone: Zone) -> html.Button:
    return html.Button(
        words.capitalised(zone.name),
        id={"part": Pattern.ZONE, "label": zone.number, "at": "table"},
        className="zone-name",
        type="button",
        style={"--zone": palette.zone(zone.colour)},
        **attributes({"data-number": zone.number}),
    )


def _share(zone: Zone) -> html.Span:
    return html.Span(words.percent(zone.share, 1), className="bar-cell", style={"--part": f"{100 * zone.share:.1f}%"})


def _kinds(zone: Zone) -> html.Div:
    lines = (f"{words.percent(count / zone.records)} {words.sentence_case(kind)}" for kind, count in zone.types[:3])
    return html.Div("\n".join(lines), className="kinds")


def _risk(zone: Zone) -> list[Component]:
    ratio = zone.risk.ratio
    if ratio is None:
        return [badge(zone.risk.level), html.Small(say("no rate"))]
    # No break but before the interval.
    if zone.risk.lower is None:
        said = say("{ratio:.2f}\xa0\N{MULTIPLICATION SIGN}\xa0city", ratio=ratio)
    else:
        said = say(
            "{ratio:.2f}\xa0\N{MULTIPLICATION SIGN}\xa0city ({lower:.2f}\xa0to\xa0{upper:.2f})",
            ratio=ratio,
            lower=zone.risk.lower,
            upper=zone.risk.upper,
        )
    return [badge(zone.risk.level), html.Small(said)]


def _sureness(zone: Zone) -> float:
    return zone.risk.lower or zone.risk.ratio or 0.0


def _hours(zone: Zone) -> list[Component] | str:
    if zone.peak is None:
        return words.MISSING
    span = clock(zone.peak.start, zone.peak.end)
    label = say("Busiest from {hours}, {share:.0%} of the records with a known time", hours=span, share=zone.peak.share)
    return [hours_strip(zone.hours, label, peak=(zone.peak.start, zone.peak.end)), html.Small(span)]


COLUMNS: dict[str, Column] = {
    "zone": Column(mark("Zone"), lambda zone: zone.name, _name, is_number=False),
    "risk": Column(GLOSSARY["risk"].title, _sureness, _risk, is_number=False),
    "records": Column(mark("Records"), lambda zone: zone.records, lambda zone: f"{zone.records:,}"),
    "share": Column(mark("Share"), lambda zone: zone.share, _share),
    "rate": Column(mark("Per km²"), lambda zone: zone.rate_per_km2, lambda zone: f"{zone.rate_per_km2:,.0f}"),
    "types": Column(mark("Main types"), lambda zone: zone.types[0][0] if zone.types else "", _kinds, is_number=False),
    "arrest": Column(mark("Arrests"), lambda zone: zone.arrest_rate, lambda zone: words.percent(zone.arrest_rate, 1)),
    "domestic": Column(
        mark("Domestic"), lambda zone: zone.domestic_share, lambda zone: words.percent(zone.domestic_share, 1)
    ),
    "severity": Column(
        GLOSSARY["severity"].title, lambda zone: zone.severity_days, lambda zone: words.term(zone.severity_days)
    ),
    "hours": Column(mark("Peak hours"), lambda zone: zone.peak.start if zone.peak else -1, _hours, is_number=False),
}


def ordered(zones: Sequence[Zone], order: Order) -> list[Zone]:
    """Sort the zones; equal ones stay in the order of their numbers."""
    column = COLUMNS.get(order.column, COLUMNS["records"])
    return sorted(zones, key=column.key, reverse=order.descending)


def build_table(zones: Sequence[Zone], order: Order, severity_note: str) -> list[Component]:
    """Build the table, its longest part cut after `ROWS`; the note says what the city's severity is."""
    if not zones:
        return [html.P(say("There is no zone to list under this setting."), className="hint")]
    head = html.Tr([_heading(name, column, order) for name, column in COLUMNS.items()])
    body = [_row(zone) for zone in ordered(zones, order)[:ROWS]]
    notes = [say(NOTE), severity_note]
    if len(zones) > ROWS:
        held = f"{len(zones):,}"
        notes.append(say("The first {rows} of {zones} in this order; the export holds all.", rows=ROWS, zones=held))
    return [
        html.Div(
            html.Table(
                [html.Caption(" ".join(notes)), html.Thead(head), html.Tbody(body)],
                className="zones",
            ),
            className="table-scroll",
            tabIndex=0,
            role="region",
            **attributes({"aria-label": say("Zones, scrollable")}),
        ),
        html.Div([explained(GLOSSARY[name]) for name in ("risk", "severity")], className="terms"),
    ]


def _heading(name: str, column: Column, order: Order) -> html.Th:
    chosen = order.column == name
    direction = "descending" if order.descending else "ascending"
    picture = ("down" if order.descending else "up") if chosen else "sort"
    return html.Th(
        html.Button([say(column.title), icon(picture)], id={"part": Pattern.SORT, "column": name}, type="button"),
        className="number" if column.is_number else None,
        scope="col",
        **attributes({"aria-sort": direction} if chosen else {}),
    )


def _row(zone: Zone) -> html.Tr:
    cells = [
        html.Td(
            column.cell(zone),
            className="number" if column.is_number else None,
            **attributes({"data-title": say(column.title)}),
        )
        for column in COLUMNS.values()
    ]
    return html.Tr(cells, **attributes({"data-zone": zone.number}))
