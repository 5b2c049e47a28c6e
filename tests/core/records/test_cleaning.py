"""What becomes of each trap: kept, repaired, set apart with its reason, or out of scope."""

from __future__ import annotations

import json

import pytest

from core import columns as col
from core.errors import BadExportError, BadParameterError
from core.records.cleaning import Counts, Reason


def test_the_table_has_the_types_that_columns_promise(exports, opened):
    opened.clean(exports.csv([exports.row()]))

    types = {row[0]: row[1] for row in opened.rows("DESCRIBE incidents")}
    grouped = {grouping.column: "VARCHAR" for grouping in opened.city.groups}
    assert types == {c: col.SQL_TYPES.get(c, "VARCHAR") for c in col.PORTAL} | col.ENGINEERED | grouped


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": ""}, Reason.NO_ID),
        ({"id": "HZ17"}, Reason.NO_ID),
        ({"date": ""}, Reason.NO_DATE),
        ({"date": "sometime"}, Reason.NO_DATE),
        ({"date": "2000-12-31T23:59:00.000"}, Reason.TOO_EARLY),
        ({"date": "2018-11-21T12:00:01.000"}, Reason.TOO_LATE),
        ({"primary_type": " "}, Reason.NO_TYPE),
    ],
)
def test_what_is_no_record_is_set_apart_with_reason_and_raw_text(exports, opened, changes, reason):
    opened.clean(exports.csv([exports.row(1), exports.row(2, **changes)]))

    assert opened.counts == Counts(read=2, kept=1, quarantined=1, out_of_scope=0)
    [(found, raw)] = opened.rows("FROM quarantine")
    assert found == reason
    assert json.loads(raw)["case_number"] == "HZ000002"


def test_the_first_day_and_tomorrow_are_dates_of_records(exports, opened):
    dates = ["2001-01-01T00:00:00.000", "2018-11-21T12:00:00.000"]

    opened.clean(exports.csv([exports.row(number, date=date) for number, date in enumerate(dates)]))

    assert opened.counts.kept == 2


def test_the_raw_text_is_what_the_file_said(exports, opened):
    opened.clean(exports.csv([exports.row(1), exports.row(2, date="31/31/2017", arrest="perhaps")]))

    raw = json.loads(opened.column("raw", "quarantine")[0])
    assert (raw["date"], raw["arrest"], raw["location"]) == ("31/31/2017", "perhaps", "(41.811365671, -87.605610722)")


def test_the_latest_version_of_an_id_wins_wherever_it_stands(exports, opened):
    versions = [
        exports.row(7, primary_type="BATTERY", updated_on="2018-03-01T00:00:00.000"),
        exports.row(7, primary_type="HOMICIDE", updated_on="2018-09-01T00:00:00.000"),
        exports.row(7, primary_type="ASSAULT", updated_on="2017-01-01T00:00:00.000"),
        exports.row(7, primary_type="THEFT", updated_on=""),
    ]

    opened.clean(exports.csv(versions[:2]), exports.json(versions[2:]))

    assert opened.counts == Counts(read=4, kept=1, quarantined=3, out_of_scope=0)
    assert opened.column(col.PRIMARY_TYPE) == ["HOMICIDE"]
    assert opened.reasons() == {Reason.SUPERSEDED: 3}
    texts = [json.loads(raw)["primary_type"] for raw in opened.column("raw", "quarantine")]
    assert sorted(texts) == ["ASSAULT", "BATTERY", "THEFT"]


def test_of_equal_versions_the_last_read_stays(exports, opened):
    opened.clean(exports.csv([exports.row(7, block="FIRST"), exports.row(7, block="SECOND")]))

    assert opened.column(col.BLOCK) == ["SECOND"]


def test_a_version_that_is_no_record_does_not_supersede(exports, opened):
    rows = [exports.row(7), exports.row(7, date="", updated_on="2018-09-01T00:00:00.000")]

    opened.clean(exports.csv(rows))

    assert (opened.counts.kept, opened.reasons()) == (1, {Reason.NO_DATE: 1})


def test_records_of_one_case_are_no_duplicates(exports, opened):
    opened.clean(exports.csv([exports.row(number, case_number="HZ1", iucr="0110") for number in range(3)]))

    assert opened.counts.kept == 3


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("36.619446395", "-91.686565684"),  # the zero of the state plane
        ("0", "0"),
        ("41.8", "87.6"),  # the sign lost
        ("-87.605610722", "41.811365671"),  # the other way round
        ("41.8", ""),
        ("", "-87.6"),
        ("41.8", "north"),
        ("nan", "-87.6"),
    ],
)
def test_a_coordinate_that_cannot_be_is_removed_and_the_record_stays(exports, opened, latitude, longitude):
    opened.clean(exports.csv([exports.row(1, latitude=latitude, longitude=longitude)]))

    assert opened.counts.kept == 1
    assert opened.rows("SELECT latitude, longitude, x_coordinate, y_coordinate, location FROM incidents") == [
        (None,) * 5
    ]
    assert dict(opened.rows("FROM repairs"))["coordinates outside the city removed"] == 1


