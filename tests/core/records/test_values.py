"""Each text of an export is read as what it means, and as nothing where that is unclear."""

from __future__ import annotations

import duckdb
import pytest

from core.records import values


def read(term, text):
    value = "NULL::VARCHAR" if text is None else "'" + text.replace("'", "''") + "'"
    return duckdb.sql(f"SELECT ({term})::VARCHAR FROM (SELECT {value} AS x)").fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/05/2017 11:30:00 PM", "2017-01-05 23:30:00"),
        ("01/05/2017 12:00:00 AM", "2017-01-05 00:00:00"),
        ("01/05/2017 12:00:00 PM", "2017-01-05 12:00:00"),
        ("2017-01-05T23:30:00.000", "2017-01-05 23:30:00"),
        ("2017-01-05T23:30:00", "2017-01-05 23:30:00"),
        ("2017-01-05 23:30:00", "2017-01-05 23:30:00"),
        ("2017-01-05 23:30:00.987", "2017-01-05 23:30:00"),
        ("2017-01-05", "2017-01-05 00:00:00"),
        ("01/05/2017", "2017-01-05 00:00:00"),
        (" 01/05/2017 11:30:00 PM ", "2017-01-05 23:30:00"),
        ("2017-03-12T02:30:00.000", "2017-03-12 02:30:00"),  # an hour that clocks skipped, as it was written
        ("2016-02-29T00:00:00", "2016-02-29 00:00:00"),
        ("2017-02-29T00:00:00", None),
        ("02/29/2017 01:00:00 AM", None),
        ("13/01/2017 01:00:00 AM", None),
        ("01/05/2017 13:00:00 PM", None),
        ("2017-01-05T23:30:00Z", None),
        ("2017-01-05T23:30:00-06:00", None),
        ("2017", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_times_of_both_clocks_without_zone(text, expected):
    assert read(values.moment("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", "true"),
        ("FALSE", "false"),
        ("Y", "true"),
        ("n", "false"),
        ("1", "true"),
        ("0.0", "false"),
        (" True ", "true"),
        ("maybe", None),
        ("", None),
        (None, None),
        ("2", None),
    ],
)
def test_truth_in_any_spelling(text, expected):
    assert read(values.truth("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("007", 1, "7"),
        ("7.0", 1, "7"),
        ("25", 1, "25"),
        ("0", 1, None),
        ("000", 1, None),
        ("", 1, None),
        (None, 1, None),
        ("722", 4, "0722"),
        ("0722", 4, "0722"),
        ("111.0", 4, "0111"),
        ("12345", 4, "12345"),
        ("10", 1, "10"),
        ("  3 ", 1, "3"),
        ("Loop", 1, "Loop"),
    ],
)
def test_codes_of_areas_are_names(text, width, expected):
    assert read(values.code("x", width), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0110", "0110"),
        ("110", "0110"),
        ("31a", "031A"),
        ("031A", "031A"),
        ("1310.0", "1310"),
        ("", None),
        (None, None),
    ],
)
def test_iucr_is_four_characters(text, expected):
    assert read(values.offence("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("08B", "08B"), ("8b", "08B"), ("6", "06"), ("06", "06"), ("26", "26"), ("14.0", "14"), ("", None), (None, None)],
)
def test_fbi_codes_keep_zero_and_letter(text, expected):
    assert read(values.fbi("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41.5", "41.5"),
        ("-87.6", "-87.6"),
        ("1e3", "1000.0"),
        ("nan", None),
        ("inf", None),
        ("north", None),
        (None, None),
    ],
)
def test_numbers_are_finite(text, expected):
    assert read(values.number("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11192240", "11192240"),
        ("11192240.0", "11192240"),
        ("12.5", None),
        ("99999999999999999999", None),
        ("-4", None),
        ("HZ1", None),
        ("", None),
        (None, None),
    ],
)
def test_ids_are_whole_numbers(text, expected):
    assert read(values.whole("x"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Theft", "THEFT"), ("NON -  CRIMINAL", "NON-CRIMINAL"), (" OLD ", "NEW"), ("", None), ("  ", None), (None, None)],
)
def test_types_are_spelt_one_way_and_renamed(text, expected):
    assert read(values.crime_type("x", {"NON - CRIMINAL": "NON-CRIMINAL", "OLD": "NEW"}), text) == expected


def test_a_city_without_aliases_renames_nothing():
    assert read(values.crime_type("x", {}), "Old") == "OLD"
