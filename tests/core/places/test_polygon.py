from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadParameterError
from core.places import polygon
from core.places.selection import Filters, select

SQUARE = [(0.0, 3.0), (0.0, 3.05), (0.05, 3.05), (0.05, 3.0)]


def test_a_square_counts_the_records_inside(fold, records):
    count = polygon.count_inside(fold, select(fold, Filters()), SQUARE)
    inside = records[records["latitude"].between(0.0, 0.05) & records["longitude"].between(3.0, 3.05)]
    assert abs(count.records - len(inside)) <= (inside[["latitude", "longitude"]] == [0.05, 3.05]).any(axis=1).sum()
    assert sum(number for _, number in count.types) == count.records
    assert count.area_km2 == pytest.approx(0.05 * 110.57 * 0.05 * 111.32, rel=2e-3)


def test_only_selected_records_count(fold):
    everything = polygon.count_inside(fold, select(fold, Filters()), SQUARE)
    thefts = polygon.count_inside(fold, select(fold, Filters(types=("THEFT",))), SQUARE)
    assert thefts.types == (("THEFT", dict(everything.types)["THEFT"]),)


def test_places_are_those_at_which_a_selected_record_lies(fold, records):
    whole = [(-1.0, 2.0), (-1.0, 4.0), (1.0, 4.0), (1.0, 2.0)]
    rare = records[(records["primary_type"] == "NARCOTICS") & records["arrest"]].dropna(subset="latitude")
    count = polygon.count_inside(fold, select(fold, Filters(types=("NARCOTICS",), arrest=True)), whole)
    assert (count.records, count.places) == (len(rare), len(rare.drop_duplicates(["latitude", "longitude"])))


def test_an_empty_corner_of_the_world_holds_nothing(fold):
    count = polygon.count_inside(fold, select(fold, Filters()), [(10, 10), (10, 11), (11, 11)])
    assert (count.records, count.places, count.types) == (0, 0, ())


def test_a_line_is_refused(fold):
    with pytest.raises(BadParameterError, match="at least three corners"):
        polygon.count_inside(fold, select(fold, Filters()), [(0.0, 3.0), (0.0, 3.1)])


def test_an_area_at_the_end_of_the_world_is_refused(fold):
    with pytest.raises(BadParameterError, match="too far from the city"):
        polygon.count_inside(fold, select(fold, Filters()), [(90.0, 93.0), (0.0, 93.0), (0.0, -177.0)])


def test_ranked_leaves_out_what_does_not_occur():
    assert polygon.ranked(("a", "b", "c"), np.array([1, 0, 4])) == (("c", 4), ("a", 1))
