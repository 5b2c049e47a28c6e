"""The pinned setting beside the present one: what moved, what split, what merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.hotspots.methods import describe
from core.language import mark, say, say_many
from dashboard.components import words
from dashboard.filters.chips import said

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.compare import Comparison
    from core.places.points import Labels
    from dashboard.queries.hotspots import HotspotQuery

ROWS: dict[str, tuple[str, int, float]] = {
    "silhouette": (mark("Silhouette"), 3, 1),
    "davies_bouldin": (mark("Davies-Bouldin"), 3, 1),
    "calinski_harabasz": (mark("Calinski-Harabasz"), 0, 1),
    "coverage": (mark("Reports in a zone, %"), 1, 100),
    "largest_share": (mark("In the largest zone, %"), 1, 100),
    "clusters": (mark("Zones"), 0, 1),
}
"""Title, digits and factor of each value that is compared."""
CHANGES_LISTED = 12
"""Splits, and merges, that are named, those of the largest zones first."""
SAME_COVERAGE = 0.005
"""Coverages further apart than this make scores incomparable."""


def build_comparison(pinned: Answer, present: Answer, found: Comparison) -> list[Component]:
    """Say how the present zones differ from the pinned ones."""
    moved = say_many(
        "{count} record ({share}) moved to another zone or to none.",
        "{count} records ({share}) moved to another zone or to none.",
        found.moved_records,
        share=words.percent(found.moved_share, 1),
    )
    common = say_many("{count} record is in both.", "{count} records are in both.", found.common_records)
    agreement = say("Agreement (adjusted Rand index) {agreement}.", agreement=words.decimal(found.agreement))
    return [
        html.P([html.Strong(moved), f" {common} {agreement}"]),
        html.Div(
            [_changes(found, pinned.numbers, present.numbers), _scores(pinned, present)],
            className="comparison-parts",
        ),
    ]


def caption(query: HotspotQuery, answer: Answer) -> str:
    """Name one side: its setting and its filters."""
    zones = say_many("{count} zone", "{count} zones", answer.clusters)
    return "; ".join((describe(query.setting), said(query.filters), zones))


def _changes(found: Comparison, pinned: Labels, present: Labels) -> html.Div:
    splits = [
        say("Pinned zone {zone} splits into {zones}", zone=pinned[zone], zones=_numbers(present, parts))
        for zone, parts in found.splits
    ]
    merges = [
        say("Zone {zone} merges pinned {zones}", zone=present[zone], zones=_numbers(pinned, parts))
        for zone, parts in found.merges
    ]
    return html.Div(
        [
            html.H3(say("Split")),
            _listed(splits, say("No zone splits.")),
            html.H3(say("Merged")),
            _listed(merges, say("No zones merge.")),
        ]
    )


def _listed(sentences: list[str], nothing: str) -> Component:
    """List the changes of the largest zones; of thousands of small ones nobody reads the rest."""
    if not sentences:
        return html.P(nothing, className="hint")
    rest = len(sentences) - CHANGES_LISTED
    more = say_many("and {count} more, of a smaller zone", "and {count} more, of smaller zones", rest)
    return html.Ul([html.Li(each) for each in (*sentences[:CHANGES_LISTED], *([more] if rest > 0 else []))])


def _numbers(numbers: Labels, labels: tuple[int, ...]) -> str:
    return ", ".join(str(numbers[label]) for label in labels)


def _scores(pinned: Answer, present: Answer) -> html.Div:
    rows = [_row(name, _value(pinned, name), _value(present, name)) for name in ROWS]
    titles = (say("Score"), say("Pinned"), say("Now"), say("Change"))
    head = html.Tr([html.Th(title, scope="col") for title in titles])
    uneven = abs(pinned.coverage - present.coverage) > SAME_COVERAGE
    warning = say("The two cover different shares of the records, so their scores do not rank them.")
    return html.Div(
        [
            html.Table([html.Thead(head), html.Tbody(rows)], className="small-table"),
            *([html.P(warning, className="hint")] if uneven else []),
        ]
    )


def _row(name: str, pinned: float | None, present: float | None) -> html.Tr:
    title, digits, factor = ROWS[name]
    before, now = (None if value is None else factor * value for value in (pinned, present))
    written = [words.decimal(before, digits), words.decimal(now, digits), words.difference(now, before, digits)]
    return html.Tr([html.Th(say(title), scope="row"), *(html.Td(text) for text in written)])


def _value(answer: Answer, name: str) -> float | None:
    value = getattr(answer.scores if hasattr(answer.scores, name) else answer, name)
    return None if value is None else float(value)
