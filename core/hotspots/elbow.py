"""How fast the inertia falls as K grows, and whether it ever stops falling."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.hotspots import kmeans
from core.hotspots.clustering import concentrated
from core.hotspots.setting import NUMBERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.points import Points

BEND = 0.5
"""Change of slope, inertia against K on log scales, from which on a bend is called a knee."""

_FEWEST_ON_A_SIDE = 3


class Elbow(NamedTuple):
    """Inertia in m² for each K, and the K at the knee; None where the curve is smooth."""

    k: tuple[int, ...]
    inertia: tuple[float, ...]
    knee: int | None


def elbow(points: Points, concentration: float) -> Elbow:
    """Fit every K of the range, as far as there are places enough."""
    chosen = concentrated(points, concentration)
    places = len(np.unique(chosen.cell))
    ks = tuple(k for k in range(int(NUMBERS["k"].low), int(NUMBERS["k"].high) + 1) if k <= places)
    with ThreadPoolExecutor(2) as pool:
        inertia = tuple(pool.map(lambda k: kmeans.fit(chosen, k).inertia, ks))
    return Elbow(ks, inertia, knee_of(np.array(ks, dtype=np.float64), np.array(inertia)))


def knee_of(k: NDArray[np.float64], inertia: NDArray[np.float64]) -> int | None:
    """Find the K where the fall of the inertia bends, if it does.

    Points spread evenly over a plane lose inertia as 1/K: a straight line on log
    scales. Two straight lines are fitted at every K; the knee is where they fit best, if
    the slope there flattens by at least `BEND` and halves.
    """
    usable = inertia > 0
    x, y = np.log(k[usable]), np.log(inertia[usable])
    best, knee = np.inf, None
    for i in range(_FEWEST_ON_A_SIDE - 1, len(x) - _FEWEST_ON_A_SIDE + 1):
        (before, left), (after, right) = _line(x[: i + 1], y[: i + 1]), _line(x[i:], y[i:])
        if left + right < best:
            best = left + right
            bends = after - before >= BEND and abs(after) <= abs(before) / 2
            knee = int(k[usable][i]) if bends else None
    return knee


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return the slope of the least-squares line and its squared residuals."""
    centred = x - x.mean()
    slope = float(centred @ (y - y.mean()) / (centred @ centred))
    return slope, float((((y - y.mean()) - slope * centred) ** 2).sum())
