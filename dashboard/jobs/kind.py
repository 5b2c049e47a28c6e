"""What a kind of job says of itself; everything else about jobs is the same for all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Kind:
    """A kind of long work.

    Its command writes one JSON object a line: `{"share": 0.4, "message": "..."}` while it works and
    `{"result": {...}}` at the end. If it cannot, it writes a sentence to its error output and exits with 2.
    """

    name: str
    """Tells its stores from those of the other kinds."""
    title: str
    """What it does, marked for translation: "Searching the best settings"."""
    command: Callable[[str, dict[str, Any]], list[str]]
    """Writes the command line for a city and a request."""
    shown: tuple[str, ...]
    """Parts of the result that reach the browser; the rest would only weigh on it."""
    longest_s: int = 3600
    """Seconds after which the command is ended."""