def test_missing_coordinates_are_never_made_up(exports, opened):
    opened.clean(exports.csv([exports.row(1, latitude="", longitude="")]))

    assert opened.rows("SELECT latitude, longitude, location, x_coordinate FROM incidents") == [
        (None, None, None, 1182638.0),
    ]
    assert dict(opened.rows("FROM repairs"))["coordinates outside the city removed"] == 0


def test_the_corners_of_the_bounds_are_inside(exports, opened, chicago):
    south, west, north, east = chicago.bounds
    corners = [(south, west), (north, east)]

    opened.clean(exports.csv([exports.row(n, latitude=str(a), longitude=str(o)) for n, (a, o) in enumerate(corners)]))

    assert opened.rows("SELECT latitude, longitude FROM incidents ORDER BY id") == corners


def test_the_zero_of_the_plane_is_no_place_even_without_degrees(exports, opened):
    zero = {"x_coordinate": "0", "y_coordinate": "0", "latitude": "", "longitude": ""}

    opened.clean(exports.csv([exports.row(1, **zero)]))

    assert opened.rows("SELECT x_coordinate, y_coordinate FROM incidents") == [(None, None)]


def test_old_and_odd_names_of_types_become_one(exports, opened):
    names = ["CRIM SEXUAL ASSAULT", "Criminal  Sexual Assault", "NON - CRIMINAL", "NON-CRIMINAL (SUBJECT SPECIFIED)"]

    opened.clean(exports.csv([exports.row(number, primary_type=name) for number, name in enumerate(names)]))

    assert opened.column(col.PRIMARY_TYPE) == ["CRIMINAL SEXUAL ASSAULT"] * 2 + ["NON-CRIMINAL"] * 2
    assert dict(opened.rows("FROM repairs"))["old type names replaced"] == 3


def test_codes_are_written_one_way(exports, opened):
    opened.clean(
        exports.csv(
            [exports.row(1, iucr="110", beat="722", district="007", community_area="0", ward="", fbi_code="8b")]
        ),
    )

    assert opened.rows("SELECT iucr, beat, district, community_area, ward, fbi_code FROM incidents") == [
        ("0110", "0722", "7", None, None, "08B"),
    ]


def test_the_year_is_that_of_the_date(exports, opened):
    opened.clean(exports.csv([exports.row(1, year="1917")]))

    assert opened.column(col.YEAR) == [2017]


def test_the_latest_records_are_the_scope_ties_by_the_larger_id(exports, opened):
    days = {1: "2017-01-01", 2: "2017-03-01", 3: "2017-02-01", 4: "2017-02-01", 5: "2016-01-01"}
    rows = [exports.row(number, date=f"{day}T10:00:00.000") for number, day in days.items()]

    opened.clean(exports.csv([*rows, exports.row(6, date="")]), recent=2)

    assert opened.counts == Counts(read=6, kept=2, quarantined=1, out_of_scope=3)
    assert opened.column(col.ID) == [10_000_004, 10_000_002]


def test_records_without_coordinates_count_in_the_scope(exports, opened):
    rows = [exports.row(n, date=f"2017-01-0{n}T10:00:00.000", latitude="", longitude="") for n in (1, 2)]

    opened.clean(exports.csv([*rows, exports.row(3, date="2016-01-01T10:00:00.000")]), recent=2)

    assert opened.column(col.ID) == [10_000_001, 10_000_002]


@pytest.mark.parametrize("recent", [3, 4, None])
def test_a_scope_as_large_as_the_export_keeps_all(exports, opened, recent):
    opened.clean(exports.csv([exports.row(number) for number in range(3)]), recent=recent)

    assert opened.counts == Counts(read=3, kept=3, quarantined=0, out_of_scope=0)


@pytest.mark.parametrize("recent", [0, -5])
def test_a_scope_of_nothing_is_refused(exports, opened, recent):
    opened.open(exports.csv([exports.row()]))

    with pytest.raises(BadParameterError, match="it must be at least 1"):
        opened.clean(recent=recent)


def test_records_stand_by_date_and_id_in_whatever_order_they_came(exports, opened):
    rows = [exports.row(n, date=date) for n, date in ((3, "2017-01-02"), (1, "2017-01-02"), (2, "2017-01-01"))]

    opened.clean(exports.json(rows))

    assert opened.column(col.ID) == [10_000_002, 10_000_001, 10_000_003]


def test_an_export_in_which_nothing_is_a_record_is_refused(exports, opened):
    rows = [exports.row(number, date="soon") for number in range(3)]

    with pytest.raises(BadExportError, match=r"No row of the export is a record \(3 times: its date is missing"):
        opened.clean(exports.csv(rows))
