"""Is a zone's rate above the city's by more than chance?

Only records that residents report count: narcotics, weapons and other offences found
by patrols follow the patrols, and would send them back where they already are.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.language import mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

RED_ABOVE, YELLOW_ABOVE = 1.5, 1.0
"""The lower bound of the rate ratio above which a zone is red or yellow."""

FEWEST_WEEKS = 4
"""Full weeks below which the spread over weeks cannot be told."""

NOTE = mark(
    "The comparison with the city leaves out what police find, because that follows patrols. Zones of dense places lie "
    "above the city's rate because they were chosen for it; only later records show whether that lasts. It is not a "
    "ground for a stop."
)

_Z95 = 1.959963984540054


class Level(StrEnum):
    """How sure it is that a zone lies above the city's rate."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


class Risk(NamedTuple):
    """Rate of a zone against the city's, with its 95 % interval; `records` are resident-reported."""

    level: Level
    ratio: float | None
    lower: float | None
    upper: float | None
    records: int


def assess(weekly: NDArray[np.int64], zone_km2: NDArray[np.float64], city_km2: float, weeks: int) -> list[Risk]:
    """Compare each zone's resident-reported records per inhabited km² with the city's.

    The interval is that of a count over-dispersed over weeks: the variance of the
    zone's weekly counts over their mean (at least 1) widens a log-normal Poisson
    interval (McCullagh and Nelder 1989, section 6.2). The city's rate counts as known.

    Args:
        weekly: (L + 1, W) counts by zone and week, the last row those of the whole city;
            columns from `weeks` on belong to a week that is not full.
        zone_km2: (L,) inhabited area of each zone.
        city_km2: Inhabited area of the city.
        weeks: Full weeks.

    Returns:
        One risk a zone; without a ratio where nothing was reported, without bounds
        where fewer than `FEWEST_WEEKS` full weeks are selected.
    """
    records = weekly.sum(axis=1)
    if records[-1] == 0 or city_km2 == 0:
        return [Risk(Level.GREEN, None, None, None, int(n)) for n in records[:-1]]
    ratio = records[:-1] / zone_km2 / (records[-1] / city_km2)
    factor = _interval_factor(weekly[:-1], records[:-1], weeks)
    return [
        _risk(float(r), float(f) if np.isfinite(f) else None, int(n))
        for r, f, n in zip(ratio, factor, records[:-1], strict=True)
    ]


def _interval_factor(weekly: NDArray[np.int64], records: NDArray[np.int64], weeks: int) -> NDArray[np.float64]:
    """Return by how much the upper bound exceeds the ratio; NaN where it cannot be told."""
    if weeks < FEWEST_WEEKS:
        return np.full(len(records), np.nan)
    full = weekly[:, :weeks]
    mean = full.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.fmax(1.0, full.var(axis=1, ddof=1) / mean)
        return np.exp(_Z95 * np.sqrt(dispersion / records))


def _risk(ratio: float, factor: float | None, records: int) -> Risk:
    if factor is None:
        return Risk(Level.GREEN, ratio, None, None, records)
    lower = ratio / factor
    level = Level.RED if lower > RED_ABOVE else Level.YELLOW if lower > YELLOW_ABOVE else Level.GREEN
    return Risk(level, ratio, lower, ratio * factor, records)
