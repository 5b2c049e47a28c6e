"""Where tonight? Small places for a shift, and the contest behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from core.forecast.backtest import DECIDES, SHARES
from core.language import mark, say
from dashboard.address import API
from dashboard.api import bodies, replies
from dashboard.api.endpoint import Endpoint
from dashboard.api.schemas import Credits, number, text, told, whole
from dashboard.briefs import brief_of
from dashboard.filters import FILTERS
from dashboard.queries.briefing import BriefingQuery

if TYPE_CHECKING:
    from flask import Response

    from core.briefing.brief import Place
    from core.briefing.tested import Tested
    from dashboard.answers import Answers
    from dashboard.source import Source


class ShiftShape(Schema):
    """When."""

    weekday = whole(mark("0 (Monday) to 6 (Sunday); null for every day."), allow_none=True)
    hours = fields.List(whole(), metadata=told(mark("From the first up to but not including the second.")))


class TypeInShift(Schema):
    """How often a type occurred in the shift in the last year."""

    type = text()
    records = whole()


class PlaceShape(Schema):
    """A small place to patrol; not a ground for a stop."""

    rank = whole(mark("1 is the place of which most is expected per area."))
    name = text(mark("Its streets."))
    area = text(allow_none=True)
    beats = fields.List(text())
    latitude = number(mark("Of its middle."))
    longitude = number(mark("Of its middle."))
    cells = whole(mark("Squares that it is made of."))
    area_km2 = number()
    expected = number(mark("Reports expected in one shift."))
    low = whole(mark("Least count of the range that holds four of five shifts."))
    high = whole(mark("Greatest count of that range."))
    types = fields.List(fields.Nested(TypeInShift))
    hours = fields.List(whole(), allow_none=True, metadata=told(mark("Its busiest hours within the shift.")))
    outline = fields.Dict(metadata=told(mark("GeoJSON MultiPolygon.")))


class ModelShape(Schema):
    """What a model caught on its best ground of `area_share` in the later weeks."""

    model = text()
    area_share = number()
    pai = number(mark("Predictive accuracy index: share of reports over share of area."))
    hit_rate = number(mark("Share of the later reports."))
    low = number(mark("Lower end of the 90 % interval over redrawn weeks."))
    high = number(mark("Upper end of that interval."))


class BriefingShape(Credits):
    """Places for a shift, and the test behind them."""

    shift = fields.Nested(ShiftShape)
    places = fields.List(fields.Nested(PlaceShape))
    contest = fields.List(fields.Nested(ModelShape))
    chosen = text(mark("Model that expects the reports."))
    tested_weeks = whole(mark("Later weeks of the contest; 0 where none was held."))
    tested_here = fields.Boolean(metadata=told(mark("Whether it was held for exactly this shift and these records.")))
    area_share = number(mark("Share of the inhabited area that is shaded."))
    tested_shift = fields.Nested(
        ShiftShape, allow_none=True, metadata=told(mark("Shift of the contest, which is of all that residents report."))
    )
    shaded_hit_rate = number(
        mark("Share of later reports that such ground caught; null where exactly these records were not tested."),
        allow_none=True,
    )
    filters = fields.Dict()
    build = text()


def show_briefing(answers: Answers, source: Source, question: BriefingQuery) -> Response:
    """Answer with places for a shift."""
    brief, tested = brief_of(answers, source, question)
    share = question.ground.area_share
    body = {
        "shift": {"weekday": brief.shift.weekday, "hours": brief.shift.hours},
        "places": [_place(place, source.history.patch_km2) for place in brief.places],
        "contest": _contest(tested),
        "chosen": brief.model,
        "tested_weeks": tested.found["weeks"] if tested else 0,
        "tested_here": tested is not None and tested.is_own,
        "area_share": share,
        "tested_shift": tested.found["shift"] if tested else None,
        "shaded_hit_rate": tested.shaded(share)["hit_rate"] if tested and tested.is_own else None,
        "filters": FILTERS.write(brief.filters),
        "build": source.build.id,
        **source.credits(),
    }
    return replies.json(body)


def _place(place: Place, patch_km2: float) -> dict[str, Any]:
    facts = place._asdict()
    for left_out in ("outline", "records", "street_km"):
        facts.pop(left_out)
    return {
        **facts,
        "cells": round(place.area_km2 / patch_km2),
        "types": [{"type": kind, "records": records} for kind, records in place.types],
        "outline": bodies.multi_polygon(place.outline),
    }


def _contest(tested: Tested | None) -> list[dict[str, Any]]:
    """List every model on the share that decides, chance last."""
    if tested is None:
        return []
    at = SHARES.index(DECIDES)
    rows = [{"model": name, **found["shaded"][at]} for name, found in tested.found["models"].items()]
    chance = {
        "model": "random",
        "area_share": DECIDES,
        "pai": 1.0,
        "hit_rate": DECIDES,
        "low": DECIDES,
        "high": DECIDES,
    }
    return [*sorted(rows, key=lambda row: -row["hit_rate"]), chance]


ENDPOINTS = (
    Endpoint(
        "",
        mark("List small places for a shift, with what to expect there and how such places did on later weeks."),
        BriefingQuery,
        show_briefing,
        BriefingShape,
    ),
)


def build_blueprint(answers: Answers) -> Blueprint:
    """Make the address of the briefing."""
    blueprint = Blueprint("briefing", __name__, url_prefix=f"{API}/briefing", description=say("Where tonight?"))
    for endpoint in ENDPOINTS:
        endpoint.register(blueprint, answers)
    return blueprint
