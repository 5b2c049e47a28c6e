"""The pinned setting beside the present one: what moved, what split, what merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.hotspots.methods import describe
from dashboard.components import words
from dashboard.filters.chips import said

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.compare import Comparison
    from dashboard.questions.hotspots import HotspotQuery

ROWS: dict[str, tuple[str, int, float]] = {
    "silhouette": ("Silhouette", 3, 1),
    "davies_bouldin": ("Davies-Bouldin", 3, 1),
    "calinski_harabasz": ("Calinski-Harabasz", 0, 1),
    "coverage": ("Coverage, %", 1, 100),
    "largest_share": ("Largest zone, %", 1, 100),
    "clusters": ("Zones", 0, 1),
}
"""Title, digits and factor of each value that is compared."""
CHANGES_LISTED = 12
"""Splits, and merges, that are named; zones are numbered largest first."""
SAME_COVERAGE = 0.005
"""Coverages further apart than this make scores incomparable."""


def build_comparison(pinned: Answer, present: Answer, found: Comparison) -> list[Component]:
    """Say how the present zones differ from the pinned ones."""
    moved = f"{words.plural(found.moved_records, 'record')} ({words.percent(found.moved_share, 1)}) moved"
    rest = (
        f" to another zone or to none, of {found.common_records:,} in both. "
        f"Agreement (adjusted Rand index) {words.decimal(found.agreement)}."
    )
    return [
        html.P([html.Strong(moved), rest]),
        html.Div([_changes(found), _scores(pinned, present, found)], className="comparison-parts"),
    ]


def caption(query: HotspotQuery, answer: Answer) -> str:
    """Name one side: its setting and its filters."""
    return f"{describe(query.setting)}; {said(query.filters)}; {words.plural(answer.clusters, 'zone')}"


def _changes(found: Comparison) -> html.Div:
    splits = [f"Pinned zone {zone + 1} splits into {_numbers(parts)}" for zone, parts in found.splits]
    merges = [f"Zone {zone + 1} merges pinned {_numbers(parts)}" for zone, parts in found.merges]
    return html.Div(
        [html.H3("Split"), _listed(splits, "No zone splits."), html.H3("Merged"), _listed(merges, "No zones merge.")]
    )


def _listed(sentences: list[str], nothing: str) -> Component:
    """List the changes of the largest zones; of thousands of small ones nobody reads the rest."""
    if not sentences:
        return html.P(nothing, className="hint")
    rest = len(sentences) - CHANGES_LISTED
    more = [html.Li(f"and {rest:,} more, of smaller zones")] if rest > 0 else []
    return html.Ul([html.Li(sentence) for sentence in sentences[:CHANGES_LISTED]] + more)


def _numbers(labels: tuple[int, ...]) -> str:
    return ", ".join(str(label + 1) for label in labels)


def _scores(pinned: Answer, present: Answer, found: Comparison) -> html.Div:
    rows = [_row(name, _value(pinned, name), _value(present, name), found.differences.get(name)) for name in ROWS]
    head = html.Tr([html.Th(title, scope="col") for title in ("Score", "Pinned", "Now", "Change")])
    uneven = abs(pinned.coverage - present.coverage) > SAME_COVERAGE
    warning = "The two cover different shares of the records, so their scores do not rank them."
    return html.Div(
        [
            html.Table([html.Thead(head), html.Tbody(rows)], className="small-table"),
            *([html.P(warning, className="hint")] if uneven else []),
        ]
    )


def _row(name: str, pinned: float | None, present: float | None, change: float | None) -> html.Tr:
    title, digits, factor = ROWS[name]
    values = [None if value is None else factor * value for value in (pinned, present, change)]
    written = [words.decimal(values[0], digits), words.decimal(values[1], digits), words.signed(values[2], digits)]
    return html.Tr([html.Th(title, scope="row"), *(html.Td(text) for text in written)])


def _value(answer: Answer, name: str) -> float | None:
    value = getattr(answer.scores if hasattr(answer.scores, name) else answer, name)
    return None if value is None else float(value)
