"""Serve a city: make the core of its build if there is none, then become gunicorn.

What enriches the build is computed by a process beside the server, which ends with it.

Settings come from the environment: HOST (127.0.0.1), PORT (8050), PATROLIQ_CITY,
PATROLIQ_DATA (data/) and others that the README lists.
"""

from __future__ import annotations

import argparse
import errno
import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core import settings
from core.briefing.brief import write_brief
from core.briefing.tested import USUAL_MODEL
from core.cities.city import load_city
from core.errors import BadParameterError, MissingBuildError, PatrolError
from core.forecast.shift import Shift
from core.hotspots.warm import warm
from core.language import say
from core.places.fold import load_fold
from core.places.history import load_history
from core.places.selection import Filters
from core.places.tables import PATCHES
from core.store import Store
from dashboard import auth
from scripts import pipeline
from scripts.bar import Bar

if TYPE_CHECKING:
    from collections.abc import Sequence

WARM = "warm"
"""File beside the compiled kernels that says there is nothing left to compile."""
PROCFILE = Path(__file__).parents[1] / "Procfile"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, build if needed and serve; comes back only if that was refused."""
    options = parser().parse_args(arguments)
    pipeline.log_to_stderr()
    try:
        auth.refuse_public()
        host, port = settings.host(), settings.port()
        claim(host, port)
        if is_build_asked(options) or not has_build(options.city):
            print(say("Building {city}; this is done once", city=options.city), flush=True)
            with Bar() as bar:
                pipeline.build_core(options, bar)
        warm_engines(options.city)
    except PatrolError as error:
        print(error, file=sys.stderr)
        return pipeline.REFUSED
    settings.choose_city(options.city)
    shown = f"[{host}]" if ":" in host else host
    start_enriching(options.city)
    address = f"http://{shown}:{port}"
    print(say("PatrolIQ answers at {address} in a few seconds; Ctrl-C stops it.", address=address), flush=True)
    # The build's memory goes with this process image.
    os.execv(sys.executable, [sys.executable, "-m", *server_command(shown, port)])  # noqa: S606 (no shell wanted)
    return 0


def is_build_asked(options: argparse.Namespace) -> bool:
    """Tell whether the command line says what to build; unchanged inputs cost only their checksums."""
    return bool(options.source or options.boundaries or options.context or options.recent != pipeline.UNSAID)


def has_build(city: str) -> bool:
    """Tell whether a build of the city can be served."""
    try:
        Store(settings.data_dir(), city).current()
    except MissingBuildError:
        return False
    return True


def warm_engines(city: str) -> None:
    """Compile what this version has not compiled yet, so that the first visitor does not wait for it."""
    cache = settings.kernel_cache()
    if cache is None or (cache / WARM).exists():
        return
    print(say("Compiling the engines; this is done once a version and takes up to a minute"), flush=True)
    build, described = Store(settings.data_dir(), city).current(), load_city(city)
    warm(load_fold(build, described))
    if build.has(PATCHES):
        write_brief(load_history(build, described), Filters(), Shift(), USUAL_MODEL)
    (cache / WARM).touch()


def start_enriching(city: str) -> None:
    """Compute what the build still lacks beside the server, out of reach of the terminal's Ctrl-C."""
    arguments = ["enrich", "--city", city, "--beside", str(os.getpid())]
    command = [sys.executable, "-m", "scripts.pipeline", *arguments]
    subprocess.Popen(command, cwd=PROCFILE.parent, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 (our own)


def claim(host: str, port: int) -> None:
    """See whether the address can be bound, before minutes go into a build.

    Raises:
        BadParameterError: It cannot.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            msg = say(
                "Port {port} of {host} is in use; stop what listens there, or try PORT={other} scripts/server.",
                port=port,
                host=host,
                other=port + 1,
            )
        else:
            msg = say(
                "HOST {host} and PORT {port} cannot be bound ({fault}); choose others.",
                host=host,
                port=port,
                fault=error.strerror,
            )
        raise BadParameterError(msg) from error


def server_command(host: str, port: int) -> list[str]:
    """Read gunicorn's options from the Procfile, so that both ways to serve are one; only the address is ours."""
    line = next(line for line in PROCFILE.read_text(encoding="utf-8").splitlines() if line.startswith("web:"))
    return shlex.split(line.removeprefix("web:").replace("0.0.0.0:$PORT", f"{host}:{port}"))


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    whole = argparse.ArgumentParser(
        prog="scripts/server",
        description=say(
            "Serve PatrolIQ at http://HOST:PORT (127.0.0.1:8050), making its build first if there is none."
        ),
        epilog=say("Settings come from the environment; the README lists them."),
    )
    pipeline.add_build_options(whole)
    return whole


if __name__ == "__main__":
    sys.exit(main())
