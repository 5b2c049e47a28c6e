"""Shapes of answers about health and build, for the OpenAPI description; nothing is serialised by them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from core.places.selection import LISTS


def text(description: str = "", **options: Any) -> fields.String:  # noqa: ANN401 (passed on)
    """Describe a text."""
    return fields.String(metadata={"description": description}, **options)


def whole(description: str = "", **options: Any) -> fields.Integer:  # noqa: ANN401 (passed on)
    """Describe a whole number."""
    return fields.Integer(metadata={"description": description}, **options)


def number(description: str = "", **options: Any) -> fields.Float:  # noqa: ANN401 (passed on)
    """Describe a number."""
    return fields.Float(metadata={"description": description}, **options)


def maybe(description: str) -> fields.Float:
    """Describe a number that may be undefined."""
    return number(f"{description} Null where it is undefined.", allow_none=True)


class Fault(Schema):
    """Why there is no answer."""

    code = whole("HTTP status.")
    status = text("Its name.")
    message = text("One sentence or two that say what to do.")


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
    demo = fields.Boolean(metadata={"description": "Whether the records are made up."})
    data_until = fields.Date(metadata={"description": "Last day of the records."})
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
    schema = whole("Version of the layout.")
    created = fields.DateTime()
    files = fields.Dict()
    accepted = fields.Nested(Accepted)
