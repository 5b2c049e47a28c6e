"""The algorithms as a table: what each is called, what can be turned, what it can do and how it is run.

A new algorithm is a package beside this module, a member of `Algorithm`, its own numbers in `setting`, and one entry
here; sweeps, choice, evidence, forms, addresses and documents read the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.hotspots import dbscan, hdbscan, kmeans, ward
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.hotspots.ward.grown import tree_of
from core.language import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.hotspots.ward import Tree
    from core.places.points import Labels, Points

MIN_SAMPLES_SHARES = (4e-5, 2e-4, 1e-3)
"""Records that make a place core, as a share of those selected: 20, 100 and 500 of half a million."""
FEW_SAMPLES_SHARES = (4e-5, 1e-4, 2e-4)
"""The same for small radii: with 500 of half a million next to nothing is dense."""
EPS_TRIED_M = (50.0, 75.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0)
"""Radii that a sweep tries; `setting.NUMBERS` says which may be asked for."""
SMALL_RADIUS_M = 75.0
"""Radius up to which DBSCAN's zones are small."""
SMALL_GROUND = 0.1
"""Densest share of the inhabited cells up to which K zones are small."""
K_ON_SMALL_GROUND = (10, 20, 30)
"""Numbers of zones that a sweep tries there: all of that ground is flagged whatever K is."""
FEWEST_SAMPLES = 5


class Clustered(NamedTuple):
    """(n,) label of each point, and the Ward tree where there is one."""

    labels: Labels
    tree: Tree | None = None


class Null(StrEnum):
    """What a setting is compared with on its permutation null."""

    SILHOUETTE = "silhouette"
    COVERAGE = "coverage"
    """Coverage and number of zones, where noise alone decides the silhouette."""


class Chart(StrEnum):
    """The chart that helps to choose a parameter."""

    ELBOW = "elbow"
    K_DISTANCE = "k_distance"
    DENDROGRAM = "dendrogram"
    CLUSTER_SIZES = "cluster_sizes"


@dataclass(frozen=True)
class Method:
    """One algorithm."""

    label: str
    """Name as the field writes it."""
    short: str
    """Name on a button."""
    numbers: tuple[str, ...]
    """Its own parameters, the one that decides most first; every algorithm has `concentration` besides."""
    fit: Callable[[Points, Setting, int], Clustered]
    """(points, setting, seed) -> labels; raises BadParameterError where K exceeds what there is."""
    candidates: Callable[[int], Iterator[Mapping[str, float]]]
    """Values of its own parameters worth trying on so many records."""
    null: Null
    chart: Chart
    no_null: str = ""
    """Why it has no silhouette on the null."""
    has_noise: bool = False
    """Leaves thin areas out by itself, so that it is swept over all cells only."""
    has_restarts: bool = False
    """Begins at random, so that other starts may end elsewhere."""

    @property
    def has_k(self) -> bool:
        """Whether the number of zones is given."""
        return "k" in self.numbers


def _every_k(_records: int) -> Iterator[Mapping[str, float]]:
    low, high = int(NUMBERS["k"].low), int(NUMBERS["k"].high)
    yield from ({"k": k} for k in range(low, high + 1))


def samples_for(records: int, eps_m: float) -> list[int]:
    """Return the numbers of records worth asking for around a core place."""
    low, high = max(NUMBERS["min_samples"].low, FEWEST_SAMPLES), NUMBERS["min_samples"].high
    shares = FEW_SAMPLES_SHARES if eps_m <= SMALL_RADIUS_M else MIN_SAMPLES_SHARES
    return sorted({int(np.clip(round(records * share), low, high)) for share in shares})


def _every_radius(records: int) -> Iterator[Mapping[str, float]]:
    for eps_m in EPS_TRIED_M:
        yield from ({"eps_m": eps_m, "min_samples": least} for least in samples_for(records, eps_m))


def _fit_ward(points: Points, setting: Setting, _seed: int) -> Clustered:
    tree = tree_of(points)
    return Clustered(ward.cut(tree, setting.k)[points.cell], tree)


METHODS: dict[Algorithm, Method] = {
    Algorithm.KMEANS: Method(
        label=mark("K-Means"),
        short=mark("K-Means"),
        numbers=("k",),
        fit=lambda points, setting, seed: Clustered(kmeans.fit(points, setting.k, seed).labels),
        candidates=_every_k,
        null=Null.SILHOUETTE,
        chart=Chart.ELBOW,
        has_restarts=True,
    ),
    Algorithm.DBSCAN: Method(
        label=mark("DBSCAN"),
        short=mark("DBSCAN"),
        numbers=("eps_m", "min_samples"),
        fit=lambda points, setting, _: Clustered(dbscan.label(points, setting.eps_m, setting.min_samples)),
        candidates=_every_radius,
        null=Null.COVERAGE,
        chart=Chart.K_DISTANCE,
        no_null=mark("DBSCAN has no null silhouette: where nothing concentrates it finds one zone or none."),
        has_noise=True,
    ),
    Algorithm.HIERARCHICAL: Method(
        label=mark("Hierarchical (Ward)"),
        short=mark("Ward"),
        numbers=("k",),
        fit=_fit_ward,
        candidates=_every_k,
        null=Null.SILHOUETTE,
        chart=Chart.DENDROGRAM,
    ),
    Algorithm.HDBSCAN: Method(
        label=mark("HDBSCAN"),
        short=mark("HDBSCAN"),
        numbers=("min_cluster_size", "min_samples"),
        fit=lambda points, setting, _: Clustered(hdbscan.label(points, setting.min_samples, setting.min_cluster_size)),
        candidates=hdbscan.candidates,
        null=Null.COVERAGE,
        chart=Chart.CLUSTER_SIZES,
        no_null=mark("HDBSCAN has no null silhouette: what it leaves out as noise decides it."),
        has_noise=True,
    ),
}
"""Every algorithm, in the order in which pages offer them."""


def method_of(setting: Setting) -> Method:
    """Return the algorithm of a setting."""
    return METHODS[setting.algorithm]


def parameters_of(setting: Setting) -> dict[str, float | int]:
    """Return the parameters that a setting's algorithm uses, for logs and answers."""
    return {name: getattr(setting, name) for name in (*method_of(setting).numbers, "concentration")}


def name_of(setting: Setting) -> str:
    """Name a setting as a column of the labels table: `kmeans_k8`, `dbscan_eps200_min100`, and `_top20` for a fifth."""
    own = [f"{NUMBERS[name].short}{getattr(setting, name):g}" for name in method_of(setting).numbers]
    top = [] if setting.concentration == 1 else [f"{NUMBERS['concentration'].short}{setting.concentration * 100:g}"]
    return "_".join((setting.algorithm, *own, *top))


def describe(setting: Setting) -> str:
    """Say a setting in words: "K-Means, K = 8, busiest 20 % of the ground"."""
    told = [name for name, value in parameters_of(setting).items() if name != "concentration" or value < 1]
    return ", ".join((say(method_of(setting).label), *(_phrase(name, getattr(setting, name)) for name in told)))


def _phrase(name: str, value: float) -> str:
    number = NUMBERS[name]
    shown = f"{int(value):,}" if number.whole else f"{value * number.scale:g}"
    return say(number.phrase, value=shown)
