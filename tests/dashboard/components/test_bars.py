from __future__ import annotations

from dash import html

from dashboard.components.bars import hours_strip, ranked
from tests.dashboard.tree import walk


def merges_of(part):
    return [getattr(each, "data-merges") for each in walk(part) if hasattr(each, "data-merges")]


def test_a_row_adds_what_it_names_to_the_question_and_the_rest_adds_nothing():
    rows = [("Theft", 5), ("Arson", 3), ("Battery", 1)]
    built = ranked(rows, shown=2, of=9, merges=["types=THEFT", "types=ARSON", "types=BATTERY"])
    assert merges_of(built) == ["types=THEFT", "types=ARSON"]
    assert [each.children for each in walk(built) if isinstance(each, html.Button)] == ["Theft", "Arson"]
    assert merges_of(ranked(rows, shown=2, of=9)) == []


def test_hours_are_asked_for_only_where_that_is_wanted():
    assert getattr(hours_strip([1] * 24, "Hours", merges=True), "data-merges-hours") == ""
    assert not hasattr(hours_strip([1] * 24, "Hours"), "data-merges-hours")
