"""The contest: every model expects the same later weeks, each week from the days before it alone.

Scored is the share of the later records in the shift that lie on what a model points at: on its small places as they
are listed, and on its best ground of 1 to 10 % of the inhabited area. PAI (Chainey, Tompson and Uhlig 2008) is
that share over the share of area. Intervals come from drawing whole weeks anew (seeded), because records of a week are
not independent of each other.

The model is chosen by the share caught on `DECIDES`. Whoever is best of many on the same weeks looks better than it is,
so what stands beside the list is scored by a choice that never saw the week: each week by the model that the other
weeks chose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from core import progress
from core.forecast.counts import within_shift
from core.forecast.expectation import expect_spots
from core.forecast.models import BASELINES, MODELS
from core.forecast.spots import MOST_SPOTS, find_spots
from core.language import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.forecast.shift import Shift
    from core.places.history import History
    from core.places.points import Floats
    from core.progress import Report

WEEKS = 12
FEWEST_WEEKS = 8
WEEK_DAYS = 7
SHARES = tuple(percent / 100 for percent in range(1, 11))
DECIDES = 0.01
"""Share of the inhabited area on which the winner caught most."""
_DRAWS, _SEED = 999, 0
INTERVAL = 0.9


@dataclass(frozen=True, eq=False)
class Weeks:
    """What one model caught in each of W later weeks: records, beside all records in the shift on the map."""

    records: Floats
    """(W,) records of each week."""
    shaded: Floats
    """(W, shares) records caught on each of `SHARES`."""
    listed: Floats
    """(W, places) records caught on the first place, the first two..."""
    listed_km2: Floats
    """(W, places) area of the first place, the first two..."""
    held: Floats
    """(W,) share of the places whose records lay within what was expected of them; NaN where none is listed."""


class Caught(NamedTuple):
    """A share of later records on a share of the inhabited area, with an interval over the weeks."""

    area_share: float
    hit_rate: float
    low: float
    high: float

    @property
    def pai(self) -> float:
        """Share of records over share of area."""
        return self.hit_rate / self.area_share if self.area_share else 0.0

    def told(self) -> dict[str, float]:
        """Write it with its PAI."""
        return {**self._asdict(), "pai": self.pai}


def score_model(name: str, history: History, keep: NDArray[np.bool_], shift: Shift, weeks: int) -> Weeks:
    """Let a model expect each of the last weeks from the days before it, and count what it caught."""
    model, wanted = MODELS[name], keep & within_shift(history, shift) & (history.patch < len(history.number))
    rows = []
    for back in range(weeks, 0, -1):
        until = history.days - back * WEEK_DAYS
        start, stop = np.searchsorted(history.day, (until, until + WEEK_DAYS))
        late = history.patch[start:stop][wanted[start:stop]]
        later = np.bincount(late, minlength=len(history.number)).astype(np.float64)
        score = model.expect(history, keep, shift, until).score
        spots = find_spots(history, score)
        expected = expect_spots(history, wanted, spots, score, until=until, days=WEEK_DAYS)
        inside = np.bincount(spots.spot[spots.spot >= 0], weights=later[spots.spot >= 0], minlength=len(expected.mean))
        held = (expected.low <= inside) & (inside <= expected.high)
        rows.append((later.sum(), _shaded(history, score, later), *_listed(history, spots.spot, later), _mean(held)))
    return Weeks(*(np.array(each, dtype=np.float64) for each in zip(*rows, strict=True)))


def _mean(held: NDArray[np.bool_]) -> float:
    return float(held.mean()) if len(held) else float("nan")


def _shaded(history: History, score: Floats, later: Floats) -> Floats:
    """Count later records on the best patches of each share of the area, the last patch in part."""
    order = np.argsort(-score, kind="stable")
    km2 = np.arange(len(order) + 1) * history.patch_km2
    return np.interp(np.array(SHARES) * history.inhabited_km2, km2, np.append(0.0, np.cumsum(later[order])))


def _listed(history: History, spot: NDArray[np.int32], later: Floats) -> tuple[Floats, Floats]:
    """Count later records, and km², on the first place, the first two... up to `MOST_SPOTS`."""
    inside = spot >= 0
    records = np.bincount(spot[inside], weights=later[inside], minlength=MOST_SPOTS)
    return records.cumsum(), np.bincount(spot[inside], minlength=MOST_SPOTS).cumsum() * history.patch_km2


@dataclass(frozen=True, eq=False)
class Contest:
    """All models on the same weeks."""

    weeks: dict[str, Weeks]
    inhabited_km2: float

    @property
    def tested(self) -> int:
        """Weeks that were tested; too few for a choice where the history is short."""
        return len(next(iter(self.weeks.values())).records)

    @property
    def chosen(self) -> str:
        """Name of the model that caught most; the first of equals."""
        return self._best(np.ones(self.tested, dtype=np.bool_))

    def shaded(self, name: str, share: float) -> Caught:
        """Say what a model caught on a share of the area."""
        found = self.weeks[name]
        return self._caught(found.shaded[:, SHARES.index(share)], found.records, np.full(self.tested, share))

    def listed(self, name: str, places: int) -> Caught:
        """Say what a model caught on so many places."""
        found = self.weeks[name]
        area = found.listed_km2[:, places - 1] / self.inhabited_km2
        return self._caught(found.listed[:, places - 1], found.records, area)

    def honest_listed(self, places: int) -> Caught:
        """Say what the places of a choice caught that never saw the week it is tested on."""
        picks = [self._best(np.arange(self.tested) != week) for week in range(self.tested)]
        found = [self.weeks[name] for name in picks]
        hits = np.array([each.listed[week, places - 1] for week, each in enumerate(found)])
        km2 = np.array([each.listed_km2[week, places - 1] for week, each in enumerate(found)])
        return self._caught(hits, found[0].records, km2 / self.inhabited_km2)

    def honest_shaded(self, share: float) -> Caught:
        """Say the same of a share of the area."""
        at = SHARES.index(share)
        picks = [self._best(np.arange(self.tested) != week) for week in range(self.tested)]
        hits = np.array([self.weeks[name].shaded[week, at] for week, name in enumerate(picks)])
        return self._caught(hits, self.weeks[picks[0]].records, np.full(self.tested, share))

    def _best(self, weeks: NDArray[np.bool_]) -> str:
        at = SHARES.index(DECIDES)
        caught = {n: w.shaded[weeks, at].sum() for n, w in self.weeks.items() if n not in BASELINES}
        return max(caught, key=caught.__getitem__)

    def _caught(self, hits: Floats, records: Floats, area: Floats) -> Caught:
        total = records.sum()
        if not total:
            return Caught(float(area.mean()), 0.0, 0.0, 0.0)
        drawn = np.random.default_rng(_SEED).integers(0, len(hits), (_DRAWS, len(hits)))
        rates = hits[drawn].sum(axis=1) / np.maximum(records[drawn].sum(axis=1), 1.0)
        low, high = np.quantile(rates, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2])
        return Caught(float(area.mean()), float(hits.sum() / total), float(low), float(high))


def hold_contest(
    history: History, keep: NDArray[np.bool_], shift: Shift, report: Report = progress.silent
) -> Contest | None:
    """Test every model on the last `WEEKS` weeks; None where the history has fewer days than twice the fewest weeks.

    Args:
        keep: (R,) which records count.
    """
    weeks = min(WEEKS, history.days // (2 * WEEK_DAYS))
    if weeks < FEWEST_WEEKS:
        return None
    found = {}
    for done, (name, model) in enumerate(MODELS.items()):
        report(done / len(MODELS), say("Testing: {model}", model=model.told(history)))
        found[name] = score_model(name, history, keep, shift, weeks)
    return Contest(found, history.inhabited_km2)


def rule() -> str:
    """Say by which rule the model is chosen."""
    return say(
        "Every model expects the same {weeks} later weeks, each from the days before it alone. The one that catches "
        "the largest share of the records on {share:.0%} of the inhabited area is used.",
        weeks=WEEKS,
        share=DECIDES,
    )


def summary(contest: Contest) -> dict[str, Any]:
    """Say what is kept of a contest: as JSON can hold it, areas and rates as shares."""
    return {
        "chosen": contest.chosen,
        "weeks": contest.tested,
        "models": {
            name: {
                "records": int(found.records.sum()),
                "shaded": [contest.shaded(name, share).told() for share in SHARES],
                "listed": [contest.listed(name, places).told() for places in range(1, MOST_SPOTS + 1)],
            }
            for name, found in contest.weeks.items()
        },
        "held": _known_mean(contest.weeks[contest.chosen].held),
        "shaded": [contest.honest_shaded(share).told() for share in SHARES],
        "listed": [contest.honest_listed(places).told() for places in range(1, MOST_SPOTS + 1)],
    }


def _known_mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
