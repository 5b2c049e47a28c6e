"""Components of our own reach the browser as the scripts in `assets` read them."""

from __future__ import annotations

import json

from dash import dcc, html
from dash._utils import to_json

from dashboard.components.drawn import Drawn
from dashboard.components.near import Near
from dashboard.ids import Pattern


def test_what_is_drawn_is_written_as_one_component_with_everything_in_it():
    button = html.Button("Sort", id={"part": Pattern.SORT, "column": "rate"})
    written = json.loads(to_json(Drawn("table", [html.P([button, "twice"], className="hint")])))
    assert (written["namespace"], written["type"]) == ("patroliq_components", "Drawn")
    assert written["props"]["id"] == "table"
    (paragraph,) = written["props"]["parts"]
    assert paragraph["props"]["className"] == "hint"
    assert paragraph["props"]["children"][0]["props"]["id"] == {"part": "sort", "column": "rate"}
    assert paragraph["props"]["children"][1] == "twice"


def test_dash_looks_at_no_part_of_what_is_drawn():
    assert len(list(Drawn("table", [html.P("one"), html.P("two")])._traverse())) == 0
    assert len(list(html.Div([html.P("one"), html.P("two")])._traverse())) == 2


def test_what_comes_near_is_a_child_that_callbacks_can_name_before_it_is_there():
    room = Near(dcc.Graph(id="chart"), "room", className="chart", style={"height": "1rem"})
    written = json.loads(to_json(room))["props"]
    assert written["children"]["props"]["id"] == "chart"
    assert (written["id"], written["className"], written["style"]) == ("room", "chart", {"height": "1rem"})
    assert "id" not in json.loads(to_json(Near(html.P("map"))))["props"]
