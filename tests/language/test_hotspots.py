"""What the hotspots page shows only when somebody asks for it is said, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dashboard.ids import Form, Hotspots, Job, in_page, view
from dashboard.jobs.kinds import BEST
from dashboard.pages import hotspots
from tests.language.test_pages import bare
from tests.language.visit import Visit

if TYPE_CHECKING:
    import re

    from dash import Dash

    from core.store import Store

FORMS: list[dict[str, Any]] = [
    {"algorithm": "dbscan", "min_samples": 20, "eps_m": 300},
    {"algorithm": "dbscan", "min_samples": 90_000},
    {"algorithm": "hierarchical", "k": 6, "concentration": 40},
    {"algorithm": "hdbscan", "min_samples": 20, "min_cluster_size": 100},
    {"types": ["THEFT", "ASSAULT"], "districts": ["1", "2"], "weekdays": [0, 5], "hours_from": "18", "hours_to": "2"},
    {"from": "2020-02-01", "to": "2020-02-09", "domestic": "true", "arrest": "false", "enforcement": "false"},
    {"from": "2031-01-01"},
]
ASKED: list[tuple[str, str, Any]] = [
    (Hotspots.SELECTED, Hotspots.DETAIL, {"latitude": 41.75, "longitude": -87.70}),
    (Hotspots.SELECTED, Hotspots.DETAIL, {"latitude": 42.5, "longitude": -87.70}),
    (Hotspots.SELECTED, Hotspots.DETAIL, {"label": 0}),
    (Hotspots.DRAWN, Hotspots.AREA, [[-87.9, 41.6], [-87.5, 41.6], [-87.5, 41.9], [-87.9, 41.6]]),
    (Hotspots.SORT, Hotspots.TABLE, {"column": "risk", "descending": False}),
    (Form.PIN, Hotspots.COMPARISON, {"k": "5", "concentration": "0.2"}),
    (Form.PIN, Hotspots.OTHER_CAPTION, {"algorithm": "dbscan", "types": "THEFT"}),
]
TOLD = {"reason": "«It is.»", "rule": "«Rule.»"}
ANSWERS: list[dict[str, Any]] = [
    {"question": "command", "query": None, "standing": "untested", **TOLD},
    {"question": "command", "query": {"k": "6"}, "standing": "better", **TOLD},
    {"question": "patrol", "query": {"k": "6"}, "standing": "worse", **TOLD},
    {"question": "patrol", "query": {"k": "6"}, "standing": "untested", **TOLD},
]
RESULTS: list[dict[str, Any]] = [
    {"request": {"params": {"types": "THEFT"}}, "error": ""},
    *({"request": {"params": {}}, "ok": {"answers": [answer]}} for answer in ANSWERS),
]


@pytest.fixture
def visit(app: Dash, store: Store, spoken: None) -> Visit:  # noqa: ARG001 (the language is spoken while one reads)
    opened = Visit(app, store, hotspots.PAGE)
    opened.shown()
    return opened


def held(visit: Visit, data: re.Pattern[str], *parts: str) -> None:
    """Hold that these parts were filled, and that everything that was shown was said."""
    shown = visit.shown()
    assert set(parts) <= {where.rpartition(".")[0] for where, _ in shown}
    assert bare(shown, data) == []


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_answer_is_said(visit: Visit, data: re.Pattern[str], form: dict[str, Any]):
    visit.fill(form)
    held(visit, data, Hotspots.HEADLINE, Hotspots.EVIDENCE, Hotspots.CURVE)


@pytest.mark.parametrize(("asks", "part", "value"), ASKED)
def test_every_part_that_is_asked_for_is_said(visit: Visit, data: re.Pattern[str], asks: str, part: str, value: Any):
    visit.change(f"{asks}.data", value)
    held(visit, data, part)


def test_colours_by_risk_are_said(visit: Visit, data: re.Pattern[str]):
    visit.change(f"{in_page(view('colour'))}.value", "risk")
    held(visit, data, Hotspots.LEGEND)


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_what_a_search_found_is_said(visit: Visit, data: re.Pattern[str], result: dict[str, Any]):
    visit.change(f"{Job.RESULT.of(BEST.name)}.data", result)
    held(visit, data, Hotspots.FOUND)
