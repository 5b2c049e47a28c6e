"""Where does it concentrate? Zones of all records under a setting that the reader turns.

`query` is what the address may ask; `layout` says what stands where; the other modules each fill one part of the
page, and `wiring` connects them.
"""

from core.language import mark
from dashboard.address import PagePath
from dashboard.components.navigation import Group
from dashboard.pages.hotspots.layout import build
from dashboard.pages.hotspots.query import HotspotsPage
from dashboard.pages.hotspots.wiring import register
from dashboard.pages.page import Page

PAGE = Page(PagePath.HOTSPOTS, mark("Hotspots"), Group.WHERE_AND_WHEN, HotspotsPage, build, register)

__all__ = ["PAGE"]
