"""How a slider is felt: the first move is asked at once, a drag shows pictures, and the latest value wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.screen import Screen

ROWS = "#hotspots-table tbody tr"
WATCH = """
(() => {
  const fetched = window.fetch;
  window.asked = [];
  window.held = [];
  window.holds = false;
  window.fetch = async (address, options) => {
    const body = options && typeof options.body === "string" ? JSON.parse(options.body) : {};
    if ((body.output || "").includes("hotspots-cells.url")) {
      window.asked.push(body.inputs[0].value.k);
      if (window.holds) {
        await new Promise((release) => window.held.push(release));
      }
    }
    return fetched(address, options);
  };
})();
"""
"""Notes each K that the map is asked for, and holds the requests back while it is told to."""
MOVE = """
([slider, value]) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(slider, value);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}
"""
DRAG = """
async (slider) => {
  const pictures = new Set(), move = MOVE, begun = Date.now();
  for (let i = 0; pictures.size < 4 && Date.now() - begun < 30000; i++) {
    move([slider, 2 + Math.abs(28 - (i % 56))]);
    await new Promise((resolve) => setTimeout(resolve, 40));
    pictures.add(document.querySelector("img.cells").src);
  }
  return pictures.size;
}
""".replace("MOVE", MOVE.strip())
"""Moves a slider to and fro, never resting, until it has seen four pictures or lost its patience."""


@pytest.fixture
def move(screen: Screen) -> Callable[[int], None]:
    """Move the slider of K on a page whose requests can be held back."""
    screen.page.add_init_script(WATCH)
    screen.open("?k=8")
    slider = screen.control("k", "slider")
    return lambda k: slider.evaluate(f"(slider, value) => ({MOVE.strip()})([slider, value])", k)


def wait_for_asked(screen: Screen, *expected: int) -> None:
    screen.page.wait_for_function("wanted => String(window.asked) === wanted", arg=",".join(map(str, expected)))


def release(screen: Screen) -> None:
    screen.page.evaluate("window.holds = false; window.held.splice(0).forEach((release) => release())")


def test_the_first_move_is_asked_and_the_latest_of_those_after_it_once_the_answer_has_come(
    screen: Screen, move: Callable[[int], None]
):
    screen.page.evaluate("window.holds = true")
    move(9)
    wait_for_asked(screen, 8, 9)
    for k in (10, 11, 12):
        move(k)
    expect(screen.control("k")).to_have_value("12")
    screen.page.wait_for_timeout(500)
    wait_for_asked(screen, 8, 9)
    release(screen)
    wait_for_asked(screen, 8, 9, 12)
    expect(screen.find(ROWS)).to_have_count(12)
    screen.wait_for_params(k="12")


def test_a_slider_that_comes_back_while_an_answer_is_under_way_asks_no_more(
    screen: Screen, move: Callable[[int], None]
):
    screen.page.evaluate("window.holds = true")
    move(9)
    wait_for_asked(screen, 8, 9)
    move(10)
    move(9)
    release(screen)
    expect(screen.find(ROWS)).to_have_count(9)
    wait_for_asked(screen, 8, 9)


def test_an_answer_that_is_lost_is_not_waited_for_and_overwrites_nothing_when_it_comes(
    screen: Screen, move: Callable[[int], None]
):
    screen.page.evaluate("window.holds = true")
    move(9)
    wait_for_asked(screen, 8, 9)
    screen.page.evaluate("window.holds = false")
    move(10)
    expect(screen.find(ROWS)).to_have_count(10, timeout=30_000)
    release(screen)
    screen.page.wait_for_timeout(500)
    expect(screen.find(ROWS)).to_have_count(10)
    screen.wait_for_params(k="10")


def test_a_drag_that_never_rests_shows_pictures_and_is_one_step_of_undo(screen: Screen):
    screen.open("?k=8")
    assert screen.control("k", "slider").evaluate(DRAG) >= 4
    screen.page.wait_for_function("() => new URLSearchParams(location.search).get('k') !== '8'")
    expect(screen.find("#form-undo")).to_be_enabled()


def test_the_library_of_charts_is_loaded_once_a_chart_is_in_view(screen: Screen):
    loaded: list[str] = []
    screen.page.on("request", lambda request: loaded.append(request.url))
    screen.open("?k=8")
    screen.wait_for_evidence()
    assert [url for url in loaded if "plotly" in url or "async-graph" in url] == []
    assert any("dash_leaflet" in url for url in loaded), "the test sees what is loaded"
    screen.show_curve()
    assert [url for url in loaded if "plotly" in url] != []
    expect(screen.find("#hotspots-curve-note")).not_to_be_empty()


def test_half_a_number_that_is_out_of_range_is_not_asked(screen: Screen, move: Callable[[int], None]):
    del move  # the page is open and watched
    box = screen.control("k")
    box.press("Control+a")
    box.press_sequentially("12")
    expect(screen.find(ROWS)).to_have_count(12)
    wait_for_asked(screen, 8, 12)
