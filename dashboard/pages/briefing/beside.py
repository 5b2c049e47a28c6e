"""Beside the places: the hours of the shift, the districts that need more, and the contest behind the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.briefing.needs import WINDOW_DAYS
from core.forecast.backtest import INTERVAL, SHARES, rule
from core.forecast.expectation import INTERVAL as EXPECTED
from core.forecast.models import MODELS
from core.forecast.tables import CONTESTS
from core.language import say, say_many
from dashboard.components import bars, words
from dashboard.pages.briefing.places import LISTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dash.development.base_component import Component

    from core.briefing.brief import Brief
    from core.briefing.tested import Tested
    from core.places.history import History
    from core.store import Build
    from dashboard.queries.briefing import BriefingQuery

SHOWN_SHARES = (0.01, 0.02, 0.05, 0.1)


def build_hours(brief: Brief) -> list[Component]:
    """Show the records of each hour of the shift beside an even share."""
    total = sum(brief.hours)
    if not total:
        return [html.P(say("No report of the last year has a known time in this shift."), className="hint")]
    order = brief.shift.in_order()
    named = [(bars.clock(hour, hour + 1), count) for hour, count in zip(order, brief.hours, strict=True)]
    busiest = max(named, key=lambda each: each[1])
    even = total / len(named)
    sentence = say(
        "Busiest: {hours}, {share} of the shift's reports where {even} would be even.",
        hours=busiest[0],
        share=words.percent(busiest[1] / total),
        even=words.percent(even / total),
    )
    most = max(brief.hours)
    rows = [_hour(name, count, count / most, count / total) for name, count in named]
    expected = say_many(
        "The whole city expects about {count} report in one shift.",
        "The whole city expects about {count} reports in one shift.",
        round(brief.expected),
    )
    return [html.P(sentence), html.Ol(rows, className="ranked"), html.P(expected, className="hint")]


def _hour(name: str, count: int, part: float, share: float) -> html.Li:
    return html.Li(
        [
            html.Span(name, className="ranked-name"),
            html.Span(
                [f"{count:,}", html.Span(words.percent(share), className="ranked-share")], className="ranked-count"
            ),
        ],
        style={"--part": f"{100 * part:.1f}%"},
    )


def build_needs(brief: Brief) -> list[Component]:
    """Name the districts with more than their usual share, or say that none has."""
    if not brief.needs:
        return [html.P(say("Too few districts or weeks to compare."), className="hint")]
    more = [need for need in brief.needs if need.is_more]
    how = say(
        "Each district's last {days} days beside its usual share of the city in the 52 weeks before; the test allows "
        "for how much such counts vary and for testing {districts} districts at once.",
        days=WINDOW_DAYS,
        districts=len(brief.needs),
    )
    if not more:
        said: list[Component] = [html.P(say("No district has clearly more than its usual share."))]
    else:
        said = [
            html.P(
                say(
                    "District {district}: {records} reports in {days} days, {low} to {high} expected.",
                    district=need.district,
                    records=f"{need.records:,}",
                    days=WINDOW_DAYS,
                    low=words.decimal(need.low, 0),
                    high=words.decimal(need.high, 0),
                )
            )
            for need in more
        ]
    return [*said, html.P(how, className="hint")]


def held_for(result: Mapping[str, Any] | None, query: BriefingQuery) -> Mapping[str, Any] | None:
    """Take the contest of a job, if it was held for this question."""
    if not result or "ok" not in result or result["request"]["params"] != query.tested():
        return None
    found: Mapping[str, Any] = result["ok"]["contest"]
    return found


def fault_of(result: Mapping[str, Any] | None, query: BriefingQuery) -> str:
    """Say why a job could not test this question; nothing where it could."""
    if not result or "error" not in result or result["request"]["params"] != query.tested():
        return ""
    return str(result["error"])


def build_contest(build: Build, tested: Tested | None, history: History, fault: str) -> list[Component]:
    """Show how all models did on the same later weeks."""
    if fault:
        return [html.P(fault)]
    if tested is None:
        if CONTESTS in build.pending:
            return [html.P(say("Being computed: the test on later weeks."))]
        return [html.P(say("The history has too few weeks for a test."))]
    found = tested.found
    notes = [html.P(_which(tested))]
    table = html.Table(
        [
            html.Caption(say("Share of later reports caught"), className="visually-hidden"),
            html.Thead(_head()),
            html.Tbody([*(_row(found, name, history) for name in _order(found)), _chance()]),
        ],
        className="small-table",
    )
    since = say("Counts go back to {day}.", day=words.day(history.first_day))
    details = html.Details(
        [
            html.Summary(say("All models on the same weeks")),
            html.Div(table, className="table-scroll", tabIndex=0),
            html.P(rule()),
            html.P(_held(found["held"])),
            html.P(since),
        ],
        className="fold",
    )
    return [*notes, details]


def _held(share: float | None) -> str:
    """Say how many places did as was expected of them, where there were any."""
    if share is None:
        return say("In the test no place was listed.")
    return say(
        "In the test, the reports of {share} of the listed places lay within the range that was given; the aim is "
        "{aim}.",
        share=words.percent(share),
        aim=words.percent(EXPECTED),
    )


def _which(tested: Tested) -> str:
    found = tested.found
    shaded = found["shaded"][0]
    said = say(
        "Tested on {weeks} later weeks: {hits} of 100 reports were caught on 1 % of the area ({low} to {high} in "
        "{share} of redrawn weeks).",
        weeks=found["weeks"],
        hits=words.decimal(100 * shaded["hit_rate"], 1),
        low=words.decimal(100 * shaded["low"], 1),
        high=words.decimal(100 * shaded["high"], 1),
        share=words.percent(INTERVAL),
    )
    if tested.is_own:
        return said
    start, end = found["shift"]["hours"]
    hours = bars.clock(start, end)
    other = say("This test was of all that residents report from {hours}; yours was not tested.", hours=hours)
    return f"{said} {other}"


def _order(found: Mapping[str, Any]) -> list[str]:
    return sorted(found["models"], key=lambda name: -found["models"][name]["shaded"][0]["hit_rate"])


def _head() -> html.Tr:
    titles = [say("{share} of area", share=words.percent(share)) for share in SHOWN_SHARES]
    places = say_many("{count} place", "{count} places", LISTED)
    return html.Tr([html.Th(title, scope="col") for title in (say("Model"), *titles, places)])


def _row(found: Mapping[str, Any], name: str, history: History) -> html.Tr:
    rows = found["models"][name]
    shares = [rows["shaded"][SHARES.index(share)]["hit_rate"] for share in SHOWN_SHARES]
    rates = [*shares, rows["listed"][LISTED - 1]["hit_rate"]]
    chosen = name == found["chosen"]
    title = MODELS[name].told(history)
    return html.Tr(
        [
            html.Th([title, html.Small(say("in use")) if chosen else None], scope="row"),
            *(html.Td(words.percent(rate, 1)) for rate in rates),
        ],
        className="is-chosen" if chosen else None,
    )


def _chance() -> html.Tr:
    rates = [*(words.percent(share, 1) for share in SHOWN_SHARES), words.MISSING]
    return html.Tr([html.Th(say("Chance"), scope="row"), *(html.Td(rate) for rate in rates)])
