"""What the demo city publishes beside its records: whole, always the same, inside the city."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from core.cities.city import load_city
from core.context import files
from core.records.demo import boundaries, context, territories


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("context")
    context.write(folder)
    return folder


@pytest.fixture(scope="module")
def areas(written):
    return pd.read_csv(written / "community_areas.csv")


def test_every_declared_file_is_written_and_holds_its_columns(written):
    declared = load_city("demo").context
    assert sorted(path.name for path in written.iterdir()) == sorted(declared.files)
    for each in declared.areas:
        files.require(files.read(written / each.file), [each.key, *(one.column for one in each.columns)], each.file)
    for each in declared.points:
        files.require(files.read(written / each.file), [each.name, each.latitude, each.longitude], each.file)


def test_the_city_is_always_the_same(written, tmp_path):
    context.write(tmp_path)
    for path in written.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_every_area_has_numbers_that_are_possible(areas):
    assert areas["community_area"].tolist() == list(range(1, 78))
    assert areas["population"].sum() == context.RESIDENTS
    assert areas["population"].min() > 0
    assert areas["poverty_percent"].between(0, 100).all()
    assert areas["unemployed_percent"].between(0, 100).all()
    assert (areas["income_usd"] > 0).all()
    assert (areas["hardship_index"].min(), areas["hardship_index"].max()) == (1, 100)


def test_hardship_goes_with_poverty_and_against_income(areas):
    ranks = areas.corr(method="spearman")["hardship_index"]
    assert ranks["poverty_percent"] > 0.6
    assert ranks["income_usd"] < -0.6


STATIONS, STOPS = ("police_stations.csv", territories.DISTRICTS), ("rail_stops.geojson", 16)


@pytest.mark.parametrize(("file", "count"), [STATIONS, STOPS])
def test_points_are_named_and_lie_in_the_city(written, file, count):
    found = files.read(written / file)
    latitude, longitude = (files.numbers(found, name, file) for name in ("latitude", "longitude"))
    assert len(found) == count
    assert found["name"].is_unique
    whole = boundaries.outline(np.ones(len(territories.territories().area), dtype=bool))
    assert shapely.contains_xy(whole.buffer(1e-5), longitude, latitude).all()
