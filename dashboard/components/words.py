"""How numbers, days and names are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import mark, say, say_many

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
LARGE = ((1e12, mark("{value} trillion")), (1e9, mark("{value} billion")), (1e6, mark("{value} million")))
DAYS_OF_YEAR, DAYS_OF_MONTH = 365.25, 30.4375
MONTHS_FROM_DAYS, YEARS_FROM_MONTHS = 60, 24
"""Lengths of time from which on months, and years, are said."""
MISSING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def weekdays() -> tuple[str, ...]:
    """Name the days of the week, Monday first."""
    return tuple(say(day) for day in WEEKDAYS)


def sentence_case(text: str) -> str:
    """Write an official name in capitals as a word in a sentence: "Motor vehicle theft"."""
    return text[:1].upper() + text[1:].lower()


def block(text: str) -> str:
    """Write a block's official name as an address: "064XX N Western Ave"."""
    number, _, street = text.partition(" ")
    return f"{number} {street.title()}".strip()


def capitalised(text: str) -> str:
    """Begin a sentence; the rest stays."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """Write a day: "24 Dec 2016"."""
    return f"{value.day} {value:%b %Y}"


def days(first: date, last: date) -> str:
    """Write a span of days."""
    return day(first) if first == last else say("{first} to {last}", first=day(first), last=day(last))


def decimal(value: float | None, digits: int = 2) -> str:
    """Write a number with so many digits, or a dash where there is none."""
    return MISSING if value is None else f"{value:,.{digits}f}".replace("-", MINUS)


def signed(value: float | None, digits: int = 2) -> str:
    """Write a difference with its sign."""
    return MISSING if value is None else f"{value:+,.{digits}f}".replace("-", MINUS)


def difference(first: float | None, second: float | None, digits: int = 2) -> str:
    """Write the first number minus the second as :func:`decimal` writes them: the difference of what is shown."""
    if first is None or second is None:
        return MISSING
    return signed(round(round(first, digits) - round(second, digits), digits) + 0.0, digits)


def percent(value: float | None, digits: int = 0) -> str:
    """Write a share as a percentage."""
    return MISSING if value is None else f"{100 * value:.{digits}f} %"


def term(days: float) -> str:
    """Write a length of time in the unit in which people say it: "45 days", "14 months", "2.5 years"."""
    if round(days) < MONTHS_FROM_DAYS:
        return say_many("{count} day", "{count} days", round(days))
    months = round(days / DAYS_OF_MONTH)
    if months < YEARS_FROM_MONTHS:
        return say_many("{count} month", "{count} months", months)
    return say("{years} years", years=f"{days / DAYS_OF_YEAR:.1f}")


def large(value: float | None) -> str:
    """Write a large number in thousands, millions and so on: "1.24 million"."""
    if value is None:
        return MISSING
    for size, phrase in LARGE:
        if abs(value) >= size:
            return say(phrase, value=f"{value / size:,.2f}")
    return f"{value:,.0f}"
