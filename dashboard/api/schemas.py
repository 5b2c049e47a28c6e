"""Shapes of answers about health and build, for the OpenAPI description; nothing is serialised by them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from core.language import mark, say
from core.places.selection import LISTS

UNDEFINED = mark("Null where it is undefined.")


def told(*sentences: str) -> dict[str, Any]:
    """Describe a field by marked sentences, which `describe` translates."""
    return {"sentences": sentences}


def describe(_converter: object, field: fields.Field[Any], **_found: Any) -> dict[str, str]:  # noqa: ANN401 (apispec's)
    """Give apispec the description of a field."""
    said = " ".join(say(sentence) for sentence in field.metadata.get("sentences", ()))
    return {"description": said} if said else {}


def text(*sentences: str, **options: Any) -> fields.String:  # noqa: ANN401 (passed on)
    """Describe a text."""
    return fields.String(metadata=told(*sentences), **options)


def whole(*sentences: str, **options: Any) -> fields.Integer:  # noqa: ANN401 (passed on)
    """Describe a whole number."""
    return fields.Integer(metadata=told(*sentences), **options)


def number(*sentences: str, **options: Any) -> fields.Float:  # noqa: ANN401 (passed on)
    """Describe a number."""
    return fields.Float(metadata=told(*sentences), **options)


def maybe(sentence: str) -> fields.Float:
    """Describe a number that may be undefined."""
    return number(sentence, UNDEFINED, allow_none=True)


class Fault(Schema):
    """Why there is no answer."""

    code = whole(mark("HTTP status."))
    status = text(mark("Its name."))
    message = text(mark("One sentence or two that say what to do."))


class Alive(Schema):
    """The process answers."""

    status = text()


class Ready(Schema):
    """A build is loaded."""

    status = text()
    city = text()
    build = text()


class Credits(Schema):
    """What must stand beside every figure drawn from these records."""

    city = text()
    city_title = text()
    demo = fields.Boolean(metadata=told(mark("Whether the records are made up.")))
    data_until = fields.Date(metadata=told(mark("Last day of the records.")))
    disclaimer = text()
    attribution = text()


Accepted = Schema.from_dict(
    {
        **{name: fields.List(text()) for name in LISTS},
        "first_day": fields.Date(data_key="from"),
        "last_day": fields.Date(data_key="to"),
    },
    name="Accepted",
)
"""Names and days that filters may use."""


class Build(Credits):
    """The manifest of a build: what it was made from, how, and the checksum of every file."""

    id = text()
    schema = whole(mark("Version of the layout."))
    content = whole(mark("Version of what the files hold."))
    created = fields.DateTime()
    files = fields.Dict()
    accepted = fields.Nested(Accepted)
