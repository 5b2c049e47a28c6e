"""HDBSCAN written out from the paper, slow and plain, and scikit-learn's put to the same question."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN

from core.places.points import NOISE, Points

EAST, NORTH = 358_000.0, 580_000.0


class Case(NamedTuple):
    points: Points
    min_samples: int
    min_cluster_size: int


def cells_of(x_m, y_m, weight=None):
    """Points of one place a cell."""
    x, y = EAST + np.asarray(x_m, np.float64), NORTH + np.asarray(y_m, np.float64)
    w = np.ones(len(x), np.int64) if weight is None else np.asarray(weight, np.int64)
    return Points(x, y, w, np.arange(len(x), dtype=np.int32), 300.0)


@st.composite
def cases(draw, kinds=("uniform", "clumped", "lattice", "line"), most=30):
    kind = draw(st.sampled_from(kinds))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    m = draw(st.integers(2, most))
    if kind == "uniform":
        xy = rng.uniform(0, 9_000, (m, 2))
    elif kind == "clumped":
        xy = rng.uniform(0, 20_000, (4, 2))[rng.integers(0, 4, m)] + rng.normal(0, 400, (m, 2))
    else:
        side = 12 if kind == "lattice" else 144
        spots = rng.choice(144, m, replace=False)
        xy = np.column_stack((spots % side, spots // side)) * 300.0
    heaviest = draw(st.sampled_from([1, 2, 9]))
    few, many = (2, 8) if heaviest < 9 else (8, 30)
    return Case(
        cells_of(*xy.T, rng.integers(1, heaviest + 1, m)),
        draw(st.integers(1, few) | st.integers(1, many)),
        draw(st.integers(2, few) | st.integers(2, many)),
    )


def in_general_position(**given):
    """Cases in which no two distances are equal, and scikit-learn takes the parameters."""
    found = cases(kinds=("uniform", "clumped"), **given)
    return found.filter(lambda case: case.min_samples <= case.points.weight.sum())


def mutual_reachability(points, min_samples):
    """Core distances (m,) and distances of mutual reachability (m, m)."""
    xy = np.column_stack((points.x_m, points.y_m))
    distance = np.sqrt(((xy[:, None] - xy) ** 2).sum(axis=2))
    core = np.full(len(xy), np.inf)
    for cell, row in enumerate(distance):
        order = np.argsort(row, kind="stable")
        enough = np.cumsum(points.weight[order]) >= min_samples
        core[cell] = row[order][enough].min(initial=np.inf)
    return core, np.maximum(distance, np.maximum.outer(core, core))


class Cluster(NamedTuple):
    cells: frozenset
    stability: float
    children: list


def by_definition(case):
    """Labels of the cells, taking away at once all that is joined at one distance, the largest first."""
    points, min_samples, least = case
    core, reach = mutual_reachability(points, min_samples)
    root = descend(np.arange(len(core)), 0.0, np.inf, (core, reach, points.weight, least))
    chosen = [cluster.cells for child in root.children for cluster in best(child)[1]]
    chosen.sort(key=lambda cells: (-points.weight[list(cells)].sum(), min(cells)))
    labels = np.full(len(core), NOISE)
    for number, cells in enumerate(chosen):
        labels[list(cells)] = number
    return labels


def descend(cells, birth, below, given):
    """Follow one cluster from its birth until it splits or ends."""
    core, reach, weight, least = given
    born, stability = frozenset(cells.tolist()), 0.0
    while len(cells):
        inside = np.concatenate((core[cells], reach[np.ix_(cells, cells)].ravel()))
        level = inside[inside < below].max() if (inside < below).any() else below
        density = 1 / level if level else np.inf
        held = cells[core[cells] < level]
        count, piece = connected_components(reach[np.ix_(held, held)] < level)
        parts = [part for part in (held[piece == p] for p in range(count)) if weight[part].sum() >= least]
        if len(parts) > 1:
            stability += (density - birth) * weight[cells].sum()
            return Cluster(born, stability, [descend(part, density, level, given) for part in parts])
        kept = parts[0] if parts else held[:0]
        stability += (density - birth) * weight[np.setdiff1d(cells, kept)].sum()
        cells, below = kept, level
    return Cluster(born, stability, [])


def best(cluster):
    """Excess of mass of a cluster or of its parts, and which they are; of equals, the whole."""
    found = [best(child) for child in cluster.children]
    mass = sum(part for part, _ in found)
    if mass > cluster.stability * (1 + 1e-12):
        return mass, [chosen for _, below in found for chosen in below]
    return cluster.stability, [cluster]


def scikit_learn(case):
    """Labels of the records by scikit-learn, whatever it makes of ties."""
    points, min_samples, min_cluster_size = case
    records = np.repeat(np.column_stack((points.x_m, points.y_m)), points.weight, axis=0)
    return HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, copy=True).fit_predict(records)


def scikit_learn_without_ties(case):
    """Labels of the records by scikit-learn from distances between which no order is left to choose.

    Distances of mutual reachability give way to those at which records are joined, which changes no tree.
    Where these are equal, the smaller part is moved away by a billionth, a record by itself the furthest:
    then the parts leave one after another, as they would at once.
    """
    points, min_samples, min_cluster_size = case
    reach = mutual_reachability(points, min_samples)[1]
    cell = np.repeat(np.arange(len(reach)), points.weight)
    reach = reach[np.ix_(cell, cell)]
    np.fill_diagonal(reach, 0)
    joined = squareform(cophenet(linkage(squareform(reach), "single")))
    n = len(joined)
    part = joined[:, :, None] < joined[:, None, :]  # [p, r, q]: r is in p's part below the distance of p and q
    part[np.arange(n), np.arange(n)] = True
    size, name = part.sum(axis=1), part.argmax(axis=1)
    rank = np.minimum(size * n - name, (size * n - name).T) / (n * n)
    apart = joined + 1e-9 * np.maximum(joined, 1) * (1 - rank)
    np.fill_diagonal(apart, 0)
    model = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=1, metric="precomputed", copy=True)
    return model.fit_predict((apart + apart.T) / 2)


def partition(labels):
    """The clusters as sets of indices, noise left out."""
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist()) - {NOISE}}


def is_settled(case):
    """Tell whether scikit-learn makes the same of the records in whatever order it takes tied distances.

    It does where all that leaves a cluster at one distance is too small to pass for a cluster, and
    nothing leaves beside the parts that it splits into.
    """
    points, min_samples, least = case
    core, reach = mutual_reachability(points, min_samples)
    np.fill_diagonal(reach, 0)
    joined = squareform(cophenet(linkage(squareform(reach), "single")))
    np.fill_diagonal(joined, core)
    for level in np.unique(joined):
        for cells in np.unique(joined[core <= level] <= level, axis=0):
            parts = np.unique(joined[cells & (core < level)] < level, axis=0)
            large = parts @ points.weight
            large = large[large >= least]
            rest = points.weight[cells].sum() - large.sum()
            limit = (2 * least, least)[len(large)] if len(large) < 2 else 1
            if rest >= limit and (level > 0 or cells.all()):
                return False
    return True
