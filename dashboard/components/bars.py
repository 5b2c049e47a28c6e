"""Numbers as bars of plain HTML: ranked lists and the hours of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say, say_many
from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

HOURS = 24


def ranked(rows: Sequence[tuple[str, int]], *, shown: int, of: int, merges: Sequence[str] = ()) -> html.Ol:
    """List names with their counts, each with a bar as long as its share of the largest.

    Args:
        rows: Names and counts, most frequent first.
        shown: Rows to show; the others are summed up in a last row without a bar.
        of: What the shares beside the counts are of.
        merges: For each row, the parameters that a click on its name adds to the question; none where it adds nothing.
    """
    largest = max((count for _, count in rows), default=1)
    adds = [*merges, *[""] * len(rows)]
    listed = [_row(name, count, count / largest, of, to) for (name, count), to in zip(rows[:shown], adds, strict=False)]
    rest = sum(count for _, count in rows[shown:])
    if rest:
        listed.append(_row(say_many("{count} other", "{count} others", len(rows) - shown), rest, 0.0, of))
    return html.Ol(listed, className="ranked")


def _row(name: str, count: int, part: float, of: int, merges: str = "") -> html.Li:
    said: html.Button | str = name
    if merges:
        title = say("Only {name}", name=name)
        said = html.Button(name, type="button", className="merges", title=title, **attributes({"data-merges": merges}))
    share = f"{count / of:.0%}" if of else ""
    return html.Li(
        [
            html.Span(said, className="ranked-name"),
            html.Span([f"{count:,}", html.Span(share, className="ranked-share")], className="ranked-count"),
        ],
        style={"--part": f"{100 * part:.1f}%"},
    )


def hours_strip(
    hours: Sequence[int], label: str, *, peak: tuple[int, int] | None = None, merges: bool = False
) -> html.Div:
    """Draw 24 bars, one an hour from midnight; those of the peak stand out.

    The bars are a mask over one element, not elements: Dash looks at every component
    whenever anything changes, and a table of zones would hold a thousand bars.

    Args:
        hours: 24 counts.
        label: What a screen reader says instead.
        peak: First hour and the hour after the last.
        merges: Whether a click on a bar adds its hour to the question (`assets/options.js`).
    """
    inside = [peak is not None and _within(hour, peak) for hour in range(HOURS)]
    rest, busy = ([n if at is wanted else 0 for n, at in zip(hours, inside, strict=True)] for wanted in (False, True))
    most = max(*hours, 1)
    named: dict[str, str | int] = {"aria-label": label}
    return html.Div(
        className="hours",
        style={"--bars": _mask(rest, most), "--peak": _mask(busy, most)},
        role="img",
        title=say("Click an hour to see its records only") if merges else None,
        **attributes(named | ({"data-merges-hours": ""} if merges else {})),
    )


def _mask(hours: Sequence[int], most: int) -> str:
    """Draw bars as an image for CSS, 24 wide and 24 high."""
    bars = "".join(f"M{hour} 24v-{24 * n / most:.1f}h.8V24z" for hour, n in enumerate(hours) if n)
    svg = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' preserveAspectRatio='none'%3E"
    return f"url(\"data:image/svg+xml,{svg}%3Cpath d='{bars}'/%3E%3C/svg%3E\")"


def clock(start: int, end: int) -> str:
    """Write a span of hours: "18:00 to 02:00"."""
    return say("{start} to {end}", start=f"{start:02d}:00", end=f"{end % HOURS:02d}:00")


def _within(hour: int, span: tuple[int, int]) -> bool:
    start, end = span
    return start <= hour < end if start < end else hour >= start or hour < end
