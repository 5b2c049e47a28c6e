"""One door to the three algorithms: weighted points in, labels out."""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from cachetools import LRUCache, cached

from core.hotspots import concentration, dbscan, kmeans, ward
from core.hotspots.setting import Algorithm
from core.places.points import OUTSIDE
from core.places.selection import make_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.hotspots.setting import Setting
    from core.hotspots.ward import Tree
    from core.places.points import Labels, Points


TREES = 16
"""Ward trees kept; that of a city of 6,000 cells takes 0.2 MB."""


class Clustered(NamedTuple):
    """(n,) label of each point, and the Ward tree where there is one."""

    labels: Labels
    tree: Tree | None


def cluster(points: Points, setting: Setting, seed: int = 0) -> Clustered:
    """Label every point; those outside the concentration are `OUTSIDE`.

    Raises:
        BadParameterError: K exceeds the number of places or cells that hold records.
    """
    labels = np.full(len(points.weight), OUTSIDE, dtype=np.int32)
    inside = _inside(points, setting.concentration)
    if not inside.any():
        return Clustered(labels, None)
    labels[inside], tree = _label(within(points, inside), setting, seed)
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
    return concentration.densest(points, share) if share < 1 else np.ones(len(points.weight), dtype=np.bool_)


def _label(points: Points, setting: Setting, seed: int) -> tuple[Labels, Tree | None]:
    match setting.algorithm:
        case Algorithm.KMEANS:
            return kmeans.fit(points, setting.k, seed).labels, None
        case Algorithm.DBSCAN:
            return dbscan.label(points, setting.eps_m, setting.min_samples), None
        case Algorithm.HIERARCHICAL:
            tree = tree_of(points)
            return ward.cut(tree, setting.k)[points.cell], tree


def _content(points: Points) -> bytes:
    """Return a digest of everything that a tree depends on."""
    digest = blake2b(digest_size=16)
    for values in (points.x_m, points.y_m, points.weight, points.cell):
        digest.update(np.ascontiguousarray(values).data)
    return digest.digest()


@cached(LRUCache(TREES), key=_content, lock=Lock())
def tree_of(points: Points) -> Tree:
    """Grow the tree of these points, or return it if it has just been grown: another K is only another cut."""
    return ward.grow(points)
