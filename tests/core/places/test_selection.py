from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.columns import LOCATION_KIND
from core.places.fold import ARREST, TIME_KNOWN, TYPE
from core.places.geometry import projection
from core.places.polygon import count_inside
from core.places.selection import FLAGS, LISTS, Filters, in_order, passing, points_of, select
from tests import small

if TYPE_CHECKING:
    from core.cities.city import City

FILTERS = st.builds(
    Filters,
    types=st.lists(st.sampled_from(["ASSAULT", "BURGLARY", "NARCOTICS", "THEFT"]), unique=True).map(tuple),
    districts=st.lists(st.sampled_from(["1", "2", "3"]), unique=True).map(tuple),
    weekdays=st.lists(st.integers(0, 6), unique=True).map(tuple),
    since=st.none() | st.dates(date(2019, 12, 1), date(2020, 9, 1)),
    until=st.none() | st.dates(date(2019, 12, 1), date(2020, 9, 1)),
    hours=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda pair: pair[0] != pair[1]),
    unknown_times=st.booleans(),
    domestic=st.none() | st.booleans(),
    arrest=st.none() | st.booleans(),
    enforcement=st.none() | st.booleans(),
)


def where(filters: Filters) -> str:
    """Say the same in SQL, written apart from the code under test."""
    return f"({but_hours(filters)}) AND ({in_hours(filters)})"


def in_hours(filters: Filters) -> str:
    if filters.hours is None:
        return "true"
    start, end = filters.hours
    within = f"hour(date) >= {start} {'AND' if start < end else 'OR'} hour(date) < {end}"
    return f"CASE WHEN time_known THEN {within} ELSE {filters.unknown_times} END"


def but_hours(filters: Filters) -> str:
    parts = ["true"]
    for column, chosen in (("primary_type", filters.types), ("district", filters.districts)):
        if chosen:
            parts.append(f"{column} IN ({', '.join(repr(value) for value in chosen)})")
    if filters.weekdays:
        parts.append(f"isodow(date) - 1 IN ({', '.join(map(str, filters.weekdays))})")
    if filters.since:
        parts.append(f"date::DATE >= '{filters.since}'")
    if filters.until:
        parts.append(f"date::DATE <= '{filters.until}'")
    parts += [
        f"{name} = {getattr(filters, name)}" for name in ("domestic", "arrest") if getattr(filters, name) is not None
    ]
    if filters.enforcement is not None:
        parts.append(f"enforcement_driven = {filters.enforcement}")
    return " AND ".join(f"({part})" for part in parts)


@settings(max_examples=60, deadline=None)
@given(filters=FILTERS)
def test_a_selection_counts_what_sql_counts(fold, records, filters):
    connection = duckdb.connect()
    connection.register("records", records)
    mapped, unmapped = connection.execute(
        f"SELECT count(latitude), count(*) - count(latitude) FROM records WHERE {where(filters)}",
    ).fetchone()
    (unknown,) = connection.execute(
        f"SELECT count(*) FROM records WHERE {but_hours(filters)} AND NOT time_known",
    ).fetchone()
    selection = select(fold, filters)
    assert (selection.records, selection.unmapped, selection.unknown_time) == (mapped, unmapped, unknown)
    assert int(selection.keep.sum()) == mapped + unmapped
    assert int(selection.weight.sum()) == mapped


def test_each_filter_keeps_what_it_says(tmp_path):
    kinds, districts = ["THEFT", "ASSAULT", None, "THEFT"], ["10", "2", "2", None]
    times = [
        "2020-01-06 17:59",
        "2020-01-06 18:00",
        "2020-01-07 01:59",
        "2020-01-09 02:00",
    ]  # Monday, Tuesday, Thursday
    frame = small.incidents(4, unmapped=1).assign(primary_type=kinds, district=districts, date=pd.to_datetime(times))
    frame = frame.assign(
        domestic=[True, False, True, False], arrest=False, enforcement_driven=[True, True, False, False]
    )
    fold = small.fold_of(tmp_path, frame)
    expected = {
        Filters(): (3, 1),
        Filters(types=("THEFT",)): (1, 1),
        Filters(types=("ASSAULT", "THEFT")): (2, 1),
        Filters(districts=("2",)): (2, 0),
        Filters(weekdays=(0, 3)): (2, 1),
        Filters(since=date(2020, 1, 7)): (1, 1),
        Filters(until=date(2020, 1, 6)): (2, 0),
        Filters(hours=(18, 2)): (2, 0),
        Filters(hours=(2, 18)): (1, 1),
        Filters(domestic=True): (2, 0),
        Filters(arrest=True): (0, 0),
        Filters(enforcement=False): (1, 1),
        Filters(domestic=False, enforcement=True): (1, 0),
        Filters(types=("GAMBLING",)): (0, 0),
    }
    found = {filters: select(fold, filters) for filters in expected}
    assert {filters: (one.records, one.unmapped) for filters, one in found.items()} == expected


