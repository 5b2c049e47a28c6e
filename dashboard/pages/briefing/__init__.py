"""Where tonight? Small places for the coming shift, tested on later weeks; the page that a commander lands on.

`layout` says what stands where, `places` lists the places, `picture` draws them, `beside` says when, who needs more and
how the test was won, `wiring` connects them.
"""

from core.language import mark
from dashboard.address import PagePath
from dashboard.components.navigation import Group
from dashboard.pages.briefing.layout import build
from dashboard.pages.briefing.wiring import register
from dashboard.pages.page import Page
from dashboard.queries.briefing import BriefingQuery

PAGE = Page(PagePath.BRIEFING, mark("Briefing"), Group.TONIGHT, BriefingQuery, build, register)

__all__ = ["PAGE"]
