"""Scores of a clustering over all its records, weighted, in metres; noise and places outside are left out.

Davies-Bouldin and Calinski-Harabasz equal scikit-learn's on the places repeated weight times. A score that has no
meaning is None, never NaN: what a metric means and which direction is better is said once, in METRICS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numba
import numpy as np

from core.hotspots.scores.silhouette import silhouette
from core.language import mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.points import Floats, Labels, Points

PAIR = 2
"""Fewest clusters that can be told apart."""


@dataclass(frozen=True)
class Metric:
    """What a number beside the map means, for pages and documents."""

    name: str
    """Field of `Scores`."""
    title: str
    best: Literal["high", "low"]
    lowest: float
    highest: float
    unit: str
    """Empty for a pure number."""
    meaning: str
    """One sentence."""
    source: str
    """The paper that defined it."""


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric(
            "silhouette",
            mark("Silhouette"),
            "high",
            -1.0,
            1.0,
            "",
            mark("How much nearer a record lies to its own cluster than to the next one, on average over all records."),
            mark("Rousseeuw 1987, Journal of Computational and Applied Mathematics 20, 53-65"),
        ),
        Metric(
            "davies_bouldin",
            mark("Davies-Bouldin"),
            "low",
            0.0,
            float("inf"),
            "",
            mark("How wide clusters are beside the distance to the neighbour they are most easily confused with."),
            mark("Davies and Bouldin 1979, IEEE Transactions on Pattern Analysis and Machine Intelligence 1, 224-227"),
        ),
        Metric(
            "calinski_harabasz",
            mark("Calinski-Harabasz"),
            "high",
            0.0,
            float("inf"),
            "",
            mark(
                "How much further apart the means of clusters lie than records from their mean, per degree of freedom."
            ),
            mark("Caliński and Harabasz 1974, Communications in Statistics 3, 1-27"),
        ),
        Metric(
            "inertia",
            mark("Inertia"),
            "low",
            0.0,
            float("inf"),
            "m²",
            mark("Sum over all records of the squared distance to the mean of their cluster; more clusters lower it."),
            mark("MacQueen 1967, Proceedings of the Fifth Berkeley Symposium 1, 281-297"),
        ),
    )
}
"""Every score, in the order in which it is shown."""


@dataclass(frozen=True)
class Scores:
    """How good a clustering is by four measures; None where a measure is undefined."""

    silhouette: float | None
    davies_bouldin: float | None
    calinski_harabasz: float | None
    inertia: float | None
    """Square metres, to the means of the clusters."""


class Clusters(NamedTuple):
    """Means and widths of the clusters that hold records."""

    records: Floats
    """(k,)"""
    x_m: Floats
    """(k,) easting of the mean, from the mean of all labelled records."""
    y_m: Floats
    """(k,) northing of the mean."""
    width_m: Floats
    """(k,) mean distance of the records to the mean."""
    inertia: float
    """Sum of the squared distances of all records to their means, square metres."""


def score(points: Points, labels: Labels) -> Scores:
    """Score a clustering by all records whose label is at least 0.

    With no such record every score is None. With one cluster, or with every record its own, only the inertia has a
    meaning.
    """
    labelled = labels >= 0
    if not labelled.any():
        return Scores(None, None, None, None)
    clusters = _summarise(points, labels, labelled)
    records = clusters.records.sum()
    if not PAIR <= len(clusters.records) < records:
        return Scores(None, None, None, clusters.inertia)
    return Scores(
        silhouette=silhouette(points, labels).mean,
        davies_bouldin=_davies_bouldin(clusters),
        calinski_harabasz=_calinski_harabasz(clusters),
        inertia=clusters.inertia,
    )


def _summarise(points: Points, labels: Labels, labelled: NDArray[np.bool_]) -> Clusters:
    """Return means and widths, every sum taken from the means to keep its digits."""
    weight = points.weight[labelled].astype(np.float64)
    x, y = (v[labelled] - np.average(v[labelled], weights=weight) for v in (points.x_m, points.y_m))
    sums = _sum_clusters(labels[labelled], x, y, weight, int(labels.max()) + 1)
    used = np.flatnonzero(sums[:, 0])
    records, x_mean, y_mean, distance, square = sums[used].T
    return Clusters(records, x_mean, y_mean, distance / records, float(square.sum()))


@numba.njit(nogil=True, cache=True)
def _sum_clusters(labels: Labels, x: Floats, y: Floats, weight: Floats, k: int) -> Floats:
    """Return (k, 5): records, mean x, mean y, sum of distances and of squared distances to the mean."""
    sums = np.zeros((k, 5))
    for i in range(len(labels)):
        c = labels[i]
        sums[c, 0] += weight[i]
        sums[c, 1] += weight[i] * x[i]
        sums[c, 2] += weight[i] * y[i]
    for c in range(k):
        if sums[c, 0] > 0.0:
            sums[c, 1] /= sums[c, 0]
            sums[c, 2] /= sums[c, 0]
    for i in range(len(labels)):
        c = labels[i]
        square = (x[i] - sums[c, 1]) ** 2 + (y[i] - sums[c, 2]) ** 2
        sums[c, 3] += weight[i] * np.sqrt(square)
        sums[c, 4] += weight[i] * square
    return sums


def _calinski_harabasz(clusters: Clusters) -> float:
    """Return the ratio of the variances between and within; 1 when nothing varies within, as scikit-learn does."""
    if clusters.inertia == 0.0:
        return 1.0
    k, records = len(clusters.records), clusters.records.sum()
    between = np.sum(clusters.records * (clusters.x_m**2 + clusters.y_m**2))
    return float(between / (k - 1) / (clusters.inertia / (records - k)))


def _davies_bouldin(clusters: Clusters) -> float:
    """Return the mean over clusters of the worst ratio of joint width to distance.

    0 when all widths or all distances are 0, as scikit-learn does; means at one place are no pair.
    """
    by_easting = np.argsort(clusters.x_m, kind="stable")
    x, y, width = clusters.x_m[by_easting], clusters.y_m[by_easting], clusters.width_m[by_easting]
    return float(_worst_ratios(x, y, width).mean())


@numba.njit(nogil=True, cache=True)
def _worst_ratios(x: Floats, y: Floats, width: Floats) -> Floats:
    """Return each cluster's largest ratio; clusters by easting, so that a walk ends where no further pair can win."""
    worst = np.zeros(len(x))
    widest = width.max()
    for i in range(len(x)):
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(x) and (width[i] + widest) >= worst[i] * abs(x[j] - x[i]):
                distance = np.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2)
                if distance > 0.0:
                    worst[i] = max(worst[i], (width[i] + width[j]) / distance)
                j += step
    return worst
