"""What stands where on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard import form
from dashboard.address import PagePath
from dashboard.components import field, words
from dashboard.components.attributes import attributes
from dashboard.components.button import button, icon_button
from dashboard.components.icon import icon
from dashboard.filters.form import build_filters
from dashboard.ids import Briefing, Form
from dashboard.maps import layers
from dashboard.parameters.value_types import ANY
from dashboard.queries.briefing import AREA_SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dash.development.base_component import Component

    from dashboard.queries.briefing import BriefingQuery
    from dashboard.source import Source

MAP = layers.Ids(Briefing.MAP, Briefing.GROUND, Briefing.PLACES, Briefing.NUMBERS)


def build(source: Source, query: BriefingQuery) -> html.Div:
    """Lay the page out."""
    present = query.controls()
    parts = [_shift(present), html.H2(say("Which records")), *build_filters(source.fold, present)]
    return html.Div(
        [
            *form.build_state(PagePath.BRIEFING),
            form.build_panel(say("Shift and records"), parts),
            html.Div([_head(), _list(), _map(source)], className="stage"),
            html.Div([_card(title, name) for title, name in _side()], className="side"),
        ],
        className="briefing",
    )


def _head() -> html.Section:
    chips = html.Div(
        id=Form.CHIPS, className="chips", role="group", **attributes({"aria-label": say("Filters in force")})
    )
    export = html.Details(
        [
            html.Summary([icon("download"), html.Span(say("Export"))], className="button"),
            html.Div(id=Briefing.EXPORT, className="menu"),
        ],
        className="menu-opener",
    )
    actions = html.Div([*form.build_undo(), export], className="actions")
    return html.Section(
        [
            html.H1(say("Where tonight?")),
            html.Div(id=Briefing.HEADLINE, **attributes({"aria-live": "polite"})),
            html.Div([form.build_opener(), chips, actions], className="toolbar"),
        ],
        className="head",
    )


def _shift(present: Mapping[str, Any]) -> html.Div:
    hours = {str(hour): f"{hour:02d}:00" for hour in range(24)}
    days = {ANY: say("Every day"), **{str(day): name for day, name in enumerate(words.weekdays())}}
    pairs = [
        field.select(say("Shift from"), "shift_hours_from", hours, present["shift_hours_from"]),
        field.select(say("up to"), "shift_hours_to", {**hours, "24": "24:00"}, present["shift_hours_to"]),
    ]
    return html.Div(
        [
            html.Div(pairs, className="field-pairs"),
            field.select(say("Beginning on"), "shift_weekday", days, present["shift_weekday"]),
            field.number_field("area_share", AREA_SHARE, present["area_share"]),
        ],
        className="control-group",
    )


def _list() -> html.Section:
    return html.Section(
        html.Div(id=Briefing.LIST),
        className="card-flat places-card",
        **attributes({"aria-label": say("Places")}),
    )


def _map(source: Source) -> html.Section:
    bar = [
        html.P(id=Briefing.SHADED, className="legend"),
        icon_button(say("Show the whole city"), name=Briefing.FIT, picture="fit"),
    ]
    side = html.Figure(layers.build_map(source, MAP), className="map-side")
    return html.Section(
        [html.Div(bar, className="map-bar"), html.Div(side, className="maps")],
        className="map-card card-flat",
        **attributes({"aria-label": say("Map")}),
    )


def _side() -> tuple[tuple[str, Briefing], ...]:
    return (
        (say("When?"), Briefing.HOURS),
        (say("Who needs more?"), Briefing.NEEDS),
        (say("How do we know?"), Briefing.CONTEST),
    )


def _card(title: str, name: Briefing) -> html.Section:
    parts: list[Component] = [html.H2(title), html.Div(id=name)]
    if name is Briefing.CONTEST:
        parts.append(button(say("Test this shift and these records"), name=Briefing.TEST, picture="check"))
    return html.Section(parts, className="card-flat")
