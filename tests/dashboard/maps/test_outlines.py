"""The outlines of zones: closed rings in degrees, of the ground's area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from dashboard import palette
from dashboard.maps import outlines

if TYPE_CHECKING:
    from core.places.fold import Fold


def test_outlines_are_closed_rings_of_longitude_and_latitude(shared_fold: Fold):
    found = find_zones(shared_fold, Filters(), Setting(Algorithm.KMEANS, k=4))
    drawn = outlines.zone_outlines(found.zones, [[f"zone {zone.label}"] for zone in found.zones])
    assert [f["properties"]["label"] for f in drawn["features"]] == [zone.number for zone in found.zones]
    for feature, zone in zip(drawn["features"], found.zones, strict=True):
        assert feature["properties"]["tooltip"] == [f"zone {zone.label}"]
        assert feature["properties"]["colours"]["risk"] == palette.RISKS[zone.risk.level]
        for ring in (ring for polygon in feature["geometry"]["coordinates"] for ring in polygon):
            assert tuple(ring[0]) == tuple(ring[-1])
            assert all(longitude < 0 < latitude for longitude, latitude in ring)


def test_zones_can_be_drawn_with_other_outlines(shared_fold: Fold):
    found = find_zones(shared_fold, Filters(), Setting(Algorithm.KMEANS, k=2))
    square = ((41.7, -87.7), (41.7, -87.6), (41.8, -87.6), (41.8, -87.7))
    drawn = outlines.zone_outlines(found.zones, [[], []], [((square,),), ()])
    first, second = (feature["geometry"]["coordinates"] for feature in drawn["features"])
    assert [ring[:, ::-1].tolist() for (ring,) in first] == [[list(corner) for corner in (*square, square[0])]]
    assert second == []


def test_the_area_of_a_ring_is_that_of_the_ground():
    side = 1 / outlines.KM_PER_DEGREE  # a kilometre, in degrees
    equator = ((0.0, 10.0), (0.0, 10 + 2 * side), (side, 10 + 2 * side), (side, 10.0))
    assert outlines.area_km2(equator) == pytest.approx(2.0, rel=1e-3)
    north = ((60.0, 10.0), (60.0, 10 + 4 * side), (60 + side, 10 + 4 * side), (60 + side, 10.0))
    assert outlines.area_km2(north) == pytest.approx(2.0, rel=1e-2), "a degree of longitude is half as long there"


def test_small_holes_are_left_to_the_picture():
    cell = 0.3 / outlines.KM_PER_DEGREE

    def square(size: float) -> tuple[tuple[float, float], ...]:
        return ((0.0, 0.0), (0.0, size), (size, size), (size, 0.0))

    for side, least_km2, rings in ((cell, 0.75, 1), (3 * cell, 0.75, 2), (cell, 0.0, 2)):
        (drawn,) = outlines.multi_polygon([(square(1.0), square(side))], least_km2)["coordinates"]
        assert len(drawn) == rings
