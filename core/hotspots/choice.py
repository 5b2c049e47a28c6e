"""Which setting is best for a question, by a rule that is printed beside the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from core.hotspots.methods import METHODS, Null
from core.hotspots.questions import LEAST_STABILITY, QUESTIONS
from core.hotspots.setting import Algorithm
from core.hotspots.sweep import setting_of
from core.hotspots.verdict import Standing, say_standing, stand
from core.language import say, say_many

if TYPE_CHECKING:
    from core.hotspots.questions import Question
    from core.hotspots.setting import Setting

TIED_WITHIN = 0.01


class Choice(NamedTuple):
    """The best setting for a question, or none with the reason.

    `standing` says how it did against last year's busiest cells, and so whether a page may offer it; `finalists` are
    the best of each algorithm, best first.
    """

    question: str
    setting: Setting | None
    name: str | None
    standing: Standing
    reason: str
    finalists: tuple[str, ...]
    rule: str


def choose_each(table: pd.DataFrame) -> tuple[Choice, ...]:
    """Choose a setting for every question."""
    return tuple(choose(table, question) for question in QUESTIONS.values())


def choose(table: pd.DataFrame, question: Question) -> Choice:
    """Choose among the settings of a sweep of one selection.

    Args:
        table: Rows as :func:`core.hotspots.sweep.sweep` makes them, of one concentration or several.
        question: What the zones are for.
    """
    if table.empty:
        return _none(question, say("No setting could be tried: too few records are on the map."))
    good = table[eligible(table, question)].copy()
    if good.empty:
        return _none(question, _shortfall(table, question))
    good["gap"] = good["silhouette"].astype(float) - good["null_silhouette"].astype(float)
    good["lift"] = good["pai"].astype(float) / good["baseline_pai"].astype(float)
    finalists = [_best(group, question) for _, group in good.groupby(["algorithm", "concentration"], sort=True)]
    ranked = sorted((row for row in finalists if row is not None), key=lambda row: -_number(row["lift"]))
    if not ranked:
        return _none(question, say("No eligible setting could be held against a null or later data."))
    best = ranked[0]
    return Choice(
        question.name,
        setting_of(best),
        str(best["name"]),
        stand(best["pai"], best["baseline_pai"]),
        _reason(best, len(good), len(table)),
        tuple(str(row["name"]) for row in ranked),
        rule(question),
    )


def _none(question: Question, reason: str) -> Choice:
    return Choice(question.name, None, None, Standing.UNTESTED, reason, (), rule(question))


def eligible(table: pd.DataFrame, question: Question) -> pd.Series:
    """Mark the settings that may be called best."""
    return (
        question.fits(table)
        & (table["coverage"] >= question.least_coverage)
        & (table["largest_share"] <= question.greatest_largest_share)
        & (table["stability"].astype(float) >= LEAST_STABILITY)
    )


def rule(question: Question) -> str:
    """Say the rule by which a question is answered."""
    decides = _by_later_records() if question.by_later_records else _by_the_null()
    return " ".join((question.described(), *decides, say("Between the algorithms the same ratio decides.")))


def _by_later_records() -> tuple[str, ...]:
    return (
        say(
            "Of each algorithm the eligible setting is a finalist that catches most later records against last year's "
            "counts on the same area; within {tie:g} of that ratio the one that agrees best with redrawn weeks.",
            tie=TIED_WITHIN,
        ),
    )


def _by_the_null() -> tuple[str, ...]:
    return (
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
    )


def _named(null: Null) -> str:
    return ", ".join(say(method.short) for method in METHODS.values() if method.null is null)


def _best(group: pd.DataFrame, question: Question) -> pd.Series | None:
    """Choose within one algorithm and concentration."""
    method = METHODS[Algorithm(group["algorithm"].iloc[0])]
    first = method.numbers[0]
    if question.by_later_records:
        return _foremost(group, "lift", ["stability", first], ascending=[False, True])
    if method.null is Null.COVERAGE:
        return _foremost(group, "lift", [first], ascending=[True], tied_within=0.0)
    return _foremost(group, "gap", ["davies_bouldin", first], ascending=[True, True])


def _foremost(
    group: pd.DataFrame, column: str, then: list[str], *, ascending: list[bool], tied_within: float = TIED_WITHIN
) -> pd.Series | None:
    """Return the row that leads in a column, and among those that tie with it the first by other columns."""
    known = group.dropna(subset=[column])
    if known.empty:
        return None
    tied = known[known[column] >= known[column].max() - tied_within]
    return tied.sort_values(then, ascending=ascending).iloc[0]


def _number(value: float) -> float:
    return float(value) if pd.notna(value) else 0.0


def _reason(best: pd.Series, good: int, tried: int) -> str:
    """Say how the best setting did, how many are eligible, and what speaks for it."""
    standing = stand(best["pai"], best["baseline_pai"])
    shares = [None if pd.isna(best[name]) else best[name] for name in ("hit_rate", "baseline_hit_rate", "area_share")]
    counted = say_many(
        "{count} of the {tried} settings tried is eligible.",
        "{count} of the {tried} settings tried are eligible.",
        good,
        tried=f"{tried:,}",
    )
    return " ".join((say_standing(standing, *shares), counted, *_beyond_chance(best)))


def _beyond_chance(best: pd.Series) -> tuple[str, ...]:
    if pd.isna(best["gap"]):
        return ()
    return (
        say(
            "The silhouette of the best one is {silhouette:.2f}, that of its null {null:.2f}.",
            silhouette=best["silhouette"],
            null=best["null_silhouette"],
        ),
    )


def _shortfall(table: pd.DataFrame, question: Question) -> str:
    """Say of settings none of which is eligible how many fail for which reason."""
    unfit = int((~question.fits(table)).sum())
    bare = int((table["coverage"] < question.least_coverage).sum())
    lumped = int((table["largest_share"] > question.greatest_largest_share).sum())
    unsteady = int((~(table["stability"].astype(float) >= LEAST_STABILITY)).sum())
    reasons = (
        say_many(
            "{count} does not draw the zones that are wanted.",
            "{count} do not draw the zones that are wanted.",
            unfit,
        ),
        say_many(
            "{count} leaves more than {share:.0%} of the records without a zone.",
            "{count} leave more than {share:.0%} of the records without a zone.",
            bare,
            share=1 - question.least_coverage,
        ),
        say_many(
            "{count} puts more than {share:.0%} into one zone.",
            "{count} put more than {share:.0%} into one zone.",
            lumped,
            share=question.greatest_largest_share,
        ),
        say_many("{count} changes with the weeks.", "{count} change with the weeks.", unsteady),
    )
    none = say_many("The only setting is not eligible.", "None of {count} settings is eligible.", len(table))
    counts = (unfit, bare, lumped, unsteady)
    return " ".join((none, *(reason for reason, count in zip(reasons, counts, strict=True) if count)))
