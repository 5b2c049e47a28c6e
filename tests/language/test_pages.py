"""Everything that a page shows is said, whichever page it is: its layout and the answers that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dash import dcc, html

from dashboard.pages import PAGES
from tests.language.literals import NOT_YET
from tests.language.pseudo import any_of, unsaid
from tests.language.seen import texts
from tests.language.visit import Visit

if TYPE_CHECKING:
    import re
    from typing import Any

    from dash import Dash

    from tests.language.visit import Shown

DATA = any_of(["THEFT"])


def bare(shown: Shown, data: re.Pattern[str]) -> list[str]:
    """What was shown and not said, with where it stands."""
    seen = [found for where, prop, value in shown for found in texts(value, prop, f"{where}.{prop}")]
    return [f"{where}: {text!r}" for where, text in seen if unsaid(text, data)]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_everything_on_a_page_is_said(app: Dash, data: re.Pattern[str], page: Any):
    opened = Visit(app, page.path).opened
    assert "page-notice" not in str(opened), "the page is there"
    assert bare(opened, data) == []


@pytest.mark.usefixtures("spoken")
def test_an_address_without_a_page_is_answered_in_the_language(app: Dash, data: re.Pattern[str]):
    opened = Visit(app, "/nowhere").opened
    assert "«There is no page here»" in str(opened)
    assert bare(opened, data) == []


@pytest.mark.usefixtures("spoken")
@pytest.mark.xfail("dashboard/components/shell.py" in NOT_YET, strict=True, reason="the frame is said later")
def test_the_frame_of_the_pages_is_said(app: Dash, data: re.Pattern[str]):
    layout = app.server.test_client().get("/_dash-layout").json
    assert [text for _, text in texts(layout) if unsaid(text, data)] == []


BARE = [
    html.P("Zones of records"),
    html.P(["«Zones»", " of records"]),
    html.P("«Zones of ¤many¬ records»"),
    html.Button(title="Close"),
    html.Img(alt="map"),
    dcc.Dropdown(options=[{"label": "all", "value": "all"}]),
    dcc.Input(placeholder="Find"),
    html.Div(**{"aria-label": "Map"}),
    html.Div(**{"data-title": "Per km²"}),
    dcc.Graph(figure={"data": [{"hovertemplate": "Here: %{x}<extra></extra>"}]}),
    dcc.Graph(figure={"layout": {"xaxis": {"title": {"text": "Zones"}}}}),
    dcc.Store(id="zones", data={"features": [{"properties": {"tooltip": ["of those on the map"]}}]}),
]


@pytest.mark.parametrize("component", BARE, ids=str)
def test_what_is_not_said_is_found_wherever_it_stands(component: Any):
    layout = json_of(component)
    assert [text for _, text in texts(layout) if unsaid(text, DATA)]


@pytest.mark.parametrize(
    "component",
    [
        html.P("«Zones»"),
        html.P(["«¤12¬ zones»", " ", "«¤Theft¬ and «burglary»»"]),
        html.P("12.5 %"),
        html.Div(id="a-map", className="map is-open", style={"color": "light blue"}),
        dcc.Input(value="Whatever was typed"),
        html.Div(**{"data-carried": "types from to", "data-title": "«Per km²»"}),
        dcc.Graph(figure={"data": [{"hovertemplate": "«At ¤%{x}¬»<extra></extra>", "mode": "lines+text"}]}),
    ],
    ids=str,
)
def test_what_is_said_or_data_is_left_alone(component: Any):
    layout = json_of(component)
    assert [text for _, text in texts(layout) if unsaid(text, DATA)] == []


def json_of(component: Any) -> Any:
    """Write a component as Dash sends it."""
    if hasattr(component, "to_plotly_json"):
        return {name: json_of(part) for name, part in component.to_plotly_json().items()}
    if isinstance(component, dict):
        return {name: json_of(part) for name, part in component.items()}
    return [json_of(part) for part in component] if isinstance(component, list) else component
