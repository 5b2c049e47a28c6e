from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.columns import LOCATION_KIND
from core.places.selection import FLAGS, LISTS, Filters, in_order, points_of, select
from tests import small

FILTERS = st.builds(
    Filters,
    types=st.lists(st.sampled_from(["ASSAULT", "BURGLARY", "NARCOTICS", "THEFT"]), unique=True).map(tuple),
    districts=st.lists(st.sampled_from(["1", "2", "3"]), unique=True).map(tuple),
    weekdays=st.lists(st.integers(0, 6), unique=True).map(tuple),
    since=st.none() | st.dates(date(2019, 12, 1), date(2020, 9, 1)),
    until=st.none() | st.dates(date(2019, 12, 1), date(2020, 9, 1)),
    hours=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda pair: pair[0] != pair[1]),
    domestic=st.none() | st.booleans(),
    arrest=st.none() | st.booleans(),
    enforcement=st.none() | st.booleans(),
)


def where(filters: Filters) -> str:
    """Say the same in SQL, written apart from the code under test."""
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
    if filters.hours:
        start, end = filters.hours
        parts.append(f"hour(date) >= {start} {'AND' if start < end else 'OR'} hour(date) < {end}")
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
    mapped, unmapped, unknown = connection.execute(
        f"SELECT count(latitude), count(*) - count(latitude), "
        f"count(*) FILTER (NOT time_known) FROM records WHERE {where(filters)}",
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
    for name in (each.name for each in fields(Filters)):
        alone = replace(Filters(), **{name: getattr(small.EVERY, name)})
        assert 0 < select(fold, alone).records < everything, name


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
