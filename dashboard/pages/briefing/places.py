"""The places as a list that can be read standing up, and the sentence above it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from core.language import say, say_many
from dashboard.address import PagePath, address, api
from dashboard.components import words
from dashboard.components.attributes import attributes
from dashboard.components.bars import clock
from dashboard.components.notice import notice
from dashboard.ids import Pattern
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.briefing.brief import Brief, Place
    from core.briefing.tested import Tested
    from core.forecast.shift import Shift
    from dashboard.queries.briefing import BriefingQuery

NO_BREAK = "\N{NO-BREAK SPACE}"
LISTED = 10
"""Places that are listed at once; as many more follow below."""


def build_headline(brief: Brief, tested: Tested | None) -> list[Component]:
    """Say how many places for which shift, and what such places caught on later weeks."""
    if not brief.places:
        return [html.P(say("No place: these records are too few. Take off a filter."), className="headline-main")]
    count = min(LISTED, len(brief.places))
    area = sum(place.area_km2 for place in brief.places[:count])
    streets = sum(place.street_km for place in brief.places[:count])
    places = say_many("{count} place for {shift}.", "{count} places for {shift}.", count, shift=shift_told(brief.shift))
    size = say(
        "Together {area} km², some {streets} km of streets.",
        area=words.decimal(area, 1),
        streets=words.decimal(streets, 0),
    )
    return [
        html.P([html.Strong(places), " ", proof(tested, count)], className="headline-main"),
        html.P([size, " ", _reporters(brief)], className="headline-note"),
    ]


def shift_told(shift: Shift) -> str:
    """Say a shift: "Fri 18:00 to 02:00"."""
    hours = clock(*shift.hours)
    if shift.weekday is None:
        return say("{hours}, every day", hours=hours)
    return say("{weekday} {hours}", weekday=words.weekdays()[shift.weekday], hours=hours)


def proof(tested: Tested | None, count: int) -> str:
    """Say what such places caught, beside chance, and of which records, where it is not of these."""
    if tested is None:
        return say("How well such places do on later weeks is not known yet.")
    caught = tested.listed(count)
    hits, area = words.decimal(100 * caught["hit_rate"], 1), words.decimal(100 * caught["area_share"], 2)
    if tested.is_own:
        return say(
            "Places like these caught {hits} of 100 later reports on {area} % of the inhabited area; chance catches "
            "{area}.",
            hits=hits,
            area=area,
        )
    return say(
        "These places are not tested. Found in the same way among all that residents report from {hours}, places "
        "caught {hits} of 100 later reports on {area} % of the inhabited area; chance catches {area}.",
        hours=clock(*tested.found["shift"]["hours"]),
        hits=hits,
        area=area,
    )


def _reporters(brief: Brief) -> str:
    if brief.filters.enforcement:
        return say("From enforcement-driven offences, which follow patrols: this list must not steer patrols.")
    return say("From what residents report; offences that follow patrols are left out.")


def build_list(brief: Brief, query: BriefingQuery) -> list[Component]:
    """List the places, the second half folded away."""
    if not brief.places:
        return [notice(say("There is nothing to list. Widen the filters."))]
    first, more = brief.places[:LISTED], brief.places[LISTED:]
    listed: list[Component] = [_ordered(first, query, 1)]
    if more:
        title = say_many("{count} more place", "{count} more places", len(more))
        listed.append(html.Details([html.Summary(title), _ordered(more, query, LISTED + 1)], className="fold"))
    note = say(
        "Expected: reports in one shift, and the range that holds four of five shifts. "
        "A place on this list is not a ground for a stop."
    )
    return [*listed, html.P(note, className="hint")]


def _ordered(places: tuple[Place, ...], query: BriefingQuery, start: int) -> html.Ol:
    return html.Ol([_place(place, query) for place in places], className="places", start=str(start))


def _place(place: Place, query: BriefingQuery) -> html.Li:
    where = ", ".join(part for part in (place.area, _beats(place)) if part)
    return html.Li(
        [
            html.Span(str(place.rank), className="place-rank"),
            html.Div(
                [
                    html.Button(
                        place.name,
                        id={"part": Pattern.FLY, "to": f"{place.latitude},{place.longitude}"},
                        className="place-name",
                        type="button",
                        title=say("Show it on the map"),
                    ),
                    html.Span(where, className="place-where"),
                ],
                className="place-title",
            ),
            html.Div(
                [
                    html.A(words.decimal(place.expected, 1), href=_on_hotspots(query)),
                    html.Span(say("{low} to {high}", low=place.low, high=place.high), className="place-range"),
                ],
                className="place-expected",
                title=say("Expected reports in one shift, and the range that holds four of five shifts"),
            ),
            html.Span(_types(place), className="place-types"),
            html.Span(_hours(place), className="place-hours"),
        ],
        **attributes({"data-zone": place.rank}),
    )


def _beats(place: Place) -> str:
    if not place.beats:
        return ""
    return say_many("beat {codes}", "beats {codes}", len(place.beats), codes=", ".join(place.beats))


def _types(place: Place) -> str:
    total = max(place.records, 1)
    named = [
        say("{type} {share}", type=words.sentence_case(kind), share=words.percent(count / total).replace(" ", NO_BREAK))
        for kind, count in place.types
    ]
    return ", ".join(named)


def _hours(place: Place) -> str:
    return say("best {hours}", hours=clock(*place.hours)) if place.hours else ""


def _on_hotspots(query: BriefingQuery) -> str:
    """Address of the page that shows the records of the same hours as zones."""
    filters = replace(query.filters, hours=query.shift.hours)
    return address(PagePath.HOTSPOTS, HotspotQuery(filters=filters).to_params())


def build_export(query: BriefingQuery) -> list[Component]:
    """Link to the same answer as a file."""
    return [html.A(say("This answer, JSON"), href=api("/briefing", query.to_params()))]
