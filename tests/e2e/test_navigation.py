"""The menu with all pages that it is made for, in a real browser."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
from dash import Dash, Input, Output, html
from playwright.sync_api import expect
from werkzeug.serving import make_server

from dashboard.app import ASSETS, INDEX
from dashboard.components import navigation
from dashboard.components.navigation import Group, Link
from dashboard.components.shell import Served, build_shell
from tests.e2e.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

    from tests.e2e.screen import Screen

PAGES = {
    Group.TONIGHT: ("Briefing", "Patrol"),
    Group.WHERE_AND_WHEN: ("Hotspots", "Rhythm", "Trends", "Explore"),
    Group.NEXT: ("Forecast", "Areas"),
    Group.WHY_BELIEVE_IT: ("Patterns", "Models", "Data"),
    Group.ASK: ("Ask",),
    Group.ADMIN: ("Admin",),
    Group.HELP: ("Help",),
}
LINKS = [Link(title, f"/{title.lower()}", group) for group, titles in PAGES.items() for title in titles]
SERVED = Served("San Buenaventura", True, "30 Sep 2026", "20260930-000000-001", "0.1.0", "A disclaimer.")
WIDE, NARROW = 1280, 360


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Address of a server of the frame, with every page in its menu and only a title on each."""
    app = Dash("menu", assets_folder=str(ASSETS), assets_ignore=r"theme\.js|.*LICENSE.*|OFL\.txt", index_string=INDEX)
    app.layout = build_shell(LINKS, [], SERVED, html.Div())
    navigation.register(app)
    app.callback(Output("_pages_content", "children"), Input(navigation.ROUTER, "pathname"))(html.H1)
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def show(screen: Screen, path: str, width: int = WIDE, theme: str = "light") -> None:
    """Open a page and wait until the menu has marked it."""
    screen.resize(width, 780, color_scheme=theme)
    screen.page.goto(screen.site + path)
    screen.page.wait_for_selector("[aria-current=page]", state="attached")


def opener(screen: Screen, title: str) -> Locator:
    return screen.page.get_by_role("navigation", name="Pages").get_by_role("button", name=title)


def link(screen: Screen, title: str) -> Locator:
    return screen.page.get_by_role("navigation", name="Pages").get_by_role("link", name=title, exact=True)


def test_the_header_is_one_row_in_which_nothing_overlaps(screen: Screen):
    show(screen, "/hotspots")
    for width in (320, NARROW, 768, 1199, 1200, WIDE, 1920):
        screen.page.set_viewport_size({"width": width, "height": 780})
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert screen.find(".bar").bounding_box()["height"] <= 56
        parts = (".brand", ".nav-menu", ".nav-groups > li", ".bar-facts", "#shell-theme")
        boxes = [one.bounding_box() for part in parts for one in screen.find(part).all() if one.is_visible()]
        assert len(boxes) == 3 + (1 if width < 1200 else len(Group))
        ends = [box["x"] + box["width"] for box in boxes]
        assert all(end <= box["x"] for end, box in zip(ends, boxes[1:], strict=False))
        assert ends[-1] <= width


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_page_that_is_shown_is_marked_and_so_is_the_way_to_it(screen: Screen, width: int):
    show(screen, "/trends", width)
    marked = screen.find("[aria-current]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_text("Trends")
    expect(opener(screen, "Where and when" if width == WIDE else "Menu")).to_contain_text("Trends")


def test_a_group_opens_and_its_link_leads_to_the_page(screen: Screen):
    show(screen, "/briefing")
    expect(link(screen, "Areas")).to_be_hidden()
    opener(screen, "Next").click()
    link(screen, "Areas").click()
    screen.page.wait_for_url("**/areas")
    expect(screen.find("[aria-current]")).to_have_text("Areas")
    expect(link(screen, "Areas")).to_be_hidden()
    assert screen.page.evaluate("document.activeElement.id") == "shell-main"


def test_one_group_is_open_at_a_time_and_a_click_elsewhere_closes_it(screen: Screen):
    show(screen, "/briefing")
    opener(screen, "Next").click()
    opener(screen, "Tonight").click()
    expect(screen.find("[aria-expanded=true]")).to_have_count(1)
    expect(link(screen, "Patrol")).to_be_visible()
    screen.find("main").click(force=True)
    expect(link(screen, "Patrol")).to_be_hidden()


def test_the_keyboard_opens_walks_through_and_closes(screen: Screen):
    show(screen, "/briefing")
    button = opener(screen, "Where and when")
    button.focus()
    screen.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    screen.page.keyboard.press("Tab")
    expect(link(screen, "Hotspots")).to_be_focused()
    screen.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(link(screen, "Hotspots")).to_be_hidden()
    screen.page.keyboard.press("Enter")
    for _ in range(5):
        screen.page.keyboard.press("Tab")
    expect(opener(screen, "Next")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_one_button_opens_all_pages_under_the_titles_of_their_groups(screen: Screen, theme: str):
    show(screen, "/hotspots", NARROW, theme)
    button = opener(screen, "Menu")
    button.click()
    for title in ("Tonight", "Where and when", "Next", "Why believe it"):
        expect(screen.find(".nav-heading", has_text=title)).to_be_visible()
    for box in (link(screen, each.title).bounding_box() for each in LINKS):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
        assert box["y"] + box["height"] <= 780
        assert box["height"] >= 40, "a finger finds it"
    assert violations(screen) == []
    screen.page.keyboard.press("Escape")
    expect(link(screen, "Hotspots")).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_group_is_clean(screen: Screen, theme: str):
    show(screen, "/rhythm", WIDE, theme)
    opener(screen, "Where and when").click()
    expect(link(screen, "Rhythm")).to_be_visible()
    assert violations(screen) == []
