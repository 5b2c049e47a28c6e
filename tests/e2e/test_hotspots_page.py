"""What an analyst does on the Hotspots page, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.dashboard import shown
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ROWS = "#hotspots-table tbody tr"
HERE = {"nav": "/hotspots"}
"""The link to the page that is shown."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 800), (1920, 1080)])
def test_the_page_fits_every_screen(screen: Screen, width: int, height: int, theme: str):
    screen.resize(width, height, color_scheme=theme)
    screen.open()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert screen.page.evaluate("document.documentElement.dataset.bsTheme") == theme
    assert screen.find("img.cells").first.get_attribute("src").startswith("data:image/png")
    expect(screen.find(ROWS)).to_have_count(8)
    expect(screen.find("#hotspots-headline")).to_contain_text("8 zones")


def test_a_number_changes_zones_and_address_by_one_step_of_history(screen: Screen):
    screen.open("?types=THEFT")
    entries = screen.page.evaluate("history.length")
    picture = screen.find("img.cells").first.get_attribute("src")
    screen.control("k").fill("4")
    expect(screen.find(ROWS)).to_have_count(4)
    screen.wait_for_params(k="4", types="THEFT")
    assert screen.find("img.cells").first.get_attribute("src") != picture
    assert screen.page.evaluate("history.length") == entries + 1
    screen.page.reload()
    expect(screen.find(ROWS)).to_have_count(4)
    expect(screen.control("k")).to_have_value("4")


def test_slider_and_number_follow_each_other(screen: Screen):
    screen.open()
    screen.control("k", "slider").press("ArrowRight")
    expect(screen.control("k")).to_have_value("9")
    expect(screen.find(ROWS)).to_have_count(9)
    screen.control("k").fill("12")
    expect(screen.control("k", "slider")).to_have_value("12")


def test_a_slider_with_stops_stands_at_the_nearest_and_takes_their_numbers(screen: Screen):
    screen.open("?algorithm=dbscan&min_samples=21")
    slider, number = screen.control("min_samples", "slider"), screen.control("min_samples")
    expect(slider).to_have_value("2")
    expect(number).to_have_value("21")
    slider.press("ArrowRight")
    expect(number).to_have_value("50")
    screen.wait_for_params(algorithm="dbscan", min_samples="50")


def test_numbers_of_another_algorithm_are_hidden(screen: Screen):
    own = {"kmeans": ["k"], "dbscan": ["eps_m", "min_samples"], "hierarchical": ["k"]}
    screen.open("?algorithm=dbscan")
    for algorithm in ("dbscan", "kmeans", "hierarchical", "dbscan"):
        screen.control("algorithm").locator(f"input[value={algorithm}]").check()
        for name in ("k", "eps_m", "min_samples", "concentration"):
            is_shown = name in own[algorithm] or name == "concentration"
            expect(screen.control(name)).to_be_visible(visible=is_shown)
            expect(screen.control(name, "slider")).to_be_visible(visible=is_shown)


def test_a_number_out_of_range_is_not_asked(screen: Screen):
    screen.open("?k=5")
    screen.control("k").fill("99")
    screen.page.wait_for_timeout(600)
    expect(screen.find(ROWS)).to_have_count(5)
    screen.wait_for_params(k="5")


def test_filters_go_along_to_other_pages_and_the_setting_does_not(screen: Screen):
    screen.open("?k=5&colour=risk")
    link = screen.named(HERE)
    expect(link).to_have_attribute("href", "/hotspots")
    screen.find(".presets button").first.click()
    expect(link).to_have_attribute("href", "/hotspots?hours=18-2")
    screen.open("?k=5&types=THEFT&weekdays=4,5")
    expect(link).to_have_attribute("href", "/hotspots?types=THEFT&weekdays=4%2C5")
    screen.find(".chip").first.click()
    expect(link).to_have_attribute("href", "/hotspots?weekdays=4%2C5")
    screen.find(".chip").first.click()
    expect(link).to_have_attribute("href", "/hotspots")


def test_tonight_is_one_click_and_a_chip_takes_it_off(screen: Screen):
    screen.open()
    screen.find(".presets button").first.click()
    screen.wait_for_params(hours="18-2")
    expect(screen.control("hours_from")).to_have_value("18")
    chip = screen.find(".chip", has_text="18:00 to 02:00")
    chip.click()
    screen.wait_for_params()
    expect(screen.find("#form-chips")).to_contain_text("No filter")


