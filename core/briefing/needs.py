"""Which districts have more than their usual share of the city's records in the last four weeks?

A district's usual share is that of the 52 weeks before. Counts of four weeks vary more than Poisson counts do; how
much is measured on the four-week windows of that year (Pearson's chi-squared over its degrees of freedom). A district
is named only where the test holds after the correction for testing all districts at once (Benjamini and Hochberg 1995,
false discovery rate 5 %). Seasons and trends of the whole city move all districts and name none.
"""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.places.fold import DISTRICT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.history import History
    from core.places.points import Floats, Integers

WINDOW_DAYS = 28
WINDOWS = 13
"""Windows before the last: 52 weeks."""
FEWEST_WINDOWS = 6
FEWEST_DISTRICTS = 3
"""Of fewer the share of one follows from that of the other."""
DISCOVERY_RATE = 0.05
BAND_DEVIATIONS = 1.96
"""The expected band holds 95 of 100 windows where nothing has changed."""


class Need(NamedTuple):
    """A district's records of the last window beside its usual share; `is_more` where the test says so."""

    district: str
    records: int
    expected: float
    low: float
    high: float
    p: float
    is_more: bool


def find_needs(history: History, keep: NDArray[np.bool_]) -> tuple[Need, ...]:
    """Compare every district with its usual share, the largest excess first.

    Args:
        keep: (R,) which records count.

    Returns:
        Nothing where the history holds fewer than `FEWEST_WINDOWS` earlier windows.
    """
    windows = min(WINDOWS, history.days // WINDOW_DAYS - 1)
    if windows < FEWEST_WINDOWS:
        return ()
    counts = _counts(history, keep, windows)
    past, last = counts[:-1], counts[-1]
    held = np.flatnonzero(past.sum(axis=0))
    if len(held) < FEWEST_DISTRICTS:
        return ()
    expected, spread = expect(past[:, held], int(last[held].sum()))
    p = np.array([_tail(x) for x in (last[held] - expected) / np.maximum(spread, 1e-9)])
    found = discoveries(p, DISCOVERY_RATE)
    needs = [
        Need(
            history.names[DISTRICT][district],
            int(last[district]),
            float(expected[i]),
            max(0.0, float(expected[i] - BAND_DEVIATIONS * spread[i])),
            float(expected[i] + BAND_DEVIATIONS * spread[i]),
            float(p[i]),
            bool(found[i]),
        )
        for i, district in enumerate(held.tolist())
    ]
    return tuple(sorted(needs, key=lambda need: need.p))


def _counts(history: History, keep: NDArray[np.bool_], windows: int) -> Integers:
    """Count records by window, the last one last, and district: (windows + 1, districts)."""
    districts = len(history.names[DISTRICT])
    first = history.days - (windows + 1) * WINDOW_DAYS
    start = int(np.searchsorted(history.day, first))
    day, district = history.day[start:][keep[start:]], history.coded[DISTRICT][start:][keep[start:]]
    known = district < districts
    window = (day[known].astype(np.int64) - first) // WINDOW_DAYS
    flat = np.bincount(window * districts + district[known], minlength=(windows + 1) * districts)
    return flat.reshape(windows + 1, districts)


def expect(past: Integers, total: int) -> tuple[Floats, Floats]:
    """Share a total out as in the past.

    Args:
        past: (windows, districts) counts, every district with a record.
        total: Records of all districts now.

    Returns:
        (districts,) expected counts and their standard deviations.
    """
    share = past.sum(axis=0) / past.sum()
    usual = past.sum(axis=1)[:, None] * share
    chi_squared = float(((past - usual) ** 2 / np.maximum(usual, 1e-9)).sum())
    freedom = max(1, (len(past) - 1) * (past.shape[1] - 1))
    expected = total * share
    # A year's share is itself a count, known no better than its own number allows.
    return expected, np.sqrt(max(1.0, chi_squared / freedom) * expected * (1 - share) * (1 + total / past.sum()))


def discoveries(p: Floats, rate: float) -> NDArray[np.bool_]:
    """Mark the tests that hold at a false discovery rate (Benjamini and Hochberg's step-up procedure)."""
    order = np.argsort(p)
    passed = np.flatnonzero(p[order] <= rate * np.arange(1, len(p) + 1) / max(1, len(p)))
    found = np.zeros(len(p), dtype=np.bool_)
    if len(passed):
        found[order[: passed[-1] + 1]] = True
    return found


def _tail(deviations: float) -> float:
    """Probability that a normal variable lies further above its mean."""
    return erfc(deviations / sqrt(2)) / 2
