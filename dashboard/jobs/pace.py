"""How far a job is, and how long the rest takes at the pace so far."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from core.language import say, say_many
from dashboard.components import words

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD_AFTER_S = 2.0
"""Seconds before which the pace is not known well enough."""
MINUTE_S = 60


class Pace:
    """The clock of one job; it begins when the job's turn has come."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began = now()

    def told(self, share: float) -> str:
        """Say the share that is done and the time that is left; nothing while the job waits."""
        if share <= 0:
            self._began = self._now()
            return ""
        elapsed_s, done = self._now() - self._began, words.percent(share)
        if elapsed_s < TOLD_AFTER_S or share >= 1:
            return say("{share} done", share=done)
        left_s = elapsed_s * (1 - share) / share
        if left_s < MINUTE_S:
            return say("{share} done, less than a minute left", share=done)
        minutes = round(left_s / MINUTE_S)
        return say_many(
            "{share} done, about {count} minute left", "{share} done, about {count} minutes left", minutes, share=done
        )
