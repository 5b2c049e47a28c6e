"""Which column of a file is which of ours: exports carry titles, the API carries names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import columns as col
from core.errors import BadExportError
from core.language import say, say_many
from core.records import sql

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.cities.city import City

IDENTIFYING = (col.ID, col.DATE, col.PRIMARY_TYPE)
"""Columns without which nothing is a record. JSON leaves out what is null, so it can promise no more."""

_FEW = 3
"""Columns that a sentence names one by one."""

REQUIRED = (
    *IDENTIFYING,
    *(col.BLOCK, col.IUCR, col.ARREST, col.DOMESTIC, col.BEAT, col.DISTRICT, col.COMMUNITY_AREA),
    *(col.LATITUDE, col.LONGITUDE),
)
"""Columns that a file with a fixed set of columns must have, as far as the city knows them."""


def match(headings: Sequence[str], city: City, path: Path, required: Sequence[str] = REQUIRED) -> dict[str, int]:
    """Find our columns among a file's headings, without regard to case and spaces around.

    Returns:
        Column of ours -> position of its heading; columns that the file lacks are left out.

    Raises:
        BadExportError: A required column is missing, or one is there twice.
    """
    ours = {title.casefold(): column for column, titles in city.columns.items() for title in titles}
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = ours.get(heading.strip().casefold())
        if column in found:
            msg = say(
                "{file} has two columns {column}; export it again with each column once.",
                file=path.name,
                column=heading.strip(),
            )
            raise BadExportError(msg)
        if column is not None:
            found[column] = position
    missing = [city.columns[column][0] for column in required if column in city.columns and column not in found]
    if missing:
        msg = say(
            "{file} is not an export of {city}'s records: it has no column {columns}; export the data set again with "
            "all its columns.",
            file=path.name,
            city=city.title,
            columns=_listed(missing),
        )
        raise BadExportError(msg)
    return found


def _listed(names: list[str]) -> str:
    """Name the first few."""
    few, others = ", ".join(names[:_FEW]), len(names) - _FEW
    return few if others < 1 else say_many("{few} and {count} more", "{few} and {count} more", others, few=few)


def select(found: dict[str, int], value: Callable[[int], str], source: str) -> str:
    """Write the SELECT that turns a source into our 22 columns of text.

    Args:
        found: What `match` returned.
        value: SQL of the value at a position, as text.
        source: SQL that stands after FROM.
    """
    terms = (
        f"{value(found[column]) if column in found else 'NULL::VARCHAR'} AS {sql.name(column)}" for column in col.PORTAL
    )
    return f"SELECT {', '.join(terms)} FROM {source}"
