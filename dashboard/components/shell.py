"""What surrounds every page: header, navigation, job bar, messages and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import dash
from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.icon import icon
from dashboard.components.navigation import build_navigation
from dashboard.ids import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.components.navigation import Link


class Served(NamedTuple):
    """What the header and the footer say of the data."""

    city: str
    is_demo: bool
    cutoff: str
    build: str
    version: str
    disclaimer: str


def build_shell(links: Sequence[Link], carried: Sequence[str], served: Served, bar: html.Div) -> html.Div:
    """Build the frame into which Dash puts the page.

    Args:
        carried: Parameters that go along from page to page.
        bar: What shows long work.
    """
    return html.Div(
        [
            html.A(say("Skip to content"), href=f"#{Shell.MAIN}", className="skip-link"),
            _header(links, carried, served),
            *([_demo_strip()] if served.is_demo else []),
            html.Main(dash.page_container, id=Shell.MAIN, tabIndex=-1),
            html.Div(id=Shell.ALERTS, className="alerts", role="status", **attributes({"aria-live": "polite"})),
            bar,
            _footer(served),
        ],
        className="shell",
    )


def _header(links: Sequence[Link], carried: Sequence[str], served: Served) -> html.Header:
    demo = [html.Span(say("DEMO DATA"), className="demo-mark")] if served.is_demo else []
    return html.Header(
        [
            html.A([html.Span("Patrol"), html.Span("IQ", className="brand-iq")], href="/", className="brand"),
            build_navigation(links, carried),
            html.Div(
                [
                    *demo,
                    html.Span(served.city, className="bar-city"),
                    html.Span(
                        [
                            html.Span([say("Data to"), " "], className="bar-word"),
                            html.Span(served.cutoff, id=Shell.CUTOFF),
                        ],
                        className="bar-cutoff",
                    ),
                ],
                className="bar-facts",
            ),
            html.Button(
                [
                    *(icon(f"{choice} theme-icon theme-{choice}") for choice in ("system", "light", "dark")),
                    html.Span(say("Theme: system"), id=Shell.THEME_LABEL, className="visually-hidden"),
                ],
                id=Shell.THEME,
                className="button button-icon bar-button",
                type="button",
                title=say("Colours: as the system, light, dark"),
                **_themes(),
            ),
        ],
        className="bar",
    )


def _themes() -> Any:  # noqa: ANN401 (keywords of a component)
    """Name the themes for `assets/shell.js`."""
    names = {"system": say("Theme: system"), "light": say("Theme: light"), "dark": say("Theme: dark")}
    return attributes({f"data-{choice}": name for choice, name in names.items()})


def _demo_strip() -> html.Section:
    sentence = say("Demo data: a synthetic city drawn from published aggregates. No record is real.")
    return html.Section(html.P(sentence), className="demo-strip", **attributes({"aria-label": say("Demo data")}))


def _footer(served: Served) -> html.Footer:
    return html.Footer(
        [
            html.P(served.disclaimer, className="disclaimer"),
            html.P(
                [
                    html.Span(f"PatrolIQ {served.version}"),
                    html.Span([say("Build"), " ", html.Span(served.build, id=Shell.BUILD)]),
                    html.Span(say("Places, never persons. Not a ground for a stop.")),
                ],
                className="footer-facts",
            ),
        ],
        className="footer",
    )
