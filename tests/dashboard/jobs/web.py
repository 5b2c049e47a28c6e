"""A web process for tests: it starts one job and stays until it is told to cancel it.

Run as `python -m tests.dashboard.jobs.web FOLDER COMMAND [FORGOTTEN_S [SOCKET]]`; the socket is one that it
holds when the job starts, and closes then.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from socket import socket
from threading import Event, Thread
from typing import Any

from core.progress import silent
from dashboard import jobs
from dashboard.jobs import processes
from dashboard.jobs.kind import Kind
from dashboard.jobs.tickets import Queue
from dashboard.jobs.work import perform

KIND = Kind("test", "Counting sheep", lambda _city, _request: [], shown=())


def main(folder: Path, command: str) -> None:
    # As gunicorn does: the background process inherits this answer, and must not keep it.
    is_over = Event()
    signal.signal(signal.SIGTERM, lambda *_: is_over.set())
    manager = jobs.manager(folder)

    def work(_set_progress: Any) -> Any:
        return perform(KIND, [sys.executable, "-c", command, str(folder)], Queue(folder / "queue", 1), silent)

    pid = manager.call_job_fn("key", manager.make_job_fn(work, progress=True), [], {})
    if sys.argv[4:]:
        socket(fileno=int(sys.argv[4])).close()
    sys.stdout.write(f"{pid}\n")
    sys.stdout.flush()

    def listen() -> None:
        for _ in sys.stdin:
            manager.terminate_job(str(pid))
        is_over.set()

    Thread(target=listen, daemon=True).start()
    while not is_over.wait(0.1):
        pass


if __name__ == "__main__":
    if sys.argv[3:]:
        processes.FORGOTTEN_S = float(sys.argv[3])
    main(Path(sys.argv[1]), sys.argv[2])
