"""Where does it concentrate? Zones, labelled places and outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_smorest import Blueprint

from core.hotspots.answer import find_zones as find
from core.hotspots.evidence import gather_evidence
from dashboard.api import answers, labelled, replies, zone_schemas
from dashboard.api.documents import LABELS_PARAMETERS, PARAMETERS, answering
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

    @blueprint.route("", parameters=PARAMETERS)
    @answering(blueprint, zone_schemas.Hotspots, replies.JSON)
    def show_hotspots() -> Response:
        """Draw zones around all selected records and score them."""
        return _answer(store, _zones)

    @blueprint.route("/zones.geojson", parameters=PARAMETERS)
    @answering(blueprint, zone_schemas.ZoneCollection, replies.GEOJSON)
    def show_outlines() -> Response:
        """Draw the same zones as GeoJSON, with cautions and data cut-off in the collection's properties."""
        return _answer(store, _outlines)

    @blueprint.route("/labels", parameters=LABELS_PARAMETERS)
    @answering(blueprint, zone_schemas.BINARY, labelled.PARQUET_TYPE)
    @blueprint.alt_response(200, schema=zone_schemas.TEXT, content_type=labelled.CSV_TYPE, success=True)
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
    return gather_evidence(source.fold, question.query.filters, question.query.setting) if question.evidence else None
