"""Territories as a build's readers find them."""

from __future__ import annotations

import pytest
import shapely

from core.places.tables import TERRITORIES
from core.places.territories import OUTLINE, load_territories, place_labels, write_code
from core.store import Store


@pytest.mark.parametrize(
    ("value", "column", "written"),
    [
        (7, "community_area", "7"),
        ("007", "district", "7"),
        (7.0, "ward", "7"),
        (" 25 ", "ward", "25"),
        (111, "beat", "0111"),
        ("0111", "beat", "0111"),
        (None, "beat", ""),
        ("", "ward", ""),
    ],
)
def test_codes_are_written_as_the_records_write_them(value, column, written):
    assert write_code(value, column) == written


def test_a_build_without_outlines_has_no_territories(tmp_path):
    store = Store(tmp_path, "toy")
    with store.draft() as draft:
        assert load_territories(draft.view()) == {}
        draft.write_json(TERRITORIES, {OUTLINE: {"features": []}})
        assert load_territories(draft.publish({})) == {OUTLINE: {"features": []}}


def area(code: str, name: str, *rings: list[tuple[float, float]]) -> dict:
    shape = shapely.Polygon(rings[0], rings[1:])
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": shapely.geometry.mapping(shape)}


HOOK = [(0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (1.0, 1.0), (1.0, 9.0), (0.0, 9.0)]
"""Its centre of gravity lies outside it."""
SQUARE = [(10.0, 0.0), (14.0, 0.0), (14.0, 4.0), (10.0, 4.0)]


@pytest.mark.parametrize(("by_code", "labels"), [(False, ["Hook", "Square"]), (True, ["0111", "0112"])])
def test_an_area_is_labelled_where_it_has_the_most_room(by_code, labels):
    areas = {"type": "FeatureCollection", "features": [area("0111", "Hook", HOOK), area("0112", "Square", SQUARE)]}
    written = place_labels(areas, by_code=by_code)["features"]
    assert [each["properties"]["label"] for each in written] == labels
    assert all("label" not in each["properties"] for each in areas["features"]), "what was read is not changed"
    hook, square = (each["properties"]["at"] for each in written)
    assert shapely.contains_xy(shapely.Polygon(HOOK), *hook)
    assert square == pytest.approx([12, 2], abs=0.05)


def test_room_is_measured_on_the_ground():
    # Far in the north a degree of longitude is half as long, so the wide part is the narrow one.
    shape = [(0.0, 60.0), (3.0, 60.0), (3.0, 59.0), (4.0, 59.0), (4.0, 62.0), (3.0, 62.0), (3.0, 61.0), (0.0, 61.0)]
    (feature,) = place_labels({"features": [area("1", "North", shape)]}, by_code=False)["features"]
    turned = shapely.transform(shapely.Polygon(shape), lambda at: at * (0.5, 1.0))
    longitude, latitude = feature["properties"]["at"]
    depth = shapely.boundary(turned).distance(shapely.Point(longitude * 0.5, latitude))
    widest = shapely.maximum_inscribed_circle(turned).length
    assert depth == pytest.approx(widest, abs=0.03)
