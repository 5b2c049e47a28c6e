"""A grouped column: the values of a portal's column put into a few kinds, such as places into "Street" and "Residence".

An entry of a kind is a value, or the beginning of values with a star behind it ("RESIDENCE*").
Values are compared as the cleaned column holds them: without spaces around, in the letter case
of the export. The first kind in the order of the file that has the value counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import columns as col
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from core.cities.fields import Fields

ANY_END = "*"
"""Ends an entry that stands for every value that begins like it."""
SOURCES = tuple(column for column in col.PORTAL if column not in col.SQL_TYPES)
"""Columns that can be grouped: those that hold text."""

_TAKEN = (*col.PORTAL, *col.ENGINEERED, col.PLACE_ID)
_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Grouping:
    """A column of kinds, made from the values of another column."""

    column: str
    """Name of the column that is made, such as `location_kind`."""
    of: str
    """Portal column whose values are grouped."""
    title: str
    """Name for people: "Location kind"."""
    kinds: dict[str, tuple[str, ...]]
    """Kind -> its entries, in the order in which they are tried."""
    other: str
    """Kind of the values that no entry has."""


def parse(tables: Sequence[Fields], columns: Container[str]) -> tuple[Grouping, ...]:
    """Read the `[[groups]]` of a city's TOML.

    Args:
        columns: Portal columns that the city has.

    Raises:
        BadCityError: A field is missing or breaks its rule, or two groups or kinds claim the same.
    """
    sources = [column for column in SOURCES if column in columns]
    groups: list[Grouping] = []
    for fields in tables:
        fields.only("column", "of", "title", "other", "kinds")
        column, of, other = fields.text("column"), fields.text("of"), fields.text("other")
        if not _SNAKE_CASE.fullmatch(column) or column in (*_TAKEN, *(each.column for each in groups)):
            rule = say("give it a name in snake case that no other column has, such as location_kind")
            fields.refuse("column", rule)
        if of not in sources:
            fields.refuse("of", say("choose one of {names}", names=", ".join(sources)))
        kinds = _kinds(fields.table("kinds"))
        if not kinds:
            fields.refuse("kinds", say("give it at least one kind = list of values"))
        if other in kinds:
            fields.refuse("other", say("give it a name that no kind has"))
        groups.append(Grouping(column, of, fields.text("title"), kinds, other))
    return tuple(groups)


def _kinds(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Read the entries of each kind; an entry that an earlier one covers would never be used."""
    earlier: list[str] = []
    for kind in fields.names():
        entries = fields.texts(kind)
        if not entries or not all(map(_is_entry, entries)):
            rule = say("give it values without spaces around, or beginnings of values that end in {sign}", sign=ANY_END)
            fields.refuse(kind, rule)
        for entry in entries:
            owner = next((one for one in earlier if _covers(one, entry)), None)
            if owner is not None:
                rule = say(
                    "{entry} belongs to {owner} already, which comes first, so remove one of them",
                    entry=entry,
                    owner=owner,
                )
                fields.refuse(kind, rule)
            earlier.append(entry)
    return {kind: fields.texts(kind) for kind in fields.names()}


def _is_entry(text: str) -> bool:
    return text == text.strip() and text != ANY_END and ANY_END not in text[:-1]


def _covers(entry: str, later: str) -> bool:
    """Tell whether every value of a later entry belongs to an entry."""
    if entry.endswith(ANY_END):
        return later.removesuffix(ANY_END).startswith(entry.removesuffix(ANY_END))
    return later == entry
