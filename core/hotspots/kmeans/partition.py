"""K-Means of all records: zones as shares of the plane, each record with its nearest centre.

Three levels, each exact for what it sees: centres are sought on some 800 nodes
(`starts`), settled on the means of the grid cells, and carried by Lloyd's algorithm
on all weighted places to its fixed point (`refine`). Zones are Voronoi cells, not
hotspots. Kernels release the interpreter lock; the two threads live as long as one call,
so that neither a second request nor a fork can find a pool in a bad state.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import BadParameterError
from core.hotspots.kmeans.lloyd import label_points, settle
from core.hotspots.kmeans.nodes import nodes_of
from core.hotspots.kmeans.refine import Ledger, converge, inertia_of, worst_place
from core.hotspots.kmeans.starts import search
from core.language import say
from core.places.cells import Cells, Masses, masses, summarise

if TYPE_CHECKING:
    from core.places.points import Floats, Labels, Points

THREADS = 2
SEARCHES = 2
"""Independent searches; the best of them on the cells is refined."""
SWAPS_PER_CENTRE = 5
"""Swaps that each search tries, for each centre."""
SEARCH_TOLERANCE_M = 10.0
CELL_TOLERANCE_M = 0.1
TOLERANCE_M = 1e-6
"""A fixed point: one record that changes hands moves a centre by more than this."""
STEPS = 1000
"""Exact Lloyd steps at most; a city takes 10 to 110."""
ROUNDS = 20
"""Repairs and renumberings at most; each takes one, ties between places may ask for a second."""


class KMeansFit(NamedTuple):
    """Zones of K-Means, numbered from 0, most records first."""

    labels: Labels
    """(n,) number of the nearest centre, like the points; ties go to the lower number."""
    centres_m: Floats
    """(k, 2) easting and northing of the centres in metres."""
    inertia: float
    """Sum over all records of the squared distance to their centre, in square metres."""


def fit(points: Points, k: int, seed: int = 0) -> KMeansFit:
    """Divide all records into k zones of least squared distance.

    The same points and seed give the same zones, whatever else runs.

    Raises:
        BadParameterError: There are fewer distinct places than k, or k is below 1.
    """
    _check(points, k)
    places, cells = masses(points), summarise(points)
    centres = _search(points, places, cells.means, k, seed)
    for _ in range(ROUNDS):
        found, records = _refined(places, cells, centres)
        centres = _repaired(places, found, records) if (records == 0).any() else _renumbered(found.centres_m, records)
        if (centres == found.centres_m).all():
            break
    return found


def assign(x_m: Floats, y_m: Floats, centres_m: Floats) -> Labels:
    """Label points anywhere with the nearest of the centres, as `fit` labels its places.

    Args:
        centres_m: (k, 2) easting and northing in metres; ties go to the lower number.
    """
    x, y, centres = (np.require(values, np.float64, ["C", "W"]) for values in (x_m, y_m, centres_m))
    labels = np.zeros(len(x), np.int32)
    label_points(x, y, centres, labels)
    return labels


def _check(points: Points, k: int) -> None:
    """Refuse a k that the points cannot give."""
    if k < 1:
        msg = say("{name} is {value}; choose at least {least}.", name="k", value=k, least=1)
        raise BadParameterError(msg)
    cells = int(points.cell[-1]) + 1 if len(points.cell) else 0
    # Every cell holds a place of its own, so places need to be told apart only where cells are few.
    if cells >= k:
        return
    count = len(np.unique(np.column_stack((points.x_m, points.y_m)), axis=0))
    if count < k:
        raise BadParameterError(_too_few(k, count))


def _too_few(k: int, places: int) -> str:
    if places == 0:
        return say("No place holds records; widen the selection.")
    if places == 1:
        return say("k is {k}, but all records lie at one place; widen the selection.", k=k)
    return say(
        "k is {k}, but only {places} distinct places hold records; choose k of at most {places}.", k=k, places=places
    )


def _search(points: Points, places: Masses, cell_means: Masses, k: int, seed: int) -> Floats:
    """Find good centres from several starts, settled on the cells where these are fine enough."""
    nodes = nodes_of(points, places, cell_means, k)
    fine = cell_means if len(cell_means.x) > len(nodes.x) else nodes
    rng = np.random.default_rng(seed)
    draws = 2 + int(np.log(k))
    chances = [(rng.random((k, draws)), rng.random(SWAPS_PER_CENTRE * k)) for _ in range(SEARCHES)]
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(partial(_one_search, nodes, fine), chances))
    return min(found, key=lambda pair: pair[1])[0]


def _one_search(nodes: Masses, fine: Masses, chances: tuple[Floats, Floats]) -> tuple[Floats, float]:
    """Search on the nodes, settle on the finer level; return the centres and their inertia there."""
    centres = search(nodes, *chances, SEARCH_TOLERANCE_M)
    n = len(fine.x)
    inertia = settle(fine, centres, np.zeros(n, np.int32), np.full(n, -1.0), CELL_TOLERANCE_M)
    return centres, inertia


def _refined(places: Masses, cells: Cells, centres: Floats) -> tuple[KMeansFit, Floats]:
    """Carry the centres to the fixed point of exact Lloyd; return it and each zone's records."""
    n, m, k = len(places.x), len(cells.spread), len(centres)
    ledger = Ledger(np.empty(m, np.int32), np.empty(n, np.int32), np.empty(m), np.empty((k, 3)))
    centres = centres.copy()
    converge(places, cells, centres, ledger, TOLERANCE_M, STEPS)
    inertia = inertia_of(places, cells, centres, ledger)
    return KMeansFit(ledger.label, centres, inertia), ledger.sums[:, 0]


def _repaired(places: Masses, found: KMeansFit, records: Floats) -> Floats:
    """Give each empty centre the place that then adds most to the inertia."""
    labels, centres = found.labels.copy(), found.centres_m.copy()
    for empty in np.flatnonzero(records == 0):
        worst = worst_place(places, centres, labels)
        centres[empty] = places.x[worst], places.y[worst]
        labels[worst] = empty
    return centres


def _renumbered(centres: Floats, records: Floats) -> Floats:
    """Put the centre with most records first; equal ones go by their coordinates."""
    return centres[np.lexsort((centres[:, 1], centres[:, 0], -records))]
