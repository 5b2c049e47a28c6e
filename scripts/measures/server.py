"""The web process as it is deployed, for as long as something is measured."""

from __future__ import annotations

import shlex
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PATIENCE_S = 60.0
_GOODBYE_S = 3.0


class Served(NamedTuple):
    """A server that was started: where it answers, its process, and when it was started."""

    address: str
    pid: int
    began: float

    def wait(self, path: str) -> float:
        """Wait until a path is answered; return the seconds since the start."""
        while True:
            try:
                self.get(path)
            except (URLError, ConnectionError):
                if perf_counter() - self.began > _PATIENCE_S:
                    sys.exit(f"The server did not answer within {_PATIENCE_S:g} s; see its log.")
                sleep(0.05)
            else:
                return perf_counter() - self.began

    def get(self, path: str) -> bytes:
        """Ask for a path and read the whole answer."""
        with urlopen(Request(f"{self.address}{path}")) as reply:  # noqa: S310 (our own server)
            return reply.read()


@contextmanager
def serve(environment: Mapping[str, str]) -> Iterator[Served]:
    """Run the Procfile's command on a port of its own."""
    port = _free_port()
    command = Path("Procfile").read_text(encoding="utf-8").split("web:", 1)[1].strip().replace("$PORT", str(port))
    began = perf_counter()
    server = subprocess.Popen(  # noqa: S603 (the Procfile's own command)
        [sys.executable, "-m", *shlex.split(command)], env={**environment, "PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    try:
        yield Served(f"http://127.0.0.1:{port}", server.pid, began)
    finally:
        server.terminate()
        try:
            server.wait(_GOODBYE_S)
        except subprocess.TimeoutExpired:  # it waits for connections that a browser keeps open
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