def test_every_filter_narrows_the_selection(fold):
    everything = select(fold, Filters()).records
    for name in (each.name for each in fields(Filters) if each.name != "unknown_times"):
        alone = replace(Filters(), **{name: getattr(small.EVERY, name)})
        assert 0 < select(fold, alone).records < everything, name


def test_records_of_unknown_time_are_out_of_the_hours_unless_they_are_kept(tmp_path):
    times = ["2020-01-06 00:00", "2020-01-06 00:01", "2020-01-06 01:00", "2020-01-06 12:00"]
    known = [False, False, True, True]
    frame = small.incidents(4, unmapped=1).assign(date=pd.to_datetime(times), time_known=known)
    fold = small.fold_of(tmp_path, frame)
    night, noon = Filters(hours=(22, 2)), Filters(hours=(12, 13))
    counted = [
        (select(fold, filters).keep.tolist(), select(fold, filters).unknown_time)
        for filters in (night, noon, replace(night, unknown_times=True), replace(noon, unknown_times=True))
    ]
    kept = select(fold, Filters()).keep
    at = {minute: int(np.flatnonzero(fold.minute == minute)[0]) for minute in (0, 1, 60, 720)}
    assert kept.all()
    assert [([keep[at[minute]] for minute in at], unknown) for keep, unknown in counted] == [
        ([False, False, True, False], 2),
        ([False, False, False, True], 2),
        ([True, True, True, False], 2),
        ([True, True, False, True], 2),
    ]


@given(filters=FILTERS.filter(lambda filters: filters.hours is not None))
def test_keeping_unknown_times_adds_as_many_as_were_left_out(fold, filters):
    without, kept = (select(fold, replace(filters, unknown_times=keep)) for keep in (False, True))
    assert int(kept.keep.sum()) - int(without.keep.sum()) == without.unknown_time == kept.unknown_time


def test_unknown_times_say_nothing_without_hours():
    assert Filters(unknown_times=True) == Filters()
    assert Filters(hours=(18, 2), unknown_times=True) != Filters(hours=(18, 2))


@dataclass(frozen=True, eq=False)
class Counts:
    """Another store of columns than the records': three rows."""

    first_day: date
    last_day: date
    days: int
    names: dict
    coded: dict
    day: np.ndarray
    minute: np.ndarray
    flags: np.ndarray
    place: np.ndarray
    city: City
    x_m: np.ndarray
    y_m: np.ndarray


def test_other_columns_than_those_of_records_can_be_filtered():
    columns = Counts(
        date(2020, 1, 6),
        date(2020, 1, 7),
        2,
        {TYPE: ("ASSAULT", "THEFT")},
        {TYPE: np.array([0, 1, 255], np.uint8)},
        np.array([0, 1, 1], np.uint16),
        np.array([60, 1200, 0], np.uint16),
        np.array([TIME_KNOWN, TIME_KNOWN, ARREST], np.uint8),
        np.array([1, 0, 2], np.uint8),
        small.city(),
        *projection.to_metres(np.array([0.05, 0.06]), np.array([3.05, 3.05]), small.city().epsg),
    )
    expected = {
        Filters(): [True, True, True],
        Filters(types=("THEFT",)): [False, True, False],
        Filters(weekdays=(1,)): [False, True, True],
        Filters(until=date(2020, 1, 6)): [True, False, False],
        Filters(arrest=True): [False, False, True],
        Filters(area=((0.059, 3.049), (0.061, 3.049), (0.061, 3.051), (0.059, 3.051))): [True, False, False],
        Filters(hours=(20, 2)): [True, True, False],
        Filters(hours=(20, 1), unknown_times=True): [False, True, True],
    }
    assert {filters: passing(columns, filters).tolist() for filters in expected} == expected


