"""Typed access to one table of a city's TOML; a fault is a sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from core.errors import BadCityError
from core.language import say, say_many


class Fields:
    """A TOML table that knows where it stands, so that its complaints can say so.

    Args:
        table: What TOML holds at this place.
        where: Name of the place, such as "chicago.toml, territories[2]".

    Raises:
        BadCityError: The place does not hold a table.
    """

    def __init__(self, table: object, where: str) -> None:
        if not isinstance(table, Mapping):
            msg = say("{where} holds {table!r}; give it a table of fields.", where=where, table=table)
            raise BadCityError(msg)
        self._table: Mapping[str, Any] = table
        self._where = where

    def refuse(self, name: str, rule: str) -> NoReturn:
        """Say that a field breaks a rule.

        Args:
            rule: What to do about it, said already: "give it a text".

        Raises:
            BadCityError: Always.
        """
        if name in self._table:
            held = self._table[name]
            msg = say("{where}: {name} is {held!r}; {rule}.", where=self._where, name=name, held=held, rule=rule)
        else:
            msg = say("{where}: {name} is missing; {rule}.", where=self._where, name=name, rule=rule)
        raise BadCityError(msg)

    def only(self, *names: str) -> None:
        """Refuse fields that nothing reads, which are misspelt more often than not.

        Raises:
            BadCityError: The table has a field that is not among the names.
        """
        for name in self._table:
            if name not in names:
                self.refuse(name, say("the fields here are {names}", names=", ".join(names)))

    def has(self, name: str) -> bool:
        """Tell whether the field is there."""
        return name in self._table

    def text(self, name: str) -> str:
        """Read a text that is not empty.

        Raises:
            BadCityError: It is missing, empty or not a text.
        """
        value = self._table.get(name)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, say("give it a text"))
        return value.strip()

    def truth(self, name: str) -> bool:
        """Read true or false.

        Raises:
            BadCityError: It is anything else.
        """
        value = self._table.get(name)
        if not isinstance(value, bool):
            self.refuse(name, say("give it true or false"))
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        """Read a whole number of a range, both ends included.

        Raises:
            BadCityError: It is not one, or lies outside.
        """
        value = self._table.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(name, say("give it a whole number from {low} to {high}", low=low, high=high))
        return value

    def number(self, name: str, low: float, high: float) -> float:
        """Read a number of a range, both ends included.

        Raises:
            BadCityError: It is not one, or lies outside.
        """
        value = self._table.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.refuse(name, say("give it a number from {low:g} to {high:g}", low=low, high=high))
        return float(value)

    def day(self, name: str) -> date:
        """Read a date, written without quotes: 2001-01-01.

        Raises:
            BadCityError: It is not a date.
        """
        value = self._table.get(name)
        if type(value) is not date:
            self.refuse(name, say("give it a date without quotes, such as 2001-01-01"))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of different texts; an empty list is allowed.

        Raises:
            BadCityError: It is not such a list.
        """
        value = self._table.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(name, say("give it a list of texts"))
        if len(set(value)) < len(value):
            self.refuse(name, say("name each text once"))
        return tuple(value)

    def wholes(self, name: str, low: int, high: int) -> tuple[int, ...]:
        """Read a list of whole numbers of a range.

        Raises:
            BadCityError: It is not such a list.
        """
        value = self._table.get(name)
        if not isinstance(value, list) or not all(type(item) is int and low <= item <= high for item in value):
            self.refuse(name, say("give it a list of whole numbers from {low} to {high}", low=low, high=high))
        return tuple(value)

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """Read a list of so many numbers.

        Raises:
            BadCityError: It is not such a list.
        """
        value = self._table.get(name)
        if not isinstance(value, list) or len(value) != count or not all(type(v) in (int, float) for v in value):
            self.refuse(name, say_many("give it a list of {count} number", "give it a list of {count} numbers", count))
        return tuple(float(item) for item in value)

    def named_texts(self, name: str) -> dict[str, str]:
        """Read a table of name = text; a missing one is empty.

        Raises:
            BadCityError: It is not such a table.
        """
        value = self._table.get(name, {})
        if not isinstance(value, Mapping) or not all(isinstance(item, str) and item for item in value.values()):
            self.refuse(name, say("give it a table of name = text"))
        return dict(value)

    def table(self, name: str) -> Fields:
        """Read a table within this one.

        Raises:
            BadCityError: It is missing or not a table.
        """
        if name not in self._table:
            self.refuse(name, say("give it a table of fields"))
        return Fields(self._table[name], f"{self._where}, {name}")

    def tables(self, name: str) -> list[Fields]:
        """Read a list of tables that is not empty.

        Raises:
            BadCityError: It is missing or empty, or holds something else.
        """
        value = self._table.get(name)
        if not isinstance(value, list) or not value:
            self.refuse(name, say("give it at least one table"))
        return [Fields(item, f"{self._where}, {name}[{place}]") for place, item in enumerate(value, 1)]

    def names(self) -> list[str]:
        """List the fields, in the order of the file."""
        return list(self._table)
