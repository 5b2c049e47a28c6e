"""A closer look: the spot that was clicked, the zone that was chosen, the area that was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.language import say, say_many
from dashboard import palette
from dashboard.address import search
from dashboard.components import words
from dashboard.components.bars import clock, hours_strip, ranked
from dashboard.components.button import icon_button
from dashboard.components.risk import badge
from dashboard.ids import Hotspots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from dash.development.base_component import Component

    from core.hotspots.zones import Zone
    from core.hotspots.zones.detail import Detail
    from core.places.polygon import Count

BLOCKS = 6
TYPES = 6
DISTRICTS = 4


def build_spot(detail: Detail | None, zone: Zone | None, size_m: float, mapped: int) -> list[Component]:
    """Describe the grid cell under a click by its own records, and say in which zone it lies.

    Args:
        mapped: Records on the whole map, of which the cell holds a share.
    """
    title = say("This spot ({size} m cell)", size=f"{size_m:,.0f}")
    head = [_head(title, Hotspots.CLOSE_DETAIL), *([_named(zone)] if zone is not None else [])]
    if detail is None or detail.records == 0:
        return [*head, html.P(say("No record of this selection lies here."))]
    facts = say(
        "{share} of those on the map, {rate} per km².",
        share=words.percent(detail.records / mapped, 2),
        rate=f"{detail.records / (size_m / 1000) ** 2:,.0f}",
    )
    return [*head, _count(detail.records), html.P(facts), *_body(detail)]


def build_zone(detail: Detail, zone: Zone) -> list[Component]:
    """Describe a zone."""
    size = say_many(
        "{count} record, {share} of those on the map, {rate} per inhabited km² on {area} km².",
        "{count} records, {share} of those on the map, {rate} per inhabited km² on {area} km².",
        zone.records,
        share=words.percent(zone.share, 1),
        rate=f"{zone.rate_per_km2:,.0f}",
        area=f"{zone.inhabited_km2:,.1f}",
    )
    flags = say(
        "Arrest in {arrest}, domestic {domestic}.",
        arrest=words.percent(zone.arrest_rate, 1),
        domestic=words.percent(zone.domestic_share, 1),
    )
    head = [_head(say("Zone"), Hotspots.CLOSE_DETAIL), _named(zone), badge(zone.risk.level)]
    return [*head, html.P(f"{size} {flags}"), *_body(detail)]


def build_area(count: Count) -> list[Component]:
    """Describe what lies inside a drawn area."""
    size = say_many(
        "At {count} place on {area} km², {rate} per km².",
        "At {count} places on {area} km², {rate} per km².",
        count.places,
        area=f"{count.area_km2:,.2f}",
        rate=f"{count.records / count.area_km2:,.0f}",
    )
    return [
        _head(say("Drawn area"), Hotspots.CLOSE_AREA),
        _count(count.records),
        html.P(size),
        *_list(say("Types"), count.types, TYPES, count.records, named=True),
    ]


def _count(records: int) -> html.P:
    return html.P(html.Strong(say_many("{count} record", "{count} records", records)), className="panel-count")


def closed(name: StrEnum) -> list[Any]:
    """Keep a panel's close button on the page while the panel is hidden."""
    return [html.Div(icon_button(say("Close"), name=name, picture="close"), className="panel-head")]


def _head(title: str, close: StrEnum) -> html.Div:
    return html.Div([html.H3(title), icon_button(say("Close"), name=close, picture="close")], className="panel-head")


def _named(zone: Zone) -> html.P:
    number = html.Span(str(zone.number), className="zone-dot", style={"--zone": palette.zone(zone.colour)})
    return html.P([number, words.capitalised(zone.name)], className="panel-zone")


def _body(detail: Detail) -> list[Component]:
    return [
        *_list(say("Types"), detail.types, TYPES, detail.records, named=True),
        *_hours(detail),
        *_districts(detail),
        *_list(say("Blocks"), detail.blocks, BLOCKS, detail.records, named=False),
    ]


def _list(title: str, rows: Sequence[tuple[str, int]], shown: int, of: int, *, named: bool) -> list[Component]:
    if not rows:
        return []
    written = [(words.sentence_case(name) if named else words.block(name), count) for name, count in rows]
    merges = [search({"types": name}) for name, _ in rows] if named else []
    return [html.H4(title), ranked(written, shown=shown, of=of, merges=merges)]


def _districts(detail: Detail) -> list[Component]:
    """List the districts, each of which a click asks for."""
    if not detail.districts:
        return []
    rows = [(say("District {name}", name=name), count) for name, count in detail.districts]
    merges = [search({"districts": name}) for name, _ in detail.districts]
    return [html.H4(say("Districts")), ranked(rows, shown=DISTRICTS, of=detail.records, merges=merges)]


def _hours(detail: Detail) -> list[Component]:
    if not detail.known_times:
        return [html.H4(say("Hours")), html.P(say("No record here has a known time."), className="hint")]
    busiest = max(range(24), key=lambda hour: detail.hours[hour])
    hour = clock(busiest, busiest + 1)
    label = say("Records by hour; the busiest hour is {hour}.", hour=hour)
    note = say_many(
        "Busiest hour {hour}; {count} record with a known time.",
        "Busiest hour {hour}; {count} records with a known time.",
        detail.known_times,
        hour=hour,
    )
    return [html.H4(say("Hours")), hours_strip(detail.hours, label, merges=True), html.P(note, className="hint")]
