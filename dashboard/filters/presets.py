"""Filters that one click sets: the shifts that the city's file declares, the latest weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from core.language import mark, say
from dashboard.address import search
from dashboard.components.bars import clock

if TYPE_CHECKING:
    from core.places.fold import Fold

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
    tonight, *others = fold.city.shifts
    title = say("Tonight's shift, {start} to {end}", start=tonight[0], end=tonight[1])
    shifts = [_shift("tonight", title, tonight, "tonight")]
    shifts += [_shift(f"shift-{start}-{end}", clock(start, end), (start, end), None) for start, end in others]
    return (*shifts, *(_last(fold, days, title) for days, title in SPANS if days < fold.days))


def _shift(role: str, title: str, hours: tuple[int, int], picture: str | None) -> Preset:
    start, end = hours
    explanation = say("Records from {start}:00 to {end}:00 on all days", start=start, end=f"{end:02d}")
    return Preset(role, title, picture, search({"hours": f"{start}-{end}"}), explanation)


def _last(fold: Fold, days: int, title: str) -> Preset:
    since = fold.last_day - timedelta(days=days - 1)
    to = search({"from": since.isoformat(), "to": fold.last_day.isoformat()})
    explanation = say("Records of the last {days} days of the data", days=days)
    return Preset(f"last-{days}", say(title), None, to, explanation)
