"""Reading of a portal's responses, which are checked before anything of them is kept."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import Any, NamedTuple

from core.errors import PortalError
from core.language import say, say_many
from core.records.page_files import Key
from core.records.socrata import GarbledError

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)


class Page(NamedTuple):
    """A page as it came, and the keys of its records in order."""

    body: bytes
    keys: list[Key]


def read_count(body: bytes) -> int:
    """Read a count, such as `[{"count": "123"}]`.

    Raises:
        GarbledError: It is something else.
    """
    try:
        (row,) = json.loads(body)
        (count,) = row.values()
        return int(count)
    except (ValueError, TypeError, AttributeError) as error:
        msg = say("it did not answer with a count but {beginning!r}", beginning=_beginning(body))
        raise GarbledError(msg) from error


def read_page(body: bytes, fields: tuple[str, str], after: Key | None, limit: int) -> Page:
    """Read the keys of a page of records.

    Args:
        body: CSV with a header.
        fields: Names of the columns that hold date and id.
        after: Key that every record must lie behind; None at the beginning.
        limit: Records at most.

    Raises:
        GarbledError: It is cut short, unreadable or not in the order that was asked for.
        PortalError: It is well formed and lacks the columns.
    """
    rows = _rows(body)
    header = rows[0]
    lacking = [name for name in fields if name not in header]
    if lacking:
        msg = say(
            "The portal's records have no field {field}. Correct the names of columns in the city's file.",
            field=lacking[0],
        )
        raise PortalError(msg)
    if any(len(row) != len(header) for row in rows) or len(rows) > limit + 1:
        msg = say("a page was cut short or too long")
        raise GarbledError(msg)
    day, number = (header.index(name) for name in fields)
    keys = [_key(row[day], row[number]) for row in rows[1:]]
    ordered = keys if after is None else [after, *keys]
    if any((b.date, b.id) >= (a.date, a.id) for a, b in pairwise(ordered)):
        msg = say("a page is not in the order that was asked for")
        raise GarbledError(msg)
    return Page(body, keys)


def _rows(body: bytes) -> list[list[str]]:
    """Read CSV, the header included; what begins like HTML or JSON is a page about an error."""
    if body.lstrip()[:1] in {b"", b"<", b"{"}:
        msg = say("it did not answer with records but {beginning!r}", beginning=_beginning(body))
        raise GarbledError(msg)
    try:
        return list(csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        msg = say("a page cannot be read as CSV ({error})", error=error)
        raise GarbledError(msg) from error


def _key(moment: str, number: str) -> Key:
    """Read a key; what is not a date or number must not reach the next question's condition."""
    if not _MOMENT.fullmatch(moment) or not _WHOLE.fullmatch(number):
        msg = say("a record is dated {moment!r} and numbered {number!r}", moment=moment[:30], number=number[:30])
        raise GarbledError(msg)
    return Key(moment, int(number))


def read_outlines(body: bytes, properties: tuple[str, ...]) -> bytes:
    """See that a body is GeoJSON whose features carry a code.

    Raises:
        GarbledError: It is not GeoJSON.
        PortalError: No feature has one of the properties.
    """
    try:
        features: list[dict[str, Any]] = json.loads(body)["features"]
        found = [name for one in features for name in properties if name in one["properties"]]
    except (ValueError, KeyError, TypeError) as error:
        msg = say("it did not answer with outlines but {beginning!r}", beginning=_beginning(body))
        raise GarbledError(msg) from error
    if not found:
        raise PortalError(_without_code(properties))
    return body


def _without_code(properties: tuple[str, ...]) -> str:
    return say_many(
        "The portal's outlines have no property {properties}. Correct it in the city's file.",
        "The portal's outlines have none of the properties {properties}. Correct them in the city's file.",
        len(properties),
        properties=", ".join(properties),
    )


def _beginning(body: bytes) -> str:
    return body[:40].decode("utf-8", "replace")
