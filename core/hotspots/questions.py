"""The questions that a best setting answers: what a setting must be to answer each.

Zones to be given to a command are few and hold most records; zones to be patrolled are small, and hold few of all
records. One rule for both would choose zones that serve neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.hotspots.methods import SMALL_GROUND, SMALL_RADIUS_M
from core.language import mark, say

if TYPE_CHECKING:
    import pandas as pd

LEAST_STABILITY = 0.6
"""Agreement with the zones of redrawn weeks, whatever the question."""


@dataclass(frozen=True)
class Question:
    """What zones are wanted for, and which settings draw such zones.

    Shares lie between 0 and 1. `is_small` asks for small ground or a small radius; `by_later_records` says that later
    records alone decide, where otherwise the null decides within an algorithm.
    """

    name: str
    title: str
    candidates: str
    """In words: which settings can answer."""
    fewest_zones: int
    most_zones: float
    least_coverage: float
    greatest_largest_share: float
    is_small: bool = False
    by_later_records: bool = False

    def described(self) -> str:
        """Say which settings are eligible."""
        eligible = say(
            "A setting is eligible if it gives a zone to at least {coverage:.0%} of the records, if its largest zone "
            "holds at most {largest:.0%} of those, and if zones of redrawn weeks agree with it (adjusted Rand index "
            "{stability:g} or more).",
            coverage=self.least_coverage,
            largest=self.greatest_largest_share,
            stability=LEAST_STABILITY,
        )
        candidates = say(
            self.candidates,
            fewest=self.fewest_zones,
            most=self.most_zones,
            ground=SMALL_GROUND,
            radius=SMALL_RADIUS_M,
        )
        return f"{candidates} {eligible}"

    def fits(self, table: pd.DataFrame) -> pd.Series:
        """Mark the settings of a sweep that draw as many zones, and as small ones, as are wanted."""
        fits = table["clusters"].between(self.fewest_zones, self.most_zones)
        if not self.is_small:
            return fits
        radius = table["eps_m"].astype(float) <= SMALL_RADIUS_M
        return fits & ((table["concentration"].astype(float) <= SMALL_GROUND) | radius)


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "command",
            mark("Few zones, for districts of command"),
            mark("Settings that draw {fewest} to {most} zones can answer."),
            fewest_zones=5,
            most_zones=10,
            least_coverage=0.5,
            greatest_largest_share=0.8,
        ),
        Question(
            "patrol",
            mark("Small zones, for patrol"),
            mark(
                "Settings that draw {fewest} zones or more on the busiest {ground:.0%} of the ground (densest cells), "
                "or with DBSCAN within {radius:g} m, can answer."
            ),
            fewest_zones=10,
            most_zones=float("inf"),
            least_coverage=0.1,
            greatest_largest_share=0.2,
            is_small=True,
            by_later_records=True,
        ),
    )
}
"""Every question by its name, in the order in which pages show them."""
