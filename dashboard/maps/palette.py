"""Colours of zones and risks, told apart with every kind of colour vision.

Nine colours repeat after the ninth zone; the zones' numbers on the map and in the
table tell equal colours apart. The tests hold the distances under simulated
protanopia, deuteranopia and tritanopia.
"""

from __future__ import annotations

from core.language import mark

ZONES = (
    "#2263E6",
    "#E65082",
    "#BFBF1D",
    "#50CDE6",
    "#994636",
    "#6B5499",
    "#E6A17E",
    "#998317",
    "#509BE6",
)
NOISE = "#8A94A3"
RISKS = {"red": "#B3261E", "yellow": "#F2B81F", "green": "#1F756C"}
"""Colour of each risk level, as in `assets/tokens.css`."""

RISK_WORDS = {"red": mark("High"), "yellow": mark("Raised"), "green": mark("Not raised")}
RISK_SIGNS = {"red": "▲", "yellow": "◆", "green": "●"}


def zone(label: int) -> str:
    """Colour of a zone by its number."""
    return ZONES[label % len(ZONES)]


def rgb(colour: str) -> tuple[int, int, int]:
    """Split `#RRGGBB` into its three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
