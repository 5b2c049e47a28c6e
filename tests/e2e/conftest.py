"""A browser before the real server process with a small build; nothing foreign may be loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.dashboard import shown
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
START_S = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over a small build, one for all tests of a module."""
    folder = tmp_path_factory.mktemp("site")
    city = shown.publish(folder).city
    with _served(folder, city) as address:
        yield address


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[str]:
    """Address of a server without a build."""
    with _served(tmp_path, "chicago") as address:
        yield address


@pytest.fixture(scope="session")
def serve_kinds() -> Callable[[Path, int], AbstractContextManager[str]]:
    """Serve the site of two kinds of job over a folder; so many jobs run at once."""
    return lambda folder, at_once: _served(folder, "demo", "tests.e2e.two_kinds:server", PATROLIQ_JOBS=str(at_once))


@pytest.fixture(scope="session")
def serve_spoken() -> Callable[[Path, str], AbstractContextManager[str]]:
    """Serve the site of a city in the language that is made up for tests."""
    return lambda folder, city: _served(folder, city, "tests.e2e.spoken:server")


@contextmanager
def _served(folder: Path, city: str, app: str = "dashboard.wsgi:server", **settings: str) -> Iterator[str]:
    """Run gunicorn with the options of the Procfile, on a port of its own."""
    line = (ROOT / "Procfile").read_text().split(":", 1)[1].split()
    port = _free_port()
    address = f"127.0.0.1:{port}"
    options = line[line.index("dashboard.wsgi:server") + 1 : line.index("-b")]
    command = [sys.executable, "-m", "gunicorn", app, *options, "-b", address]
    environment = {**os.environ, "PATROLIQ_DATA": str(folder), "PATROLIQ_CITY": city, "PORT": str(port), **settings}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(f"http://{address}/healthz", folder / "log")
            yield f"http://{address}"
        finally:
            server.terminate()
            _end(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium; install it with: apt-get install chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not where there is no browser)

    with sync_playwright() as playwright:
        arguments = [
            *("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"),
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def screen(browser: Browser, site: str) -> Iterator[Screen]:
    """A fresh window; at the end its console must be empty and nothing foreign asked for."""
    opened = Screen(browser, site)
    yield opened
    opened.close()


def _end(server: subprocess.Popen[bytes]) -> None:
    """Give the server a moment; it would wait for connections that the browser keeps open."""
    try:
        server.wait(timeout=3)
    except subprocess.TimeoutExpired:
        server.kill()


def _free_port() -> int:
    import socket  # noqa: PLC0415 (used once)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):  # noqa: S310 (our own server)
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The server did not answer: {log.read_text()[-2000:]}")
