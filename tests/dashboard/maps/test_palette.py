"""Colours can be told apart and read by everybody: reckoned, not judged."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from core.hotspots.zones.risk import Level
from dashboard import palette
from dashboard.figures.theme import ACCENT
from dashboard.tokens import SHEET

# Machado, Oliveira and Fernandes 2009, IEEE Transactions on Visualization and Computer Graphics 15: severity 1.
VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def linear(colour: str) -> np.ndarray:
    share = np.array(palette.rgb(colour)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    """CIE Lab of a colour as somebody with this vision sees it."""
    seen = np.clip(VISION[vision] @ linear(colour), 0, 1)
    f = TO_XYZ @ seen / WHITE
    f = np.where(f > 0.008856, np.cbrt(f), 7.787 * f + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def least_distance(colours: list[str], vision: str) -> float:
    return min(float(np.linalg.norm(lab(a, vision) - lab(b, vision))) for a, b in combinations(colours, 2))


def luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))


def contrast(a: str, b: str) -> float:
    """WCAG 2.2, section 1.4.3."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def tokens(theme: str) -> dict[str, str]:
    blocks = dict(re.findall(r'\[data-bs-theme="(\w+)"\] \{(.*?)\n\}', SHEET.read_text(), re.DOTALL))
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks["light"]))
    return light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))


@pytest.mark.parametrize("vision", VISION)
def test_zones_are_told_apart(vision: str):
    assert least_distance(list(palette.ZONES), vision) > 15


@pytest.mark.parametrize("vision", VISION)
def test_risks_are_told_apart(vision: str):
    assert least_distance(list(palette.RISKS.values()), vision) > 30


def test_every_risk_has_a_colour_a_word_and_a_sign_of_its_own():
    levels = [str(level) for level in Level]
    for of in (palette.RISKS, palette.RISK_WORDS, palette.RISK_SIGNS):
        assert list(of) == levels
        assert len(set(of.values())) == len(levels)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_risk_can_be_read(theme: str):
    for level, colour in palette.RISKS.items():
        assert contrast(colour, tokens(theme)[f"risk-{level}-ink"]) >= 4.5


def test_what_is_drawn_is_the_same_in_light_and_dark():
    dark = tokens("dark")
    assert [dark[f"zone-{number}"] for number, _ in enumerate(palette.ZONES, 1)] == list(palette.ZONES)
    assert {level: dark[f"risk-{level}"] for level in palette.RISKS} == palette.RISKS
    assert (dark["noise"], dark["chart"]) == (palette.NOISE, ACCENT)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "ink-faint", "accent"])
@pytest.mark.parametrize("ground", ["ground", "surface", "surface-raised", "surface-sunken", "accent-wash"])
def test_text_can_be_read_on_every_ground(theme: str, ink: str, ground: str):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(("accent-ink", "accent"), ("warn-ink", "warn-wash"), ("danger-ink", "danger-wash"), ("demo-ink", "demo")),
        *(("bar-ink", "bar"), ("bar-soft", "bar"), ("bar-accent", "bar"), ("mark-ink", "mark")),
    ],
)
def test_text_can_be_read_on_what_stands_out(theme: str, ink: str, ground: str):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_borders_of_controls_can_be_seen(theme: str):
    colours = tokens(theme)
    assert contrast(colours["line-strong"], colours["surface"]) >= 3
