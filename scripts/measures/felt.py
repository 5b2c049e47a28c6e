"""How soon the page is felt to answer: sliders moved in Chromium, until the map has another picture.

Run as `python -m scripts.measures.felt` on the build that `PATROLIQ_DATA` and `PATROLIQ_CITY` name; prints one JSON
object. It needs Playwright (`tests/requirements.txt`) and Chromium. Every question is asked once, so nothing is
answered from what was kept.
"""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import numpy as np

from core import settings
from dashboard.ids import control, in_page
from scripts.measures.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, CDPSession, Page

WATCH = Path(__file__).with_suffix(".js")
WINDOW = {"width": 1280, "height": 800}
SELECTIONS = ("", "weekdays=4,5,6")
MOVES = 16
"""Moves of one slider in each selection."""
PAUSES_S = (0.3, 1.5)
"""Shortest and longest look at a picture before the next move."""
STEP_MS = 50
"""Pause between two values of a slider that is dragged steadily."""
SMALL_ZONES = ("", "enforcement=false", "domestic=false", "arrest=false", "weekdays=0,1,2,3,4", "hours=8-2")
"""Selections in which DBSCAN at 75 m finds thousands of zones."""
LOADS = 5
QUIET_S = 3.0
"""How long a page is watched after its headline, for what it still loads."""


def main() -> None:
    """Measure the build that the environment names."""
    print(json.dumps(measure(settings.for_child()), indent=1))


def measure(environment: Mapping[str, str]) -> dict[str, Any]:
    """Serve a build as it is deployed and look at it in Chromium.

    Returns:
        Milliseconds from a move to the changed picture and to its paint, pictures a second in a drag, and what
        the first load costs.
    """
    with serve(environment) as server, _browser() as browser:
        server.wait("/api/v1/hotspots")
        server.get("/api/v1/hotspots?algorithm=dbscan&eps_m=90")  # nothing is to be compiled later
        first = [_load(browser, server.address) for _ in range(LOADS)]
        found: dict[str, Any] = {
            "first_load": {
                "headline_ms": float(np.median([load["headline_ms"] for load in first])),
                "kb": max(load["bytes"] for load in first) / 1024,
                "files": first[-1]["files"],
            }
        }
        chance = np.random.default_rng(0)
        k = [int(value) for value in chance.permutation(np.arange(2, 31))]
        eps = [int(value) for value in chance.permutation(np.arange(100, 405, 5))]
        found["k"] = _moved(browser, server.address, "algorithm=kmeans&k=8", "k", [k[:MOVES], k[-MOVES:]])
        found["eps_m"] = _moved(
            browser, server.address, "algorithm=dbscan&min_samples=100", "eps_m", [eps[:MOVES], eps[-MOVES:]]
        )
        found["small_zones"] = _small_zones(browser, server.address)
        found["drag_k"] = _dragged(browser, server.address, "algorithm=kmeans&k=2&hours=6-2", "k", range(2, 31))
        eps_values = range(100, 400, 5)
        search = "algorithm=dbscan&eps_m=95&min_samples=100&hours=6-2"
        found["drag_eps_m"] = _dragged(browser, server.address, search, "eps_m", eps_values)
    return found


@contextmanager
def _browser() -> Iterator[Browser]:
    """Open Chromium, or end with what to install."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not where nothing is measured)
    except ModuleNotFoundError:
        sys.exit("Playwright is not installed. Install it with: pip install -r tests/requirements.txt")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("There is no Chromium. Install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextmanager
def _window(browser: Browser, address: str, search: str) -> Iterator[Page]:
    """Open the page in a window with an empty cache."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    context.add_init_script(path=WATCH)
    page = context.new_page()
    page.goto(f"{address}/hotspots?{search}")
    page.evaluate("felt.ready()")
    page.wait_for_timeout(1000 * QUIET_S)
    yield page
    context.close()


def _load(browser: Browser, address: str) -> dict[str, Any]:
    """Load the page for the first time; count what comes over the wire while no chart is in view."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    context.add_init_script(path=WATCH)
    page = context.new_page()
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda got: names.update({got["requestId"]: got["response"]["url"]}))
    wire.on("Network.loadingFinished", lambda got: sizes.update({got["requestId"]: got["encodedDataLength"]}))
    page.goto(f"{address}/hotspots")
    headline_ms = page.evaluate("felt.headline()")
    page.evaluate("felt.ready()")
    page.wait_for_timeout(1000 * QUIET_S)
    context.close()
    largest = sorted(sizes, key=lambda each: -sizes[each])
    files = {
        names.get(each, each).removeprefix(address).split("?")[0]: round(sizes[each] / 1024, 1) for each in largest
    }
    return {"headline_ms": headline_ms, "bytes": sum(sizes.values()), "files": files}


def _moved(browser: Browser, address: str, search: str, name: str, values: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Move a slider, look, and move it again."""
    taken: list[dict[str, float]] = []
    chance = np.random.default_rng(1)
    for selection, given in zip(SELECTIONS, values, strict=True):
        with _window(browser, address, f"{search}&{selection}") as page:
            wire = page.context.new_cdp_session(page)
            wire.send("Performance.enable", {"timeDomain": "threadTicks"})
            for value in given:
                before = _worked_ms(wire)
                moved = _move(page, name, value)
                sleep(chance.uniform(*PAUSES_S))
                taken.append({**moved, "worked": _worked_ms(wire) - before})
    return _percentiles(taken)


def _worked_ms(wire: CDPSession) -> float:
    """Return how long the page's thread has worked since it was opened, whatever else the machine did."""
    metrics = wire.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def _small_zones(browser: Browser, address: str) -> dict[str, Any]:
    """Move the radius to 75 m in one selection after another."""
    taken = []
    for selection in SMALL_ZONES:
        search = f"algorithm=dbscan&eps_m=100&min_samples=20&{selection}"
        with _window(browser, address, search) as page:
            taken.append(_move(page, "eps_m", 75))
    return _percentiles(taken)


def _move(page: Page, name: str, value: int) -> dict[str, float]:
    moved: dict[str, float] = page.evaluate(
        "([id, value]) => felt.move(id, value)", [in_page(control(name, "slider")), value]
    )
    return moved


def _dragged(browser: Browser, address: str, search: str, name: str, values: Sequence[int]) -> dict[str, Any]:
    """Drag a slider steadily from one end to the other."""
    with _window(browser, address, search) as page:
        slider = in_page(control(name, "slider"))
        seen = page.evaluate("([id, values, step]) => felt.drag(id, values, step)", [slider, list(values), STEP_MS])
    return {
        "pictures_per_s": 1000 * len(seen["pictures"]) / seen["lasted"],
        "first_picture_ms": seen["pictures"][0] if seen["pictures"] else None,
        "lasted_ms": seen["lasted"],
    }


def _percentiles(taken: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    found: dict[str, Any] = {"moves": len(taken)}
    for what in taken[0]:
        each = [move[what] for move in taken]
        found[f"{what}_median_ms"] = float(np.median(each))
        found[f"{what}_p95_ms"] = float(np.percentile(each, 95))
    return found


if __name__ == "__main__":
    main()
