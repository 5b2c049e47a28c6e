"""Ways to expect where the records of a shift will be, as a table that the contest goes through.

Counts of the past are hard to beat (field studies since Bowers, Johnson and Pease 2004; Mohler and others 2015), so
they are the models; what others claim must first win against them on the same weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from core.forecast import ground
from core.forecast.counts import count
from core.language import say
from core.places.history import PATCHES_A_SIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.forecast.counts import Counts
    from core.forecast.ground import Ground
    from core.forecast.shift import Shift
    from core.places.history import History
    from core.places.points import Floats

PRIOR_RECORDS = 15.0
"""Records of the whole city's habits that a patch's own hours are mixed with; 5 and 50 do as well within 0.3 points."""
MEAN_AGE_DAYS = 400.0
"""Mean age of a counted record where recent ones weigh more; 200 to 1,200 do as well within 0.3 points."""


class Basis(StrEnum):
    """What a model counts on."""

    SQUARES = "squares"
    BEATS = "beats"


@dataclass(frozen=True)
class Model:
    """One way to expect records: what it counts, on what ground, over which days.

    `window_days` are the last so many days, None all; with `fading` recent days weigh more. With
    `by_shift` the hours of the shift count, drawn towards the whole city's habits where a patch has few records.
    """

    name: str
    basis: Basis = Basis.SQUARES
    patches_a_side: int = 1
    window_days: int | None = None
    fading: bool = False
    by_shift: bool = False

    def told(self, history: History) -> str:
        """Say in words what it counts."""
        if self.basis is Basis.BEATS:
            return say("Whole patrol areas, by the counts of {days} days", days=self.window_days)
        size_m = round(history.grid.size_m * self.patches_a_side)
        if self.by_shift and self.fading:
            return say("All years, recent ones weighing more, by the shift's hours, {size} m squares", size=size_m)
        if self.by_shift:
            return say(
                "Counts of {days} days by the shift's hours, {size} m squares", days=self.window_days, size=size_m
            )
        if self.window_days is None:
            return say("Counts of all years, {size} m squares", size=size_m)
        return say("Counts of {days} days, {size} m squares", days=self.window_days, size=size_m)

    def ground(self, history: History) -> Ground:
        """Return its ground."""
        return ground.beats(history) if self.basis is Basis.BEATS else ground.squares(history, self.patches_a_side)

    def weights(self, history: History, until: int) -> Floats:
        """Weigh every day of the history; `until` is the first day that is not known yet."""
        age = until - np.arange(history.days)
        past = age > 0
        if self.window_days is not None:
            past &= age <= self.window_days
        faded = np.exp(-(age - 1.0) / MEAN_AGE_DAYS) if self.fading else np.ones(history.days)
        return np.where(past, faded, 0.0)

    def expect(self, history: History, keep: NDArray[np.bool_], shift: Shift, until: int) -> Expected:
        """Expect the records of one shift on every patch, from the days before `until`.

        Args:
            keep: (R,) which records count.
        """
        counted = count(history, keep, shift, self.weights(history, until))
        in_shift = spread(self._in_shift(counted), self.ground(history))
        return Expected(in_shift, counted)

    def _in_shift(self, counted: Counts) -> Floats:
        """Return the weighted records of each patch that lie in the shift."""
        whole, within = counted.whole, counted.shift
        share = within.sum() / whole.sum() if whole.sum() else 0.0
        if not self.by_shift:
            return whole * share
        return (within + PRIOR_RECORDS * share) / (whole + PRIOR_RECORDS) * whole


@dataclass(frozen=True, eq=False)
class Expected:
    """What is expected of each patch, up to a factor, and the counts behind it."""

    score: Floats
    counted: Counts


def spread(values: Floats, on: Ground) -> Floats:
    """Sum values over the patches of each unit, and give every patch the same share of its unit's area."""
    total = np.bincount(on.unit, weights=values, minlength=len(on.km2))
    return (total / on.km2.clip(min=1e-9))[on.unit]


_SIDES = {"fine": 1, "medium": PATCHES_A_SIDE // 2, "coarse": PATCHES_A_SIDE}
_WINDOWS = {"28": 28, "56": 56, "364": 364, "all": None}


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        *(
            Model(f"counts_{window}_{size}", patches_a_side=side, window_days=days)
            for size, side in _SIDES.items()
            for window, days in _WINDOWS.items()
        ),
        Model("shift_364", window_days=364, by_shift=True),
        Model("shift_fading", fading=True, by_shift=True),
        Model("beats_364", basis=Basis.BEATS, window_days=364),
    )
}
"""Every model, the one to beat last. Chance needs no model: it catches the share of the area."""
BASELINES = ("beats_364",)
"""Models that are never chosen, because what they point at is no small place."""
