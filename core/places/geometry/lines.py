"""Lines on the ground: fitted through points that may be misplaced, thinned, measured.

Points and lines are (n, 2) eastings and northings in metres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.places.points import Floats

WINDOW = 7
"""Points that a running line is fitted to: fewer would follow misplaced ones, more would cut bends short."""
_LEAST = 3
"""Points from which on a line is fitted; two are their own line."""


def run_line(along: Floats, at_m: Floats) -> Floats:
    """Fit a line to the neighbours of every point and return where it passes there.

    The line is the repeated median (Siegel 1982; as a running fit Davies, Fried and Gather 2004),
    which stays where it is however far two of the `WINDOW` points are misplaced.

    Args:
        along: (n,) position of each point along the line in any unit, each larger than the one before.
        at_m: (n, 2) the points.

    Returns:
        (n, 2) the fitted points; those given where there are fewer than three.
    """
    n, width = len(along), min(WINDOW, len(along))
    if width < _LEAST:
        return at_m
    first = np.clip(np.arange(n) - width // 2, 0, n - width)
    window = first[:, None] + np.arange(width)
    others = np.array([[j for j in range(width) if j != i] for i in range(width)])
    ahead = along[window] - along[:, None]
    steps = ahead[:, others] - ahead[:, :, None]
    slopes = (at_m[window][:, others] - at_m[window][:, :, None]) / steps[..., None]
    slope = np.median(np.median(slopes, axis=2), axis=1)
    return np.asarray(np.median(at_m[window] - slope[:, None] * ahead[..., None], axis=1))


def split(line: Floats, gap_m: float) -> list[Floats]:
    """Cut a line where neighbouring points lie further apart than the gap."""
    return np.split(line, np.flatnonzero(np.hypot(*np.diff(line, axis=0).T) > gap_m) + 1)


def thin(line: Floats, tolerance_m: float) -> Floats:
    """Leave out the corners that lie within the tolerance of what is left (Douglas and Peucker 1973)."""
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        if end - start > 1:
            away = distances(line[start + 1 : end], (line[[start, end]],))
            if away.max() > tolerance_m:
                corner = start + 1 + int(away.argmax())
                keep[corner] = True
                waiting += [(start, corner), (corner, end)]
    return line[keep]


def length(line: Floats) -> float:
    """Measure a line from its first point to its last, in metres."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def distances(at_m: Floats, lines: Sequence[Floats]) -> Floats:
    """Measure from each point to the nearest of the lines: (n,) in metres; each line has at least two points."""
    start = np.concatenate([line[:-1] for line in lines])
    reach = np.concatenate([np.diff(line, axis=0) for line in lines])
    squared = np.maximum((reach**2).sum(axis=1), np.finfo(np.float64).tiny)
    off = at_m[:, None] - start
    share = np.clip((off * reach).sum(axis=2) / squared, 0.0, 1.0)
    away = off - share[..., None] * reach
    return np.asarray(np.hypot(away[..., 0], away[..., 1]).min(axis=1))
