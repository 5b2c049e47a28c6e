"""Shapes of answers about hotspots, for the OpenAPI description; nothing is serialised by them."""

from __future__ import annotations

from marshmallow import Schema, fields

from dashboard.api.schemas import Credits, maybe, number, text, whole

BINARY = {"type": "string", "format": "binary"}
TEXT = {"type": "string"}


class Scores(Schema):
    """Scores over all clustered records; never to be compared across coverages."""

    silhouette = maybe("Mean silhouette, -1 to 1.")
    davies_bouldin = maybe("Davies-Bouldin, lower is better.")
    calinski_harabasz = maybe("Calinski-Harabasz, higher is better.")
    inertia = maybe("Sum of squared distances to the centres, in square metres.")


class Evidence(Schema):
    """How much of a score is the city's shape, and what the zones are worth on later days."""

    replicates = whole("Draws of each kind.")
    seed = whole()
    null_name = text("What the null shuffles or draws.")
    notes = fields.List(text(), metadata={"description": "Why a value is null."})
    null_silhouette = maybe("Mean silhouette of the null.")
    null_low = maybe("Least silhouette of the null.")
    null_high = maybe("Greatest silhouette of the null.")
    null_coverage = maybe("Mean coverage of the null.")
    null_clusters = maybe("Mean number of clusters of the null.")
    stability = maybe("Mean adjusted Rand index over weeks drawn anew.")
    stability_halves = maybe("Adjusted Rand index between the halves of the period.")
    stability_restarts = maybe("Mean adjusted Rand index over other starts.")
    pai = maybe("Predictive accuracy index on later days.")
    hit_rate = maybe("Share of the later records inside the zones.")
    baseline_pai = maybe("The same of last year's counts at equal area.")
    baseline_hit_rate = maybe("The same of last year's counts at equal area.")
    area_share = maybe("Share of the inhabited area inside the zones.")
    later_since = fields.Date(allow_none=True)
    later_until = fields.Date(allow_none=True)
    later_records = whole(allow_none=True)


class TypeCount(Schema):
    """How often a type occurs."""

    type = text()
    records = whole()


class Peak(Schema):
    """Busiest hours on end, known times only."""

    start = whole()
    end = whole("Not included.")
    share = number()


class Risk(Schema):
    """Resident-reported records per inhabited square kilometre against the city's."""

    level = text("red, yellow or green.")
    ratio = maybe("Rate of the zone over that of the city.")
    lower = maybe("Lower bound of the 95 % interval.")
    upper = maybe("Upper bound.")
    records = whole("Resident-reported records of the zone.")


class Outline(Schema):
    """A GeoJSON MultiPolygon."""

    type = text()
    coordinates = fields.List(fields.List(fields.List(fields.List(number()))))


class ZoneFacts(Schema):
    """A zone, described by its selected records."""

    label = whole("Number of the zone, from 0.")
    name = text("Computed from territories.")
    records = whole()
    share = number("Share of all selected records with coordinates.")
    inhabited_km2 = number()
    rate_per_km2 = number()
    types = fields.List(fields.Nested(TypeCount), metadata={"description": "Most frequent first."})
    arrest_rate = number()
    domestic_share = number()
    severity_days = number("Mean severity in days of prison.")
    hours = fields.List(whole(), metadata={"description": "Records of each hour, known times only."})
    peak_hours = fields.Nested(Peak, allow_none=True)
    known_time_share = number()
    area = text(allow_none=True)
    beats = fields.List(text())
    latitude = number("Mean of the records, degrees.")
    longitude = number("Mean of the records, degrees.")
    risk = fields.Nested(Risk)


class Zone(ZoneFacts):
    """A zone with its outline."""

    outline = fields.Nested(Outline)


class Summary(Credits):
    """An answer without its zones."""

    algorithm = text()
    parameters = fields.Dict(metadata={"description": "Those that the algorithm uses."})
    filters = fields.Dict(metadata={"description": "As they were asked for."})
    records = whole("Selected records with coordinates.")
    unmapped = whole("Selected records without.")
    unknown_time = whole("Selected records whose time only stands for unknown.")
    data_from = fields.Date(metadata={"description": "First day that the filters allow."})
    scores = fields.Nested(Scores)
    coverage = maybe("Share of the records that lie in a zone.")
    largest_share = maybe("Share of the largest zone in those.")
    clusters = whole()
    evidence = fields.Nested(Evidence, allow_none=True)
    risk_note = text()
    build = text("Id of the build that answers.")


class Hotspots(Summary):
    """Zones, scores and evidence."""

    zones = fields.List(fields.Nested(Zone))
    elapsed_ms = number("Time to select, cluster, score and describe.")


class Feature(Schema):
    """A zone as a GeoJSON feature."""

    type = text()
    id = whole()
    geometry = fields.Nested(Outline)
    properties = fields.Nested(ZoneFacts)


class ZoneCollection(Schema):
    """Zones as GeoJSON (RFC 7946)."""

    type = text()
    properties = fields.Nested(Summary)
    features = fields.List(fields.Nested(Feature))
