"""How the OpenAPI description explains parameters and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Response

from core.hotspots.setting import (
    CONCENTRATION_RANGE,
    EPS_M_RANGE,
    K_RANGE,
    MIN_SAMPLES_RANGE,
    Algorithm,
    Setting,
)
from dashboard.api import schemas
from dashboard.api.question import CSV, FORMATS

if TYPE_CHECKING:
    from flask_smorest import Blueprint
    from marshmallow import Schema

View = Callable[[], Response]

_DEFAULT = Setting()
_OTHERS = "Checked but without effect for the other algorithms, so that one address can be switched between them."


def _parameter(name: str, schema: dict[str, Any], description: str, example: object) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
        "example": example,
    }


def _number(kind: str, limits: tuple[float, float], default: float) -> dict[str, Any]:
    return {"type": kind, "minimum": limits[0], "maximum": limits[1], "default": default}


def _list(name: str, items: dict[str, Any], description: str, example: list[object]) -> dict[str, Any]:
    """Describe a list that is written with commas in one parameter."""
    schema = {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
    return {**_parameter(name, schema, description, example), "style": "form", "explode": False}


def _switch(name: str, description: str) -> dict[str, Any]:
    return _parameter(name, {"type": "boolean"}, f"{description} Absent: both.", example=False)


PARAMETERS: list[dict[str, Any]] = [
    _parameter(
        "algorithm",
        {"type": "string", "enum": [str(one) for one in Algorithm], "default": str(_DEFAULT.algorithm)},
        "How zones are drawn.",
        "kmeans",
    ),
    _parameter("k", _number("integer", K_RANGE, _DEFAULT.k), f"Zones of kmeans and hierarchical. {_OTHERS}", 8),
    _parameter(
        "eps_m",
        _number("number", EPS_M_RANGE, _DEFAULT.eps_m),
        f"Radius of dbscan in metres, inclusive. {_OTHERS}",
        200,
    ),
    _parameter(
        "min_samples",
        _number("integer", MIN_SAMPLES_RANGE, _DEFAULT.min_samples),
        f"Records within the radius, the place's own included, that make a place core to dbscan. {_OTHERS}",
        100,
    ),
    _parameter(
        "concentration",
        _number("number", CONCENTRATION_RANGE, _DEFAULT.concentration),
        "Share of the inhabited cells that is clustered, densest first; 1 is all. "
        "Scores of different shares must not be compared.",
        0.2,
    ),
    _list("types", {"type": "string"}, "Official type names; `/api/v1/build` lists those of the build.", ["THEFT"]),
    _list("districts", {"type": "string"}, "District numbers without leading zeros.", ["7", "11"]),
    _list("weekdays", {"type": "integer", "minimum": 0, "maximum": 6}, "0 (Monday) to 6 (Sunday).", [4, 5]),
    _parameter("from", {"type": "string", "format": "date"}, "First day, inclusive.", "2018-01-01"),
    _parameter("to", {"type": "string", "format": "date"}, "Last day, inclusive.", "2018-06-30"),
    _parameter(
        "hours",
        {"type": "string", "pattern": "^([0-9]|1[0-9]|2[0-3])-([0-9]|1[0-9]|2[0-4])$"},
        "From the first hour up to but not including the second; may wrap midnight. The two differ.",
        "18-2",
    ),
    _switch("domestic", "Only records that are domestic, or only those that are not."),
    _switch("arrest", "Only records with an arrest, or only those without."),
    _switch("enforcement", "Only enforcement-driven offences (such as narcotics), or only the others."),
    _parameter(
        "evidence",
        {"type": "boolean", "default": False},
        "Wait up to five seconds for null, stability and value on later data. Without effect on labelled places.",
        example=False,
    ),
]
"""Parameters of every question about hotspots."""

LABELS_PARAMETERS = [
    *PARAMETERS,
    _parameter("format", {"type": "string", "enum": list(FORMATS), "default": CSV}, "Format of the file.", CSV),
]
"""Those, and the format of the labelled places."""

_CACHING = {
    "ETag": {
        "schema": {"type": "string"},
        "description": "Send it as If-None-Match to be told whether all is as it was.",
    }
}
"""Headers of an answer that a client may keep."""

_OTHERWISE = (
    (304, None, "What the client holds still applies."),
    (422, schemas.Fault, "A parameter is wrong; the message names it and what is accepted."),
    (503, schemas.Fault, "There is no build; the message says what to do."),
)


def answering(blueprint: Blueprint, schema: type[Schema] | dict[str, Any], content_type: str) -> Callable[[View], View]:
    """Describe a view by its answer, and by what is said where there is none."""

    def describe(view: View) -> View:
        for status, shape, text in _OTHERWISE:
            view = blueprint.alt_response(status, schema=shape, description=text)(view)
        said = "The answer for the current build."
        return blueprint.response(200, schema, content_type=content_type, headers=_CACHING, description=said)(view)

    return describe
