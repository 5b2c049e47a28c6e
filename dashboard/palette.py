"""Colours of zones and risks, named in `assets/tokens.css` and told apart with every kind of colour vision.

Nine colours repeat, but never side by side (`core.hotspots.zones.colouring`); the zones' numbers on the map and in
the table tell equal colours apart. The tests hold the distances under simulated
protanopia, deuteranopia and tritanopia.
"""

from __future__ import annotations

from core.language import mark
from dashboard import tokens

ZONES = tuple(tokens.colour(f"zone-{number}") for number in range(1, 10))
NOISE = tokens.colour("noise")
RISKS = {level: tokens.colour(f"risk-{level}") for level in ("red", "yellow", "green")}
RISK_WORDS = {"red": mark("Far above the city"), "yellow": mark("Above the city"), "green": mark("Not above the city")}
"""How a zone stands against the city's rate."""
RISK_SIGNS = {"red": "▲", "yellow": "◆", "green": "●"}


def zone(colour: int) -> str:
    """Colour of a zone by the place among the nine that it was given, from 0."""
    return ZONES[colour]


def rgb(colour: str) -> tuple[int, int, int]:
    """Split `#rrggbb` into its three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
