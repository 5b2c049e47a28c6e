"""Everything that a page shows is said, whichever page it is: its layout and the answers that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dash import dcc, html

from dashboard import errors
from dashboard.pages import PAGES
from tests.language.pseudo import any_of, unsaid
from tests.language.seen import texts
from tests.language.visit import Visit

if TYPE_CHECKING:
    import re
    from typing import Any

    from dash import Dash

    from core.store import Store
    from tests.language.visit import Shown

DATA = any_of(["THEFT"])


def bare(shown: Shown, data: re.Pattern[str]) -> list[str]:
    """What was shown and not said, with where it stands."""
    seen = [found for where, value in shown for found in texts(value, where.rpartition(".")[2], where)]
    return [f"{where}: {text!r}" for where, text in seen if unsaid(text, data)]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_everything_on_a_page_is_said(app: Dash, store: Store, data: re.Pattern[str], page: Any):
    shown = Visit(app, store, page).shown()
    assert len(shown) > 1, "the page is laid out and answers"
    assert bare(shown, data) == []


@pytest.mark.usefixtures("spoken")
def test_what_stands_in_the_place_of_a_page_is_said():
    assert bare([("children", errors.lost())], DATA) == []
    broken = str(errors.guarded(lambda: 1 / 0)())
    assert "«Nothing to show yet»" in broken
    assert "«Something broke." in broken


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_the_title_of_a_tab_is_said(page: Any):
    assert page.tab() == f"«{page.title}» | PatrolIQ"


@pytest.mark.usefixtures("spoken")
def test_the_frame_of_the_pages_is_said(app: Dash, data: re.Pattern[str]):
    assert bare([("children", app.layout())], data) == []


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
SAID = [
    html.P("«Zones»"),
    html.P(["«¤12¬ zones»", " ", "«¤Theft¬ and «burglary»»"]),
    html.P("12.5 %"),
    html.Div(id="a-map", className="map is-open", style={"color": "light blue"}),
    dcc.Input(value="Whatever was typed"),
    html.Div(**{"data-carried": "types from to", "data-title": "«Per km²»"}),
    dcc.Graph(figure={"data": [{"hovertemplate": "«At ¤%{x}¬»<extra></extra>", "mode": "lines+text"}]}),
]


@pytest.mark.parametrize("component", BARE, ids=range(len(BARE)))
def test_what_is_not_said_is_found_wherever_it_stands(component: Any):
    assert bare([("children", component)], DATA)


@pytest.mark.parametrize("component", SAID, ids=range(len(SAID)))
def test_what_is_said_or_data_is_left_alone(component: Any):
    assert bare([("children", component)], DATA) == []
