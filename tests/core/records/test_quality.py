"""The quality report, worked by hand on a few records."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from core import columns as col
from core.cities.grouping import Grouping
from core.records import quality

TODAY = date(2018, 11, 20)


@pytest.fixture
def report(exports, opened):
    unmapped = {"latitude": "", "longitude": "", "x_coordinate": "", "y_coordinate": ""}
    rows = [
        exports.row(1, date="2017-01-01T00:00:00.000", primary_type="FRAUD", **unmapped),
        exports.row(2, date="2017-01-01T09:00:00.000", case_number="HZ1"),
        exports.row(3, date="2017-01-02T09:00:00.000", case_number="HZ1", latitude="41.9"),
        exports.row(4, date="2017-01-31T09:17:00.000", ward="", updated_on="2018-02-01T10:00:00.000"),
        exports.row(4, date="2017-01-31T09:17:00.000"),
        exports.row(5, date="nonsense"),
        exports.row(6, date="2016-05-05T10:00:00.000"),
    ]
    opened.clean(exports.csv(rows), recent=4)
    return quality.report(opened.connection, opened.city, opened.counts, today=TODAY)


def test_it_survives_json_without_nan(report):
    assert json.loads(json.dumps(report, allow_nan=False)) == report


def test_rows_add_up_by_reason(report):
    assert report["rows"] == {"read": 7, "kept": 4, "quarantined": 2, "out_of_scope": 1}
    assert sum(report["quarantined"].values()) == 2
    assert report["quarantined"]["a later version of the same id exists"] == 1


def test_missing_values_ranges_and_places(report):
    assert {c: n for c, n in report["nulls"].items() if n} == {
        **dict.fromkeys((col.X_COORDINATE, col.Y_COORDINATE, col.LATITUDE, col.LONGITUDE, col.LOCATION), 1),
        col.WARD: 1,
    }
    assert report["ranges"][col.DATE] == {"least": "2017-01-01T00:00:00", "greatest": "2017-01-31T09:17:00"}
    assert report["ranges"][col.LATITUDE] == {"least": 41.811365671, "greatest": 41.9}
    assert report["places"] == 2


def test_case_numbers_repeat_without_being_duplicates(report):
    assert report["duplicates"] == {
        "superseded_versions": 1,
        "repeated_case_numbers": 1,
        "records_of_repeated_case_numbers": 2,
    }


def test_the_worst_placed_type_comes_first(report):
    assert report["geocoding"] == {
        "share": 0.75,
        "by_type": [
            {"type": "FRAUD", "records": 1, "share": 0.0},
            {"type": "THEFT", "records": 3, "share": 1.0},
        ],
    }


def test_records_of_each_kind_of_no_kind_and_without_a_value_add_up(exports, opened, chicago):
    kinds = {"Street": ("STREET",), "Home": ("RESIDENCE*", "APARTMENT"), "Boat": ("BOAT",)}
    opened.city = replace(chicago, groups=(Grouping("premises", col.LOCATION_DESCRIPTION, "Premises", kinds, "Other"),))
    found = ["STREET", "APARTMENT", "RESIDENCE-GARAGE", "POOL ROOM", "", "STREET", "STREET"]
    opened.clean(exports.csv([exports.row(n, location_description=value) for n, value in enumerate(found)]))

    assert quality.report(opened.connection, opened.city, opened.counts, today=TODAY)["groups"] == [
        {
            "column": "premises",
            "of": "location_description",
            "kinds": [
                {"kind": "Street", "records": 3},
                {"kind": "Home", "records": 2},
                {"kind": "Boat", "records": 0},
            ],
            "unmatched": 1,
            "missing": 1,
        },
    ]


def test_unknown_and_rounded_times(report):
    times = report["times"]

    assert (times["unknown"], times["unknown_share"], times["excess_at_full_hours"]) == (1, 0.25, 2)
    assert [(hour["hour"], hour["at_full_hour"]) for hour in times["full_hours"]] == [(9, 2)]


def test_the_first_of_the_month_against_its_share(report):
    days = report["days"]

    assert (days["first_of_month_share"], days["expected_share"]) == (0.5, pytest.approx(1 / 31))
    assert days["ratio"] == pytest.approx(15.5)
    assert days["by_type"][0] == {"type": "THEFT", "records": 3, "ratio": pytest.approx(31 / 3)}


def test_freshness_counts_days_since_the_latest_record(report):
    assert report["freshness"] == {
        "latest_record": "2017-01-31T09:17:00",
        "latest_amendment": "2018-02-01T10:00:00",
        "days_since_latest_record": 658,
    }


def test_a_period_without_a_first_of_the_month_has_no_ratio(exports, opened):
    opened.clean(exports.csv([exports.row(1, date="2017-01-05T10:00:00.000")]))

    days = quality.report(opened.connection, opened.city, opened.counts, today=TODAY)["days"]

    assert (days["expected_share"], days["ratio"], days["by_type"][0]["ratio"]) == (0, None, None)
