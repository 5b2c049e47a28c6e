"""Each kind says its command, and its name is its own."""

from __future__ import annotations

from dashboard.jobs.kinds import BEST, KINDS


def test_the_command_asks_for_the_selection_and_its_concentration():
    command = BEST.command("chicago", {"params": {"types": "THEFT,ARSON", "hours": "18-2"}, "concentration": 0.2})
    assert command[1:4] == ["-m", "scripts.pipeline", "sweep"]
    assert command[command.index("--city") + 1] == "chicago"
    assert command[command.index("--query") + 1] == "types=THEFT%2CARSON&hours=18-2&concentration=0.2"


def test_no_two_kinds_share_a_name():
    assert len({kind.name for kind in KINDS}) == len(KINDS) > 0
