"""Chips say what is filtered, and each takes its own filter off."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given

from core.hotspots.setting import Setting
from core.places.selection import Filters
from dashboard.filters.chips import build_chips, chips, said
from dashboard.queries.hotspots import HotspotQuery
from tests import small
from tests.dashboard.drawn import NAMES, filters, questions


@given(filters())
def test_taking_off_every_chip_leaves_all_records(asked: Filters):
    for _ in range(20):
        found = chips(asked)
        if not found:
            break
        asked = replace(asked, **found[0][1])
    assert asked == Filters()


@given(questions())
def test_a_chips_button_asks_the_same_without_it(question: HotspotQuery):
    for (text, without), shown in zip(chips(question.filters), build_chips(question, question.filters), strict=False):
        asked = HotspotQuery.parse(dict(parse_qsl(shown.id["to"])), NAMES)
        assert asked == replace(question, filters=replace(question.filters, **without))
        assert asked.setting == question.setting
        assert shown.title == f"Take off: {text}"


def test_no_filter_is_said_and_offers_no_button():
    (shown,) = build_chips(HotspotQuery(setting=Setting(k=5)), Filters())
    assert shown.children == "No filter: all records"
    assert not hasattr(shown, "id")
    assert said(Filters()) == "all records"


@pytest.mark.parametrize("name", [each.name for each in fields(Filters) if each.name != "unknown_times"])
def test_every_filter_has_a_chip_that_takes_it_off(name: str):
    alone = replace(Filters(), **{name: getattr(small.EVERY, name)})
    ((text, without),) = chips(alone)
    assert text
    assert replace(alone, **without) == Filters()


def test_unknown_times_have_a_chip_beside_that_of_the_hours():
    kept = Filters(hours=(18, 2), unknown_times=True)
    (_, whole), (text, without) = chips(kept)
    assert text == "Unknown times too"
    assert replace(kept, **without) == Filters(hours=(18, 2))
    assert replace(kept, **whole) == Filters()


def test_chips_say_what_is_filtered():
    asked = Filters(
        types=("THEFT", "ARSON"),
        hours=(18, 2),
        weekdays=(4, 5),
        since=date(2018, 1, 1),
        districts=("11",),
        arrest=False,
    )
    expected = ["Arson", "Theft", "From 1 Jan 2018", "18:00 to 02:00", "Fri, Sat", "District 11", "No arrest"]
    assert [text for text, _ in chips(asked)] == expected
    assert said(asked) == ", ".join(expected)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Filters(until=date(2018, 1, 1)), "To 1 Jan 2018"),
        (Filters(since=date(2018, 1, 1), until=date(2018, 6, 30)), "From 1 Jan 2018 to 30 Jun 2018"),
        (Filters(domestic=True), "Domestic"),
        (Filters(domestic=False), "Not domestic"),
        (Filters(arrest=True), "Arrest made"),
        (Filters(enforcement=True), "Found by police"),
        (Filters(enforcement=False), "Reported by residents"),
    ],
)
def test_each_side_of_a_filter_has_its_words(asked: Filters, text: str):
    assert said(asked) == text


def test_many_types_share_a_chip():
    asked = Filters(types=NAMES["type"])
    assert chips(asked) == [("4 types", {"types": ()})]
    assert len(chips(Filters(types=NAMES["type"][:3]))) == 3
