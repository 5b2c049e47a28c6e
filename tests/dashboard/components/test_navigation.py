"""The menu as it is built; what it does in a browser is in `tests/e2e`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dash import dcc, html

from dashboard.components.navigation import Group, Link, build_navigation
from dashboard.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

BRIEFING = Link("Briefing", "/briefing", Group.TONIGHT)
HOTSPOTS = Link("Hotspots", "/hotspots", Group.WHERE_AND_WHEN)
RHYTHM = Link("Rhythm", "/rhythm", Group.WHERE_AND_WHEN)
HELP = Link("Help", "/help", Group.HELP)


def parts(links: Sequence[Link], kind: type[Any]) -> list[Any]:
    return [each for each in build_navigation(links, ["types", "hours"])._traverse() if isinstance(each, kind)]


def titles(links: Sequence[Link]) -> list[str]:
    return [link.children for link in parts(links, dcc.Link)]


def openers(links: Sequence[Link]) -> list[str]:
    return [button.children[0] for button in parts(links, html.Button) if button.className == "nav-opener"]


def test_pages_stand_in_the_order_of_the_groups_and_then_in_their_own():
    assert titles([HELP, RHYTHM, HOTSPOTS, BRIEFING]) == ["Briefing", "Rhythm", "Hotspots", "Help"]


def test_a_group_of_several_pages_opens_and_one_of_a_single_page_is_its_link():
    assert openers([BRIEFING, HOTSPOTS, RHYTHM, HELP]) == ["Where and when"]


def test_one_page_alone_needs_no_menu_button():
    assert parts([HOTSPOTS], html.Button) == []
    assert [button.className for button in parts([BRIEFING, HELP], html.Button)] == ["nav-menu"]


def test_a_link_is_named_by_its_path_so_that_filters_can_go_along():
    link = parts([HOTSPOTS], dcc.Link)[0]
    assert link.id == {"nav": "/hotspots"}
    assert link.href == "/hotspots"
    assert getattr(build_navigation([HOTSPOTS], ["types", "hours"]), "data-carried") == "types hours"


def test_whatever_opens_says_that_it_is_closed_and_every_list_has_a_name():
    links = [BRIEFING, HOTSPOTS, RHYTHM]
    assert {getattr(button, "aria-expanded") for button in parts(links, html.Button)} == {"false"}
    named = [getattr(each, "aria-label") for each in parts(links, html.Ul) if each.className == "nav-pages"]
    assert named == ["Where and when"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_every_page_stands_in_a_group(page: Any):
    assert isinstance(page.group, Group)
