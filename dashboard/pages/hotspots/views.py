"""What the browser gets of an answer: a picture, outlines and sentences, nothing larger."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import ref

import numpy as np
from cachetools import LRUCache, cached
from dash import html

from core.language import say, say_many
from core.places.busiest import count_cells
from core.places.filling import fill
from core.places.geometry import projection
from core.places.geometry.outline import outlines
from core.places.points import ABSENT
from dashboard import palette
from dashboard.address import api
from dashboard.components import words
from dashboard.components.attributes import attributes
from dashboard.components.notice import notice
from dashboard.filters.chips import build_chips
from dashboard.ids import Hotspots, Pattern
from dashboard.maps import mercator
from dashboard.maps.outlines import zone_numbers, zone_outlines
from dashboard.maps.picture import paint
from dashboard.pages.hotspots import headline, scores
from dashboard.pages.hotspots.comparison import caption

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.zones import Zone
    from core.places.filling import Filled
    from core.places.fold import Fold
    from core.places.geometry.outline import Polygon
    from dashboard.queries.hotspots import HotspotQuery
    from dashboard.source import Source

LEGEND_ZONES = 6
"""Zones that the legend names, each a button that opens it; the table names the others."""


def drawn(source: Source, query: HotspotQuery, found: Answer, colour: str) -> dict[str, Any]:
    """Show what must change at once when a control moves: the map, and the answer in a sentence."""
    return {
        **picture(source.fold, found, colour),
        "headline": headline.build_headline(found),
        "query": query.to_params(),
    }


def rest(source: Source, query: HotspotQuery, found: Answer, colour: str) -> dict[str, Any]:
    """Show what else an answer says."""
    return {
        "legend": build_legend(found, colour, filled(source.fold, found)),
        "chips": build_chips(query, query.filters),
        "scores": scores.build_scores(found) if found.selection.records else [notice(say("No record, no score."))],
        "export": build_export(source, query),
        "caption": say("Now: {caption}", caption=caption(query, found)),
    }


def picture(fold: Fold, found: Answer, colour: str) -> dict[str, Any]:
    """Draw the cells, the outlines and the numbers of an answer, coloured by `label` or `risk`."""
    shown = filled(fold, found)
    by_risk = colour == "risk"
    # Zones too small to be listed are coloured too, but their risk is not assessed.
    listed = [palette.RISKS[zone.risk.level] for zone in found.zones] if by_risk else []
    beyond = found.colours[len(listed) :].tolist()
    colours = listed + [palette.NOISE if by_risk else palette.zone(place) for place in beyond]
    return {
        "picture": paint(mercator.canvas(fold).cell, shown.labels, shown.records, colours),
        "outlines": zone_outlines(found.zones, map(tooltip, found.zones), _redrawn(fold, found, shown)),
        "numbers": zone_numbers(found.zones),
    }


@cached(LRUCache(2), key=lambda _fold, found: ref(found), lock=Lock())
def filled(fold: Fold, found: Answer) -> Filled:
    """Fill the gaps between an answer's records, for the map alone; the answer itself is not kept by it."""
    return fill(fold, found.cell_labels, count_cells(fold, found.selection.weight).astype(np.int64))


def _redrawn(fold: Fold, found: Answer, drawn: Filled) -> list[tuple[Polygon, ...]] | None:
    """Outline the zones as they are drawn; none where that is as they are."""
    count = len(found.zones)
    return outlines(fold, np.where(drawn.labels < count, drawn.labels, ABSENT), count) if drawn.is_filled else None


def tooltip(zone: Zone) -> list[str]:
    """Write the lines of a zone's tooltip, its name first."""
    name = say("{number}. {name}", number=zone.number, name=words.capitalised(zone.name))
    size = say_many(
        "{count} record, {share} of those on the map",
        "{count} records, {share} of those on the map",
        zone.records,
        share=words.percent(zone.share, 1),
    )
    sign, level = palette.RISK_SIGNS[zone.risk.level], say(palette.RISK_WORDS[zone.risk.level])
    return [name, size, f"{sign} {level}"]


def zone_at(fold: Fold, found: Answer, latitude: float, longitude: float) -> Zone | None:
    """Return the zone in whose colour the cell under a point is drawn, if one is."""
    x_m, y_m = projection.to_metres(np.array([latitude]), np.array([longitude]), fold.city.epsg)
    at = np.flatnonzero(fold.cell_number == fold.grid.number(x_m, y_m)[0])
    label = int(filled(fold, found).labels[at[0]]) if len(at) else -1
    return found.zones[label] if 0 <= label < len(found.zones) else None


def build_legend(found: Answer, colour: str, drawn: Filled) -> list[Component]:
    """Say what the colours and the opacity mean."""
    keys: list[Component] = []
    if colour == "risk":
        for level, word in palette.RISK_WORDS.items():
            swatch = html.Span(palette.RISK_SIGNS[level], className="swatch", style={"--zone": palette.RISKS[level]})
            keys.append(html.Span([swatch, say(word)], className="key"))
    elif found.zones:
        shown = [
            html.Button(
                str(zone.number),
                id={"part": Pattern.ZONE, "label": zone.number, "at": "map"},
                className="swatch",
                type="button",
                title=words.capitalised(zone.name),
                style={"--zone": palette.zone(zone.colour)},
                **attributes({"data-zone": zone.number}),
            )
            for zone in found.zones[:LEGEND_ZONES]
        ]
        more = [] if found.clusters == len(shown) else ["… "]
        said = say_many("{count} zone, largest first", "{count} zones, largest first", found.clusters)
        keys.append(html.Span([*shown, *more, said], className="key"))
    if found.coverage < 1 and found.selection.records:
        keys.append(
            html.Span([html.Span(className="swatch", style={"--zone": palette.NOISE}), say("No zone")], className="key")
        )
    keys.append(html.Span([html.Span(className="ramp"), _ramp(drawn)], className="key"))
    return keys


def _ramp(drawn: Filled) -> str:
    """Say what a stronger shade means, and that cells without a record are coloured where they are."""
    if drawn.is_smoothed:
        return say("More records in and around the cell; gaps are filled")
    return say("More records in the cell; gaps are filled") if drawn.is_filled else say("More records in the cell")


def build_export(source: Source, query: HotspotQuery) -> list[Component]:
    """Link to the same answer as files, and offer the map as it is shown."""
    params = query.to_params()
    files: tuple[tuple[str, str, dict[str, str]], ...] = (
        (say("Zones, GeoJSON"), "/hotspots/zones.geojson", {}),
        (say("Zones, CSV"), "/hotspots/zones.csv", {}),
        (say("Labelled places, CSV"), "/hotspots/labels", {"format": "csv"}),
        (say("Labelled places, Parquet"), "/hotspots/labels", {"format": "parquet"}),
        (say("This answer, JSON"), "/hotspots", {}),
    )
    named = f"map-{source.city.name}-{source.build.id}.png"
    saves = attributes({"data-saves": Hotspots.MAP, "data-named": named})
    links = [html.A(title, href=api(path, {**params, **extra})) for title, path, extra in files]
    return [html.Button(say("The map, PNG"), type="button", **saves), *links]
