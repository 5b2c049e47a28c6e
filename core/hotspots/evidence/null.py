"""The permutation null: what the same setting scores where there is nothing to find.

Two nulls (field practice; see DECISIONS.md). All records: the contents of inhabited cells are
dealt out anew over the inhabited cells, so the shape of the city, the weights of
cells and the texture inside a cell stay, and only where the busy cells lie is lost.
A filtered selection: as many records drawn at random from all records, which asks
whether, say, theft concentrates beyond where crime in general lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.hotspots.clustering import cluster
from core.hotspots.methods import Null, method_of
from core.hotspots.scores.silhouette import silhouette
from core.language import mark
from core.places.selection import Filters, make_points, points_of

if TYPE_CHECKING:
    from numpy.random import Generator

    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.points import Points
    from core.places.selection import Selection

SHUFFLED = mark("cells dealt out anew over the inhabited cells")
DRAWN = mark("as many records drawn at random from all records")


class NullScore(NamedTuple):
    """What one replicate scored; a method that leaves out noise has no silhouette, because noise decides it."""

    silhouette: float | None
    coverage: float
    clusters: int


def name_of(selection: Selection) -> str:
    """Return the sentence that says which null a selection is held against."""
    return SHUFFLED if selection.filters == Filters() else DRAWN


def replicate(fold: Fold, selection: Selection, setting: Setting, generator: Generator) -> NullScore:
    """Cluster one draw from the null with every later choice (dense cells, starts) made again."""
    points = _points(fold, selection, generator)
    labels = cluster(points, setting, seed=int(generator.integers(2**31))).labels
    zoned = labels >= 0
    score = silhouette(points, labels).mean if method_of(setting).null is Null.SILHOUETTE else None
    return NullScore(score, float(points.weight[zoned].sum() / points.weight.sum()), int(labels.max(initial=-1)) + 1)


def _points(fold: Fold, selection: Selection, generator: Generator) -> Points:
    if name_of(selection) == SHUFFLED:
        return shuffle(points_of(fold, selection.weight)[0], generator)
    mapped = int(np.searchsorted(fold.place, len(fold.x_m)))
    drawn = generator.choice(mapped, size=selection.records, replace=False, shuffle=False)
    weight = np.bincount(fold.place[drawn], minlength=len(fold.x_m))
    return points_of(fold, weight.astype(np.int64))[0]


def shuffle(points: Points, generator: Generator) -> Points:
    """Deal the contents of the cells out anew over the same cells.

    A cell's places move together, so each keeps its weight and its position within the cell.
    """
    cells = int(points.cell[-1]) + 1
    first = np.searchsorted(points.cell, np.arange(cells))
    size = points.cell_size_m
    corner = np.floor(np.column_stack([points.x_m[first], points.y_m[first]]) / size) * size
    goes_to = generator.permutation(cells).astype(np.int32)
    moved = (corner[goes_to] - corner)[points.cell]
    cell = goes_to[points.cell]
    order = np.argsort(cell, kind="stable")
    x_m, y_m = points.x_m + moved[:, 0], points.y_m + moved[:, 1]
    return make_points(x_m[order], y_m[order], points.weight[order], cell[order], size)