SQUARE = ((0.0, 3.0), (0.0, 3.05), (0.05, 3.05), (0.05, 3.0))


@settings(max_examples=30, deadline=None)
@given(filters=FILTERS)
def test_an_area_keeps_what_is_counted_inside_it(fold, filters):
    inside = select(fold, replace(filters, area=SQUARE))
    assert inside.records == count_inside(fold, select(fold, filters), SQUARE).records
    assert inside.unmapped == 0


@settings(max_examples=20, deadline=None)
@given(side=st.floats(0.001, 0.1), filters=FILTERS)
def test_a_larger_area_keeps_what_a_smaller_one_kept(fold, side, filters):
    def square(degrees):
        return ((0.0, 3.0), (0.0, 3.0 + degrees), (degrees, 3.0 + degrees), (degrees, 3.0))

    less, more = (select(fold, replace(filters, area=square(each))).keep for each in (side, side + 0.01))
    assert (more | ~less).all()


@given(filters=FILTERS)
def test_the_records_that_pass_are_those_of_the_selection(fold, filters):
    assert (passing(fold, filters) == select(fold, filters).keep).all()


def test_lists_and_flags_are_filters():
    assert {*LISTS, *FLAGS} <= {each.name for each in fields(Filters)}


def test_numbers_come_before_words_and_by_their_size():
    assert in_order({"10", "9", "2", "THEFT", "1A", "ARSON"}) == ("2", "9", "10", "1A", "ARSON", "THEFT")
    assert in_order([]) == ()


@given(st.lists(st.text("019AZ ", max_size=3), unique=True), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_depend_on_where_they_come_from(names, random):
    shuffled = random.sample(names, len(names))
    assert in_order(shuffled) == in_order(names)
    assert sorted(in_order(names)) == sorted(names)


@given(filters=FILTERS, random=st.randoms(use_true_random=False))
def test_equal_questions_are_equal_and_hash_alike(filters, random):
    def jumbled(values):
        return tuple(random.sample([*values, *values], 2 * len(values)))

    names = ("types", "districts", "weekdays")
    again = replace(filters, **{name: jumbled(getattr(filters, name)) for name in names})
    assert again == filters
    assert hash(again) == hash(filters)


def test_lists_of_a_filter_are_kept_in_one_order():
    filters = Filters(types=("THEFT", "ARSON", "THEFT"), districts=("12", "2", "7"), weekdays=(6, 0, 6))
    assert (filters.types, filters.districts, filters.weekdays) == (("ARSON", "THEFT"), ("2", "7", "12"), (0, 6))


def test_days_are_inclusive_and_cut_to_the_build(fold):
    selection = select(fold, Filters(since=date(2000, 1, 1), until=date(2020, 1, 6)))
    assert (selection.first_day, selection.last_day) == (date(2020, 1, 6), date(2020, 1, 6))
    assert selection.records > 0


def test_days_outside_the_build_select_nothing(fold):
    selection = select(fold, Filters(since=date(2030, 1, 1)))
    assert (selection.records, selection.unmapped) == (0, 0)


@pytest.mark.parametrize("types", [("THEFT",), ("BURGLARY", "THEFT"), ()])
def test_points_are_the_places_with_records_in_cells_without_gaps(fold, types):
    selection = select(fold, Filters(types=types))
    points, index = points_of(fold, selection.weight)
    assert (points.weight == selection.weight[index]).all()
    assert (points.weight >= 1).all()
    assert set(np.diff(points.cell)) <= {0, 1}
    assert points.cell[0] == 0
    assert points.cell[-1] + 1 == len(np.unique(fold.cell[index]))


@pytest.mark.parametrize("kinds", [("Street",), ("Apartment", "Street"), ("Street", "Street")])
def test_kinds_of_location_select_what_a_table_counts(fold, records, kinds):
    selection = select(fold, Filters(location_kinds=kinds))
    assert int(selection.keep.sum()) == int(records[LOCATION_KIND].isin(kinds).sum())
