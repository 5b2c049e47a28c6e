"""How long a job still takes, at the pace so far."""

from __future__ import annotations

import pytest

from dashboard.jobs.pace import Pace


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.mark.parametrize(
    ("elapsed_s", "share", "said"),
    [
        (60, 0.25, "25 % done, about 3 minutes left"),
        (60, 0.5, "50 % done, about 1 minute left"),
        (60, 0.75, "75 % done, less than a minute left"),
        (1, 0.1, "10 % done"),
        (60, 1.0, "100 % done"),
    ],
)
def test_the_time_left_is_that_of_the_pace_so_far(elapsed_s: float, share: float, said: str):
    clock = Clock()
    pace = Pace(clock)
    clock.time += elapsed_s
    assert pace.told(share).replace("\N{NO-BREAK SPACE}", " ") == said


def test_waiting_for_a_turn_is_no_part_of_the_pace():
    clock = Clock()
    pace = Pace(clock)
    clock.time += 600
    assert pace.told(0.0) == ""
    clock.time += 30
    assert "less than a minute" in pace.told(0.5)
