"""Parts of the page that are there only when somebody asked: a spot, an area, a pinned setting, a search.

Each takes what is shown and what was asked for besides, and returns what to show, so that a
new answer and a click fill a part in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dash import no_update

from core.hotspots.answer import find_zones
from core.hotspots.compare import compare
from core.hotspots.zones.detail import describe_cell, describe_zone
from core.language import say
from core.places.polygon import count_inside
from dashboard.address import search
from dashboard.components.button import button
from dashboard.ids import Hotspots, Pattern
from dashboard.pages.hotspots import comparison, detail, views
from dashboard.parameters import Area
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from dashboard.answers import Answers
    from dashboard.source import Source

COMPARISON = ("children", "picture", "outlines", "numbers", "hideout", "caption")


class Shown(NamedTuple):
    """What the page shows: a question, its answer, and what the colours mean."""

    source: Source
    query: HotspotQuery
    found: Answer
    colour: str

    @classmethod
    def of(cls, answers: Answers, query: HotspotQuery, colour: str) -> Shown:
        """Answer a question from the current build."""
        source = answers.source()
        return cls(source, query, answers.get(source, find_zones, query.filters, query.setting), colour)


def detail_part(shown: Shown, chosen: dict[str, Any] | None) -> dict[str, Any]:
    """Describe the spot or the zone that was chosen; a zone, by its number, for as long as there is one."""
    hideout = {"colour": shown.colour, "selected": None}
    nothing = {"children": detail.closed(Hotspots.CLOSE_DETAIL), "hidden": True, "hideout": hideout}
    if chosen is None:
        return nothing
    fold, found = shown.source.fold, shown.found
    if "label" in chosen:
        zone = found.zone_of(chosen["label"])
        if zone is None:
            return nothing
        children = detail.build_zone(describe_zone(fold, found, zone.label), zone)
        return {"children": children, "hidden": False, "hideout": {**hideout, "selected": zone.number}}
    spot = (chosen["latitude"], chosen["longitude"])
    around = views.zone_at(fold, found, *spot)
    here = describe_cell(fold, found.selection, *spot)
    children = detail.build_spot(here, around, fold.grid.size_m, found.selection.records)
    number = around.number if around else None
    return {"children": children, "hidden": False, "hideout": {**hideout, "selected": number}}


def area_part(shown: Shown, ring: list[list[float]] | None) -> dict[str, Any]:
    """Count what lies inside the drawn ring of [longitude, latitude]."""
    if not ring:
        return {"children": detail.closed(Hotspots.CLOSE_AREA), "hidden": True}
    corners = [(latitude, longitude) for longitude, latitude in ring]
    count = count_inside(shown.source.fold, shown.found.selection, corners)
    return {"children": [*detail.build_area(count), *_narrowing(shown.query, corners)], "hidden": False}


def _narrowing(query: HotspotQuery, corners: Sequence[tuple[float, float]]) -> list[Component]:
    """Offer to ask of this area alone, unless that is what is asked."""
    if query.filters.area == tuple(corners):
        return []
    name = {"part": Pattern.MERGE, "role": "area", "to": search({"area": Area().write(tuple(corners))})}
    return [button(say("Show only this area"), name=name, picture="filters")]


def comparison_part(answers: Answers, shown: Shown, pin: dict[str, str] | None) -> dict[str, Any]:
    """Draw the pinned question beside the present one."""
    if pin is None:
        return dict.fromkeys(COMPARISON, no_update)
    source, found = shown.source, shown.found
    pinned = HotspotQuery.read(pin, source.fold.names)
    first = answers.get(source, find_zones, pinned.filters, pinned.setting)
    return {
        **views.picture(source.fold, first, shown.colour),
        "children": comparison.build_comparison(first, found, compare(first, found)),
        "hideout": {"colour": shown.colour, "selected": None},
        "caption": say("Pinned: {caption}", caption=comparison.caption(pinned, first)),
    }
