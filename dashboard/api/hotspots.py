"""Where does it concentrate? Zones, labelled places and outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_smorest import Blueprint

from core.hotspots.answer import answer as find
from core.hotspots.evidence import gather
from dashboard.api import answers, labelled, replies, schemas, zone_schemas
from dashboard.api.documents import CACHING, LABELS_PARAMETERS, PARAMETERS
from dashboard.api.question import Question, ask
from dashboard.api.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from core.hotspots.evidence import Evidence
    from core.store import Store


def build_blueprint(store: Store) -> Blueprint:
    """Make the addresses of the hotspots."""
    blueprint = Blueprint("hotspots", __name__, url_prefix="/api/v1/hotspots", description="Where does it concentrate?")
    refused = blueprint.alt_response(
        422, schema=schemas.Fault, description="A parameter is wrong; the message names it and what is accepted."
    )
    missing = blueprint.alt_response(
        503, schema=schemas.Fault, description="There is no build; the message says what to do."
    )
    unchanged = blueprint.alt_response(304, description="What the client holds still applies.", success=True)

    @blueprint.route("", parameters=PARAMETERS)
    @refused
    @missing
    @unchanged
    @blueprint.response(200, zone_schemas.Hotspots, headers=CACHING, description="Zones, scores and evidence.")
    def show_hotspots() -> Response:
        """Draw zones around all selected records and score them."""
        return _answer(store, _zones)

    @blueprint.route("/zones.geojson", parameters=PARAMETERS)
    @refused
    @missing
    @unchanged
    @blueprint.response(
        200, zone_schemas.ZoneCollection, content_type=replies.GEOJSON, headers=CACHING, description="Outlines."
    )
    def show_outlines() -> Response:
        """Draw the same zones as GeoJSON, with cautions and data cut-off in the collection's properties."""
        return _answer(store, _outlines)

    @blueprint.route("/labels", parameters=LABELS_PARAMETERS)
    @refused
    @missing
    @unchanged
    @blueprint.response(
        200, zone_schemas.BINARY, content_type=labelled.PARQUET_TYPE, headers=CACHING, description="Places."
    )
    @blueprint.alt_response(
        200, schema=zone_schemas.TEXT, content_type=labelled.CSV_TYPE, headers=CACHING, success=True
    )
    def show_labels() -> Response:
        """List every place that holds selected records with its label.

        Columns are latitude, longitude, records and label: zones from 0, noise -1,
        outside the concentration -2. The headers carry build, data cut-off and disclaimer.
        """
        return _answer(store, _labels, formats=True)

    return blueprint


def _answer(store: Store, write: Callable[[Source, Question], Response], *, formats: bool = False) -> Response:
    """Read the request, and write the answer unless the client holds it already."""
    source = Source.of(store)
    question = ask(request.args, source.fold.codes, formats=formats)
    etag = replies.tag(request.path, source.build.id, question.key())
    return replies.unchanged(etag) or replies.remember(write(source, question), etag)


def _zones(source: Source, question: Question) -> Response:
    found = find(source.fold, question.query.filters, question.query.setting)
    return replies.json(answers.describe(source, question, found, _evidence(source, question)))


def _outlines(source: Source, question: Question) -> Response:
    found = find(source.fold, question.query.filters, question.query.setting)
    return replies.json(answers.collection(source, question, found, _evidence(source, question)), replies.GEOJSON)


def _labels(source: Source, question: Question) -> Response:
    found = find(source.fold, question.query.filters, question.query.setting)
    return labelled.download(source, found, question.format)


def _evidence(source: Source, question: Question) -> Evidence | None:
    """Gather evidence where it was asked for; it takes up to five seconds."""
    return gather(source.fold, question.query.filters, question.query.setting) if question.evidence else None
