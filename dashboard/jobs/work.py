"""One job: it waits for its turn, runs its command, and ends in a result or a sentence.

The command is the command line's own, so it is tested there, its memory returns when
it ends, and forking the web worker stays harmless.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import TYPE_CHECKING, Any

from core.errors import PatrolError
from core.language import say, say_many
from dashboard.jobs import bound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.progress import Report
    from dashboard.jobs.kind import Kind
    from dashboard.jobs.tickets import Queue

EXPLAINED = 2
"""Exit code of a command when a sentence on its error output says why."""
ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 0.5
logger = logging.getLogger(__name__)


def perform(kind: Kind, command: Sequence[str], queue: Queue, report: Report) -> dict[str, Any]:
    """Run a command when its turn has come.

    Returns:
        `{"ok": what the browser gets of the result}` or `{"error": sentence}`.
    """
    try:
        with queue.stand() as before:
            while count := before():
                report(0.0, waits_for(count))
                time.sleep(WAIT_S)
            return run(kind, command, report)
    except PatrolError as error:
        return {"error": str(error)}


def waits_for(count: int) -> str:
    """Say how many jobs have to end first."""
    return say_many("Waiting for {count} other job to end", "Waiting for {count} other jobs to end", count)


def run(kind: Kind, command: Sequence[str], report: Report) -> dict[str, Any]:
    """Run a command and pass its progress on; returns as `perform` does."""
    whole = [sys.executable, "-I", "-S", bound.__file__, str(os.getpid()), *command]
    # A file, not a pipe: a process that complains at length must not wait for a reader.
    with (
        TemporaryFile("w+") as complaints,
        subprocess.Popen(whole, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as process,  # noqa: S603 (our own)
        limited(process, kind.longest_s) as overran,
    ):
        found = follow(process.stdout or (), report)
        process.wait()
        complaints.seek(0)
        said = complaints.read().strip()
    if found is not None:
        return {"ok": {name: found[name] for name in kind.shown}}
    logger.error("%s ended without a result: %s", kind.title, said)
    if overran.is_set():
        minutes = kind.longest_s // 60
        return {"error": say("The work took more than {minutes} minutes and was ended. Ask for less.", minutes=minutes)}
    if process.returncode == EXPLAINED and said:
        return {"error": said.splitlines()[-1]}
    return {"error": say("The work ended early. Try again; the server's log says more.")}


@contextmanager
def limited(process: subprocess.Popen[str], longest_s: float) -> Iterator[Event]:
    """End a process after some seconds, or when nobody follows it further; the event tells of the former."""
    overran = Event()

    def end() -> None:
        overran.set()
        process.kill()

    timer = Timer(longest_s, end)
    timer.start()
    try:
        yield overran
    finally:
        timer.cancel()
        process.kill()


def follow(lines: Iterable[str], report: Report) -> dict[str, Any] | None:
    """Read a process's lines up to its result; None where it ends without one."""
    for line in lines:
        said = json.loads(line)
        if "result" in said:
            return said["result"]
        report(said["share"], said["message"])
    return None
