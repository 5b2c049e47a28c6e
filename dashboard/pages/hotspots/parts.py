"""Parts of the page that are there only when somebody asked: a spot, an area, a pinned setting, a search.

Each takes what was asked and the present question and returns what to show, so that a
new answer and a new wish fill a part in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import no_update

from core.hotspots.compare import compare
from core.hotspots.zones.detail import describe_cell, describe_zone
from core.places.polygon import count_inside
from dashboard.ids import Hotspots
from dashboard.pages.hotspots import comparison, detail, views
from dashboard.query import read

if TYPE_CHECKING:
    from dashboard.pages.hotspots.answers import Answers
    from dashboard.query import HotspotQuery

COMPARISON = ("children", "picture", "outlines", "numbers", "hideout", "caption")


def detail_part(answers: Answers, query: HotspotQuery, chosen: dict[str, Any] | None, colour: str) -> dict[str, Any]:
    """Describe the spot or the zone that was chosen; a zone only while its question stands."""
    hideout = {"colour": colour, "selected": None}
    if chosen is None or chosen.get("params", query.to_params()) != query.to_params():
        return {"children": detail.closed(Hotspots.CLOSE_DETAIL), "hidden": True, "hideout": hideout}
    fold, answer = answers.fold(), answers.get(query)
    if "label" in chosen:
        zone = answer.zones[chosen["label"]]
        children = detail.build_zone(describe_zone(fold, answer, zone.label), zone)
        return {"children": children, "hidden": False, "hideout": {**hideout, "selected": zone.label}}
    spot = (chosen["latitude"], chosen["longitude"])
    around = views.zone_at(fold, answer, *spot)
    children = detail.build_spot(describe_cell(fold, answer.selection, *spot), around, fold.grid.size_m)
    return {"children": children, "hidden": False, "hideout": {**hideout, "selected": around.label if around else None}}


def area_part(answers: Answers, query: HotspotQuery, ring: list[list[float]] | None) -> dict[str, Any]:
    """Count what lies inside the drawn ring of [longitude, latitude]."""
    if not ring:
        return {"children": detail.closed(Hotspots.CLOSE_AREA), "hidden": True}
    corners = [(latitude, longitude) for longitude, latitude in ring]
    count = count_inside(answers.fold(), answers.get(query).selection, corners)
    return {"children": detail.build_area(count), "hidden": False}


def comparison_part(answers: Answers, query: HotspotQuery, pin: dict[str, str] | None, colour: str) -> dict[str, Any]:
    """Draw the pinned question beside the present one."""
    if pin is None:
        return dict.fromkeys(COMPARISON, no_update)
    fold = answers.fold()
    pinned = read(pin, fold.codes)
    first, second = answers.get(pinned), answers.get(query)
    return {
        **views.picture(fold, first, colour),
        "children": comparison.build_comparison(first, second, compare(first, second)),
        "hideout": {"colour": colour, "selected": None},
        "caption": f"Pinned: {comparison.caption(pinned, first)}",
    }
