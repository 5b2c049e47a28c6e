"""Zones as GeoJSON: outlines for the map and for export, numbers at their centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from core.hotspots.zones import Zone
    from core.places.geometry.outline import Polygon, Ring

KM_PER_DEGREE = 111.2
SMALLEST_HOLE_KM2 = 0.75
"""Holes that are drawn; in smaller ones the picture of the cells shows well enough that nobody was recorded."""
NUMBERED = 60
"""Zones that carry their number on the map, the largest first."""
MINOR_SHARE, MINOR_KM2 = 0.005, 2.0
"""Share of the records and inhabited area below which a zone shows its number only when one looks closer."""


def zone_outlines(
    zones: Sequence[Zone], tooltips: Iterable[list[str]], redrawn: Sequence[tuple[Polygon, ...]] | None = None
) -> dict[str, Any]:
    """Outline the zones, each with the lines of its tooltip and its colours; `redrawn` are other outlines of theirs."""
    drawn = [zone.outline for zone in zones] if redrawn is None else redrawn
    return _collection(
        {
            "type": "Feature",
            "geometry": multi_polygon(outline, SMALLEST_HOLE_KM2),
            "properties": _properties(zone, tooltip),
        }
        for zone, tooltip, outline in zip(zones, tooltips, drawn, strict=True)
    )


def zone_numbers(zones: Sequence[Zone]) -> dict[str, Any]:
    """Place the number of each of the largest zones at the mean of its records."""
    return _collection(
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [zone.longitude, zone.latitude]},
            "properties": {
                "number": zone.number,
                "minor": min(zone.share / MINOR_SHARE, zone.inhabited_km2 / MINOR_KM2) < 1,
            },
        }
        for zone in zones[:NUMBERED]
    )


def _properties(zone: Zone, tooltip: list[str]) -> dict[str, Any]:
    return {
        "label": zone.number,
        "level": str(zone.risk.level),
        "tooltip": tooltip,
        "colours": {"label": palette.zone(zone.colour), "risk": palette.RISKS[zone.risk.level]},
    }


def multi_polygon(polygons: Iterable[Polygon], smallest_hole_km2: float = 0.0) -> dict[str, Any]:
    """Write polygons of (latitude, longitude) as a GeoJSON geometry; smaller holes are filled."""
    return {"type": "MultiPolygon", "coordinates": [_rings(polygon, smallest_hole_km2) for polygon in polygons]}


def _rings(polygon: Polygon, smallest_hole_km2: float) -> list[NDArray[np.float64]]:
    """Turn rings of (latitude, longitude) into GeoJSON's closed rings of [longitude, latitude].

    Arrays are written as JSON whole; of lists Dash would look at every number.
    """
    outer, *holes = polygon
    kept = (outer, *(hole for hole in holes if area_km2(hole) >= smallest_hole_km2))
    return [np.ascontiguousarray(np.array((*ring, ring[0]))[:, ::-1]) for ring in kept]


def area_km2(ring: Ring) -> float:
    """Return the area of a small ring of (latitude, longitude) in square kilometres, on a plane that touches it."""
    latitude, longitude = np.array(ring).T
    x, y = (v - v.mean() for v in (longitude * np.cos(np.radians(latitude.mean())), latitude))
    return float(abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2 * KM_PER_DEGREE**2)


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
