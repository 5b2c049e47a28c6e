"""No job outlives what started it, and none stays behind as a zombie.

The web process forks one background process a job, which starts the kind's command:

- The background process asks every moment who its parent is. If that is no longer the web process,
  which may have been killed without a chance to say so, it kills its process group: itself, the command
  and what the command started. Asking is plain, but the usual ways mislead here. Linux's signal at a
  parent's death (PR_SET_PDEATHSIG) comes when the *thread* that forked ends, and a server's threads come
  and go; a pipe held by the web process is also held by every other job that it forks.
- The command does carry that signal (`bound.py`), because the thread that starts it waits for it: if the
  background process alone is killed, the command ends with it.
- A web process that stops in good order tells its background processes to end (they are daemons); they
  answer by killing the group, not as the web process does, whose answers to signals they inherit.
- Cancel kills the group at once. A thread of the web process waits for each background process, so that
  none stays a zombie, and then kills what is left of its group.
- A background process holds none of the web process's connections, and none of its locks (`cache.py`).
- A job whose page was closed is not asked after any more and ends too: it would keep others waiting.
"""

from __future__ import annotations

import os
import signal
import stat
import time
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from dash import DiskcacheManager

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkProcess

STDERR = 2
WATCH_S = 0.5
FORGOTTEN_S = 150
"""Seconds after which nobody asks any more; browsers ask once a minute for a page out of sight."""


class JobProcesses(DiskcacheManager):
    """Dash's background processes, held to the rules above."""

    def build_cache_key(self, *_: Any) -> str:  # noqa: ANN401 (as Dash calls it)
        """Give every run a key of its own; two windows with one question would read each other's answer."""
        return uuid4().hex

    def call_job_fn(self, key: str, job_fn: Callable[..., None], args: Any, context: Any) -> int:  # noqa: ANN401
        """Fork a background process and return its number, which is its group's too."""
        self._note_asked(key)
        process = get_context("fork").Process(
            target=self._live, args=(os.getpid(), key, job_fn, args, context), daemon=True
        )
        with self.handle.lock:  # no other thread is inside SQLite while this process is forked
            process.start()
        pid = process.pid or 0
        with suppress(OSError):  # it may have done so itself, or even have ended
            os.setpgid(pid, pid)
        Thread(target=self._see_off, args=(process,), daemon=True).start()
        return pid

    def _see_off(self, process: ForkProcess) -> None:
        """Wait for a background process, and end what it may have left of its group."""
        process.join()
        self.terminate_job(process.pid)

    def terminate_job(self, job: str | int | None) -> None:
        """End a job and all that it started; one that has ended is left alone."""
        if job:
            with suppress(ProcessLookupError):
                os.killpg(int(job), signal.SIGKILL)

    def get_progress(self, key: str) -> Any:  # noqa: ANN401 (what the callback set)
        """Take the latest progress, and note that somebody asked."""
        self._note_asked(key)
        return super().get_progress(key)  # type: ignore[no-untyped-call]

    def _note_asked(self, key: str) -> None:
        # The clock is the machine's, the same in all its processes, and stands still while it sleeps.
        self.handle.set(f"{key}-asked", time.monotonic(), expire=2 * FORGOTTEN_S)

    def _live(self, web: int, key: str, job_fn: Callable[..., None], args: Any, context: Any) -> None:  # noqa: ANN401
        """Be a background process."""
        os.setpgid(0, 0)
        self.handle.forget_parent()
        _leave_sockets()
        signal.set_wakeup_fd(-1)  # what it was told belongs to the web process
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, _end_group)
        Thread(target=self._watch, args=(web, key), daemon=True).start()
        job_fn(key, self._make_progress_key(key), args, context)  # type: ignore[no-untyped-call]

    def _watch(self, web: int, key: str) -> None:
        """End this process's group once its web process is gone or nobody asks for it."""
        try:
            while os.getppid() == web and time.monotonic() - self.handle.get(f"{key}-asked", 0.0) < FORGOTTEN_S:
                time.sleep(WATCH_S)
        finally:  # also where watching fails: no job goes on unwatched
            _end_group()


def _leave_sockets() -> None:
    """Leave the web process's connections to it alone.

    A copy of a connection keeps open what the web process closes, and the browser then waits for an
    answer on it. The numbers stay taken, so that nothing that still knows them closes something else.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        with suppress(OSError):  # the listing had a number too
            if number > STDERR and stat.S_ISSOCK(os.fstat(number).st_mode):
                os.dup2(nothing, number, inheritable=False)
    os.close(nothing)


def _end_group(*_: object) -> None:
    """Kill this process and all that it started."""
    os.killpg(0, signal.SIGKILL)
