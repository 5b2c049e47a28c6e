"""The plain map of the busiest cells: last year's counts, whatever days were asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from core.places.busiest import LAST_YEAR_DAYS, count_cells, count_last_year, outline_busiest, rank_cells
from core.places.geometry import projection
from core.places.selection import Filters, select
from tests import small

if TYPE_CHECKING:
    from core.places.fold import Fold


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Fold:
    return small.fold_of(tmp_path_factory.mktemp("busiest"), small.incidents(8_000, days=500))


def ground(polygons: tuple) -> shapely.MultiPolygon:
    """Turn rings of (latitude, longitude) into a shape of longitude and latitude."""
    parts = [[[corner[::-1] for corner in ring] for ring in polygon] for polygon in polygons]
    return shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, *holes in parts])


def test_last_year_ends_with_the_last_day_and_has_364_days(fold: Fold):
    last = fold.last_day
    first = last - timedelta(days=LAST_YEAR_DAYS - 1)
    expected = select(fold, Filters(types=("THEFT",), since=first, until=last)).weight
    found = count_last_year(fold, Filters(types=("THEFT",), since=last), last)
    assert found.tolist() == count_cells(fold, expected).tolist()
    assert found.sum() == expected.sum() < (fold.coded["type"] == fold.names["type"].index("THEFT")).sum()


def test_a_shorter_record_is_counted_from_its_first_day(fold: Fold):
    last = fold.first_day + timedelta(days=9)
    expected = select(fold, Filters(until=last)).weight
    assert count_last_year(fold, Filters(), last).sum() == expected.sum()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_busier_cells_come_first_and_equal_ones_in_their_order(records: list[int]):
    order = rank_cells(np.array(records, dtype=np.float64)).tolist()
    assert order == sorted(range(len(records)), key=lambda i: (-records[i], i))


def test_the_outline_holds_the_busiest_cells_and_no_other(fold: Fold):
    until = fold.last_day - timedelta(days=28)
    records = count_last_year(fold, Filters(), until)
    found = outline_busiest(fold, Filters(until=until), (0.02, 0.1))
    latitude, longitude = projection.to_degrees(fold.cell_x_m, fold.cell_y_m, fold.city.epsg)
    for share, polygons in found.items():
        inside = shapely.contains_xy(ground(polygons), longitude, latitude)
        assert set(np.flatnonzero(inside)) == set(rank_cells(records)[: round(share * len(records))])


def test_a_cell_without_a_record_is_never_among_the_busiest(fold: Fold):
    few = Filters(types=("NARCOTICS",), until=date(2020, 1, 8))
    held = int((count_last_year(fold, few, date(2020, 1, 8)) > 0).sum())
    (polygons,) = outline_busiest(fold, few, (1.0,)).values()
    km2 = sum(shapely.transform(ground([polygon]), lambda at: at * 111.2).area for polygon in polygons)
    assert km2 == pytest.approx(held * fold.cell_km2, rel=0.02)
