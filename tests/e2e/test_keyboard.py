"""What the keyboard alone does on the Hotspots page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.screen import Screen


def test_zones_are_opened_by_the_keyboard_and_stay_as_long_as_their_number_does(screen: Screen):
    screen.open("?k=5")
    panel = screen.find("#hotspots-detail")
    for place in (".legend button.swatch", ".zone-name"):
        button = screen.find(place).nth(2)
        button.focus()
        screen.page.keyboard.press("Enter")
        expect(panel).to_contain_text("Zone")
        expect(panel.locator(".zone-dot")).to_have_text(button.get_attribute("data-number") or button.inner_text())
        screen.page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
    screen.named({"part": "zone", "label": 5, "at": "table"}).press("Enter")
    expect(panel.locator(".zone-dot")).to_have_text("5")
    screen.control("k").fill("7")
    screen.wait_for_params(k="7", chosen="5")
    expect(panel.locator(".zone-dot")).to_have_text("5")
    screen.control("k").fill("4")
    screen.wait_for_params(k="4", chosen="5")
    expect(panel).to_be_hidden()


def test_a_slider_that_the_keyboard_reaches_can_be_seen(screen: Screen):
    screen.open()
    style = "e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth]; }"
    slider = screen.control("k", "slider")
    assert slider.evaluate(style)[0] == "none"
    screen.control("k").focus()
    screen.page.keyboard.press("Tab")
    assert slider.evaluate("e => e === document.activeElement")
    assert slider.evaluate(style) == ["solid", "2px"]
