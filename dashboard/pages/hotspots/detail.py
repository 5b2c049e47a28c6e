"""A closer look: the spot that was clicked, the zone that was chosen, the area that was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components import words
from dashboard.components.bars import clock, hours_strip, ranked
from dashboard.components.button import icon_button
from dashboard.components.risk import badge
from dashboard.ids import Hotspots
from dashboard.maps import palette

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from dash.development.base_component import Component

    from core.hotspots.zones import Zone
    from core.hotspots.zones.detail import Detail
    from core.places.polygon import Count

BLOCKS = 6
TYPES = 6


def build_spot(detail: Detail | None, zone: Zone | None, size_m: float) -> list[Component]:
    """Describe the grid cell under a click, and the zone that it lies in."""
    head = _head(f"This spot ({size_m:,.0f} m cell)", Hotspots.CLOSE_DETAIL, zone)
    if detail is None or detail.records == 0:
        return [head, html.P("No record of this selection lies here.")]
    count = html.P(html.Strong(words.plural(detail.records, "record")), className="panel-count")
    return [head, count, *_body(detail)]


def build_zone(detail: Detail, zone: Zone) -> list[Component]:
    """Describe a zone."""
    facts = (
        f"{words.plural(zone.records, 'record')}, {words.percent(zone.share, 1)} of those on the map, "
        f"{zone.rate_per_km2:,.0f} per inhabited km² on {zone.inhabited_km2:,.1f} km². "
        f"Arrest in {words.percent(zone.arrest_rate, 1)}, domestic {words.percent(zone.domestic_share, 1)}."
    )
    return [_head("Zone", Hotspots.CLOSE_DETAIL, zone), html.P(facts), *_body(detail)]


def build_area(count: Count) -> list[Component]:
    """Describe what lies inside a drawn area."""
    rate = f", {count.records / count.area_km2:,.0f} per km²" if count.area_km2 else ""
    return [
        _head("Drawn area", Hotspots.CLOSE_AREA, None),
        html.P(
            [
                html.Strong(words.plural(count.records, "record")),
                f" at {words.plural(count.places, 'place')} on {count.area_km2:,.2f} km²{rate}.",
            ]
        ),
        *_list("Types", count.types, TYPES, count.records, named=True),
    ]


def closed(name: StrEnum) -> list[Any]:
    """Keep a panel's close button on the page while the panel is hidden."""
    return [html.Div(icon_button("Close", name=name, picture="close"), className="panel-head")]


def _head(title: str, close: StrEnum, zone: Zone | None) -> html.Div:
    named: list[Component] = []
    if zone is not None:
        number = html.Span(str(zone.label + 1), className="zone-dot", style={"--zone": palette.zone(zone.label)})
        named = [html.P([number, words.capitalised(zone.name)], className="panel-zone"), badge(zone.risk.level)]
    return html.Div(
        [
            html.Div([html.H3(title), icon_button("Close", name=close, picture="close")], className="panel-head"),
            *named,
        ]
    )


def _body(detail: Detail) -> list[Component]:
    return [
        *_list("Types", detail.types, TYPES, detail.records, named=True),
        *_hours(detail),
        *_list("Blocks", detail.blocks, BLOCKS, detail.records, named=False),
    ]


def _list(title: str, rows: Sequence[tuple[str, int]], shown: int, of: int, *, named: bool) -> list[Component]:
    if not rows:
        return []
    written = [(words.sentence_case(name) if named else words.block(name), count) for name, count in rows]
    return [html.H4(title), ranked(written, shown=shown, of=of)]


def _hours(detail: Detail) -> list[Component]:
    if not detail.known_times:
        return [html.H4("Hours"), html.P("No record here has a known time.", className="hint")]
    busiest = max(range(24), key=lambda hour: detail.hours[hour])
    label = f"Records by hour; the busiest hour is {clock(busiest, busiest + 1)}."
    note = f"Busiest hour {clock(busiest, busiest + 1)}; {detail.known_times:,} records with a known time."
    return [html.H4("Hours"), hours_strip(detail.hours, label), html.P(note, className="hint")]
