"""What leaves the page: the map as a picture, and the page on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard import palette
from tests.e2e.test_briefing_page import open_briefing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.screen import Screen


def test_the_map_is_saved_as_a_picture(screen: Screen, tmp_path: Path):
    screen.open("?k=5")
    screen.find(".toolbar .menu-opener summary").click()
    with screen.page.expect_download() as download:
        screen.find("[data-saves]").click()
    assert re.fullmatch(r"map-chicago-.+\.png", download.value.suggested_filename)
    download.value.save_as(tmp_path / "map.png")
    picture = Image.open(tmp_path / "map.png").convert("RGB")
    assert picture.width == 2400
    colours = {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}
    wanted = [palette.rgb(colour) for colour in palette.ZONES[:5]]
    assert [colour for colour in wanted if colour not in colours] == [], "outlines and legend show the zones' colours"


@pytest.mark.parametrize("width", [703, 725], ids=["A4", "Letter"])
def test_paper_shows_what_the_page_says_and_no_controls(screen: Screen, width: int):
    screen.resize(1280, 800, color_scheme="dark")
    screen.open("?k=5&types=THEFT")
    screen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size({"width": width, "height": 1000})
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
    for said in ("h1", ".headline-main", ".bar-cutoff", ".map-printed", ".legend", ".zones", ".disclaimer"):
        expect(screen.find(said).first).to_be_visible()
    expect(screen.find(".chip")).to_have_text("Theft")
    for hidden in (".controls", ".navigation", ".actions", "#hotspots-map", "#hotspots-search-best", "#shell-theme"):
        expect(screen.find(hidden).first).to_be_hidden()
    assert screen.page.evaluate("document.documentElement.dataset.bsTheme") == "light"
    screen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert screen.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    expect(screen.find(".map-printed")).to_have_count(0)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_printing_leaves_the_page_as_it_was(screen: Screen, paper: str):
    screen.open("?k=5")
    printed = screen.page.pdf(format=paper)
    assert len(printed) > 100_000, "the map is in it"
    assert screen.page.evaluate("document.documentElement.dataset.bsTheme") == "light"
    expect(screen.find(".map-printed")).to_have_count(0)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_briefing_is_one_page_of_paper(screen: Screen, paper: str):
    open_briefing(screen)
    printed = screen.page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
