"""axe-core finds nothing to complain about, in any state of the page, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.screen import Screen

AXE = Path(__file__).parent / "axe" / "axe.min.js"


def violations(screen: Screen) -> list[str]:
    """Each broken rule with the first elements that break it."""
    # The page's own policy forbids injected scripts, so axe comes in by evaluation.
    screen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = screen.page.evaluate("axe.run(document)")["violations"]
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "search"),
    [
        (1280, ""),
        (1280, "?algorithm=dbscan&eps_m=300&min_samples=20&types=THEFT&districts=1&colour=risk"),
        (1920, "?algorithm=hierarchical&k=5&pin=k%3D6"),
        (360, "?hours=18-2"),
    ],
)
def test_the_page_is_clean(screen: Screen, width: int, search: str, theme: str):
    screen.resize(width, 900, color_scheme=theme)
    screen.open(search)
    screen.show_curve()
    screen.wait_for_evidence()
    assert violations(screen) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_details_menus_and_sheets_are_clean(screen: Screen, theme: str):
    screen.resize(1280, 900, color_scheme=theme)
    screen.open("?k=5")
    screen.show_curve()
    screen.wait_for_evidence()
    screen.find(".zone-name").first.click()
    screen.page.wait_for_selector("#hotspots-detail .ranked")
    screen.find(".side details summary").first.click()
    screen.find(".toolbar .menu-opener summary").click()
    assert violations(screen) == []
    screen.resize(360, 800, color_scheme=theme)
    screen.open()
    screen.show_curve()
    screen.wait_for_evidence()
    screen.find(".sheet-opener").click()
    screen.page.wait_for_timeout(400)
    assert violations(screen) == []


def test_the_check_can_fail(screen: Screen):
    screen.open()
    screen.show_curve()
    screen.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(found.startswith("button-name") for found in violations(screen))
