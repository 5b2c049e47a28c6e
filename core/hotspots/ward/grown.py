"""The last trees that were grown: another K on the same selection is only another cut."""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache, cached

from core.hotspots.ward.tree import grow

if TYPE_CHECKING:
    from core.hotspots.ward.tree import Tree
    from core.places.points import Points

TREES = 16
"""Ward trees kept; that of a city of 6,000 cells takes 0.2 MB."""


def _content(points: Points) -> bytes:
    """Return a digest of everything that a tree depends on."""
    digest = blake2b(digest_size=16)
    for values in (points.x_m, points.y_m, points.weight, points.cell):
        digest.update(np.ascontiguousarray(values).data)
    return digest.digest()


@cached(LRUCache(TREES), key=_content, lock=Lock())
def tree_of(points: Points) -> Tree:
    """Grow the tree of these points, or return it if it has just been grown."""
    return grow(points)
