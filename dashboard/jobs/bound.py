"""Become a command that ends with the process that started it: `bound.py PID COMMAND...`.

The wish survives the change of program, so the command need not know of it. Linux keeps it: the
signal comes when the *thread* that started this process ends, so that thread has to wait for it.
This file is run by its path and imports nothing of ours, because it stands before every command.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From Linux's `sys/prctl.h`: the signal that this process gets when its parent dies."""


def become(parent: int, command: list[str]) -> None:
    """Replace this process by the command, unless the parent has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # A parent that ended before the wish was made sends nothing.
    if os.getppid() == parent:
        os.execv(command[0], command)  # noqa: S606 (no shell wanted)


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
