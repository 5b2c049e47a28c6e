"""Every address is written here: pages, answers of the API, the ground of the map.

Where one city is served, addresses do not name it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

API = "/api/v1"


class PagePath(StrEnum):
    """Where each page is."""

    BRIEFING = "/briefing"
    HOTSPOTS = "/hotspots"


def address(path: str, params: Mapping[str, str] | None = None, *, city: str | None = None) -> str:
    """Write the address of a path with its parameters, of a city where several are served."""
    asked = search(params or {})
    place = f"/{quote(city)}" if city else ""
    return f"{place}{path}{'?' if asked else ''}{asked}"


def api(path: str, params: Mapping[str, str] | None = None, *, city: str | None = None) -> str:
    """Write the address of an answer of the API."""
    return address(f"{API}{path}", params, city=city)


def search(params: Mapping[str, str]) -> str:
    """Write parameters as the search part of an address, without its question mark."""
    return urlencode(params)