def test_reset_takes_everything_back(screen: Screen):
    screen.open("?algorithm=dbscan&eps_m=300&types=THEFT&arrest=true")
    screen.find(".controls-end button").click()
    screen.wait_for_params()
    expect(screen.find(ROWS)).to_have_count(8)


def test_an_empty_selection_is_a_sentence(screen: Screen):
    screen.open("?from=2020-01-06&to=2020-01-06&hours=3-4&types=ARSON,NARCOTICS&arrest=true&domestic=true")
    expect(screen.find("#hotspots-headline")).to_contain_text("No record matches")
    expect(screen.find("#hotspots-scores")).to_contain_text("No record, no score")
    screen.wait_for_evidence()


def test_each_algorithm_brings_its_curve_and_a_click_on_it_sets_the_parameter(screen: Screen):
    screen.open()
    screen.show_curve()
    expect(screen.find("#hotspots-curve-title")).to_have_text("Elbow")
    for algorithm, title, parameter in (("dbscan", "k-distance", "eps_m"), ("hierarchical", "Dendrogram", "k")):
        screen.control("algorithm").locator(f"input[value={algorithm}]").check()
        expect(screen.find("#hotspots-curve-title")).to_have_text(title)
        screen.page.wait_for_timeout(500)
        screen.find(".curve-card").scroll_into_view_if_needed()
        box = screen.find(".curve-card .nsewdrag").first.bounding_box()
        screen.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.35)
        screen.page.wait_for_function("name => new URLSearchParams(location.search).has(name)", arg=parameter)
    assert screen.params()["algorithm"] == "hierarchical"


def test_a_row_and_its_outline_answer_each_other(screen: Screen):
    screen.open("?k=5")
    row = screen.find(ROWS).nth(1)
    row.hover()
    outlines = screen.find("#hotspots-map path.zone-outline")
    expect(outlines.last).to_have_attribute("stroke-width", "5")
    screen.find(".zone-name").nth(1).click()
    expect(screen.find("#hotspots-detail")).to_contain_text("Blocks")
    screen.page.keyboard.press("Escape")
    expect(screen.find("#hotspots-detail")).to_be_hidden()


def test_a_click_on_the_map_describes_the_spot(screen: Screen):
    screen.open("?k=5")
    screen.page.wait_for_timeout(500)
    number = screen.find("#hotspots-map .zone-number").first.bounding_box()
    screen.page.mouse.click(number["x"] + 8, number["y"] + 8)
    expect(screen.find("#hotspots-detail")).to_contain_text("This spot (300 m cell)")
    spot = screen.params()["chosen"]
    screen.control("k").fill("6")
    screen.wait_for_params(k="6", chosen=spot)
    expect(screen.find("#hotspots-detail")).to_contain_text("This spot"), "the spot stays under another setting"


def test_a_drawn_area_is_counted(screen: Screen):
    screen.open()
    box = screen.find("#hotspots-map").bounding_box()
    screen.find(".leaflet-draw-draw-rectangle").click()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.mouse.move(middle[0] - 90, middle[1] - 90)
    screen.page.mouse.down()
    screen.page.mouse.move(middle[0] + 90, middle[1] + 90, steps=5)
    screen.page.mouse.up()
    expect(screen.find("#hotspots-area")).to_contain_text("Drawn area")
    expect(screen.find("#hotspots-area")).to_contain_text("km²")
    expect(screen.find("#hotspots-detail")).to_be_hidden()
    screen.find("#hotspots-close-area").click()
    expect(screen.find("#hotspots-area")).to_be_hidden()


def test_a_pinned_setting_stands_beside_the_present_one(screen: Screen):
    screen.open("?k=5")
    screen.named({"part": "pin", "role": "pin"}).click()
    screen.control("k").fill("7")
    expect(screen.find("#hotspots-comparison")).to_contain_text("moved")
    expect(screen.find("#hotspots-map-caption")).to_contain_text("7 zones")
    expect(screen.find("#hotspots-other-caption")).to_contain_text("5 zones")
    screen.wait_for_params(k="7", pin="k=5")
    screen.named({"part": "pin", "role": "swap"}).click()
    screen.wait_for_params(k="5", pin="k=7")
    screen.page.reload()
    expect(screen.find("#hotspots-other-caption")).to_contain_text("7 zones")
    screen.named({"part": "pin", "role": "unpin"}).click()
    screen.wait_for_params(k="5")
    expect(screen.find("#hotspots-other-map")).to_be_hidden()


