"""Is the process alive, is there a build, and which?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_smorest import Blueprint

from core.places.selection import LISTS
from dashboard.address import API
from dashboard.api import replies, schemas
from dashboard.source import Source

if TYPE_CHECKING:
    from flask import Response

    from core.store import Store


def build_blueprint(store: Store) -> Blueprint:
    """Make the health checks and the description of the build."""
    blueprint = Blueprint("health", __name__, description="Is it alive, and what does it serve?")

    @blueprint.route("/healthz")
    @blueprint.response(200, schemas.Alive)
    def is_alive() -> Response:
        """Tell that the process answers."""
        return replies.json({"status": "ok"}, cached=False)

    @blueprint.route("/readyz")
    @blueprint.response(200, schemas.Ready, description="A build is loaded.")
    @blueprint.alt_response(503, schema=schemas.Fault, description="There is no build; the message says what to do.")
    def is_ready() -> Response:
        """Tell whether a build is loaded."""
        source = Source.of(store)
        return replies.json({"status": "ready", "city": store.city, "build": source.build.id}, cached=False)

    _add_build(blueprint, store)
    return blueprint


def _add_build(blueprint: Blueprint, store: Store) -> None:
    @blueprint.route(f"{API}/build")
    @blueprint.response(200, schemas.Build, description="The manifest.")
    @blueprint.alt_response(503, schema=schemas.Fault, description="There is no build; the message says what to do.")
    def show_build() -> Response:
        """Show the manifest of the build that answers, and the names that parameters may use."""
        source = Source.of(store)
        fold = source.fold
        listed = {name: fold.names.get(column, ()) for name, column in LISTS.items()}
        accepted = {**listed, "from": fold.first_day, "to": fold.last_day}
        return replies.json({**source.build.manifest, "accepted": accepted, **source.credits()})
