"""The history holds every record once, on patches that divide the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pytest

from core.errors import MissingBuildError
from core.places import history
from core.places.fold import ENFORCEMENT_DRIVEN, TYPE
from core.places.geometry import projection
from core.places.history import PATCHES_A_SIDE, load_history
from core.places.selection import Filters, passing
from core.store import Store
from tests import small

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from core.places.fold import Fold
    from core.places.history import History


def test_every_record_is_there_once_and_by_day(past: History, records: pd.DataFrame):
    assert len(past.patch) == len(records)
    assert (np.diff(past.day.astype(int)) >= 0).all()
    assert (past.patch == len(past.number)).sum() == records["latitude"].isna().sum()
    counted = np.bincount(past.day, minlength=past.days)
    days = (records["date"].dt.date - past.first_day).map(lambda gap: gap.days)
    assert (counted == np.bincount(days, minlength=past.days)).all()


def test_a_record_lies_in_its_patch(past: History, records: pd.DataFrame):
    here = records.dropna(subset=["latitude"])
    x_m, y_m = projection.to_metres(here["latitude"].to_numpy(), here["longitude"].to_numpy(), small.city().epsg)
    numbers, counts = np.unique(past.grid.number(x_m, y_m), return_counts=True)
    assert (past.number == numbers).all()
    assert (np.bincount(past.patch)[: len(numbers)] == counts).all()


def test_patches_divide_the_cells(past: History, fold: Fold):
    a_side = PATCHES_A_SIDE
    assert past.grid.size_m == fold.grid.size_m / a_side
    row, column = past.number // past.grid.columns // a_side, past.number % past.grid.columns // a_side
    assert set((row * fold.grid.columns + column).tolist()) == set(fold.cell_number.tolist())
    assert past.inhabited_km2 == pytest.approx(len(fold.cell_number) * fold.cell_km2)


def test_filters_count_what_sql_counts(past: History, records: pd.DataFrame):
    connection = duckdb.connect()
    connection.register("given", records)
    (expected,) = connection.execute(
        "SELECT count(*) FROM given WHERE primary_type = 'THEFT' AND district IN ('1', '3') AND NOT enforcement_driven"
    ).fetchone() or (0,)
    keep = passing(past, Filters(types=("THEFT",), districts=("1", "3"), enforcement=False))
    assert keep.sum() == expected > 0
    assert (past.coded[TYPE][keep] == past.names[TYPE].index("THEFT")).all()
    assert not (past.flags[keep] & ENFORCEMENT_DRIVEN).any()


def test_corners_are_those_of_the_patches(past: History):
    x_m, y_m = projection.to_metres(past.lattice_latitude, past.lattice_longitude, small.city().epsg)
    assert len(x_m) == (past.grid.columns + 1) * (past.grid.rows + 1)
    assert x_m[1] - x_m[0] == pytest.approx(past.grid.size_m, abs=0.01)
    assert y_m[past.grid.columns + 1] - y_m[0] == pytest.approx(past.grid.size_m, abs=0.01)


def test_a_build_without_a_history_says_what_to_do(tmp_path: Path):
    store = Store(tmp_path, "small")
    with store.draft() as draft:
        draft.write_json("other", {})
        draft.publish({"city": "small"})
    with pytest.raises(MissingBuildError, match=r"scripts\.pipeline build"):
        load_history(store.current(), small.city())


def test_patches_are_no_finer_than_a_good_half_of_a_block():
    assert small.city().cell_size_m / history.PATCHES_A_SIDE >= 75