def test_the_plain_question_can_be_pinned(screen: Screen):
    screen.open()
    screen.named({"part": "pin", "role": "pin"}).click()
    screen.control("k").fill("5")
    screen.wait_for_params(k="5", pin="&")
    screen.page.reload()
    expect(screen.find("#hotspots-other-caption")).to_contain_text("8 zones")
    expect(screen.find("#hotspots-comparison")).to_contain_text("moved")


def test_two_maps_move_together(screen: Screen):
    screen.open("?k=5&pin=k%3D6")
    expect(screen.find("#hotspots-other-map path.zone-outline")).to_have_count(6)
    screen.find("#hotspots-map .leaflet-control-zoom-in").click()
    screen.page.wait_for_timeout(800)
    scales = [
        screen.find(f"#{name} .leaflet-control-scale-line").first.inner_text()
        for name in ("hotspots-map", "hotspots-other-map")
    ]
    assert scales[0] == scales[1]


def test_the_table_sorts_by_a_click(screen: Screen):
    screen.open("?k=6")
    heading = screen.find("th button", has_text="Per km²")
    heading.click()
    expect(screen.find("th[aria-sort='descending']")).to_contain_text("Per km²")
    rates = [float(text.replace(",", "")) for text in screen.find("td[data-title='Per km²']").all_inner_texts()]
    assert rates == sorted(rates, reverse=True)


def test_files_hold_the_same_question(screen: Screen):
    screen.open("?k=5&types=THEFT")
    screen.find(".toolbar .menu-opener summary").click()
    links = screen.find("#hotspots-export a")
    expect(links).to_have_count(5)
    for link in links.all():
        address = link.get_attribute("href")
        assert "k=5" in address
        assert screen.page.request.get(screen.site + address).ok


def test_the_theme_follows_the_system_until_it_is_chosen(screen: Screen):
    screen.resize(1280, 800, color_scheme="dark")
    screen.open()
    theme = "document.documentElement.dataset.bsTheme"
    assert screen.page.evaluate(theme) == "dark"
    screen.find("#shell-theme").click()
    screen.page.wait_for_function(f"() => {theme} === 'light'")
    screen.page.reload()
    assert screen.page.evaluate(theme) == "light"


def test_filters_are_a_sheet_on_a_phone(screen: Screen):
    screen.resize(360, 780)
    screen.open()
    panel = screen.find("#form-panel")
    expect(panel).to_be_hidden()
    screen.find(".sheet-opener").click()
    expect(panel).to_be_visible()
    screen.find(".presets button").first.click()
    screen.wait_for_params(hours="18-2")
    screen.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert screen.page.evaluate("document.activeElement.classList.contains('sheet-opener')")


def test_the_first_tab_leads_past_the_header(screen: Screen):
    screen.open()
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.textContent") == "Skip to content"
    screen.page.keyboard.press("Enter")
    assert screen.page.evaluate("document.activeElement.id") == "shell-main"


def test_a_window_keeps_nothing_for_the_next(browser: Browser, site: str):
    for _ in range(2):
        window = Screen(browser, site)
        window.page.goto(f"{site}/healthz")
        assert window.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        window.page.evaluate("localStorage.left = sessionStorage.left = document.cookie = 'left=behind'")
        assert window.page.evaluate("localStorage.length") == 1
        window.close()


def test_without_a_build_the_page_says_what_to_do_and_opens_once_there_is_one(
    browser: Browser, empty_site: str, tmp_path: Path
):
    screen = Screen(browser, empty_site)
    screen.page.goto(f"{empty_site}/hotspots")
    expect(screen.find("main")).to_contain_text("There is no build of chicago yet")
    shown.publish(tmp_path)
    screen.open("?k=4")
    expect(screen.find(ROWS)).to_have_count(4)
    screen.close()
