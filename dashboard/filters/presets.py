"""Filters that one click sets: the shift that is about to begin, the latest weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from core.language import mark, say
from dashboard.address import search

if TYPE_CHECKING:
    from core.places.fold import Fold

TONIGHT = (18, 2)
"""Hours of the evening shift."""
SPANS = ((28, mark("Last 28 days")), (364, mark("Last 52 weeks")))


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
        say("Tonight's shift, {start} to {end}", start=start, end=end),
        "tonight",
        search({"hours": f"{start}-{end}"}),
        say("Records from {start}:00 to {end}:00 on all days", start=start, end=f"{end:02d}"),
    )
    return (tonight, *(_last(fold, days, title) for days, title in SPANS if days < fold.days))


def _last(fold: Fold, days: int, title: str) -> Preset:
    since = fold.last_day - timedelta(days=days - 1)
    to = search({"from": since.isoformat(), "to": fold.last_day.isoformat()})
    explanation = say("Records of the last {days} days of the data", days=days)
    return Preset(f"last-{days}", say(title), None, to, explanation)
