"""What the hotspots page shows only when somebody asks for it is said, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.language.test_pages import bare
from tests.language.visit import Visit

if TYPE_CHECKING:
    import re

    from dash import Dash

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
    ("hotspots-selected", "hotspots-detail", {"latitude": 41.75, "longitude": -87.70}),
    ("hotspots-selected", "hotspots-detail", {"latitude": 42.5, "longitude": -87.70}),
    ("hotspots-selected", "hotspots-detail", {"label": 0}),
    ("hotspots-drawn", "hotspots-area", [[-87.9, 41.6], [-87.5, 41.6], [-87.5, 41.9], [-87.9, 41.6]]),
    ("hotspots-sort", "hotspots-table", {"column": "risk", "descending": False}),
    ("form-pin", "hotspots-comparison", {"k": "5", "concentration": "0.2"}),
    ("form-pin", "hotspots-other-caption", {"algorithm": "dbscan", "types": "THEFT"}),
]


@pytest.fixture
def visit(app: Dash, spoken: None) -> Visit:  # noqa: ARG001 (the language is spoken while the page is read)
    return Visit(app, "/hotspots")


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_answer_is_said(visit: Visit, data: re.Pattern[str], form: dict[str, Any]):
    shown = visit.set("form-values", data=visit.values() | form)
    assert {"hotspots-headline", "hotspots-evidence", "hotspots-curve"} <= {where for where, _, _ in shown}
    assert bare(shown, data) == []


@pytest.mark.parametrize(("asks", "part", "value"), ASKED)
def test_every_part_that_is_asked_for_is_said(visit: Visit, data: re.Pattern[str], asks: str, part: str, value: Any):
    shown = visit.set(asks, data=value)
    assert part in {where for where, _, _ in shown}
    assert bare(shown, data) == []


def test_colours_by_risk_are_said(visit: Visit, data: re.Pattern[str]):
    shown = visit.set('{"view":"colour"}', value="risk")
    assert "«Not raised»" in str(shown)
    assert bare(shown, data) == []


def test_a_search_is_said(visit: Visit, data: re.Pattern[str]):
    other = {"params": {"types": "THEFT"}, "error": ""}
    none = {"params": {}, "ok": {"query": None, "reason": "«None»", "rule": "«Rule.»"}}
    found = {"params": {}, "ok": {"query": {"k": "6"}, "reason": "«It is.»", "rule": "«Rule.»"}}
    for result in (other, none, found):
        shown = visit.set("job-result", data=result)
        assert "hotspots-found" in {where for where, _, _ in shown}
        assert bare(shown, data) == []
