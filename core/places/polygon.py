"""What lies inside an area that somebody drew on the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
import shapely

from core.errors import BadParameterError
from core.language import say
from core.places.fold import TYPE
from core.places.geometry import projection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from core.cities.city import City
    from core.places.fold import Fold
    from core.places.selection import Selection


CORNERS = 50
"""Most corners of an area."""

Ring = tuple[tuple[float, float], ...]
"""Corners of an area, (latitude, longitude) in degrees; the last one is joined with the first."""


class Places(Protocol):
    """P places of a city, in metres; the same object stands for the same places."""

    def __hash__(self) -> int:
        """Tell it from others."""

    @property
    def city(self) -> City:
        """The city, whose projection gives the metres."""

    @property
    def x_m(self) -> NDArray[np.float64]:
        """(P,) metres to the east."""

    @property
    def y_m(self) -> NDArray[np.float64]:
        """(P,) metres to the north."""


@dataclass(frozen=True)
class Count:
    """Selected records inside an area; `types` are the most frequent first."""

    records: int
    places: int
    types: tuple[tuple[str, int], ...]
    area_km2: float


def count_inside(fold: Fold, selection: Selection, ring: Sequence[tuple[float, float]]) -> Count:
    """Count the selected records inside a ring of (latitude, longitude), its border included.

    Raises:
        BadParameterError: The ring has no area.
    """
    corners = tuple((float(latitude), float(longitude)) for latitude, longitude in ring)
    inside = places_inside(fold, corners)
    kinds = np.bincount(fold.coded[TYPE][selection.keep & inside[fold.place]], minlength=len(fold.names[TYPE]))
    weight = selection.weight[inside[:-1]]
    area_km2 = area_of(corners, fold.city.epsg).area / 1e6
    return Count(int(weight.sum()), int((weight > 0).sum()), ranked(fold.names[TYPE], kinds), area_km2)


@lru_cache(maxsize=4)
def places_inside(places: Places, ring: Ring) -> NDArray[np.bool_]:
    """Say of each place whether it lies inside a ring, its border included.

    Returns:
        (P + 1,) one flag a place; the last, for records without a place, is False.

    Raises:
        BadParameterError: The ring has no area.
    """
    area = area_of(ring, places.city.epsg)
    shapely.prepare(area)
    west, south, east, north = area.bounds
    x_m, y_m = places.x_m, places.y_m
    candidates = np.flatnonzero((x_m >= west) & (x_m <= east) & (y_m >= south) & (y_m <= north))
    inside = np.zeros(len(x_m) + 1, dtype=np.bool_)
    inside[candidates] = shapely.intersects_xy(area, x_m[candidates], y_m[candidates])
    return inside


def area_of(ring: Sequence[tuple[float, float]], epsg: int) -> shapely.Geometry:
    """Make the area inside a ring, in metres; where edges cross, every part that they close in belongs to it.

    Raises:
        BadParameterError: The ring has no area.
    """
    latitude, longitude = np.asarray(ring, dtype=np.float64).reshape(-1, 2).T
    x_m, y_m = projection.to_metres(latitude, longitude, epsg)
    if not np.isfinite([x_m, y_m]).all():
        raise BadParameterError(say("The area lies too far from the city. Draw it on the map."))
    area = shapely.make_valid(shapely.Polygon(np.column_stack([x_m, y_m]))) if len(latitude) > 2 else None  # noqa: PLR2004
    if area is None or area.area == 0:
        msg = say("The drawn area is a line or a point. Draw a shape with at least three corners.")
        raise BadParameterError(msg)
    return area


def ranked(names: Sequence[str], counts: Sequence[int] | np.ndarray) -> tuple[tuple[str, int], ...]:
    """Pair names with their counts, most frequent first, leaving out what does not occur."""
    order = np.argsort(-np.asarray(counts[: len(names)]), kind="stable")
    return tuple((names[i], int(counts[i])) for i in order if counts[i])
