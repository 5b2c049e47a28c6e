"""What the map shows before anybody has moved it, and what can be switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.e2e.screen import Screen

OUTSIDE = """
() => [...document.querySelectorAll('.city-map')].filter(map => map.offsetParent).filter(map => {
  const city = map.querySelector('.land').getBoundingClientRect(), room = map.getBoundingClientRect();
  return city.width < 50 || city.left < room.left || city.right > room.right || city.top < room.top
    || city.bottom > room.bottom;
}).map(map => map.id)
"""


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_whole_city_is_in_sight_also_beside_a_pinned_setting(screen: Screen, width: int):
    screen.resize(width, 900)
    for search, maps in (("?k=5", 1), ("?k=5&pin=k%3D6", 2)):
        screen.open(search)
        screen.page.wait_for_function("count => document.querySelectorAll('.city-map .land').length >= count", arg=maps)
        screen.page.wait_for_function(f"() => ({OUTSIDE.strip()})().length === 0")


OVERLAPS = """
() => { const upright = [...document.querySelectorAll('#hotspots-map .map-name, #hotspots-map .zone-number')]
  .filter(mark => mark.offsetParent && !/rotate\\((?!0rad)/.test(mark.style.transform))
  .map(mark => [mark.textContent, mark.getBoundingClientRect()]);
  return upright.flatMap(([a, x], i) => upright.slice(i + 1).filter(([, y]) => x.left < y.right - 1
    && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1).map(([b]) => a + ' on ' + b))
  .filter(pair => !/^\\d+ on \\d+$/.test(pair)); }
"""
STREETS = ".city-map .street"
NAMES = ".map-name"


def open_layers(screen: Screen) -> None:
    screen.find("#hotspots-map .map-layers summary").click()


def switch(screen: Screen, name: str) -> Locator:
    return screen.find(f"#hotspots-map .map-layers [name={name}]")


def test_streets_and_names_are_there_without_asking_anybody(screen: Screen):
    screen.open()
    screen.page.wait_for_selector(STREETS, state="attached")
    screen.page.wait_for_selector(NAMES)
    assert screen.foreign == []


def test_what_is_shown_is_remembered(screen: Screen):
    screen.open()
    screen.page.wait_for_selector(STREETS, state="attached")
    open_layers(screen)
    switch(screen, "streets").uncheck()
    switch(screen, "busiest").check()
    screen.page.wait_for_selector("#hotspots-map .busiest", state="attached")
    assert screen.find(STREETS).count() == 0
    screen.open()
    screen.page.wait_for_selector("#hotspots-map .busiest", state="attached")
    screen.page.wait_for_selector(NAMES)
    assert screen.find(STREETS).count() == 0
    assert not switch(screen, "streets").is_checked()


def test_the_busiest_cells_follow_the_filters_and_not_the_setting(screen: Screen):
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url) if "busiest" in request.url else None)
    screen.open("?types=THEFT")
    open_layers(screen)
    switch(screen, "busiest").check()
    screen.page.wait_for_selector("#hotspots-map .busiest", state="attached")
    screen.control("k").fill("6")
    screen.wait_for_params(k="6", types="THEFT")
    screen.page.wait_for_selector("#hotspots-table > *")
    assert [url.partition("?")[2] for url in asked] == ["types=THEFT"]


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_layers_are_switched_by_keyboard_on_any_screen(screen: Screen, width: int, height: int):
    screen.resize(width, height)
    screen.open()
    screen.page.wait_for_selector(STREETS, state="attached")
    opener = screen.find("#hotspots-map .map-layers summary")
    opener.focus()
    screen.page.keyboard.press("Enter")
    box = screen.find("#hotspots-map .map-layers fieldset").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    screen.page.keyboard.press("Tab")
    assert switch(screen, "streets").evaluate("box => box === document.activeElement")
    screen.page.keyboard.press("Space")
    screen.page.wait_for_function("() => !document.querySelector('.city-map .street')")
    screen.page.keyboard.press("Escape")
    assert not switch(screen, "streets").is_visible()
    assert opener.evaluate("button => button === document.activeElement")


def test_the_street_map_is_asked_for_by_a_click_and_by_nothing_else(screen: Screen):
    screen.open()
    screen.page.wait_for_selector(STREETS, state="attached")
    assert screen.foreign == []
    open_layers(screen)
    switch(screen, "tiles").check()
    screen.page.wait_for_function("() => document.querySelector('[data-hint=tiles]').textContent.includes('reached')")
    assert {urlsplit(url).netloc for url in screen.foreign} == {"tile.openstreetmap.org"}
    assert "OpenStreetMap" in screen.find("#hotspots-map .leaflet-control-attribution").inner_text()
    assert screen.find("#hotspots-map.has-tiles").count() == 0, "the land stays as long as no picture has come"
    switch(screen, "tiles").uncheck()
    screen.page.wait_for_function("() => !document.querySelector('#hotspots-map img.tiles')")
    screen.foreign.clear()
    screen.complaints.clear()  # there is no way to the tile server from here, and the browser says so


def test_names_keep_apart_and_away_from_zone_numbers(screen: Screen):
    screen.open("?k=6")
    screen.page.wait_for_selector(NAMES)
    screen.page.wait_for_function(f"() => ({OVERLAPS.strip()})().length === 0")
