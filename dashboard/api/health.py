"""Is the process alive, is there a build, and which?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_smorest import Blueprint

from core.language import say
from core.places.selection import LISTS
from dashboard.address import API
from dashboard.api import replies, schemas
from dashboard.api.endpoint import NO_BUILD
from dashboard.source import Source

if TYPE_CHECKING:
    from flask import Response

    from core.store import Store


def build_blueprint(store: Store) -> Blueprint:
    """Make the health checks and the description of the build."""
    blueprint = Blueprint("health", __name__, description=say("Whether the server answers, and what it serves."))

    @blueprint.route("/healthz")
    @blueprint.doc(summary=say("Tell that the process answers."))
    @blueprint.response(200, schemas.Alive, description=say("The process answers."))
    def is_alive() -> Response:
        return replies.json({"status": "ok"}, cached=False)

    @blueprint.route("/readyz")
    @blueprint.doc(summary=say("Tell whether a build is loaded."))
    @blueprint.response(200, schemas.Ready, description=say("A build is loaded."))
    @blueprint.alt_response(503, schema=schemas.Fault, description=say(NO_BUILD))
    def is_ready() -> Response:
        source = Source.of(store)
        return replies.json({"status": "ready", "city": store.city, "build": source.build.id}, cached=False)

    _add_build(blueprint, store)
    return blueprint


def _add_build(blueprint: Blueprint, store: Store) -> None:
    @blueprint.route(f"{API}/build")
    @blueprint.doc(summary=say("Show the manifest of the build that answers, and the names that parameters may use."))
    @blueprint.response(200, schemas.Build, description=say("The manifest."))
    @blueprint.alt_response(503, schema=schemas.Fault, description=say(NO_BUILD))
    def show_build() -> Response:
        source = Source.of(store)
        fold = source.fold
        listed = {name: fold.names.get(column, ()) for name, column in LISTS.items()}
        accepted = {**listed, "from": fold.first_day, "to": fold.last_day}
        return replies.json({**source.build.manifest, "accepted": accepted, **source.credits()})
