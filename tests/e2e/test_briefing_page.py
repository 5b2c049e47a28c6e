"""What a commander does on the Briefing, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import violations

if TYPE_CHECKING:
    from tests.e2e.screen import Screen

PLACES = "#briefing-list > .places > li"


def open_briefing(screen: Screen, search: str = "") -> None:
    screen.page.goto(f"{screen.site}/briefing{search}")
    screen.page.wait_for_selector("#briefing-headline p")
    screen.page.wait_for_selector(PLACES)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 800), (1920, 1080)])
def test_the_page_fits_every_screen_and_can_be_read(screen: Screen, width: int, height: int, theme: str):
    screen.resize(width, height, color_scheme=theme)
    open_briefing(screen)
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(screen.find(PLACES)).to_have_count(10)
    assert violations(screen) == []


def test_the_bare_address_leads_to_the_briefing(screen: Screen):
    screen.page.goto(screen.site)
    expect(screen.find("#briefing-headline")).to_contain_text("10 places")
    assert screen.page.url.endswith("/briefing")


def test_another_shift_gives_another_answer_and_address(screen: Screen):
    open_briefing(screen)
    before = screen.find("#briefing-list").inner_text()
    screen.control("shift_weekday").select_option("4")
    expect(screen.find("#briefing-headline")).to_contain_text("Fri 18:00 to 02:00")
    screen.wait_for_params(shift_weekday="4")
    assert screen.find("#briefing-list").inner_text() != before
    screen.page.reload()
    expect(screen.find("#briefing-headline")).to_contain_text("Fri 18:00 to 02:00")


def test_more_ground_is_shaded_on_demand(screen: Screen):
    open_briefing(screen)
    expect(screen.find("#briefing-shaded")).to_contain_text("5 %")
    picture = screen.find("img.cells").first.get_attribute("src")
    screen.control("area_share").fill("10")
    expect(screen.find("#briefing-shaded")).to_contain_text("Shaded: 10 %")
    assert screen.find("img.cells").first.get_attribute("src") != picture


def test_a_name_shows_the_place_on_the_map(screen: Screen):
    open_briefing(screen)
    screen.find(".place-name").first.click()
    expect(screen.find(".city-map")).to_have_attribute("data-near", re.compile(".*"))


def test_filters_go_along_to_the_other_page_and_back(screen: Screen):
    open_briefing(screen, "?types=THEFT")
    screen.find('nav a:has-text("Hotspots")').click()
    expect(screen.find("#hotspots-headline")).to_contain_text("zones")
    screen.wait_for_params(types="THEFT")
    screen.page.go_back()
    expect(screen.find("#briefing-headline")).to_contain_text("places")


def test_an_own_test_replaces_the_usual_one(screen: Screen):
    open_briefing(screen, "?shift_hours=7-15")
    expect(screen.find("#briefing-contest")).to_contain_text("yours was not tested")
    screen.find("#briefing-test").click()
    expect(screen.find("#briefing-contest")).not_to_contain_text("yours was not tested", timeout=90_000)
