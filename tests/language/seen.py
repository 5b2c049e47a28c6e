"""The texts that a person sees or hears, found in components and in JSON without knowing any of them by name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from plotly.utils import PlotlyJSONEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = {"children", "label", "title", "placeholder", "alt", "aria-label", "hovertemplate", "hovertext", "text"}
"""Properties that hold words for people, whatever stands in them."""
UNREAD = {"id", "className", "class_name", "style", "type", "namespace", "href", "url", "src", "value", "customdata"}
"""Properties that hold names of the program, or data."""
UNREAD_OF_CHARTS = {"font", "line", "marker", "textposition", "template", "mode", "hoverinfo"}
LOOKS_READ = re.compile(r"^\W*[A-Z][a-z]|[^\W\d_]{2,}[,.:;]? [^\W\d_]{2,}|[«»]")
"""Elsewhere a text is for people if it begins with a capital letter, has two words or was said."""
NAMES = re.compile(r"[a-z_ ]+")
"""What `data-` attributes hand to scripts: names of parameters, separated by spaces."""


def texts(value: Any, name: str = "children", where: str = "") -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that is read in the value of a property."""
    written = json.loads(json.dumps(value, cls=PlotlyJSONEncoder))
    yield from _texts(written, name, where)


def _texts(value: Any, name: str, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if name in READ or LOOKS_READ.search(value):
            yield where, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name, where)
    elif isinstance(value, dict):
        is_component = {"props", "type", "namespace"} <= value.keys()
        at = f"{where}/{value['type']}" if is_component else where
        for key, each in (value["props"] if is_component else value).items():
            if not _is_unread(key, each):
                yield from _texts(each, key, f"{at}.{key}")


def _is_unread(key: str, value: Any) -> bool:
    if key.startswith("data-"):
        return not isinstance(value, str) or bool(NAMES.fullmatch(value))
    return key in UNREAD or key in UNREAD_OF_CHARTS
