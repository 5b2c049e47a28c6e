"""A process that stands beside another gives way to it, and ends with it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from contextlib import suppress

import psutil
import pytest

from scripts.beside import NICENESS

CHILD = textwrap.dedent("""
    import os, sys, time
    from scripts.beside import stay_beside
    stay_beside(int(sys.argv[1]))
    print(os.getpid(), flush=True)
    time.sleep(600)
""")
PARENT = textwrap.dedent("""
    import os, subprocess, sys
    subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())], start_new_session=True)
    # As scripts/server does: another program in the same process.
    os.execvp("sleep", ["sleep", "600"])
""")


def is_running(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


@pytest.mark.parametrize("end", ["terminate", "kill"])
def test_it_ends_however_its_parent_ends(end):
    with subprocess.Popen([sys.executable, "-c", PARENT, CHILD], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        assert psutil.Process(child).nice() == NICENESS
        getattr(parent, end)()
    until = time.monotonic() + 60
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(child)


def test_a_parent_that_has_gone_already_is_noticed():
    done = subprocess.run([sys.executable, "-c", CHILD, "1"], check=False, capture_output=True, timeout=60)
    assert done.returncode == 1
