"""The demo's geography is whole, its codes agree with its outlines, and nothing of it is real."""

from __future__ import annotations

import json

import duckdb
import numpy as np
import pytest
import shapely

from core import store
from core.cities.city import available_cities, load_city
from core.records.demo import streets, terrain, territories

FILES = {
    "Community Area": ("community_areas", "community_area", 77),
    "District": ("police_districts", "district", 12),
    "Beat": ("police_beats", "beat", 108),
    "Ward": ("wards", "ward", 24),
}


def shapes(demo_files, file, code):
    features = json.loads((demo_files.boundaries / f"{file}.geojson").read_text())["features"]
    return {each["properties"][code]: shapely.geometry.shape(each["geometry"]) for each in features}


@pytest.mark.parametrize("column", FILES)
def test_every_record_lies_in_the_outline_of_its_code(demo_files, records, column):
    file, code, count = FILES[column]
    outlines = shapes(demo_files, file, code)
    assert len(outlines) == count
    assert all(shape.is_valid for shape in outlines.values())
    mapped = records[records["Mapped"]]
    texts = mapped[column] if column == "Beat" else mapped[column].str.lstrip("0")
    assert set(texts) == set(outlines)
    for text, rows in mapped.groupby(texts):
        inside = shapely.contains_xy(
            outlines[text], rows["Longitude"].to_numpy(dtype=float), rows["Latitude"].to_numpy(dtype=float)
        )
        assert inside.all()


def test_territories_of_a_kind_cover_the_city_once(demo_files):
    (outline,) = shapes(demo_files, "city_outline", "name").values()
    for file, code, _ in FILES.values():
        parts = list(shapes(demo_files, file, code).values())
        assert sum(part.area for part in parts) == pytest.approx(outline.area, rel=1e-5)
        assert shapely.union_all(parts).symmetric_difference(outline).area < 1e-5 * outline.area


def test_beats_lie_within_their_districts():
    codes = territories.territories()
    assert (codes.beat // 100 == codes.district).all()


def test_the_city_lies_inside_its_bounds(demo_files):
    south, west, north, east = load_city("demo").bounds
    (outline,) = shapes(demo_files, "city_outline", "name").values()
    assert shapely.box(west, south, east, north).contains(outline)


def test_no_coordinate_lies_in_a_real_city(records):
    latitude, longitude = (records.loc[records["Mapped"], name].astype(float) for name in ("Latitude", "Longitude"))
    real = [load_city(name) for name in available_cities()]
    for south, west, north, east in (each.bounds for each in real if not each.is_demo):
        assert not (latitude.between(south, north) & longitude.between(west, east)).any()
    # Open ocean: between 35 and 45 degrees north no land lies west of 125 W until Asia.
    assert latitude.between(35, 45).all()
    assert longitude.between(-170, -130).all()


def test_no_two_addresses_share_a_metre():
    homes = streets.addresses()
    x_m, y_m = (np.rint(part) for part in terrain.to_ground(homes.u_m, homes.v_m))
    near = len(np.unique(np.column_stack([x_m, y_m]), axis=0)) / len(x_m)
    assert near > 0.999
    assert terrain.buildable(homes.u_m, homes.v_m).all()


def test_names_of_areas_are_distinct_and_not_those_of_a_real_city():
    own = {name for each in load_city("demo").territories for name in each.names.values()}
    assert len(own) == 77
    for name in available_cities():
        if name != "demo":
            assert own.isdisjoint(text for each in load_city(name).territories for text in each.names.values())


def test_each_territory_gets_a_square_when_there_are_only_as_many():
    count = len(terrain.squares().u_m)
    squares = np.arange(5)
    claim = territories.Claim(np.array([9.0, 1, 1, 1, 1]), np.arange(5.0), np.arange(5.0))
    assert sorted(territories.cut(squares, np.ones(count), claim).tolist()) == [0, 1, 2, 3, 4]


@pytest.mark.real
def test_no_block_and_no_street_is_a_real_one(real_data, rows):
    files = sorted((real_data / "chicago").glob("crimes_*.parquet"))
    query = f'SELECT DISTINCT "Block" FROM {store.parquet_scan(files)}'
    blocks = {row[0] for row in duckdb.connect().execute(query).fetchall()}
    assert len(blocks) > 30_000
    assert blocks.isdisjoint(rows["Block"])
    street_names = {word for block in blocks for word in block.split()[2:]}
    assert street_names.isdisjoint(text.split()[2] for text in rows["Block"].unique())


@pytest.mark.real
def test_no_area_is_named_as_a_real_one(real_data):
    outlines = json.loads((real_data / "chicago" / "boundaries" / "community_areas.geojson").read_text())
    real = {str(value).casefold() for each in outlines["features"] for value in each["properties"].values()}
    own = {name.casefold() for each in load_city("demo").territories for name in each.names.values()}
    assert own.isdisjoint(real)
