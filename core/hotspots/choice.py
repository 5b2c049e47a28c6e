"""Which setting is best, by a rule that is printed beside the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from core.hotspots.methods import METHODS, Null
from core.hotspots.setting import Algorithm
from core.hotspots.sweep import setting_of

if TYPE_CHECKING:
    from core.hotspots.setting import Setting

LEAST_COVERAGE = 0.5
GREATEST_LARGEST_SHARE = 0.8
LEAST_STABILITY = 0.6
MOST_ZONES = 50
"""Zones that a command staff can tell apart and give to somebody."""
TIED_WITHIN = 0.01


def _named(null: Null) -> str:
    return ", and of ".join(method.short for method in METHODS.values() if method.null is null)


RULE = (
    f"A setting is eligible if it gives a zone to at least {LEAST_COVERAGE:.0%} of the records, if its largest zone "
    f"holds at most {GREATEST_LARGEST_SHARE:.0%} of those, if it draws at most {MOST_ZONES} zones, and if zones of "
    f"redrawn weeks agree with it (adjusted Rand index {LEAST_STABILITY:g} or more). Of the eligible settings of "
    f"{_named(Null.SILHOUETTE)}, the one whose silhouette lies furthest above its null goes forward; within "
    f"{TIED_WITHIN:g} the lower Davies-Bouldin decides, then the smaller K. Scores are never compared across "
    f"coverages, and every setting of {_named(Null.COVERAGE)} has a coverage of its own, so of these the one goes "
    "forward that catches most later records against last year's counts on the same area. Between the algorithms the "
    "same ratio decides."
)


class Choice(NamedTuple):
    """The best setting, or none with the reason; `finalists` are the best of each algorithm, best first."""

    setting: Setting | None
    name: str | None
    reason: str
    finalists: tuple[str, ...]
    rule: str = RULE


def choose(table: pd.DataFrame) -> Choice:
    """Choose among the settings of a sweep of one selection.

    Args:
        table: Rows as :func:`core.hotspots.sweep.sweep` makes them, of one concentration or several.
    """
    if table.empty:
        return Choice(None, None, "No setting could be tried: too few records are on the map.", ())
    good = table[eligible(table)].copy()
    if good.empty:
        return Choice(None, None, f"None of {len(table)} settings is eligible: {_shortfall(table)}.", ())
    good["gap"] = good["silhouette"].astype(float) - good["null_silhouette"].astype(float)
    good["lift"] = good["pai"].astype(float) / good["baseline_pai"].astype(float)
    finalists = [_best(group) for _, group in good.groupby(["algorithm", "concentration"], sort=True)]
    ranked = sorted((row for row in finalists if row is not None), key=lambda row: -_number(row["lift"]))
    if not ranked:
        return Choice(None, None, "No eligible setting could be held against a null or later data.", ())
    best = ranked[0]
    return Choice(
        setting_of(best),
        str(best["name"]),
        _reason(best, len(good), len(table)),
        tuple(str(row["name"]) for row in ranked),
    )


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
    gap = (
        ""
        if pd.isna(best["gap"])
        else f"its silhouette of {best['silhouette']:.2f} lies {best['gap']:+.2f} from its null; "
    )
    lift = (
        "the selection is too short to test it on later data"
        if pd.isna(best["lift"])
        else f"on the {best['area_share']:.0%} of the area it flags it caught {best['hit_rate']:.0%} of later records, "
        f"last year's "
        f"counts {best['baseline_hit_rate']:.0%}"
    )
    return f"{good} of {tried} settings are eligible; {gap}{lift}."


def _shortfall(table: pd.DataFrame) -> str:
    """Count why settings fail."""
    failed = {
        "leave more than half of the records without a zone": (table["coverage"] < LEAST_COVERAGE).sum(),
        "put nearly everything into one zone": (
            (table["largest_share"] > GREATEST_LARGEST_SHARE) | (table["clusters"] < 2)  # noqa: PLR2004 (one zone)
        ).sum(),
        f"draw more than {MOST_ZONES} zones": (table["clusters"] > MOST_ZONES).sum(),
        "change with the weeks": (~(table["stability"].astype(float) >= LEAST_STABILITY)).sum(),
    }
    return ", ".join(f"{count} {why}" for why, count in failed.items() if count)
