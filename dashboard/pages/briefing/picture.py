"""The places on the map: outlined and numbered, above the shaded ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from core.briefing.brief import shaded
from core.language import say
from core.places.points import ABSENT
from dashboard import palette
from dashboard.components import words
from dashboard.maps import mercator
from dashboard.maps.layers import corners
from dashboard.maps.outlines import multi_polygon
from dashboard.maps.picture import paint

if TYPE_CHECKING:
    from core.briefing.brief import Brief, Place
    from core.briefing.tested import Tested
    from core.places.history import History

NUMBERED = 10
"""Places that carry their number from afar."""
GROUND_COLOUR, PLACE_COLOUR = palette.zone(0), palette.zone(1)


def draw(history: History, brief: Brief, share: float) -> dict[str, Any]:
    """Draw the shaded ground, the outlines of the places and their numbers."""
    ground = shaded(history, brief, share)
    # The sooner a patch is taken, the stronger it is drawn.
    strength = np.zeros(len(ground), dtype=np.int64)
    strength[brief.order] = np.arange(len(brief.order), 0, -1)
    labels = np.where(ground == 0, 0, ABSENT).astype(np.int32)
    canvas = mercator.canvas(history)
    picture = paint(canvas.cell, labels, np.where(ground == 0, strength, 0), [GROUND_COLOUR])
    return {
        "picture": picture,
        "bounds": corners(canvas.bounds),
        "outlines": _collection([_outline(place) for place in brief.places]),
        "numbers": _collection([_number(place) for place in brief.places]),
    }


def shaded_told(brief: Brief, share: float, tested: Tested | None) -> str:
    """Say how much ground is shaded, and what such ground caught where these very records were tested."""
    area = words.decimal(share * brief.inhabited_km2, 1)
    shown = say("Shaded: {share} of the inhabited area, {area} km².", share=words.percent(share), area=area)
    if tested is None or not tested.is_own:
        return shown
    hits = words.decimal(100 * tested.shaded(share)["hit_rate"], 0)
    caught = say(
        "Such ground caught {hits} of 100 later reports; chance catches {share}.",
        hits=hits,
        share=words.decimal(100 * share, 0),
    )
    return f"{shown} {caught}"


def _outline(place: Place) -> dict[str, Any]:
    expected = say(
        "{expected} expected in one shift, {low} to {high}",
        expected=words.decimal(place.expected, 1),
        low=place.low,
        high=place.high,
    )
    name = say("{number}. {name}", number=place.rank, name=place.name)
    return {
        "type": "Feature",
        "geometry": multi_polygon(place.outline),
        "properties": {
            "label": place.rank,
            "level": "",
            "tooltip": [name, expected],
            "colours": {"label": PLACE_COLOUR},
        },
    }


def _number(place: Place) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {"number": place.rank, "minor": place.rank > NUMBERED},
    }


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
