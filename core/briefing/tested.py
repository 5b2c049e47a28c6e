"""The test behind a brief: the contest that was held for its shift and records, or the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from core.forecast.backtest import SHARES
from core.forecast.tables import CONTESTS
from core.places.selection import Filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.forecast.shift import Shift
    from core.store import Build

USUAL_MODEL = "shift_fading"
"""The model where no contest was held: it has won all contests on the records of Chicago."""
RESIDENTS = Filters(enforcement=False)
"""The records that the pipeline's contests are held on."""


class Tested(NamedTuple):
    """A contest as `backtest.summary` says it; `is_own` where it was held for exactly this shift and these records."""

    found: Mapping[str, Any]
    is_own: bool

    def listed(self, places: int) -> Mapping[str, float]:
        """Say what so many places caught."""
        found: Mapping[str, float] = self.found["listed"][places - 1]
        return found

    def shaded(self, share: float) -> Mapping[str, float]:
        """Say what the ground of a share caught, read off between the shares that were tested."""
        return between(self.found["shaded"], share)


def find_test(build: Build, shift: Shift, filters: Filters) -> Tested | None:
    """Take the contest of the shift, else that of the evening; None where none was held.

    Args:
        filters: Which records count, as `brief.reported` says.
    """
    held = build.json(CONTESTS) if build.has(CONTESTS) else []
    own = next((each for each in held if _is_of(each, shift)), None)
    if own is not None:
        return Tested(own, filters == RESIDENTS)
    return Tested(held[0], is_own=False) if held else None


def model_of(tested: Tested | None) -> str:
    """Name the model that expects the records."""
    return str(tested.found["chosen"]) if tested else USUAL_MODEL


def between(rows: list[Mapping[str, float]], share: float) -> Mapping[str, float]:
    """Read what was caught off between two shares of the area, `SHARES` apart."""
    place = min(max(share, SHARES[0]), SHARES[-1]) / SHARES[0] - 1
    low = min(int(place + 1e-9), len(rows) - 2)
    part = place - low
    return {name: rows[low][name] * (1 - part) + rows[low + 1][name] * part for name in rows[low]}


def _is_of(found: Mapping[str, Any], shift: Shift) -> bool:
    return (tuple(found["shift"]["hours"]), found["shift"]["weekday"]) == (shift.hours, shift.weekday)
