"""Answers of `core` in the words of the API: plain maps, ready to become JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.hotspots.methods import parameters_of
from core.hotspots.zones import risk
from core.language import say
from dashboard.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.hotspots.answer import Answer
    from core.hotspots.evidence import Evidence
    from core.hotspots.zones import Zone
    from core.places.geometry.outline import Polygon, Ring
    from dashboard.queries.hotspots import HotspotQuery
    from dashboard.source import Source


def describe(source: Source, question: HotspotQuery, answer: Answer, evidence: Evidence | None) -> dict[str, Any]:
    """Write an answer with its zones; `records` have coordinates, `unmapped` match too but have none."""
    return {
        **summary(source, question, answer, evidence),
        "zones": [{**_zone(zone), "outline": geometry(zone)} for zone in answer.zones],
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def collection(source: Source, question: HotspotQuery, answer: Answer, evidence: Evidence | None) -> dict[str, Any]:
    """Write the zones as GeoJSON (RFC 7946); what holds for all of them stands in `properties`."""
    features = [
        {"type": "Feature", "id": zone.number, "geometry": geometry(zone), "properties": _zone(zone)}
        for zone in answer.zones
    ]
    return {
        "type": "FeatureCollection",
        "properties": summary(source, question, answer, evidence),
        "features": features,
    }


def summary(source: Source, question: HotspotQuery, answer: Answer, evidence: Evidence | None) -> dict[str, Any]:
    """Write everything but the zones."""
    selection = answer.selection
    return {
        "algorithm": str(answer.setting.algorithm),
        "parameters": parameters_of(answer.setting),
        "filters": FILTERS.write(question.filters),
        "records": selection.records,
        "unmapped": selection.unmapped,
        "unknown_time": selection.unknown_time,
        "data_from": selection.first_day,
        "scores": _scores(answer),
        "coverage": answer.coverage if selection.records else None,
        "largest_share": answer.largest_share if answer.clusters else None,
        "clusters": answer.clusters,
        "evidence": None if evidence is None else asdict(evidence),
        "risk_note": say(risk.NOTE),
        "build": source.build.id,
        **source.credits(),
    }


def geometry(zone: Zone) -> dict[str, Any]:
    """Write a zone's outline."""
    return multi_polygon(zone.outline)


def multi_polygon(outline: Iterable[Polygon]) -> dict[str, Any]:
    """Write polygons as a GeoJSON MultiPolygon: longitude first, rings closed."""
    return {"type": "MultiPolygon", "coordinates": [_polygon(polygon) for polygon in outline]}


def _polygon(polygon: Polygon) -> list[list[tuple[float, float]]]:
    return [_ring(ring) for ring in polygon]


def _ring(ring: Ring) -> list[tuple[float, float]]:
    return [(longitude, latitude) for latitude, longitude in (*ring, ring[0])]


def _scores(answer: Answer) -> dict[str, float | None]:
    scores = answer.scores
    return {
        "silhouette": scores.silhouette,
        "davies_bouldin": scores.davies_bouldin,
        "calinski_harabasz": scores.calinski_harabasz,
        "inertia": scores.inertia,
    }


def _zone(zone: Zone) -> dict[str, Any]:
    """Write a zone without its outline."""
    facts = zone._asdict()
    for left_out in ("outline", "peak", "number", "colour"):
        facts.pop(left_out)
    return {
        **facts,
        "label": zone.number,
        "types": [{"type": kind, "records": records} for kind, records in zone.types],
        "peak_hours": None if zone.peak is None else zone.peak._asdict(),
        "risk": {**zone.risk._asdict(), "level": str(zone.risk.level)},
    }
