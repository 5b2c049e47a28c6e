from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.places.selection import Filters, points_of, select

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
