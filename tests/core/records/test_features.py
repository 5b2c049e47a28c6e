"""Engineered columns, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import columns as col
from core.cities.grouping import Grouping
from core.cities.severity import rule_of
from core.records import features


def engineered(exports, opened, **changes):
    opened.clean(exports.csv([exports.row(1, **changes)]))
    return dict(zip(col.ENGINEERED, opened.rows(f"SELECT {', '.join(col.ENGINEERED)} FROM incidents")[0], strict=True))


def test_a_thursday_night_in_january(exports, opened):
    assert engineered(exports, opened, date="2017-01-05T23:30:00.000", iucr="0320", primary_type="ROBBERY") == {
        col.HOUR: 23,
        col.DAY_OF_WEEK: 3,
        col.MONTH: 1,
        col.SEASON: "winter",
        col.IS_WEEKEND: False,
        col.CRIME_SEVERITY_SCORE: 1095,
        col.TIME_KNOWN: True,
        col.ENFORCEMENT_DRIVEN: False,
    }


@pytest.mark.parametrize(
    ("date", "day", "weekend"),
    [("2018-07-02", 0, False), ("2018-07-06", 4, False), ("2018-07-07", 5, True), ("2018-07-08", 6, True)],
)
def test_the_week_begins_on_monday(exports, opened, date, day, weekend):
    found = engineered(exports, opened, date=f"{date}T12:00:00.000")

    assert (found[col.DAY_OF_WEEK], found[col.IS_WEEKEND]) == (day, weekend)


@pytest.mark.parametrize(
    ("month", "season"),
    [
        (12, "winter"),
        (2, "winter"),
        (3, "spring"),
        (5, "spring"),
        (6, "summer"),
        (8, "summer"),
        (9, "autumn"),
        (11, "autumn"),
    ],
)
def test_seasons_are_three_whole_months(exports, opened, month, season):
    assert engineered(exports, opened, date=f"2017-{month:02}-15T12:00:00.000")[col.SEASON] == season


@pytest.mark.parametrize(
    ("time", "known"),
    [("00:00:00", False), ("00:01:00", False), ("00:01:59", False), ("00:02:00", True), ("12:00:00", True)],
)
def test_midnight_and_the_minute_after_mean_unknown(exports, opened, time, known):
    assert engineered(exports, opened, date=f"2017-01-05T{time}.000")[col.TIME_KNOWN] is known


def test_enforcement_driven_types_are_marked_under_their_official_names(exports, opened):
    assert engineered(exports, opened, primary_type="narcotics")[col.ENFORCEMENT_DRIVEN] is True


@pytest.mark.parametrize(("iucr", "days"), [("0650", 2190), ("061Z", 1095), ("9999", 182), ("", 182)])
def test_severity_follows_the_longest_beginning_and_else_the_default(exports, opened, iucr, days):
    assert engineered(exports, opened, iucr=iucr)[col.CRIME_SEVERITY_SCORE] == days


def test_severity_in_sql_is_that_of_the_rules(exports, opened, chicago):
    codes = sorted({prefix.ljust(4, "0") for rule in chicago.severity for prefix in rule.iucr})
    opened.clean(exports.csv([exports.row(number, iucr=code) for number, code in enumerate(codes)]))

    found = dict(opened.rows("SELECT iucr, crime_severity_score FROM incidents"))
    assert found == {code: rule_of(chicago.severity, code).days for code in codes}


def test_a_city_without_rules_types_or_unknown_times_needs_no_exception(exports, opened, chicago):
    opened.city = replace(chicago, severity=(), enforcement_driven=(), unknown_time_minutes=())

    found = engineered(exports, opened, date="2017-01-05T00:00:00.000", primary_type="NARCOTICS")

    assert (found[col.CRIME_SEVERITY_SCORE], found[col.TIME_KNOWN], found[col.ENFORCEMENT_DRIVEN]) == (182, True, False)


PREMISES = Grouping(
    "premises",
    col.LOCATION_DESCRIPTION,
    "Premises",
    {
        "Garage": ("RESIDENCE-GARAGE", "PARKING*"),
        "Home": ("RESIDENCE*", "APARTMENT", "MAYOR'S HOUSE"),
        "Way": ("STREET",),
    },
    "Elsewhere",
)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("STREET", "Way"),
        (" STREET ", "Way"),
        ("STREETS", "Elsewhere"),
        ("Street", "Elsewhere"),
        ("RESIDENCE", "Home"),
        ("RESIDENCE PORCH/HALLWAY", "Home"),
        ("RESIDENCE-GARAGE", "Garage"),
        ("PARKING LOT", "Garage"),
        ("MAYOR'S HOUSE", "Home"),
        ("AN APARTMENT", "Elsewhere"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_value_belongs_to_the_first_kind_that_has_it(exports, opened, chicago, value, kind):
    opened.city = replace(chicago, groups=(PREMISES,))
    opened.clean(exports.csv([exports.row(1, location_description=value)]))

    assert opened.column("premises") == [kind]


def test_columns_are_grouped_side_by_side_whatever_they_are_called(exports, opened, chicago):
    offence = Grouping("order", col.IUCR, "Order", {"Theft": ("08*",)}, "No theft")
    opened.city = replace(chicago, groups=(PREMISES, offence))
    rows = [exports.row(1), exports.row(2, iucr="0910", location_description="APARTMENT")]
    opened.clean(exports.csv(rows))

    assert opened.rows('SELECT "order", premises FROM incidents ORDER BY id') == [
        ("Theft", "Elsewhere"),
        ("No theft", "Home"),
    ]


values = st.text("ab '%_\\", min_size=1, max_size=4)
entries = st.builds(lambda text, end: text + end, values, st.sampled_from(["", "*"]))


@given(st.lists(st.lists(entries, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3), st.lists(values))
def test_kinds_in_sql_are_those_of_trying_each_entry_in_turn(chicago, kinds, found):
    grouping = Grouping("premises", col.BLOCK, "Premises", {f"kind {n}": one for n, one in enumerate(kinds)}, "none")

    def kind(value):
        for name, own in grouping.kinds.items():
            for entry in own:
                if value == entry or (entry.endswith("*") and value.startswith(entry[:-1])):
                    return name
        return "none"

    term = features.terms(replace(chicago, groups=(grouping,)))["premises"]
    rows = duckdb.execute(f"SELECT block, {term} FROM (SELECT unnest($1::VARCHAR[]) AS block)", [found]).fetchall()

    assert rows == [(value, kind(value)) for value in found]


def test_six_in_the_morning_is_a_quarter_of_the_circle():
    np.testing.assert_allclose(features.cyclic([0, 6, 12], 24), [[0, 1], [1, 0], [0, -1]], atol=1e-12)


@given(st.integers(0, 23), st.integers(0, 23))
def test_on_the_circle_distance_depends_on_the_hours_between_only(first, second):
    points = features.cyclic([first, second], 24)
    between = min((first - second) % 24, (second - first) % 24)

    assert np.linalg.norm(points[0] - points[1]) == pytest.approx(2 * np.sin(np.pi * between / 24), abs=1e-12)
