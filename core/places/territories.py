"""Territories of a build as their readers find them: one outline for each area of each kind.

Stored is a map from a territory's column, and from `outline` for the whole city, to a GeoJSON
FeatureCollection whose features carry `code` and `name`, in WGS 84.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import columns as col
from core.places.tables import TERRITORIES

if TYPE_CHECKING:
    from core.store import Build

OUTLINE = "outline"
"""Key of the outline of the whole city."""

Collection = dict[str, Any]

_BEAT_DIGITS = 4


def load_territories(build: Build) -> dict[str, Collection]:
    """Read the outlines of a build by territory; none where it holds none."""
    return build.json(TERRITORIES) if build.has(TERRITORIES) else {}


def write_code(value: Any, column: str) -> str:  # noqa: ANN401 (text or a number)
    """Write an area's code as the records do: without leading zeros, a beat with four digits; empty for none."""
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value).strip()
    return text.zfill(_BEAT_DIGITS) if column == col.BEAT else text.lstrip("0")
