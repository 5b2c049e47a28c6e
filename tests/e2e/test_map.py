"""What the map shows before anybody has moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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
