"""Each kind of value reads what it writes, in addresses and in forms, and says what it accepts."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadParameterError
from core.hotspots.setting import NUMBERS, Algorithm, Number
from dashboard.parameters import Area, Choice, Day, Flag, Hours, Names, Quantity, ValueType, Weekdays, shown
from dashboard.parameters.value_types import ANY, not_one_of
from tests.dashboard.drawn import AREAS, HOURS, NAMES, SHARES, some

KINDS: dict[str, tuple[ValueType, st.SearchStrategy[Any]]] = {
    "choice": (
        Choice(tuple(Algorithm), "{value} is not an algorithm.", Algorithm),
        st.sampled_from(list(Algorithm)),
    ),
    "whole": (Quantity(NUMBERS["min_samples"]), st.integers(2, 100_000)),
    "decimal": (Quantity(NUMBERS["eps_m"]), st.floats(50, 1000)),
    "share": (Quantity(NUMBERS["concentration"]), SHARES),
    "names": (Names("type", "{value} is not a type."), some(NAMES["type"]).filter(bool)),
    "weekdays": (Weekdays(), some(range(7)).filter(bool)),
    "day": (Day(), st.dates()),
    "hours": (Hours(), HOURS),
    "flag": (Flag(), st.booleans()),
    "area": (Area(), AREAS),
}
EVERY = pytest.mark.parametrize("kind", KINDS)


@EVERY
@given(data=st.data())
def test_a_value_survives_the_address_and_the_form(kind: str, data: st.DataObject):
    of, values = KINDS[kind]
    value = data.draw(values)
    text = of.write(value)
    assert of.read("x", text, NAMES) == of.rescue("x", text, NAMES) == value
    in_browser = json.loads(json.dumps(of.controls("x", value)))
    assert of.read("x", of.text("x", in_browser), NAMES) == value


@EVERY
@given(text=st.text(max_size=20) | st.text("0123456789.-,eE+ aflnrstuTHEF", max_size=8))
def test_what_is_read_is_written_back_or_refused_with_a_sentence(kind: str, text: str):
    of, _ = KINDS[kind]
    try:
        value = of.read("x", text, NAMES)
    except BadParameterError as error:
        assert re.fullmatch(r"(x|'|\").*[.]", str(error), re.DOTALL)  # noqa: PT017 (either outcome is right)
    else:
        assert of.read("x", of.write(value), NAMES) == value


@EVERY
def test_an_untouched_or_absent_control_says_nothing(kind: str):
    of, _ = KINDS[kind]
    for untouched in ({}, {"x": None}, {"x": ""}, {"x_from": ANY, "x_to": ANY}):
        assert of.text("x", untouched) == ""


@EVERY
def test_a_schema_names_a_type_that_json_has(kind: str):
    assert KINDS[kind][0].schema()["type"] in {"string", "integer", "number", "boolean", "array"}


def test_hours_need_both_ends_and_equal_ends_are_the_whole_day():
    hours = Hours()
    assert hours.text("hours", {"hours_from": "18", "hours_to": ANY}) == ""
    assert hours.text("hours", {"hours_from": ANY, "hours_to": "6"}) == ""
    assert hours.text("hours", {"hours_from": "6", "hours_to": "6"}) == ""
    assert hours.text("hours", {"hours_from": "18", "hours_to": "24"}) == "18-24"


def test_the_pattern_of_hours_allows_what_is_read():
    allowed = re.compile(Hours().schema()["pattern"])
    for start in range(26):
        for end in range(27):
            text, accepted = f"{start}-{end}", start < 24 and end < 25
            assert bool(allowed.match(text)) is accepted
            if accepted and start != end:
                assert Hours().read("hours", text, NAMES) == (start, end)
            else:
                with pytest.raises(BadParameterError, match=f"^hours is '{text}'"):
                    Hours().read("hours", text, NAMES)


def test_a_control_shows_a_share_in_percent():
    share = Quantity(NUMBERS["concentration"])
    assert share.controls("share", 0.07) == {"share": 7.0}
    assert share.text("share", {"share": 7}) == "0.07"


def test_a_whole_number_is_written_without_a_point():
    radius = Quantity(NUMBERS["eps_m"])
    assert [radius.write(value) for value in (150, 150.0, 82.5)] == ["150", "150", "82.5"]


def test_the_good_members_of_a_list_are_rescued_once_each():
    kind, _ = KINDS["names"]
    assert kind.rescue("types", "THEFT,ARSENE,THEFT,ASSAULT", NAMES) == ("THEFT", "ASSAULT")
    assert kind.rescue("types", ",", NAMES) == ()


def test_a_range_is_refused_in_words():
    doors = Number(1, 4, "Doors", "a whole number", "Doors.", "{value} doors", "d", 2, whole=True)
    for text in ("0", "5", "2.0", "02", "+2", "\N{ARABIC-INDIC DIGIT TWO}"):
        with pytest.raises(BadParameterError, match=r"; it must be a whole number from 1 to 4, in plain digits\.$"):
            Quantity(doors).read("doors", text, NAMES)
    assert Quantity(doors).schema() == {"type": "integer", "minimum": 1, "maximum": 4}


def test_a_long_text_is_cut_where_it_is_quoted():
    assert shown("k" * 60) == repr("k" * 60)
    assert shown("k" * 61) == repr("k" * 60 + "...")


def test_a_name_is_guessed_whatever_its_capitals():
    said = not_one_of("{value} is no fruit.", "aple", ["APPLE", "PEAR"])
    assert said == "'aple' is no fruit. Did you mean APPLE? Accepted: APPLE, PEAR."
    assert "mean" not in not_one_of("{value} is no fruit.", "zzz", ["APPLE"])


def test_a_day_is_a_day_of_the_calendar():
    assert Day().read("from", "2020-02-29", NAMES) == date(2020, 2, 29)
    with pytest.raises(BadParameterError, match="day of the calendar"):
        Day().read("from", "2021-02-29", NAMES)
