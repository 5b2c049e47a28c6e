"""What zones are worth, in plain words: against last year's busiest cells, and against chance."""

from __future__ import annotations

from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING

from core.hotspots.methods import Null, method_of
from core.language import say

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.hotspots.evidence import Evidence

MOST_DIGITS = 2
"""Digits after the point that tell two nearly equal shares apart."""


class Standing(StrEnum):
    """How zones did on later days beside last year's busiest cells, on as many cells."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"
    UNTESTED = "untested"

    @property
    def is_worth_offering(self) -> bool:
        """Whether the zones can be recommended: they were tested, and nothing simpler did better."""
        return self in {Standing.BETTER, Standing.EQUAL}


def stand(pai: float | None, baseline_pai: float | None) -> Standing:
    """Hold what zones caught against what last year's counts caught."""
    if pai is None or baseline_pai is None or isnan(pai) or isnan(baseline_pai):
        return Standing.UNTESTED
    if pai == baseline_pai:
        return Standing.EQUAL
    return Standing.BETTER if pai > baseline_pai else Standing.WORSE


def say_standing(standing: Standing, hit_rate: float | None, baseline: float | None, area: float | None) -> str:
    """Say how zones did on later days.

    Args:
        standing: What :func:`stand` found.
        hit_rate: Share of later records in the zones.
        baseline: Share of later records in last year's busiest cells.
        area: Share of the inhabited area that both flag.
    """
    if hit_rate is None or baseline is None or area is None or standing is Standing.UNTESTED:
        return say(
            "Whether these zones tell where reports come next is not known: they could not be tested on later days."
        )
    caught, by_counts = per_hundred(hit_rate, baseline)
    share = f"{100 * area:.2g} %"
    if standing is Standing.EQUAL:
        return say(
            "These zones are as good as last year's busiest blocks: both caught {caught} of 100 later reports on "
            "{area} of the inhabited area.",
            caught=caught,
            area=share,
        )
    if standing is Standing.BETTER:
        return say(
            "These zones are better than last year's busiest blocks: they caught {caught} of 100 later reports on "
            "{area} of the inhabited area, last year's counts {by_counts}.",
            caught=caught,
            area=share,
            by_counts=by_counts,
        )
    return say(
        "These zones are no better than last year's busiest blocks: they caught {caught} of 100 later reports on "
        "{area} of the inhabited area, last year's counts {by_counts}.",
        caught=caught,
        area=share,
        by_counts=by_counts,
    )


def is_beyond_chance(answer: Answer, evidence: Evidence) -> bool | None:
    """Tell whether the setting scores above every draw from its null; None where either has no score."""
    if method_of(answer.setting).null is Null.COVERAGE:
        found, highest = (answer.coverage if answer.clusters else None), evidence.null_coverage_high
    else:
        found, highest = answer.scores.silhouette, evidence.null_high
    return None if found is None or highest is None else found > highest


def say_chance(answer: Answer, evidence: Evidence) -> str:
    """Say whether the zones are more than chance would draw; empty where that is not known."""
    beyond = is_beyond_chance(answer, evidence)
    if beyond is None:
        return ""
    if method_of(answer.setting).null is Null.SILHOUETTE:
        if beyond:
            return say("They stand apart more clearly than chance would have it.")
        return say("They stand apart no more clearly than chance would have it.")
    found, null = per_hundred(answer.coverage, evidence.null_coverage or 0.0)
    if beyond:
        return say(
            "They are more than chance: {found} of 100 reports lie in them, {null} where the cells are shuffled.",
            found=found,
            null=null,
        )
    return say(
        "They are no more than chance: {found} of 100 reports lie in them, {null} where the cells are shuffled.",
        found=found,
        null=null,
    )


def per_hundred(first: float, second: float) -> tuple[str, str]:
    """Write two shares as counts of a hundred, with as few digits as tell them apart."""
    for digits in range(MOST_DIGITS + 1):
        written = (f"{100 * first:.{digits}f}", f"{100 * second:.{digits}f}")
        if written[0] != written[1]:
            return written
    return f"{100 * first:.0f}", f"{100 * second:.0f}"
