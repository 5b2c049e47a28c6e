"""Severity of an offence in days of prison, by the first characters of its code.

The scale is the shortest term of the offence's usual class. Ranks matter more than
days: it orders places by harm and says nothing of a sentence in a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.language import say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.cities.fields import Fields

LONGEST_DAYS = 36_500
"""A hundred years; the score must fit 16 bits."""


@dataclass(frozen=True)
class SeverityRule:
    """Severity of the offences whose IUCR begins with one of the prefixes."""

    iucr: tuple[str, ...]
    offence: str
    offence_class: str
    days: int
    statute: str


def parse(fields: Fields) -> tuple[SeverityRule, ...]:
    """Read the rules of the `[severity]` of a city's TOML; their days come from its classes.

    Raises:
        BadCityError: A field is missing or breaks its rule, or two rules claim one prefix.
    """
    classes = fields.table("classes")
    days = {name: classes.whole(name, 0, LONGEST_DAYS) for name in classes.names()}
    claimed: set[str] = set()
    rules = []
    for each in fields.tables("rules"):
        each.only("iucr", "offence", "class", "statute")
        rule = _parse_rule(each, days)
        twice = claimed.intersection(rule.iucr)
        if twice:
            each.refuse("iucr", _claimed_before(sorted(twice)))
        claimed.update(rule.iucr)
        rules.append(rule)
    return tuple(rules)


def _claimed_before(prefixes: list[str]) -> str:
    return say_many(
        "{prefixes} belongs to an earlier rule already, so keep it in one",
        "{prefixes} belong to earlier rules already, so keep each in one",
        len(prefixes),
        prefixes=", ".join(prefixes),
    )


def _parse_rule(fields: Fields, days: dict[str, int]) -> SeverityRule:
    """Read one rule, given the days of each class."""
    prefixes = fields.texts("iucr")
    if not prefixes or any(not prefix.isalnum() or prefix != prefix.upper() for prefix in prefixes):
        fields.refuse("iucr", say("give it at least one beginning of a code, in digits and capitals"))
    offence_class = fields.text("class")
    if offence_class not in days:
        fields.refuse("class", say("choose one of {names}", names=", ".join(days)))
    return SeverityRule(prefixes, fields.text("offence"), offence_class, days[offence_class], fields.text("statute"))


def rule_of(rules: Sequence[SeverityRule], iucr: str) -> SeverityRule | None:
    """Find the rule of a code: the longest prefix wins; None where no rule knows it."""
    prefixes = {prefix: rule for rule in rules for prefix in rule.iucr}
    return next((prefixes[iucr[:n]] for n in range(len(iucr), 0, -1) if iucr[:n] in prefixes), None)
