"""The form of the filters holds a control for each of them, with the value that is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dash import html

from core.places.selection import LISTS, Filters
from dashboard.filters import FILTERS
from dashboard.filters.form import build_filters
from dashboard.filters.presets import presets
from dashboard.ids import Pattern
from tests.dashboard.tree import ids_of, values_of, walk

if TYPE_CHECKING:
    from core.places.fold import Fold

ASKED = Filters(
    types=("THEFT",), districts=("2", "3"), weekdays=(4, 5), since=date(2020, 2, 1), hours=(18, 2), arrest=False
)


def test_every_control_of_the_filters_is_there_once_with_its_value(shared_fold: Fold):
    present = FILTERS.controls(ASKED)
    built = build_filters(shared_fold, present)
    assert values_of(built) == present
    assert len(ids_of(built)) == len(set(ids_of(built)))


def test_every_value_that_a_filter_can_have_can_be_chosen(shared_fold: Fold):
    options = {
        each.id["field"]: [option["value"] for option in each.options]
        for each in walk(build_filters(shared_fold, FILTERS.controls(Filters())))
        if getattr(each, "options", None)
    }
    assert options["types"] == ["ASSAULT", "BURGLARY", "NARCOTICS", "THEFT"]
    assert options["districts"] == ["1", "2", "3"]
    assert options["weekdays"] == list(range(7))
    assert options["hours_from"] == ["any", *map(str, range(24))]
    assert options["hours_to"] == ["any", *map(str, range(25))]
    for flag in ("enforcement", "domestic", "arrest"):
        assert set(options[flag]) == {"", "true", "false"}


def test_a_list_is_open_where_something_is_chosen(shared_fold: Fold):
    def are_open(asked: Filters) -> list[bool]:
        built = build_filters(shared_fold, FILTERS.controls(asked))
        return [each.open for each in walk(built) if isinstance(each, html.Details)]

    assert are_open(Filters()) == [False] * len(LISTS)
    assert are_open(Filters(districts=("2",)))[:2] == [False, True]


def test_quick_filters_add_to_what_is_asked(shared_fold: Fold):
    quick, *_ = build_filters(shared_fold, FILTERS.controls(Filters()))
    assert [button.id["part"] for button in quick.children] == [Pattern.MERGE] * len(presets(shared_fold))
