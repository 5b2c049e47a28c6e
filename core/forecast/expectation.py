"""How many records to expect on each place in some days, and between which numbers.

The city's recent level is shared out by what a model expects of each patch. A place's rate is known from the records
behind it only, so counts follow the negative binomial: a Poisson count whose rate is uncertain as a gamma (Gelman and
others, Bayesian Data Analysis, section 2.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.forecast.spots import Spots
    from core.places.history import History
    from core.places.points import Floats

LEVEL_DAYS = 28
"""The city's level is that of its last four weeks, so that a season or a trend carries over."""
INTERVAL = 0.8
_LARGEST = 2_000


class Expectation(NamedTuple):
    """(S,) expected records of each place, and the ends, included, of the interval that holds `INTERVAL` of counts."""

    mean: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def expect_spots(
    history: History, wanted: NDArray[np.bool_], spots: Spots, score: Floats, *, until: int, days: float
) -> Expectation:
    """Expect the records of each place.

    Args:
        wanted: (R,) records that count and lie in the shift.
        score: (P,) what a model expects of each patch, up to a factor.
        until: First day that is not known yet.
        days: Days to expect for; one shift a week is a seventh of its days.
    """
    start, stop = np.searchsorted(history.day, (max(until - LEVEL_DAYS, 0), until))
    daily = wanted[start:stop].sum() / LEVEL_DAYS
    share = spots.score / max(float(score.sum()), 1e-12)
    mean = daily * days * share
    known = _known(history, wanted, spots, until)
    low, high = quantiles(mean, np.maximum(known, 1.0))
    return Expectation(mean, low, high)


def _known(history: History, wanted: NDArray[np.bool_], spots: Spots, until: int) -> Floats:
    """Count the records of the last year behind each place: how well its rate is known."""
    start, stop = np.searchsorted(history.day, (max(until - 364, 0), until))
    spot = np.append(spots.spot, -1)[history.patch[start:stop][wanted[start:stop]]]
    return np.bincount(spot[spot >= 0], minlength=len(spots.score)).astype(np.float64)


def quantiles(mean: Floats, shape: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of the central interval of negative binomial counts.

    Args:
        mean: (n,) means.
        shape: (n,) shapes of the gamma; the larger, the nearer to Poisson.

    Returns:
        (n,) smallest count that is not among the least tenth, and the smallest that leaves at most a tenth above.
    """
    below, above = (1 - INTERVAL) / 2, (1 + INTERVAL) / 2
    low, high = (np.full(len(mean), -1, dtype=np.int64) for _ in range(2))
    odds = mean / (mean + shape)
    term = (1 - odds) ** shape
    total = term.copy()
    for count in range(_LARGEST):
        low[(low < 0) & (total >= below)] = count
        high[(high < 0) & (total >= above)] = count
        if (high >= 0).all():
            break
        term = term * (count + shape) / (count + 1) * odds
        total += term
    return np.where(low < 0, 0, low), np.where(high < 0, _LARGEST, high)
