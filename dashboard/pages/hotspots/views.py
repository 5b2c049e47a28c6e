"""What the browser gets of an answer: a picture, outlines and sentences, nothing larger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from dash import html

from core.places import projection
from dashboard.address import api
from dashboard.components import words
from dashboard.components.notice import notice
from dashboard.filters.chips import build_chips
from dashboard.maps import mercator, palette
from dashboard.maps.outlines import zone_numbers, zone_outlines
from dashboard.maps.picture import paint
from dashboard.pages.hotspots import headline, scores
from dashboard.pages.hotspots.comparison import caption

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.zones import Zone
    from core.places.fold import Fold
    from dashboard.questions.hotspots import HotspotQuery
    from dashboard.source import Source


def answer(source: Source, query: HotspotQuery, found: Answer, colour: str) -> dict[str, Any]:
    """Show an answer: everything that must change at once when a control moves."""
    return {
        **picture(source.fold, found, colour),
        "legend": build_legend(found, colour),
        "headline": headline.build_headline(found),
        "chips": build_chips(query, query.filters),
        "scores": scores.build_scores(found) if found.selection.records else [notice("No record, no score.")],
        "export": build_export(query),
        "caption": f"Now: {caption(query, found)}",
        "query": query.to_params(),
    }


def picture(fold: Fold, found: Answer, colour: str) -> dict[str, Any]:
    """Draw the cells, the outlines and the numbers of an answer, coloured by `label` or `risk`."""
    records = np.bincount(fold.cell, weights=found.selection.weight, minlength=len(fold.cell_number)).astype(np.int64)
    by_risk = colour == "risk"
    # Zones too small to be listed are coloured too, but their risk is not assessed.
    listed = [palette.RISKS[zone.risk.level] for zone in found.zones] if by_risk else []
    beyond = range(len(listed), found.clusters)
    colours = listed + [palette.NOISE if by_risk else palette.zone(label) for label in beyond]
    return {
        "picture": paint(mercator.canvas(fold).cell, found.cell_labels, records, colours),
        "outlines": zone_outlines(found.zones),
        "numbers": zone_numbers(found.zones),
    }


def zone_at(fold: Fold, found: Answer, latitude: float, longitude: float) -> Zone | None:
    """Return the zone that colours the cell under a point, if one does."""
    x_m, y_m = projection.to_metres(np.array([latitude]), np.array([longitude]), fold.city.epsg)
    at = np.flatnonzero(fold.cell_number == fold.grid.number(x_m, y_m)[0])
    label = int(found.cell_labels[at[0]]) if len(at) else -1
    return found.zones[label] if 0 <= label < len(found.zones) else None


def build_legend(found: Answer, colour: str) -> list[Component]:
    """Say what the colours and the opacity mean."""
    keys: list[Component] = []
    if colour == "risk":
        for level, word in palette.RISK_WORDS.items():
            swatch = html.Span(palette.RISK_SIGNS[level], className="swatch", style={"--zone": palette.RISKS[level]})
            keys.append(html.Span([swatch, word], className="key"))
    elif found.zones:
        shown = [
            html.Span(str(zone.label + 1), className="swatch", style={"--zone": palette.zone(zone.label)})
            for zone in found.zones[:6]
        ]
        more = "" if found.clusters == len(shown) else "… "
        keys.append(
            html.Span([*shown, f"{more}{words.plural(found.clusters, 'zone')}, largest first"], className="key")
        )
    if found.coverage < 1 and found.selection.records:
        keys.append(
            html.Span([html.Span(className="swatch", style={"--zone": palette.NOISE}), "No zone"], className="key")
        )
    keys.append(html.Span([html.Span(className="ramp"), "More records in the cell"], className="key"))
    return keys


def build_export(query: HotspotQuery) -> list[Component]:
    """Link to the same answer as files."""
    params = query.to_params()
    files: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("Zones, GeoJSON", "/hotspots/zones.geojson", {}),
        ("Labelled places, CSV", "/hotspots/labels", {"format": "csv"}),
        ("Labelled places, Parquet", "/hotspots/labels", {"format": "parquet"}),
        ("This answer, JSON", "/hotspots", {}),
    )
    return [html.A(title, href=api(path, {**params, **extra})) for title, path, extra in files]
