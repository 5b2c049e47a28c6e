"""Nothing that a browser shows or reads out is English only, whoever wrote it: page, scripts or libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.dashboard import shown
from tests.e2e.screen import Screen
from tests.language.data import data_of
from tests.language.pseudo import unsaid

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser

    from core.store import Store

READ = """() => {
  const found = [document.title];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.parentElement.closest("script, style")) {
      found.push(texts.currentNode.textContent);
    }
  }
  for (const name of ["title", "aria-label", "placeholder", "alt"]) {
    document.querySelectorAll("[" + name + "]").forEach((one) => found.push(one.getAttribute(name)));
  }
  return found;
}"""
"""Everything that is on the page or will be, shown or hidden."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return shown.publish(tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="module")
def data(store: Store) -> re.Pattern[str]:
    return data_of(store)


@pytest.fixture(scope="module")
def site(store: Store, serve_spoken: Callable[[Path, str], AbstractContextManager[str]]) -> Iterator[str]:
    with serve_spoken(store.root, store.city) as address:
        yield address


@pytest.fixture
def screen(browser: Browser, site: str) -> Iterator[Screen]:
    opened = Screen(browser, site)
    opened.open()
    opened.show_curve()
    opened.wait_for_evidence()
    yield opened
    opened.close()


def bare(screen: Screen, data: re.Pattern[str]) -> list[str]:
    texts = screen.page.evaluate(READ)
    assert len(texts) > 200, "the test looks at what is on the page"
    return [text for text in texts if unsaid(text, data)]


def test_the_page_and_its_controls_are_said(screen: Screen, data: re.Pattern[str]):
    assert bare(screen, data) == []


def test_the_drawing_tools_are_said(screen: Screen, data: re.Pattern[str]):
    screen.find(".leaflet-draw-draw-polygon").click()  # which may scroll to it
    box = screen.find("#hotspots-map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    screen.page.mouse.move(*middle, steps=3)
    expect(screen.find(".leaflet-draw-tooltip")).to_contain_text("«Click to start drawing shape.»")
    assert bare(screen, data) == []
    screen.page.keyboard.press("Escape")
    screen.find(".leaflet-draw-draw-rectangle").click()
    screen.page.mouse.move(*middle, steps=3)
    screen.page.mouse.down()
    screen.page.mouse.move(middle[0] + 90, middle[1] + 60, steps=3)
    screen.page.mouse.up()
    screen.page.wait_for_selector("#hotspots-area .panel-count")
    screen.find(".leaflet-draw-edit-remove").click()
    screen.page.mouse.move(*middle, steps=3)
    assert bare(screen, data) == []


def test_what_scripts_announce_is_said(screen: Screen, data: re.Pattern[str]):
    screen.find("#shell-theme").click()
    screen.page.wait_for_function("document.getElementById('shell-theme-label').textContent === '«Theme: light»'")
    screen.find("#form-copy").click()
    screen.page.wait_for_function("document.getElementById('shell-alerts').textContent.includes('«')")
    said = screen.find("#shell-alerts").inner_text().replace(screen.page.url, "")
    assert not unsaid(said, data)


def test_the_tooltip_of_a_zone_is_said(screen: Screen, data: re.Pattern[str]):
    screen.page.evaluate(
        "document.querySelector('.zone-outline').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )
    tooltip = screen.find(".zone-tooltip").inner_text()
    assert "of those on the map»" in tooltip
    assert not unsaid(tooltip, data)
