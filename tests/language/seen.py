"""The texts that a person sees or hears of a page, found in its JSON without knowing any component by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = {"children", "label", "title", "placeholder", "alt", "aria-label", "hovertemplate", "hovertext", "text"}
"""Properties that hold words for people, whatever stands in them."""
UNREAD = {"id", "className", "class_name", "style", "type", "namespace", "href", "url", "src", "value", "customdata"}
"""Properties that hold names of the program, or data."""
CHART_UNREAD = {"font", "line", "marker", "textposition", "template", "mode", "hoverinfo"}
LOOKS_READ = re.compile(r"^\W*[A-Z][a-z]|[^\W\d_]{2,}[,.:;]? [^\W\d_]{2,}|[«»]")
"""Elsewhere a text is for people if it begins with a capital letter or has two words."""
NAMES = re.compile(r"[a-z_ ]+")
"""What `data-` attributes hand to scripts: names of parameters, separated by spaces."""


def texts(value: Any, name: str = "children", where: str = "") -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that is read in a property's value."""
    if isinstance(value, str):
        if name in READ or LOOKS_READ.search(value):
            yield where, value
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, name, where)
    elif isinstance(value, dict):
        is_component = {"props", "type", "namespace"} <= value.keys()
        inside = value["props"] if is_component else value
        at = f"{where}/{value['type']}" if is_component else where
        for key, each in inside.items():
            if not is_unread(key, each):
                yield from texts(each, key, f"{at}.{key}")


def is_unread(key: str, value: Any) -> bool:
    if key.startswith("data-"):
        return not isinstance(value, str) or bool(NAMES.fullmatch(value))
    return key in UNREAD or key in CHART_UNREAD
