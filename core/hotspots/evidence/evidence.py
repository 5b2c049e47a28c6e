"""What stands beside a score: its null, its stability and its value on later data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import BadParameterError
from core.hotspots.clustering import cluster
from core.hotspots.evidence import holdout, null, stability
from core.hotspots.evidence.holdout import LATER_DAYS
from core.hotspots.methods import method_of
from core.language import say, say_many
from core.places.points import ABSENT
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from core.hotspots.evidence.holdout import HoldOut
    from core.hotspots.evidence.null import NullScore
    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.points import Labels
    from core.places.selection import Filters, Selection

    _Item = tuple[str, Callable[[], Any]]

REPLICATES = 5
"""Draws from the null, weeks drawn anew, and other starts: so many of each."""

_THREADS = 2


@dataclass(frozen=True)
class Evidence:
    """Evidence for one setting on one selection; a value is None where `notes` say why.

    `null_silhouette` is the mean over the replicates, `null_low` and `null_high` the least and
    greatest; `null_coverage` the mean, `null_coverage_high` the greatest. Stabilities are adjusted Rand
    indices: the mean over drawn weeks, between halves of the period, and the mean over other starts. Dates of
    the later data are inclusive.
    """

    replicates: int
    seed: int
    null_name: str
    notes: tuple[str, ...] = ()
    null_silhouette: float | None = None
    null_low: float | None = None
    null_high: float | None = None
    null_coverage: float | None = None
    null_coverage_high: float | None = None
    null_clusters: float | None = None
    stability: float | None = None
    stability_halves: float | None = None
    stability_restarts: float | None = None
    pai: float | None = None
    hit_rate: float | None = None
    baseline_pai: float | None = None
    baseline_hit_rate: float | None = None
    area_share: float | None = None
    later_since: date | None = None
    later_until: date | None = None
    later_records: int | None = None


def gather_evidence(
    fold: Fold, filters: Filters, setting: Setting, seed: int = 0, replicates: int = REPLICATES
) -> Evidence:
    """Repeat a setting on its nulls, on drawn weeks and on earlier days, on two threads.

    The same seed gives the same evidence, whatever the number of threads.
    """
    selection = select(fold, filters)
    if selection.records == 0:
        return Evidence(replicates, seed, say(null.name_of(selection)), (say("No record is on the map."),))
    work = _work(fold, selection, setting, seed, replicates)
    with ThreadPoolExecutor(_THREADS) as pool:
        done = list(pool.map(lambda item: (item[0], _attempt(item[1])), work))
    results = {kind: [value for k, value in done if k == kind] for kind, _ in work}
    found = {
        **_null(results["null"]),
        "stability": _mean(results["weeks"]),
        "stability_halves": _mean(results["halves"]),
        "stability_restarts": _mean(results.get("restarts", [])),
        **_later(results["later"][0]),
    }
    return Evidence(replicates, seed, say(null.name_of(selection)), _notes(setting, found), **found)


def _work(fold: Fold, selection: Selection, setting: Setting, seed: int, replicates: int) -> list[_Item]:
    """List what is to be computed, each draw with a generator of its own."""
    base = _base(fold, selection, setting)
    nulls, weeks = (np.random.default_rng(s).spawn(replicates) for s in np.random.SeedSequence(seed).spawn(2))
    work: list[_Item] = [
        ("later", partial(holdout.score_holdout, fold, selection.filters, setting)),
        ("halves", partial(stability.halves, fold, selection, setting)),
        *(("null", partial(null.replicate, fold, selection, setting, g)) for g in nulls),
        *(("weeks", partial(stability.bootstrap, fold, selection, setting, base, g)) for g in weeks),
    ]
    if method_of(setting).has_restarts:
        starts = range(seed + 1, seed + 1 + replicates)
        work += [("restarts", partial(stability.restarts, fold, selection, setting, base, s)) for s in starts]
    return work


def _base(fold: Fold, selection: Selection, setting: Setting) -> Labels:
    points, index = points_of(fold, selection.weight)
    labels = np.full(len(selection.weight), ABSENT, dtype=np.int32)
    labels[index] = cluster(points, setting).labels
    return labels


def _attempt(compute: Callable[[], Any]) -> Any:  # noqa: ANN401 (each part has its own result)
    """Compute a part; a draw that leaves fewer places than K has no result."""
    try:
        return compute()
    except BadParameterError:
        return None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _null(drawn: Sequence[NullScore | None]) -> dict[str, float | None]:
    known = [score for score in drawn if score is not None]
    silhouettes = [score.silhouette for score in known if score.silhouette is not None]
    return {
        "null_silhouette": _mean(silhouettes),
        "null_low": min(silhouettes, default=None),
        "null_high": max(silhouettes, default=None),
        "null_coverage": _mean([score.coverage for score in known]),
        "null_coverage_high": max((score.coverage for score in known), default=None),
        "null_clusters": _mean([score.clusters for score in known]),
    }


def _later(value: HoldOut | None) -> dict[str, Any]:
    if value is None:
        return {}
    found = asdict(value)
    return {f"later_{name}" if name in {"since", "until", "records"} else name: v for name, v in found.items()}


def _notes(setting: Setting, found: dict[str, Any]) -> tuple[str, ...]:
    """Say why a value is missing."""
    notes, method = [], method_of(setting)
    if method.no_null:
        notes.append(say(method.no_null))
    elif found["null_silhouette"] is None:
        notes.append(say("The null has no silhouette, because fewer than two zones remain in it."))
    if not method.has_restarts:
        notes.append(say("Restarts do not apply: the algorithm has no random start."))
    if found["stability"] is None:
        notes.append(say("Stability needs at least two weeks of records."))
    if "pai" not in found:
        notes.append(
            say_many(
                "Value on later data needs at least {count} day of records with coordinates.",
                "Value on later data needs at least {count} days of records with coordinates.",
                2 * LATER_DAYS,
            )
        )
    return tuple(notes)
