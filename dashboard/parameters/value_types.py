"""Kinds of values: how each is read from an address, written back, shown by controls and described.

Formats are those of the API. Numbers are plain ASCII digits: a sign, an exponent,
infinity or NaN is refused, and so is a leading zero.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol

from core.errors import BadParameterError
from core.language import say
from core.places.selection import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.hotspots.setting import Number
    from core.places.fold import Names as Known

WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,20})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPAN = re.compile(r"(0|[1-9][0-9]?)-(0|[1-9][0-9]?)")
LAST_HOUR = 24
SHOWN_CHARACTERS = 60
ANY = "any"
"""What a control of hours says when no hour is asked for."""


class ValueType(Protocol):
    """What a value may be. `known` are the names that the build's records hold."""

    def read(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401 (its own kind of value)
        """Read a text or refuse it with a sentence (BadParameterError)."""

    def rescue(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401
        """Read what can be read; raises BadParameterError where nothing can."""

    def write(self, value: Any) -> str:  # noqa: ANN401
        """Write a value as `read` reads it."""

    def controls(self, name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """Turn a value into the values of the form's controls."""

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Turn the controls' values into the text of the parameter; empty where nothing is asked."""

    def schema(self) -> dict[str, Any]:
        """Describe the value as OpenAPI does."""


def shown(text: str) -> str:
    """Quote a value for a sentence, cut where it is long."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}...")


def not_one_of(sentence: str, text: str, accepted: Iterable[str]) -> str:
    """Say that a name is not known, guess what was meant and list what is accepted."""
    listed = list(accepted)
    near = get_close_matches(text[:SHOWN_CHARACTERS].upper(), [name.upper() for name in listed], n=1)
    guess = [say("Did you mean {name}?", name=name) for name in listed if [name.upper()] == near][:1]
    return " ".join((say(sentence, value=shown(text)), *guess, say("Accepted: {names}.", names=", ".join(listed))))


class Single(ABC):
    """A value with one control of the same name that holds the value's text."""

    def rescue(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401
        """Read it, or nothing."""
        return self.read(name, text, known)

    @abstractmethod
    def read(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401
        """Read a text or refuse it."""

    def write(self, value: Any) -> str:  # noqa: ANN401
        """Write a value."""
        return str(value)

    def controls(self, name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """Show the text."""
        return {name: "" if value is None else self.write(value)}

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Take the text."""
        value = values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Choice(Single):
    """One of a few names; `make` turns the text into the value."""

    options: tuple[str, ...]
    unknown: str
    """What is said of another: "{value} is not an algorithm."."""
    make: type[str] = str

    def read(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401, ARG002 (the protocol's)
        """Accept the names only."""
        if text not in self.options:
            raise BadParameterError(not_one_of(self.unknown, text, self.options))
        return self.make(text)

    def schema(self) -> dict[str, Any]:
        """List the names."""
        return {"type": "string", "enum": list(self.options)}


@dataclass(frozen=True)
class Quantity(Single):
    """A number of a setting."""

    number: Number

    def read(self, name: str, text: str, known: Known) -> float:  # noqa: ARG002 (the protocol's)
        """Accept plain digits within the range."""
        number, of = self.number, int if self.number.whole else float
        if not (WHOLE if number.whole else DECIMAL).fullmatch(text) or not number.low <= of(text) <= number.high:
            msg = say(
                "{name} is {value}; it must be {kind} from {low:g} to {high:g}, in plain digits.",
                name=name,
                value=shown(text),
                kind=say(number.kind),
                low=number.low,
                high=number.high,
            )
            raise BadParameterError(msg)
        return of(text)

    def write(self, value: float) -> str:
        """Write whole numbers without a point."""
        return str(int(value)) if value == int(value) else repr(float(value))

    def controls(self, name: str, value: float) -> dict[str, Any]:
        """Show it in the control's unit."""
        return {name: value if self.number.scale == 1 else round(value * self.number.scale, 6)}

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Take it from the control's unit."""
        value = values.get(name)
        if value is None or value == "":
            return ""
        return self.write(value if self.number.scale == 1 else round(float(value) / self.number.scale, 8))

    def schema(self) -> dict[str, Any]:
        """Give the range."""
        kind = "integer" if self.number.whole else "number"
        return {"type": kind, "minimum": self.number.low, "maximum": self.number.high}


class Several(ABC):
    """Values separated by commas (none contains one), each once, shown by one control that holds the list."""

    @abstractmethod
    def member(self, name: str, text: str, known: Known) -> Any:  # noqa: ANN401
        """Read one of them or refuse it."""

    def read(self, name: str, text: str, known: Known) -> tuple[Any, ...]:
        """Read all, or refuse."""
        members = text.split(",")
        twice = next((member for member in members if members.count(member) > 1), None)
        if twice is not None:
            msg = say(
                "{name} names {value} twice; name each value once, separated by commas without spaces.",
                name=name,
                value=shown(twice),
            )
            raise BadParameterError(msg)
        return tuple(self.member(name, member, known) for member in members)

    def rescue(self, name: str, text: str, known: Known) -> tuple[Any, ...]:
        """Keep the members that can be read."""
        good = []
        for member in dict.fromkeys(text.split(",")):
            with suppress(BadParameterError):
                good.append(self.member(name, member, known))
        return tuple(good)

    def write(self, value: Sequence[object]) -> str:
        """Join them with commas."""
        return ",".join(str(member) for member in value)

    def controls(self, name: str, value: Sequence[Any]) -> dict[str, Any]:
        """Show the list."""
        return {name: list(value)}

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Join what is chosen."""
        return self.write(values.get(name) or [])

    def items(self) -> dict[str, Any]:
        """Describe one of them as OpenAPI does."""
        return {"type": "string"}

    def schema(self) -> dict[str, Any]:
        """Describe the list."""
        return {"type": "array", "items": self.items(), "minItems": 1, "uniqueItems": True}


@dataclass(frozen=True)
class Names(Several):
    """Names of a coded column, as the records hold them."""

    column: str
    unknown: str
    """What is said of another: "{value} is not a type of these records."."""

    def member(self, name: str, text: str, known: Known) -> str:  # noqa: ARG002 (the protocol's)
        """Accept what the records hold."""
        accepted = in_order(known.get(self.column, ()))
        if text in accepted:
            return text
        bare = text.lstrip("0")
        if bare in accepted:
            zeros = say("Write it without leading zeros: {name}.", name=bare)
            listed = say("Accepted: {names}.", names=", ".join(accepted))
            raise BadParameterError(" ".join((say(self.unknown, value=shown(text)), zeros, listed)))
        raise BadParameterError(not_one_of(self.unknown, text, accepted))


class Weekdays(Several):
    """Days of the week, 0 (Monday) to 6 (Sunday)."""

    def member(self, name: str, text: str, known: Known) -> int:  # noqa: ARG002 (the protocol's)
        """Accept 0 to 6."""
        if not re.fullmatch("[0-6]", text):
            msg = say(
                "{name} names {value}; accepted are 0 (Monday) to 6 (Sunday), separated by commas.",
                name=name,
                value=shown(text),
            )
            raise BadParameterError(msg)
        return int(text)

    def items(self) -> dict[str, Any]:
        """Give the range."""
        return {"type": "integer", "minimum": 0, "maximum": 6}


class Day(Single):
    """A day of the calendar."""

    def read(self, name: str, text: str, known: Known) -> date:  # noqa: ARG002 (the protocol's)
        """Accept YYYY-MM-DD."""
        if DAY.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        msg = say(
            "{name} is {value}; it must be a day of the calendar written YYYY-MM-DD, such as 2018-11-05.",
            name=name,
            value=shown(text),
        )
        raise BadParameterError(msg)

    def schema(self) -> dict[str, Any]:
        """Name the format."""
        return {"type": "string", "format": "date"}


class Hours(Single):
    """Hours of the day, from the first up to but not including the second; two controls, one for each end."""

    def read(self, name: str, text: str, known: Known) -> tuple[int, int]:  # noqa: ARG002 (the protocol's)
        """Accept START-END, which differ; the span may wrap midnight."""
        match = SPAN.fullmatch(text)
        start, end = (int(hour) for hour in match.groups()) if match else (-1, -1)
        if not 0 <= start < LAST_HOUR or not 0 <= end <= LAST_HOUR:
            msg = say(
                "{name} is {value}; it must be START-END with START from 0 to 23 and END from 0 to 24, "
                "such as 18-2 for 18:00 up to but not including 02:00.",
                name=name,
                value=shown(text),
            )
            raise BadParameterError(msg)
        if start == end:
            msg = say(
                "{name} is {value}, which begins where it ends; leave it out for the whole day.",
                name=name,
                value=shown(text),
            )
            raise BadParameterError(msg)
        return start, end

    def write(self, value: tuple[int, int]) -> str:
        """Write START-END."""
        return f"{value[0]}-{value[1]}"

    def controls(self, name: str, value: tuple[int, int] | None) -> dict[str, Any]:
        """Show each end."""
        start, end = value or (ANY, ANY)
        return {f"{name}_from": str(start), f"{name}_to": str(end)}

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Need both ends; equal ends are the whole day."""
        start, end = (values.get(f"{name}_{end}") or ANY for end in ("from", "to"))
        return "" if ANY in {start, end} or start == end else f"{start}-{end}"

    def schema(self) -> dict[str, Any]:
        """Give the pattern."""
        return {"type": "string", "pattern": "^([0-9]|1[0-9]|2[0-3])-([0-9]|1[0-9]|2[0-4])$"}


class Flag(Single):
    """Yes or no."""

    def read(self, name: str, text: str, known: Known) -> bool:  # noqa: ARG002 (the protocol's)
        """Accept `true` and `false`."""
        if text not in {"true", "false"}:
            msg = say("{name} is {value}; accepted are true and false.", name=name, value=shown(text))
            raise BadParameterError(msg)
        return text == "true"

    def write(self, value: bool) -> str:  # noqa: FBT001 (the value itself, not a switch)
        """Write `true` or `false`."""
        return "true" if value else "false"

    def schema(self) -> dict[str, Any]:
        """Name the type."""
        return {"type": "boolean"}
