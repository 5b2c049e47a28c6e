"""Colours of the design language (`assets/tokens.css`) for what no style sheet reaches: pictures and charts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "assets" / "tokens.css"
DARK = '[data-bs-theme="dark"]'
"""From here on the sheet names what differs in the dark."""

_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def colour(name: str) -> str:
    """Return a colour as `#rrggbb`; it must be the same in light and dark, because what is drawn is not drawn again.

    Raises:
        KeyError: The sheet has no such colour.
    """
    return _colours()[name]


@cache
def _colours() -> dict[str, str]:
    return dict(_COLOUR.findall(SHEET.read_text(encoding="utf-8").partition(DARK)[0]))
