"""The API on the server: its addresses, its description and its faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from core.language import mark, say
from dashboard.address import API
from dashboard.api import briefing, faults, health, hotspots, replies, schemas

if TYPE_CHECKING:
    from flask import Flask

    from core.store import Store
    from dashboard.answers import Answers

DESCRIPTION = mark(
    "Zones of recorded incidents with the evidence for them: places, never persons, and never a ground for a stop. "
    "Counts include all offence types; risk always leaves enforcement-driven types out. Records are preliminary "
    "and may be amended. An undefined score is null."
)


class _DescribedApi(Api):
    """Describes faults as they are answered here."""

    ERROR_SCHEMA = schemas.Fault
    DEFAULT_ERROR_RESPONSE_NAME = "FAULT"


def register(server: Flask, store: Store, answers: Answers) -> None:
    """Serve the API and the health checks of a store's city.

    The description lies at `/api/v1/openapi.json`; there is no page around it,
    because such pages load their scripts from elsewhere.
    """
    server.config.update(
        API_TITLE="PatrolIQ",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX=API,
        API_SPEC_OPTIONS={"info": {"description": say(DESCRIPTION)}},
    )
    api = _DescribedApi(server)
    _describe(api)
    for blueprint in (
        health.build_blueprint(store),
        briefing.build_blueprint(answers),
        hotspots.build_blueprint(answers),
    ):
        faults.attach(blueprint)
        api.register_blueprint(blueprint)
    # Api answers every HTTP error of the whole server in JSON; only ours should be.
    server.register_error_handler(HTTPException, faults.outside)
    server.add_url_rule("/api/", endpoint="api-unknown", view_func=faults.unknown, strict_slashes=False)
    server.add_url_rule("/api/<path:_rest>", endpoint="api-unknown-path", view_func=faults.unknown)


def _describe(api: Api) -> None:
    """Describe fields and faults in our words, and not what flask-smorest brings besides."""
    api.ma_plugin.converter.add_attribute_function(schemas.describe)
    told = say("Any other fault; the message says what to do.")
    fault = {"description": told, "content": {replies.JSON: {"schema": schemas.Fault}}}
    api.spec.components.response(api.DEFAULT_ERROR_RESPONSE_NAME, fault, lazy=True)
    api.spec.components.schemas.pop("PaginationMetadata")  # of lists in pages, which no address has
