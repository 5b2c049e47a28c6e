"""One setting held against more draws from its null than a page can wait for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core import progress
from core.errors import BadParameterError
from core.hotspots.answer import shares
from core.hotspots.clustering import cluster
from core.hotspots.evidence import null
from core.hotspots.scores.silhouette import silhouette
from core.language import say
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from core.hotspots.evidence.null import NullScore
    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.selection import Filters, Selection
    from core.progress import Report

DRAWS = 99
"""So many that p can fall to 0.01."""

_THREADS = 2


class Proof(NamedTuple):
    """A setting's score among those of the same setting on draws from its null.

    `statistic` names the score: silhouette, or coverage where the method leaves out noise. `p` is the
    setting's rank from above among the draws and itself, as a share: the chance of such a score or a higher
    one where there is nothing to find (Davison and Hinkley 1997, section 4.2). `draws` are those in which the
    setting could be repeated; without any, what follows from them is None.
    """

    statistic: str
    observed: float | None
    null_mean: float | None
    null_least: float | None
    null_greatest: float | None
    p: float | None
    draws: int
    seed: int
    null_name: str


def prove(
    fold: Fold, filters: Filters, setting: Setting, seed: int = 0, draws: int = DRAWS, report: Report = progress.silent
) -> Proof:
    """Repeat a setting on draws from its null, on two threads.

    The same seed gives the same proof, whatever the number of threads; the first draws are those of
    :func:`core.hotspots.evidence.gather_evidence`.

    Raises:
        BadParameterError: K exceeds the number of places or cells that hold records.
    """
    selection = select(fold, filters)

    def draw(generator: Generator) -> NullScore | None:
        try:
            return null.replicate(fold, selection, setting, generator)
        except BadParameterError:  # the draw has fewer places than K
            return None

    generators = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).spawn(draws)
    drawn: list[NullScore] = []
    with ThreadPoolExecutor(_THREADS) as pool:
        for done, score in enumerate(pool.map(draw, generators)):
            report(done / draws, say("Draw {number} of {draws}", number=done + 1, draws=draws))
            drawn += [] if score is None else [score]
    statistic = "silhouette" if any(score.silhouette is not None for score in drawn) else "coverage"
    observed = _observe(fold, selection, setting, statistic)
    values = [value for score in drawn if (value := getattr(score, statistic)) is not None]
    name = null.name_of(selection)
    return Proof(statistic, observed, **_rank(observed, values), draws=len(drawn), seed=seed, null_name=name)


def _observe(fold: Fold, selection: Selection, setting: Setting, statistic: str) -> float | None:
    points, _ = points_of(fold, selection.weight)
    labels = cluster(points, setting).labels
    return silhouette(points, labels).mean if statistic == "silhouette" else shares(points, labels)[0]


def _rank(observed: float | None, drawn: Sequence[float]) -> dict[str, float | None]:
    """Say where a score stands among those of the draws."""
    if observed is None or not drawn:
        return dict.fromkeys(("null_mean", "null_least", "null_greatest", "p"))
    p = (1 + sum(value >= observed for value in drawn)) / (len(drawn) + 1)
    return {"null_mean": float(np.mean(drawn)), "null_least": min(drawn), "null_greatest": max(drawn), "p": p}
