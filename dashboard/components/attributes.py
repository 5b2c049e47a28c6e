"""Attributes whose names are no Python names, such as `aria-label`."""

from __future__ import annotations

from typing import Any


def attributes(names: dict[str, str | int]) -> Any:  # noqa: ANN401 (a component's signature lists only its own)
    """Hand attributes to a component as keywords: `**attributes({"aria-label": "Map"})`."""
    return names
