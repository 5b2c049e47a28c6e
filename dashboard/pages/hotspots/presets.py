"""Filters that one click sets: the shift that is about to begin, the latest weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

if TYPE_CHECKING:
    from core.places.fold import Fold

TONIGHT = (18, 2)
"""Hours of the evening shift."""


class Preset(NamedTuple):
    """A quick filter; `to` holds the parameters that it adds to the present ones."""

    role: str
    title: str
    picture: str | None
    to: str
    explanation: str


def presets(fold: Fold) -> tuple[Preset, ...]:
    """List the quick filters that make sense for a build's days."""
    start, end = TONIGHT
    tonight = Preset(
        "tonight",
        f"Tonight's shift, {start} to {end}",
        "tonight",
        urlencode({"hours": f"{start}-{end}"}),
        f"Records from {start}:00 to {end:02d}:00 on all days",
    )
    spans = ((28, "28 days"), (364, "52 weeks"))
    return (tonight, *(_last(fold, days, title) for days, title in spans if days < fold.days))


def _last(fold: Fold, days: int, title: str) -> Preset:
    since = fold.last_day - timedelta(days=days - 1)
    to = urlencode({"from": since.isoformat(), "to": fold.last_day.isoformat()})
    return Preset(f"last-{days}", f"Last {title}", None, to, f"Records of the last {days} days of the data")
