"""Where does it concentrate? Zones, labelled places and outlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from flask_smorest import Blueprint

from core.hotspots.answer import find_zones
from core.hotspots.evidence import gather_evidence
from core.language import mark, say
from dashboard.address import API
from dashboard.api import bodies, files, labelled, replies, zone_schemas, zone_table
from dashboard.api.endpoint import Endpoint
from dashboard.parameters import Choice, Flag, Parameter, ParameterSet
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from core.hotspots.answer import Answer
    from core.hotspots.evidence import Evidence
    from dashboard.answers import Answers
    from dashboard.source import Source


@dataclass(frozen=True)
class Extras:
    """What only the API is asked: whether to wait for the evidence, and in which format places come."""

    evidence: bool = False
    format: str = labelled.CSV


EVIDENCE = Parameter(
    "evidence",
    "evidence",
    Flag(),
    mark("Wait up to five seconds for null, stability and value on later data. Without effect on files of rows."),
    example=False,
)
FORMAT = Parameter(
    "format",
    "format",
    Choice(labelled.FORMATS, mark("{value} is not a format.")),
    mark("Format of the file."),
    labelled.CSV,
)


@dataclass(frozen=True)
class ZonesQuestion(HotspotQuery):
    """A question about hotspots."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {
        **HotspotQuery.SETS,
        "extras": ParameterSet(Extras(), (EVIDENCE,)),
    }

    extras: Extras = field(default_factory=Extras)


@dataclass(frozen=True)
class LabelsQuestion(ZonesQuestion):
    """A question about labelled places."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {
        **HotspotQuery.SETS,
        "extras": ParameterSet(Extras(), (EVIDENCE, FORMAT)),
    }


def show_hotspots(answers: Answers, source: Source, question: ZonesQuestion) -> Response:
    """Answer with zones, scores and evidence."""
    found, evidence = _answer(answers, source, question), _evidence(answers, source, question)
    return replies.json(bodies.describe(source, question, found, evidence))


def show_outlines(answers: Answers, source: Source, question: ZonesQuestion) -> Response:
    """Answer with the zones as GeoJSON."""
    found, evidence = _answer(answers, source, question), _evidence(answers, source, question)
    response = replies.json(bodies.collection(source, question, found, evidence), replies.GEOJSON)
    return files.attach(response, source, "zones", "geojson")


def show_table(answers: Answers, source: Source, question: ZonesQuestion) -> Response:
    """Answer with the zones as a file of rows."""
    return zone_table.download(source, _answer(answers, source, question))


def show_labels(answers: Answers, source: Source, question: LabelsQuestion) -> Response:
    """Answer with a file of places and their labels."""
    return labelled.download(source, _answer(answers, source, question), question.extras.format)


ENDPOINTS = (
    Endpoint(
        "",
        mark("Draw zones around all selected records and score them."),
        ZonesQuestion,
        show_hotspots,
        zone_schemas.Hotspots,
    ),
    Endpoint(
        "/zones.geojson",
        mark("Draw the same zones as GeoJSON, with cautions and data cut-off in the collection's properties."),
        ZonesQuestion,
        show_outlines,
        zone_schemas.ZoneCollection,
        replies.GEOJSON,
    ),
    Endpoint(
        "/zones.csv",
        mark("List the same zones as rows, without outlines, the one with most records first."),
        ZonesQuestion,
        show_table,
        zone_schemas.TEXT,
        labelled.CSV_TYPE,
        details=mark("The headers carry build, data cut-off and disclaimer."),
    ),
    Endpoint(
        "/labels",
        mark("List every place that holds selected records with its label."),
        LabelsQuestion,
        show_labels,
        zone_schemas.BINARY,
        labelled.PARQUET_TYPE,
        also={labelled.CSV_TYPE: zone_schemas.TEXT},
        details=mark(
            "Columns are latitude, longitude, records and label: the number of the zone, from 1; noise is -1, "
            "outside the concentration -2. "
            "The headers carry build, data cut-off and disclaimer."
        ),
    ),
)


def build_blueprint(answers: Answers) -> Blueprint:
    """Make the addresses of the hotspots."""
    told = say("Where does it concentrate?")
    blueprint = Blueprint("hotspots", __name__, url_prefix=f"{API}/hotspots", description=told)
    for endpoint in ENDPOINTS:
        endpoint.register(blueprint, answers)
    return blueprint


def _answer(answers: Answers, source: Source, question: HotspotQuery) -> Answer:
    return answers.get(source, find_zones, question.filters, question.setting)


def _evidence(answers: Answers, source: Source, question: ZonesQuestion) -> Evidence | None:
    """Gather evidence where it was asked for; it takes up to five seconds."""
    if not question.extras.evidence:
        return None
    return answers.get(source, gather_evidence, question.filters, question.setting)
