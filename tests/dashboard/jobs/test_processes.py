"""However a job's web process, its background process or its command ends, nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from socket import socketpair
from typing import TYPE_CHECKING, NamedTuple

import diskcache
import psutil
import pytest

from dashboard import jobs
from dashboard.jobs import bound
from tests.child import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 60
ENDLESS = """
import os, subprocess, sys, time
child = subprocess.Popen(["sleep", "600"])
with open(sys.argv[1] + "/begun", "w") as begun:
    begun.write(f"{os.getpid()} {child.pid}")
os.rename(sys.argv[1] + "/begun", sys.argv[1] + "/pids")
time.sleep(600)
"""


class Job(NamedTuple):
    """A web process, its background process, the command, and what the command started."""

    web: subprocess.Popen[str]
    background: int
    command: int
    child: int


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def web(folder: Path, command: str, *more: str, held: int = 0) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a web process with a job; gives it and the number of its background process."""
    line = [sys.executable, "-m", "tests.dashboard.jobs.web", str(folder), command, *more]
    with subprocess.Popen(
        line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[held]
    ) as process:
        try:
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    """A job whose command runs and has started a process of its own."""
    with web(tmp_path, ENDLESS) as (process, background):
        wait_until((tmp_path / "pids").exists)
        command, child = map(int, (tmp_path / "pids").read_text().split())
        assert all(map(lives, (background, command, child)))
        yield Job(process, background, command, child)


def is_over(job: Job) -> bool:
    return not any(map(lives, (job.background, job.command, job.child)))


def test_a_job_ends_when_its_web_process_is_killed(job: Job):
    job.web.kill()
    wait_until(lambda: is_over(job))


def test_a_job_ends_when_its_web_process_stops_in_good_order(job: Job):
    job.web.terminate()
    wait_until(lambda: is_over(job))
    assert job.web.wait() == 0


def test_a_command_ends_when_nobody_is_left_to_end_it(job: Job):
    os.kill(job.web.pid, signal.SIGSTOP)
    os.kill(job.background, signal.SIGKILL)
    wait_until(lambda: not lives(job.command))
    os.kill(job.child, signal.SIGKILL)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_command_ends_when_its_background_process_does(job: Job, name: signal.Signals):
    os.kill(job.background, name)
    wait_until(lambda: is_over(job))


def test_cancel_leaves_neither_orphan_nor_zombie(job: Job):
    job.web.stdin.write("cancel\n")
    job.web.stdin.flush()
    wait_until(lambda: is_over(job))
    wait_until(lambda: not psutil.pid_exists(job.background))
    assert job.web.poll() is None, "the web process goes on"


def test_a_job_that_ends_by_itself_leaves_no_zombie(tmp_path: Path):
    with web(tmp_path, "pass") as (process, background):
        wait_until(lambda: not psutil.pid_exists(background))
        assert process.poll() is None


def test_cancel_comes_too_late_without_harm(tmp_path: Path):
    with web(tmp_path, "pass") as (process, background):
        wait_until(lambda: not psutil.pid_exists(background))
        process.stdin.write("cancel\n")
        process.stdin.close()
        assert process.wait() == 0


def test_a_job_that_nobody_asks_for_ends(tmp_path: Path):
    with web(tmp_path, ENDLESS, "0") as (process, background):
        wait_until(lambda: not psutil.pid_exists(background))
        assert process.poll() is None


def test_a_connection_that_the_web_process_closes_is_closed_while_a_job_runs(tmp_path: Path):
    here, there = socketpair()
    here.settimeout(PATIENCE_S)
    with here, web(tmp_path, ENDLESS, "150", str(there.fileno()), held=there.fileno()) as (_, background):
        there.close()
        assert here.recv(1) == b""
        assert lives(background)


def test_who_asks_for_progress_keeps_a_job_alive(tmp_path: Path):
    manager = jobs.manager(tmp_path)
    assert manager.get_progress("key") is None
    with diskcache.Cache(str(tmp_path / "jobs")) as cache:
        assert 0 <= time.monotonic() - cache["key-asked"] < PATIENCE_S
    manager.handle.close()


def test_no_two_runs_share_a_key(tmp_path: Path):
    manager = jobs.manager(tmp_path)
    keys = {manager.build_cache_key(print, [{"k": 5}], [], None) for _ in range(2)}
    assert len(keys) == 2
    manager.handle.close()


def test_a_command_does_not_begin_when_its_parent_is_gone(tmp_path: Path):
    nobody = "-1"
    command = [sys.executable, "-c", f"open({str(tmp_path / 'begun')!r}, 'w')"]
    subprocess.run([sys.executable, bound.__file__, nobody, *command], check=True)
    assert not (tmp_path / "begun").exists()
    subprocess.run([sys.executable, bound.__file__, str(os.getpid()), *command], check=True)
    assert (tmp_path / "begun").exists()
