"""Our engines beside scikit-learn on the same records, in turn, in one process.

Run as `python -m scripts.measures.rivals`; prints one JSON object. scikit-learn gets the raw
records, as a user would give them, and both cores; ours get the places.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from sklearn.cluster import DBSCAN, KMeans
from sklearn.metrics import silhouette_score

from core import settings
from core.cities.city import load_city
from core.hotspots import dbscan, kmeans
from core.hotspots.scores.silhouette import silhouette
from core.places.fold import load_fold
from core.places.selection import Filters, points_of, select
from core.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from core.places.points import Labels, Points

PAIRS = 5
SEEDS = 10
KS = (5, 8, 10, 20, 30)
EPS_M = (100.0, 200.0)
MIN_SAMPLES = 100
SAMPLE = 10_000


def in_turn(
    ours: Callable[[], Any], theirs: Callable[[Any], Any], records: NDArray[np.float64], pairs: int = PAIRS
) -> dict[str, float]:
    """Run ours once unmeasured, then both in turn; return the medians in milliseconds and the median ratio."""
    ours()
    times = [(_timed(ours), _timed(partial(theirs, records))) for _ in range(pairs)]
    own, other = np.array(times).T
    return {
        "ours_ms": float(np.median(own)),
        "theirs_ms": float(np.median(other)),
        "ratio": float(np.median(other / own)),
    }


def _timed(work: Callable[[], Any]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def compare_kmeans(points: Points, records: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Time one start of theirs against ours with all its starts; compare the inertia with their best of ten seeds."""
    rows = []
    for k in KS:
        times = in_turn(partial(kmeans.fit, points, k), KMeans(k, n_init=1, random_state=0).fit, records)
        fits = (KMeans(k, n_init=1, random_state=seed).fit(records) for seed in range(SEEDS))
        best = min(fit.inertia_ for fit in fits)
        rows.append({"k": k, **times, "inertia_ratio": kmeans.fit(points, k).inertia / best})
    return rows


def compare_dbscan(points: Points, records: NDArray[np.float64], index: NDArray[np.int64]) -> list[dict[str, Any]]:
    """Time both and count the records on whose being noise they differ; `index` is the place of each record."""
    rows = []
    for eps_m in EPS_M:
        rival = DBSCAN(eps=eps_m, min_samples=MIN_SAMPLES, n_jobs=-1)
        times = in_turn(partial(dbscan.label, points, eps_m, MIN_SAMPLES), rival.fit, records, pairs=3)
        own = dbscan.label(points, eps_m, MIN_SAMPLES)[index]
        differ = int(((own < 0) != (rival.labels_ < 0)).sum())
        clusters = [int(own.max()) + 1, int(rival.labels_.max()) + 1]
        rows.append({"eps_m": eps_m, **times, "noise_differs": differ, "clusters": clusters})
    return rows


def compare_silhouette(points: Points, records: NDArray[np.float64], index: NDArray[np.int64]) -> dict[str, Any]:
    """Time all records folded against their sample, and hold both errors against exact distances."""
    labels = kmeans.fit(points, 8).labels
    samples: list[float] = []

    def sample(given: NDArray[np.float64]) -> None:
        score = silhouette_score(given, labels[index], sample_size=SAMPLE, random_state=len(samples))
        samples.append(score)

    times = in_turn(partial(silhouette, points, labels), sample, records)
    exact = exact_silhouette(points, labels)
    return {
        **times,
        "exact": exact,
        "our_error": abs(float(silhouette(points, labels).mean or 0.0) - exact),
        "their_median_error": float(np.median(np.abs(np.array(samples) - exact))),
        "their_largest_error": float(np.max(np.abs(np.array(samples) - exact))),
    }


def exact_silhouette(points: Points, labels: Labels) -> float:
    """Return the silhouette of all records from all their distances; some twenty seconds for 200,000 places."""
    count = int(labels.max()) + 1
    size = np.bincount(labels, weights=points.weight, minlength=count)
    with ThreadPoolExecutor(2) as pool:
        parts = np.array_split(np.arange(len(labels)), 2)
        sums = pool.map(lambda part: _exact_sum(points.x_m, points.y_m, points.weight, labels, size, part), parts)
    return float(sum(sums) / points.weight.sum())


@njit(nogil=True, fastmath=True)
def _exact_sum(x_m: Any, y_m: Any, weight: Any, labels: Any, size: Any, part: Any) -> float:  # noqa: ANN401 (compiled)
    total = 0.0
    for i in part:
        distance = np.zeros(len(size))
        for j in range(len(x_m)):
            distance[labels[j]] += weight[j] * np.sqrt((x_m[i] - x_m[j]) ** 2 + (y_m[i] - y_m[j]) ** 2)
        own = labels[i]
        within = distance[own] / (size[own] - 1)
        beside = np.inf
        for label in range(len(size)):
            if label != own:
                beside = min(beside, distance[label] / size[label])
        total += weight[i] * (beside - within) / max(beside, within)
    return total


def main() -> None:
    """Compare on all records of the build that the environment names."""
    store = Store(settings.data_dir(), settings.city())
    fold = load_fold(store.current(), load_city(store.city))
    points, _ = points_of(fold, select(fold, Filters()).weight)
    index = np.repeat(np.arange(len(points.weight)), points.weight)
    records = np.column_stack([points.x_m, points.y_m])[index]
    result = {
        "records": len(records),
        "kmeans": compare_kmeans(points, records),
        "dbscan": compare_dbscan(points, records, index),
        "silhouette": compare_silhouette(points, records, index),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
