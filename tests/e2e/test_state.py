"""What the address holds, and what goes back and forward, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from dashboard.ids import control, in_page, view

if TYPE_CHECKING:
    from tests.e2e.screen import Screen

HERE = {"nav": "/hotspots"}
ROWS = "#hotspots-table tbody tr"


def test_undo_goes_back_step_by_step(screen: Screen):
    screen.open()
    expect(screen.find("#form-undo")).to_be_disabled()
    for k in ("4", "6"):
        screen.control("k").fill(k)
        screen.wait_for_params(k=k)
    screen.find("#form-undo").click()
    screen.wait_for_params(k="4")
    expect(screen.control("k")).to_have_value("4")
    screen.find("#form-undo").click()
    screen.wait_for_params()
    expect(screen.find("#form-undo")).to_be_disabled()


def test_redo_brings_back_what_was_undone_by_button_and_by_key(screen: Screen):
    screen.open()
    undo, redo = screen.find("#form-undo"), screen.find("#form-redo")
    expect(redo).to_be_disabled()
    for k in ("4", "6"):
        screen.control("k").fill(k)
        screen.wait_for_params(k=k)
    undo.click()
    screen.wait_for_params(k="4")
    redo.click()
    screen.wait_for_params(k="6")
    expect(screen.control("k")).to_have_value("6")
    expect(screen.find(ROWS)).to_have_count(6)
    expect(redo).to_be_disabled()
    screen.find(".headline-main").click()
    for keys, k in (("Control+z", "4"), ("Control+Shift+z", "6"), ("Control+z", "4"), ("Control+y", "6")):
        screen.page.keyboard.press(keys)
        screen.wait_for_params(k=k)
        expect(screen.find(ROWS)).to_have_count(int(k))
    screen.page.keyboard.press("Control+z")
    screen.wait_for_params(k="4")
    screen.control("k").fill("5")
    screen.wait_for_params(k="5")
    expect(redo).to_be_disabled()


def test_a_drag_is_one_step_back(screen: Screen):
    screen.open()
    slider = screen.control("k", "slider")
    box = slider.bounding_box()
    across = box["y"] + box["height"] / 2
    screen.page.mouse.move(box["x"] + box["width"] * 0.2, across)
    screen.page.mouse.down()
    for part in (0.3, 0.4, 0.5):
        screen.page.mouse.move(box["x"] + box["width"] * part, across)
        screen.page.wait_for_timeout(400)
    screen.page.mouse.up()
    screen.page.wait_for_function("() => Number(new URLSearchParams(location.search).get('k')) > 8")
    screen.page.wait_for_timeout(600)
    screen.page.go_back()
    screen.wait_for_params()
    expect(screen.control("k")).to_have_value("8")
    expect(screen.find("#form-undo")).to_be_disabled()
    expect(screen.find("#form-redo")).to_be_enabled()


def test_what_is_shown_of_an_answer_is_in_the_address_and_comes_back(screen: Screen):
    screen.open("?k=5")
    screen.named({"part": "sort", "column": "rate"}).click()
    screen.wait_for_params(k="5", sort="-rate")
    expect(screen.find("[aria-sort=descending]")).to_contain_text("Per km²")
    name = screen.find(f"{ROWS} .zone-name").nth(1)
    title = name.inner_text()
    name.click()
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('chosen')")
    chosen = screen.params()
    expect(screen.find("#hotspots-detail")).to_contain_text(title)
    screen.page.reload()
    expect(screen.find("#hotspots-detail")).to_contain_text(title)
    expect(screen.find("[aria-sort=descending]")).to_contain_text("Per km²")
    screen.wait_for_params(**chosen)
    screen.page.go_back()
    screen.wait_for_params(k="5", sort="-rate")
    expect(screen.find("#hotspots-detail")).to_be_hidden()
    screen.page.go_back()
    screen.wait_for_params(k="5")
    expect(screen.find("[aria-sort=descending]")).to_contain_text("Records")
    screen.page.go_forward()
    screen.page.go_forward()
    screen.wait_for_params(**chosen)
    expect(screen.find("#hotspots-detail")).to_contain_text(title)


def test_where_the_map_stands_is_in_the_address_and_no_step(screen: Screen):
    screen.open("?k=5")
    entries = screen.page.evaluate("history.length")
    box = screen.find("#hotspots-map").bounding_box()
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.mouse.wheel(0, -300)
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('map')")
    screen.page.wait_for_timeout(500)
    stands = screen.params()
    zoom = float(stands["map"].split("_")[2])
    assert screen.page.evaluate("history.length") == entries
    screen.page.reload()
    screen.page.wait_for_selector("#hotspots-headline p")
    map_zoom = "document.getElementById('hotspots-map').patroliqMap.getZoom()"
    screen.page.wait_for_function(f"wanted => {map_zoom} === wanted", arg=zoom)
    screen.wait_for_params(**stands)
    screen.named(HERE).click()
    screen.wait_for_params()
    screen.page.wait_for_function(f"wanted => {map_zoom} < wanted", arg=zoom)
    screen.page.go_back()
    screen.wait_for_params(**stands)
    screen.page.wait_for_function(f"wanted => {map_zoom} === wanted", arg=zoom)


def test_a_drawn_area_filters_everything_and_outlives_a_reload(screen: Screen):
    ring = "41.6_-87.9_41.6_-87.65_42_-87.65_42_-87.9"
    screen.open(f"?k=3&drawn={ring}")
    expect(screen.find("#hotspots-area")).to_contain_text("Drawn area")
    expect(screen.find("#hotspots-map path.drawn-area")).to_have_count(1)
    inside = screen.find("#hotspots-area .panel-count").inner_text().split()[0]
    screen.find("#hotspots-area button", has_text="Show only this area").click()
    screen.wait_for_params(k="3", drawn=ring, area=ring)
    expect(screen.find("#hotspots-headline")).to_contain_text(f"Drawn from {inside} records")
    expect(screen.find(".chip")).to_have_text("Only the drawn area")
    screen.page.reload()
    expect(screen.find("#hotspots-headline")).to_contain_text(f"Drawn from {inside} records")
    screen.find(".chip").click()
    screen.wait_for_params(k="3", drawn=ring)


def test_a_number_out_of_range_in_the_address_is_said(screen: Screen):
    screen.open("?k=99")
    expect(screen.find("#form-repairs")).to_contain_text("k is '99'; it must be")
    expect(screen.find("#form-repairs")).to_contain_text("Used instead: 8.")
    screen.find("#form-repairs button").click()
    expect(screen.find("#form-repairs")).to_be_hidden()


def test_back_and_forward_show_what_the_address_says(screen: Screen):
    screen.open("?types=THEFT")
    screen.control("k").fill("4")
    screen.wait_for_params(types="THEFT", k="4")
    screen.named(HERE).click()
    screen.wait_for_params(types="THEFT")
    expect(screen.control("k")).to_have_value("8")
    expect(screen.find(ROWS)).to_have_count(8)
    for go, k, params in (
        (screen.page.go_back, "4", {"types": "THEFT", "k": "4"}),
        (screen.page.go_forward, "8", {"types": "THEFT"}),
        (screen.page.go_back, "4", {"types": "THEFT", "k": "4"}),
    ):
        go()
        screen.wait_for_params(**params)
        expect(screen.control("k")).to_have_value(k)
        expect(screen.find(ROWS)).to_have_count(int(k))
        expect(screen.find(".chip")).to_have_count(1)


def test_back_shows_the_pinned_question_and_the_colours_again(screen: Screen):
    screen.open()
    colours = screen.named(view("colour"))
    screen.control("k").fill("6")
    screen.wait_for_params(k="6")
    screen.named({"part": "pin", "role": "pin"}).click()
    screen.control("k").fill("5")
    colours.locator("input[value=risk]").check()
    screen.wait_for_params(k="5", colour="risk", pin="k=6")
    screen.named(HERE).click()
    screen.wait_for_params()
    expect(screen.find("#hotspots-other-map")).to_be_hidden()
    expect(colours.locator("input[value=label]")).to_be_checked()
    expect(screen.find(ROWS)).to_have_count(8)
    screen.page.go_back()
    screen.wait_for_params(k="5", colour="risk", pin="k=6")
    expect(screen.find("#hotspots-other-caption")).to_contain_text("6 zones")
    expect(colours.locator("input[value=risk]")).to_be_checked()
    expect(screen.find(ROWS)).to_have_count(5)


def test_a_click_on_a_type_an_hour_or_a_district_asks_for_it(screen: Screen):
    screen.open("?k=5")
    screen.find(f"{ROWS} .zone-name").first.click()
    kind = screen.find("#hotspots-detail [data-merges^=types]").first
    kind.click()
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('types')")
    screen.find("#hotspots-detail [data-merges^=districts]").first.click()
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('districts')")
    assert {"types", "districts"} <= set(screen.params())
    bars = screen.find("#hotspots-detail [data-merges-hours]")
    expect(screen.find("#form-chips")).to_contain_text("District")
    expect(bars).to_be_visible()
    bars.click(position={"x": bars.bounding_box()["width"] * 12.5 / 24, "y": 5})
    screen.page.wait_for_function("() => new URLSearchParams(location.search).get('hours') === '12-13'")
    screen.page.go_back()
    screen.page.wait_for_function("() => !new URLSearchParams(location.search).has('hours')")


def test_counts_beside_the_options_follow_the_other_filters(screen: Screen):
    def counts(name: str) -> list[int]:
        screen.page.wait_for_selector(f"{inside(name)} [data-count]", state="attached")
        found = screen.find(f"{inside(name)} [data-count]").evaluate_all("all => all.map(one => one.dataset.count)")
        return [int(count.replace(",", "")) for count in found]

    def inside(name: str) -> str:
        return f"[id='{in_page(control(name))}']"

    screen.open("?k=3")
    types, districts = counts("types"), counts("districts")
    assert sum(types) == sum(districts) > 0
    screen.open("?k=3&types=THEFT")
    assert counts("types") == types
    assert sum(counts("districts")) in types
