"""Which setting is best, by a rule that is printed beside the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from core.hotspots.methods import METHODS, Null
from core.hotspots.setting import Algorithm
from core.hotspots.sweep import setting_of
from core.language import say, say_many

if TYPE_CHECKING:
    from core.hotspots.setting import Setting

LEAST_COVERAGE = 0.5
GREATEST_LARGEST_SHARE = 0.8
LEAST_STABILITY = 0.6
MOST_ZONES = 50
"""Zones that a command staff can tell apart and give to somebody."""
TIED_WITHIN = 0.01


def rule() -> str:
    """Say the rule."""
    return " ".join(
        (
            say(
                "A setting is eligible if it gives a zone to at least {coverage:.0%} of the records, if its largest "
                "zone holds at most {largest:.0%} of those, if it draws at most {zones} zones, and if zones of redrawn "
                "weeks agree with it (adjusted Rand index {stability:g} or more).",
                coverage=LEAST_COVERAGE,
                largest=GREATEST_LARGEST_SHARE,
                zones=MOST_ZONES,
                stability=LEAST_STABILITY,
            ),
            say(
                "Of each algorithm that is held against the silhouette of its null ({algorithms}), the eligible "
                "setting whose silhouette lies furthest above it is a finalist; within {tie:g} the lower "
                "Davies-Bouldin decides, then the smaller K.",
                algorithms=_named(Null.SILHOUETTE),
                tie=TIED_WITHIN,
            ),
            say(
                "Scores are never compared across coverages, and where an algorithm leaves out noise ({algorithms}) "
                "every setting has a coverage of its own, so the one is a finalist that catches most later records "
                "against last year's counts on the same area.",
                algorithms=_named(Null.COVERAGE),
            ),
            say("Between the algorithms the same ratio decides."),
        )
    )


def _named(null: Null) -> str:
    return ", ".join(say(method.short) for method in METHODS.values() if method.null is null)


class Choice(NamedTuple):
    """The best setting, or none with the reason; `finalists` are the best of each algorithm, best first."""

    setting: Setting | None
    name: str | None
    reason: str
    finalists: tuple[str, ...]
    rule: str


def choose(table: pd.DataFrame) -> Choice:
    """Choose among the settings of a sweep of one selection.

    Args:
        table: Rows as :func:`core.hotspots.sweep.sweep` makes them, of one concentration or several.
    """
    if table.empty:
        return _none(say("No setting could be tried: too few records are on the map."))
    good = table[eligible(table)].copy()
    if good.empty:
        return _none(_shortfall(table))
    good["gap"] = good["silhouette"].astype(float) - good["null_silhouette"].astype(float)
    good["lift"] = good["pai"].astype(float) / good["baseline_pai"].astype(float)
    finalists = [_best(group) for _, group in good.groupby(["algorithm", "concentration"], sort=True)]
    ranked = sorted((row for row in finalists if row is not None), key=lambda row: -_number(row["lift"]))
    if not ranked:
        return _none(say("No eligible setting could be held against a null or later data."))
    best = ranked[0]
    return Choice(
        setting_of(best),
        str(best["name"]),
        _reason(best, len(good), len(table)),
        tuple(str(row["name"]) for row in ranked),
        rule(),
    )


def _none(reason: str) -> Choice:
    return Choice(None, None, reason, (), rule())


def eligible(table: pd.DataFrame) -> pd.Series:
    """Mark the settings that may be called best."""
    return (
        table["clusters"].between(2, MOST_ZONES)
        & (table["coverage"] >= LEAST_COVERAGE)
        & (table["largest_share"] <= GREATEST_LARGEST_SHARE)
        & (table["stability"].astype(float) >= LEAST_STABILITY)
    )


def _best(group: pd.DataFrame) -> pd.Series | None:
    """Choose within one algorithm and concentration."""
    method = METHODS[Algorithm(group["algorithm"].iloc[0])]
    first = method.numbers[0]
    if method.null is Null.COVERAGE:
        known = group.dropna(subset=["lift"])
        return None if known.empty else known.sort_values(["lift", first], ascending=[False, True]).iloc[0]
    known = group.dropna(subset=["gap"])
    if known.empty:
        return None
    tied = known[known["gap"] >= known["gap"].max() - TIED_WITHIN]
    return tied.sort_values(["davies_bouldin", first]).iloc[0]


def _number(value: float) -> float:
    return float(value) if pd.notna(value) else 0.0


def _reason(best: pd.Series, good: int, tried: int) -> str:
    """Say how many settings are eligible and what speaks for the best one."""
    counted = say_many(
        "{good} of {count} setting is eligible.", "{good} of {count} settings are eligible.", tried, good=f"{good:,}"
    )
    return " ".join((counted, *_beyond_chance(best), _on_later_data(best)))


def _beyond_chance(best: pd.Series) -> tuple[str, ...]:
    if pd.isna(best["gap"]):
        return ()
    return (
        say(
            "The silhouette of the best one, {silhouette:.2f}, lies {gap:+.2f} from its null.",
            silhouette=best["silhouette"],
            gap=best["gap"],
        ),
    )


def _on_later_data(best: pd.Series) -> str:
    if pd.isna(best["lift"]):
        return say("The selection is too short to test it on later data.")
    return say(
        "On the {area:.0%} of the area that it flags the best one caught {caught:.0%} of later records, last year's "
        "counts {by_counts:.0%}.",
        area=best["area_share"],
        caught=best["hit_rate"],
        by_counts=best["baseline_hit_rate"],
    )


def _shortfall(table: pd.DataFrame) -> str:
    """Say of settings none of which is eligible how many fail for which reason."""
    bare = int((table["coverage"] < LEAST_COVERAGE).sum())
    lumped = int(((table["largest_share"] > GREATEST_LARGEST_SHARE) | (table["clusters"] < 2)).sum())  # noqa: PLR2004 (one zone)
    many = int((table["clusters"] > MOST_ZONES).sum())
    unsteady = int((~(table["stability"].astype(float) >= LEAST_STABILITY)).sum())
    reasons = (
        say_many(
            "{count} leaves more than {share:.0%} of the records without a zone.",
            "{count} leave more than {share:.0%} of the records without a zone.",
            bare,
            share=1 - LEAST_COVERAGE,
        ),
        say_many(
            "{count} puts nearly everything into one zone.", "{count} put nearly everything into one zone.", lumped
        ),
        say_many(
            "{count} draws more than {most} zones.", "{count} draw more than {most} zones.", many, most=MOST_ZONES
        ),
        say_many("{count} changes with the weeks.", "{count} change with the weeks.", unsteady),
    )
    none = say_many("The only setting is not eligible.", "None of {count} settings is eligible.", len(table))
    counts = (bare, lumped, many, unsteady)
    return " ".join((none, *(reason for reason, count in zip(reasons, counts, strict=True) if count)))
