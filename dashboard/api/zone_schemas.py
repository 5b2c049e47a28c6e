"""Shapes of answers about hotspots, for the OpenAPI description; nothing is serialised by them."""

from __future__ import annotations

from marshmallow import Schema, fields

from core.language import mark
from dashboard.api.schemas import Credits, maybe, number, text, told, whole

BINARY = {"type": "string", "format": "binary"}
TEXT = {"type": "string"}


class Scores(Schema):
    """Scores over all clustered records; never to be compared across coverages."""

    silhouette = maybe(mark("Mean silhouette, -1 to 1."))
    davies_bouldin = maybe(mark("Davies-Bouldin, lower is better."))
    calinski_harabasz = maybe(mark("Calinski-Harabasz, higher is better."))
    inertia = maybe(mark("Sum of squared distances to the centres, in square metres."))


class Evidence(Schema):
    """How much of a score is the city's shape, and what the zones are worth on later days."""

    replicates = whole(mark("Draws of each kind."))
    seed = whole()
    null_name = text(mark("What the null shuffles or draws."))
    notes = fields.List(text(), metadata=told(mark("Why a value is null.")))
    null_silhouette = maybe(mark("Mean silhouette of the null."))
    null_low = maybe(mark("Least silhouette of the null."))
    null_high = maybe(mark("Greatest silhouette of the null."))
    null_coverage = maybe(mark("Mean coverage of the null."))
    null_coverage_high = maybe(mark("Greatest coverage of the null's draws."))
    null_clusters = maybe(mark("Mean number of clusters of the null."))
    stability = maybe(mark("Mean adjusted Rand index over weeks drawn anew."))
    stability_halves = maybe(mark("Adjusted Rand index between the halves of the period."))
    stability_restarts = maybe(mark("Mean adjusted Rand index over other starts."))
    pai = maybe(mark("Predictive accuracy index on later days."))
    hit_rate = maybe(mark("Share of the later records inside the zones."))
    baseline_pai = maybe(mark("The same of last year's counts at equal area."))
    baseline_hit_rate = maybe(mark("The same of last year's counts at equal area."))
    area_share = maybe(mark("Share of the inhabited area inside the zones."))
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
    end = whole(mark("Not included."))
    share = number()


class Risk(Schema):
    """Resident-reported records per inhabited square kilometre against the city's."""

    level = text(mark("red, yellow or green."))
    ratio = maybe(mark("Rate of the zone over that of the city."))
    lower = maybe(mark("Lower bound of the 95 % interval."))
    upper = maybe(mark("Upper bound."))
    records = whole(mark("Resident-reported records of the zone."))


class Outline(Schema):
    """A GeoJSON MultiPolygon."""

    type = text()
    coordinates = fields.List(fields.List(fields.List(fields.List(number()))))


class ZoneFacts(Schema):
    """A zone, described by its selected records."""

    label = whole(
        mark(
            "Number of the zone, from 1, the same on the page and in every file. A zone keeps it from one setting to "
            "the next where most of it stays, so numbers do not follow the order of the zones and may have gaps."
        )
    )
    name = text(mark("Computed from territories."))
    records = whole()
    share = number(mark("Share of all selected records with coordinates."))
    inhabited_km2 = number()
    rate_per_km2 = number()
    types = fields.List(fields.Nested(TypeCount), metadata=told(mark("Most frequent first.")))
    arrest_rate = number()
    domestic_share = number()
    severity_days = number(mark("Mean severity in days of prison."))
    hours = fields.List(whole(), metadata=told(mark("Records of each hour, known times only.")))
    peak_hours = fields.Nested(Peak, allow_none=True)
    known_time_share = number()
    area = text(allow_none=True)
    beats = fields.List(text())
    latitude = number(mark("Mean of the records, degrees."))
    longitude = number(mark("Mean of the records, degrees."))
    risk = fields.Nested(Risk)


class Zone(ZoneFacts):
    """A zone with its outline."""

    outline = fields.Nested(Outline)


class Summary(Credits):
    """An answer without its zones."""

    algorithm = text()
    parameters = fields.Dict(metadata=told(mark("Those that the algorithm uses.")))
    filters = fields.Dict(metadata=told(mark("As they were asked for.")))
    records = whole(mark("Selected records with coordinates."))
    unmapped = whole(mark("Selected records without."))
    unknown_time = whole(
        mark("Records of unknown time that match all but `hours`, which leaves them out unless `unknown_times` is set.")
    )
    data_from = fields.Date(metadata=told(mark("First day that the filters allow.")))
    scores = fields.Nested(Scores)
    coverage = maybe(mark("Share of the records that lie in a zone."))
    largest_share = maybe(mark("Share of the largest zone in those."))
    clusters = whole()
    evidence = fields.Nested(Evidence, allow_none=True)
    risk_note = text()
    build = text(mark("Id of the build that answers."))


class Hotspots(Summary):
    """Zones, scores and evidence."""

    zones = fields.List(fields.Nested(Zone))
    elapsed_ms = number(mark("Time to select, cluster, score and describe."))


class Feature(Schema):
    """A zone as a GeoJSON feature."""

    type = text()
    id = whole(mark("The zone's label."))
    geometry = fields.Nested(Outline)
    properties = fields.Nested(ZoneFacts)


class ZoneCollection(Schema):
    """Zones as GeoJSON (RFC 7946)."""

    type = text()
    properties = fields.Nested(Summary)
    features = fields.List(fields.Nested(Feature))
