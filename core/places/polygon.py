"""What lies inside an area that somebody drew on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from core.errors import BadParameterError
from core.language import say
from core.places import projection
from core.places.fold import TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.places.fold import Fold
    from core.places.selection import Selection


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
    latitude, longitude = np.asarray(ring, dtype=np.float64).reshape(-1, 2).T
    x_m, y_m = projection.to_metres(latitude, longitude, fold.city.epsg)
    area = shapely.make_valid(shapely.Polygon(np.column_stack([x_m, y_m]))) if len(latitude) > 2 else None  # noqa: PLR2004
    if area is None or area.area == 0:
        msg = say("The drawn area is a line or a point. Draw a shape with at least three corners.")
        raise BadParameterError(msg)
    shapely.prepare(area)
    west, south, east, north = area.bounds
    near = (fold.x_m >= west) & (fold.x_m <= east) & (fold.y_m >= south) & (fold.y_m <= north) & (selection.weight > 0)
    inside = np.zeros(len(fold.x_m) + 1, dtype=np.bool_)
    candidates = np.flatnonzero(near)
    inside[candidates] = shapely.intersects_xy(area, fold.x_m[candidates], fold.y_m[candidates])
    kinds = np.bincount(fold.coded[TYPE][selection.keep & inside[fold.place]], minlength=len(fold.names[TYPE]))
    records = int(selection.weight[inside[:-1]].sum())
    return Count(records, int(inside.sum()), ranked(fold.names[TYPE], kinds), area.area / 1e6)


def ranked(names: Sequence[str], counts: Sequence[int] | np.ndarray) -> tuple[tuple[str, int], ...]:
    """Pair names with their counts, most frequent first, leaving out what does not occur."""
    order = np.argsort(-np.asarray(counts[: len(names)]), kind="stable")
    return tuple((names[i], int(counts[i])) for i in order if counts[i])
