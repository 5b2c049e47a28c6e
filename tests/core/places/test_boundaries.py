"""Outlines: checked, in one spelling of codes, slim, and drawn around the cells where none were given."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely

from core.errors import BadExportError
from core.places import boundaries
from core.places.geometry import projection
from tests import small

WEST, EAST = shapely.box(3.0, 0.0, 3.05, 0.11), shapely.box(3.05, 0.0, 3.1, 0.11)


@pytest.fixture
def city():
    """The small city with files for both of its territories."""
    described = small.city()
    areas, beats = described.territories
    areas = replace(areas, files=("areas.geojson",), code_properties=("area", "number"))
    return replace(described, territories=(areas, replace(beats, files=("beats.geojson", "old beats.json"))))


def feature(geometry, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(geometry))}


def write(folder, name, *features) -> list:
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return sorted(folder.iterdir())


def by_code(collection) -> dict:
    return {each["properties"]["code"]: each for each in collection["features"]}


def test_codes_and_names_are_those_of_the_records(city, tmp_path):
    write(tmp_path, "areas.geojson", feature(WEST, area=1), feature(EAST, number="002", name="EAST END"))
    files = write(tmp_path, "Old Beats.json", feature(WEST, beat=111), feature(EAST, beat="0112"))
    found = boundaries.read(files, city)
    assert set(found) == {"outline", "community_area", "beat"}
    areas = by_code(found["community_area"])
    assert {code: area["properties"]["name"] for code, area in areas.items()} == {"1": "West End", "2": "East End"}
    assert list(by_code(found["beat"])) == ["0111", "0112"]
    assert found["beat"]["features"][0]["properties"]["name"] == "Beat 0111"


def test_parts_of_one_area_are_put_together(city, tmp_path):
    files = write(tmp_path, "areas.geojson", feature(WEST, area="1"), feature(EAST, area="1.0".removesuffix(".0")))
    (area,) = boundaries.read(files, city)["community_area"]["features"]
    assert shapely.from_geojson(json.dumps(area["geometry"])).equals(shapely.box(3.0, 0.0, 3.1, 0.11))


def test_the_outline_is_the_union_of_the_named_territory(city, tmp_path):
    files = write(tmp_path, "areas.geojson", feature(WEST, area="1"), feature(EAST, area="2"))
    (outline,) = boundaries.read(files, city)["outline"]["features"]
    assert outline["properties"]["name"] == "Small City"
    assert shapely.from_geojson(json.dumps(outline["geometry"])).equals(shapely.box(3.0, 0.0, 3.1, 0.11))


def test_borders_are_slimmed_by_metres_and_stay_common(city, tmp_path):
    """A border that wanders three metres every six loses most corners, the same for both; area is kept to 1e-3."""
    wander = np.column_stack([3.05 + 3e-5 * np.sin(np.arange(2_000)), np.linspace(0.0, 0.11, 2_000)])
    wander[[0, -1], 0] = 3.05
    west = shapely.Polygon([*wander, (3.0, 0.11), (3.0, 0.0)])
    east = shapely.Polygon([*wander, (3.1, 0.11), (3.1, 0.0)])
    files = write(tmp_path, "areas.geojson", feature(west, area="1"), feature(east, area="2"))
    areas = by_code(boundaries.read(files, city)["community_area"])
    drawn = {code: shapely.from_geojson(json.dumps(area["geometry"])) for code, area in areas.items()}
    assert all(shapely.get_num_coordinates(shape) < 800 for shape in drawn.values())
    assert drawn["1"].intersection(drawn["2"]).area < 1e-9
    for code, true in (("1", west), ("2", east)):
        assert area_m2(drawn[code]) == pytest.approx(area_m2(true), rel=1e-3)


def area_m2(shape) -> float:
    def move(corners):
        return np.column_stack(projection.to_metres(corners[:, 1], corners[:, 0], 32631))

    return shapely.transform(shape, move).area


def test_an_invalid_shape_is_mended(city, tmp_path):
    bow = shapely.Polygon([(3.0, 0.0), (3.1, 0.1), (3.1, 0.0), (3.0, 0.1)])
    files = write(tmp_path, "areas.geojson", feature(bow, area="1"))
    (area,) = boundaries.read(files, city)["community_area"]["features"]
    assert shapely.from_geojson(json.dumps(area["geometry"])).is_valid


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<html>", "areas.geojson is not a GeoJSON collection of areas; replace it or leave it out."),
        ("[]", "is not a GeoJSON collection"),
        ('{"type": "FeatureCollection"}', "is not a GeoJSON collection"),
        ('{"features": []}', "holds no areas"),
        ('{"features": [{"geometry": {"type": "Polygon"}, "properties": {"area": 1}}]}', "holds a shape"),
        (json.dumps({"features": [feature(WEST, name="x")]}), "an area without area or number"),
        (json.dumps({"features": [feature(shapely.box(10, 50, 11, 51), area=1)]}), "outside Small City"),
        (json.dumps({"features": [feature(shapely.box(5e5, 0, 5e5 + 9, 9), area=1)]}), "degrees"),
        (json.dumps({"features": [feature(shapely.Point(3.0, 0.0), area=1)]}), "outside Small City"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(city, tmp_path, content, sentence):
    (tmp_path / "areas.geojson").write_text(content)
    with pytest.raises(BadExportError) as refused:
        boundaries.read(sorted(tmp_path.iterdir()), city)
    assert sentence in str(refused.value)
    assert "areas.geojson" in str(refused.value)


def test_other_files_are_left_alone(city, tmp_path):
    assert boundaries.read(write(tmp_path, "parks.geojson"), city) == {}


def test_without_outlines_the_inhabited_cells_are_drawn(fold):
    (outline,) = boundaries.around(fold)["features"]
    shape = shapely.from_geojson(json.dumps(outline["geometry"]))
    assert shape.is_valid
    assert shapely.contains_xy(shape.buffer(2e-5), fold.longitude, fold.latitude).all()
    half = fold.grid.size_m / 2
    squares = shapely.box(fold.cell_x_m - half, fold.cell_y_m - half, fold.cell_x_m + half, fold.cell_y_m + half)
    filled = [shapely.Polygon(part.exterior) for part in shapely.get_parts(shapely.union_all(squares))]
    assert area_m2(shape) == pytest.approx(shapely.union_all(filled).area, rel=1e-3)
