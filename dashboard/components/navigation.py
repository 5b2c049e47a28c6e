"""The menu: pages in groups, each group a question of the reader.

A page declares its title, its path and its group, and stands in its group in the order of
the pages. Where each stands, and what belongs to it rather than to a page of its own:

- Tonight: Briefing, where a reader lands; Patrol, an emergency included.
- Where and when: Hotspots; Rhythm; Trends, alerts included; Explore.
- Next: Forecast; Areas, equity and the comparison of cities included.
- Why believe it: Patterns; Models; Data.
- Ask, Admin (people, usage, audit) and Help (a glossary included) are one page each.

`assets/navigation.js` opens and closes what is built here; `assets/shell.css` shows it as a
row of menus, or below one button where the row has no room.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dash import ClientsideFunction, Input, dcc, html

from core.language import mark, say
from dashboard.components.attributes import attributes
from dashboard.components.icon import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash import Dash
    from dash.development.base_component import Component

LINK = "nav"
"""Key of a link's id; its value is the page's path."""
ROUTER = "_pages_location"
"""Dash's own name of the address."""


class Group(StrEnum):
    """Groups in the order of the menu; each value is the title."""

    TONIGHT = mark("Tonight")
    WHERE_AND_WHEN = mark("Where and when")
    NEXT = mark("Next")
    WHY_BELIEVE_IT = mark("Why believe it")
    ASK = mark("Ask")
    ADMIN = mark("Admin")
    HELP = mark("Help")


class Link(NamedTuple):
    """A page in the menu."""

    title: str
    path: str
    group: Group


def register(app: Dash) -> None:
    """Mark the link of the page that is shown, whenever the address changes."""
    app.clientside_callback(ClientsideFunction("navigation", "markPage"), Input(ROUTER, "pathname"))


def build_navigation(links: Sequence[Link], carried: Sequence[str]) -> html.Nav:
    """Build the menu; a group of one page is a plain link, a group without pages is not there.

    Args:
        links: Pages; those of a group stay in this order.
        carried: Parameters of the address that go along from page to page (`assets/form.js`).
    """
    groups = {group: [link for link in links if link.group is group] for group in Group}
    items = [_group(say(title), pages) for title, pages in groups.items() if pages]
    menu = [_menu_button()] if len(links) > 1 else []
    return html.Nav(
        [*menu, html.Ul(items, className="nav-groups")],
        className="navigation",
        **attributes({"aria-label": say("Pages"), "data-carried": " ".join(carried)}),
    )


def _group(title: str, pages: Sequence[Link]) -> html.Li:
    if len(pages) == 1:
        return html.Li(_link(pages[0]))
    heading = html.P(title, className="nav-heading", **attributes({"aria-hidden": "true"}))
    listed = html.Ul(
        [html.Li(_link(page)) for page in pages], className="nav-pages", **attributes({"aria-label": title})
    )
    return html.Li([_opener([title, _here(), icon("chevron")], "nav-opener"), heading, listed], className="nav-group")


def _link(page: Link) -> dcc.Link:
    return dcc.Link(page.title, id={LINK: page.path}, href=page.path, className="nav-page")


def _menu_button() -> html.Button:
    """Build the button that opens the whole menu where its groups have no room beside each other."""
    return _opener([icon("menu"), html.Span(say("Menu"), className="nav-word"), _here()], "nav-menu")


def _opener(children: list[Component | str], kind: str) -> html.Button:
    return html.Button(children, className=kind, type="button", **attributes({"aria-expanded": "false"}))


def _here() -> html.Span:
    """Leave room for the title of the page that is shown, if the opener leads to it."""
    return html.Span(className="nav-here")
