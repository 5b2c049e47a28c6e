"""How long work tells whoever waits how far it is."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[float, str], None]
"""Takes the share that is done, from 0 to 1, and what is being done now."""


def silent(share: float, message: str) -> None:
    """Report to nobody."""


def portion(report: Report, start: float, end: float) -> Report:
    """Give a step its own scale from 0 to 1, shown between `start` and `end` of the whole."""

    def scaled(share: float, message: str) -> None:
        done = min(max(share, 0.0), 1.0)
        # Written so that 0 and 1 give exactly the ends.
        report(start * (1.0 - done) + end * done, message)

    return scaled
