"""Which cluster a place belongs to that is not core: that of its nearest core place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core import threads
from core.hotspots.dbscan.components import squared_gap
from core.hotspots.dbscan.neighbourhood import row_at
from core.hotspots.dbscan.tiles import slot_at
from core.places.points import NOISE

if TYPE_CHECKING:
    from core.hotspots.dbscan.components import Pieces
    from core.hotspots.dbscan.cores import Mask
    from core.hotspots.dbscan.tiles import Corner
    from core.places.points import Floats, Labels, Points


def spread(points: Points, core: Mask, pieces: Pieces, eps_m: float) -> Labels:
    """Give each core place its cluster, each border place that of its nearest core place, others noise.

    Between core places at the same distance the cluster with the lower number wins.
    """
    cells, box_m, cluster = pieces
    labels = np.full(len(core), NOISE, np.int32)
    labels[cells.order] = np.repeat(cluster, np.diff(cells.first))
    rest = np.flatnonzero(~core).astype(np.int32)
    tables = (cells.rows, cells.first, cells.places, cells.corner, box_m, cluster)
    x_m, y_m = points.x_m[rest], points.y_m[rest]
    threads.run_chunks(
        lambda start, stop: _attach((start, stop), rest, x_m, y_m, float(eps_m * eps_m), *tables, labels),
        len(rest),
        len(rest),
    )
    return labels


@njit(nogil=True, cache=True)
def _attach(  # noqa: PLR0913, PLR0917
    span: tuple[int, int],
    rest: Labels,
    x_m: Floats,
    y_m: Floats,
    limit: float,
    rows: Labels,
    first: Labels,
    places: Floats,
    corner: Corner,
    box: Floats,
    cluster: Labels,
    labels: Labels,
) -> None:
    """Label places that are not core by the nearest core place within the limit."""
    for i in range(span[0], span[1]):
        labels[rest[i]] = _nearest(x_m[i], y_m[i], limit, rows, first, places, corner, box, cluster)


@njit(nogil=True, cache=True)
def _nearest(  # noqa: PLR0913, PLR0917
    x: float,
    y: float,
    best: float,
    rows: Labels,
    first: Labels,
    places: Floats,
    corner: Corner,
    box: Floats,
    cluster: Labels,
) -> int:
    """Return the cluster of the nearest core place within the limit `best`, noise without one."""
    found = NOISE
    row, column = math.floor((y - corner[1]) / corner[2]), math.floor((x - corner[0]) / corner[2])
    for step in range(5):
        r = row_at(row, step)
        if r < 0 or r >= len(rows) - 1:
            continue
        for slot in range(slot_at(rows, r, column - 2), slot_at(rows, r, column + 3)):
            if squared_gap(box[slot, 0], box[slot, 2], x) + squared_gap(box[slot, 1], box[slot, 3], y) > best:
                continue
            for i in range(first[slot], first[slot + 1]):
                dx, dy = x - places[i, 0], y - places[i, 1]
                d = dx * dx + dy * dy
                if d < best or (d == best and (found == NOISE or cluster[slot] < found)):
                    best, found = d, cluster[slot]
    return found
