"""One parameter of a question: how it is read from an address and written back.

Names and formats are those of the API. Numbers are plain ASCII digits: a sign, an
exponent, infinity or NaN is refused, and so is a leading zero.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from core.errors import BadParameterError
from core.hotspots.setting import (
    CONCENTRATION_RANGE,
    EPS_M_RANGE,
    K_RANGE,
    MIN_SAMPLES_RANGE,
    Algorithm,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.places.fold import Codes

WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,20})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HOURS = re.compile(r"(0|[1-9][0-9]?)-(0|[1-9][0-9]?)")
LAST_HOUR = 24
SHOWN_CHARACTERS = 60


class Parameter(NamedTuple):
    """Where a parameter lives in a question, and how it becomes a value and text again."""

    part: str
    """`setting` or `filters`."""
    attribute: str
    parse: Callable[[str, str, Codes], Any]
    """(name, text, codes) -> value; raises BadParameterError."""
    write: Callable[[Any], str]


def shown(text: str) -> str:
    """Quote a value for a sentence, cut where it is long."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}...")


def not_one_of(kind: str, text: str, accepted: Iterable[str]) -> str:
    """Say that a name is not known, guess what was meant and list what is accepted."""
    names = list(accepted)
    near = get_close_matches(text[:SHOWN_CHARACTERS].upper(), [name.upper() for name in names], n=1)
    guess = next((f" Did you mean {name}?" for name in names if [name.upper()] == near), "")
    return f"{shown(text)} is not {kind}.{guess} Accepted: {', '.join(names)}."


def _algorithm(_name: str, text: str, _codes: Codes) -> Algorithm:
    if text not in tuple(Algorithm):
        raise BadParameterError(not_one_of("an algorithm", text, Algorithm))
    return Algorithm(text)


def _number(
    pattern: re.Pattern[str], of: type[float], limits: tuple[float, float], kind: str
) -> Callable[[str, str, Codes], Any]:
    """Return a reader of plain ASCII digits: no sign, exponent, infinity or NaN."""

    def read_number(name: str, text: str, _codes: Codes) -> float:
        low, high = limits
        if not pattern.fullmatch(text) or not low <= of(text) <= high:
            msg = f"{name} is {shown(text)}; it must be {kind} from {low:g} to {high:g}, in plain digits."
            raise BadParameterError(msg)
        return of(text)

    return read_number


def _members(text: str, name: str) -> tuple[str, ...]:
    members = text.split(",")
    twice = next((member for member in members if members.count(member) > 1), None)
    if twice is not None:
        msg = f"{name} names {shown(twice)} twice; name each value once, separated by commas without spaces."
        raise BadParameterError(msg)
    return tuple(members)


def _types(name: str, text: str, codes: Codes) -> tuple[str, ...]:
    for member in (members := _members(text, name)):
        if member not in codes.types:
            raise BadParameterError(not_one_of("a type of these records", member, codes.types))
    return members


def _districts(name: str, text: str, codes: Codes) -> tuple[str, ...]:
    accepted = sorted(codes.districts, key=lambda code: (len(code), code))
    for member in (members := _members(text, name)):
        if member not in accepted:
            bare = member.lstrip("0")
            hint = f" Write it without leading zeros: {bare}." if bare in accepted else ""
            msg = f"{shown(member)} is not a district of these records.{hint} Accepted: {', '.join(accepted)}."
            raise BadParameterError(msg)
    return members


def _weekdays(name: str, text: str, _codes: Codes) -> tuple[int, ...]:
    for member in (members := _members(text, name)):
        if not re.fullmatch("[0-6]", member):
            msg = f"weekdays names {shown(member)}; accepted are 0 (Monday) to 6 (Sunday), separated by commas."
            raise BadParameterError(msg)
    return tuple(int(member) for member in members)


def _day(name: str, text: str, _codes: Codes) -> date:
    if DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    msg = f"{name} is {shown(text)}; it must be a day of the calendar written YYYY-MM-DD, such as 2018-11-05."
    raise BadParameterError(msg)


def _hours(_name: str, text: str, _codes: Codes) -> tuple[int, int]:
    match = HOURS.fullmatch(text)
    start, end = (int(hour) for hour in match.groups()) if match else (-1, -1)
    if not 0 <= start < LAST_HOUR or not 0 <= end <= LAST_HOUR:
        msg = (
            f"hours is {shown(text)}; it must be START-END with START from 0 to 23 and END from 0 to 24, "
            "such as 18-2 for 18:00 up to but not including 02:00."
        )
        raise BadParameterError(msg)
    if start == end:
        msg = f"hours is {shown(text)}, which begins where it ends; leave it out for the whole day."
        raise BadParameterError(msg)
    return start, end


def flag(name: str, text: str) -> bool:
    """Read `true` or `false`.

    Raises:
        BadParameterError: It is neither.
    """
    if text not in {"true", "false"}:
        msg = f"{name} is {shown(text)}; accepted are true and false."
        raise BadParameterError(msg)
    return text == "true"


def _flag(name: str, text: str, _codes: Codes) -> bool:
    return flag(name, text)


def _joined(values: Sequence[object]) -> str:
    return ",".join(str(value) for value in values)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _true_or_false(value: bool) -> str:  # noqa: FBT001 (the value itself, not a switch)
    return "true" if value else "false"


def _span(hours: tuple[int, int]) -> str:
    return f"{hours[0]}-{hours[1]}"


LISTS = frozenset({"types", "districts", "weekdays"})
"""Parameters that hold several values, separated by commas (no value contains one)."""

PARAMETERS: dict[str, Parameter] = {
    "algorithm": Parameter("setting", "algorithm", _algorithm, str),
    "k": Parameter("setting", "k", _number(WHOLE, int, K_RANGE, "a whole number"), str),
    "eps_m": Parameter("setting", "eps_m", _number(DECIMAL, float, EPS_M_RANGE, "metres"), _plain),
    "min_samples": Parameter(
        "setting", "min_samples", _number(WHOLE, int, MIN_SAMPLES_RANGE, "a whole number of records"), str
    ),
    "concentration": Parameter(
        "setting",
        "concentration",
        _number(DECIMAL, float, CONCENTRATION_RANGE, "a share of the inhabited cells"),
        _plain,
    ),
    "types": Parameter("filters", "types", _types, _joined),
    "districts": Parameter("filters", "districts", _districts, _joined),
    "weekdays": Parameter("filters", "weekdays", _weekdays, _joined),
    "from": Parameter("filters", "since", _day, date.isoformat),
    "to": Parameter("filters", "until", _day, date.isoformat),
    "hours": Parameter("filters", "hours", _hours, _span),
    "domestic": Parameter("filters", "domestic", _flag, _true_or_false),
    "arrest": Parameter("filters", "arrest", _flag, _true_or_false),
    "enforcement": Parameter("filters", "enforcement", _flag, _true_or_false),
}
"""Every parameter of a question, in the order in which addresses and documents name them."""
