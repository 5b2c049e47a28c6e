"""Work on other processes gives what it gives here, in order, and leaves nobody behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psutil
import pytest

from core import processes

FEW, MANY = range(3), range(processes.WORTH_SPLITTING + 5)
PARENT = """
from core import processes
from tests.core.test_processes import wait
print(list(processes.run_each(wait, 60, range(processes.WORTH_SPLITTING))))
"""


def add(given: int, item: int) -> tuple[int, int]:
    return given + item, os.getpid()


def divide(given: int, item: int) -> float:
    return given / item


def wait(seconds: float, item: int) -> int:
    time.sleep(seconds)
    return item


@pytest.mark.parametrize("items", [FEW, MANY])
def test_results_come_in_the_order_of_the_items(items: range):
    assert [total for total, _ in processes.run_each(add, 10, items)] == [10 + item for item in items]


def test_few_pieces_are_done_here_and_many_elsewhere():
    assert {pid for _, pid in processes.run_each(add, 0, FEW)} == {os.getpid()}
    assert os.getpid() not in {pid for _, pid in processes.run_each(add, 0, MANY)}


@pytest.mark.parametrize("items", [[1, 0], [*range(1, processes.WORTH_SPLITTING + 1), 0]])
def test_a_fault_of_the_work_arrives(items: list[int]):
    with pytest.raises(ZeroDivisionError):
        list(processes.run_each(divide, 1, items))


@pytest.mark.slow
def test_the_processes_end_with_the_one_that_started_them():
    with subprocess.Popen([sys.executable, "-c", PARENT]) as parent:
        started = psutil.Process(parent.pid)
        wait_until(lambda: len(workers(started)) >= processes.PROCESSES)
        children = workers(started)
        parent.kill()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive


def workers(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children(recursive=True) if "spawn_main" in " ".join(child.cmdline())]


def wait_until(holds, patience_s: float = 30):
    end = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
