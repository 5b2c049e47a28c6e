"""Quoting of what goes into SQL: names, texts and file names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def name(text: str) -> str:
    """Quote the name of a column."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text."""
    return "'" + text.replace("'", "''") + "'"


def literals(texts: tuple[str, ...]) -> str:
    """Quote texts as a list for IN, which matches nothing where there are none."""
    return "(" + (", ".join(literal(text) for text in texts) or "NULL") + ")"


def file(path: Path) -> str:
    """Quote a file name; its brackets, stars and question marks are no wildcards."""
    return literal(re.sub(r"([*?\[])", r"[\1]", str(path)))
