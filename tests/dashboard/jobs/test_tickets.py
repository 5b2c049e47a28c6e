"""So many jobs run at once, the others come in the order in which they came, and the dead count no more."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import PatrolError
from dashboard.jobs.tickets import MOST_WAITING, Queue
from tests.child import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

STANDS = """
import sys
from pathlib import Path
from dashboard.jobs.tickets import Queue
with Queue(Path(sys.argv[1]), 1).stand() as before:
    print(before(), flush=True)
    sys.stdin.read()
"""


def test_two_run_and_the_third_waits_for_one(tmp_path: Path):
    queue = Queue(tmp_path, at_once=2)
    with queue.stand() as first, queue.stand() as second, queue.stand() as third, queue.stand() as fourth:
        assert [each() for each in (first, second, third, fourth)] == [0, 0, 1, 2]


def test_a_process_that_is_killed_makes_room(tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-c", STANDS, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "0\n"
        with Queue(tmp_path, 1).stand() as before:
            assert before() == 1
            other.kill()
            other.wait()
            assert before() == 0


def test_a_long_queue_takes_no_more(tmp_path: Path):
    queue = Queue(tmp_path, at_once=2)
    with ExitStack() as jobs:
        for _ in range(2 + MOST_WAITING):
            jobs.enter_context(queue.stand())
        with pytest.raises(PatrolError, match="10 jobs are running or waiting already"), queue.stand():
            pass


def test_what_ended_leaves_no_files_to_the_next(tmp_path: Path):
    queue = Queue(tmp_path, at_once=1)
    for _ in range(5):
        with queue.stand() as before:
            before()
    assert len(list(tmp_path.glob("*.ticket"))) == 1


@settings(max_examples=50, deadline=None)
@given(at_once=st.integers(1, 4), moves=st.lists(st.integers(-1, 6), max_size=30))
def test_those_that_run_are_the_first_that_came(at_once: int, moves: list[int]):
    """-1 lets a job come; any other number lets the job at that place go."""
    with TemporaryDirectory() as folder:
        queue = Queue(Path(folder), at_once)
        present: list[tuple[ExitStack, Callable[[], int]]] = []
        for move in moves:
            if move >= 0 and present:
                present.pop(move % len(present))[0].close()
            elif len(present) < at_once + MOST_WAITING:
                job = ExitStack()
                present.append((job, job.enter_context(queue.stand())))
            assert [before() for _, before in present] == [max(0, i - at_once + 1) for i in range(len(present))]
        for job, _ in present:
            job.close()
