"""Weighted points in, labels out: the densest cells are chosen, the setting's algorithm labels them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.concentration import densest
from core.hotspots.methods import Clustered, method_of
from core.places.points import OUTSIDE
from core.places.selection import make_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.hotspots.setting import Setting
    from core.places.points import Points


def cluster(points: Points, setting: Setting, seed: int = 0) -> Clustered:
    """Label every point; those outside the concentration are `OUTSIDE`.

    Raises:
        BadParameterError: K exceeds the number of places or cells that hold records.
    """
    labels = np.full(len(points.weight), OUTSIDE, dtype=np.int32)
    inside = _inside(points, setting.concentration)
    if not inside.any():
        return Clustered(labels)
    labels[inside], tree = method_of(setting).fit(within(points, inside), setting, seed)
    return Clustered(labels, tree)


def within(points: Points, mask: NDArray[np.bool_]) -> Points:
    """Keep some of the points."""
    if mask.all():
        return points
    return make_points(points.x_m[mask], points.y_m[mask], points.weight[mask], points.cell[mask], points.cell_size_m)


def concentrated(points: Points, share: float) -> Points:
    """Keep the places in the densest share of inhabited cells."""
    return within(points, _inside(points, share))


def _inside(points: Points, share: float) -> NDArray[np.bool_]:
    return densest(points, share) if share < 1 else np.ones(len(points.weight), dtype=np.bool_)
