"""The pinned setting beside the present one: what moved, what split, what merged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dash import html

from dashboard.components import words
from dashboard.pages.hotspots.headline import chips, describe

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.compare import Comparison
    from dashboard.query import HotspotQuery

TITLES = {
    "silhouette": ("Silhouette", 3),
    "davies_bouldin": ("Davies-Bouldin", 3),
    "calinski_harabasz": ("Calinski-Harabasz", 0),
    "coverage": ("Coverage", 3),
    "largest_share": ("Largest zone", 3),
    "clusters": ("Zones", 0),
}
SAME_COVERAGE = 0.005
"""Coverages further apart than this make scores incomparable."""


def build_comparison(pinned: Answer, present: Answer, found: Comparison) -> list[Component]:
    """Say how the present zones differ from the pinned ones."""
    return [
        html.P(
            [
                html.Strong(f"{words.plural(found.moved_records, 'record')} ({words.percent(found.moved_share, 1)}) moved"),
                f" to another zone or to none, of {found.common_records:,} in both. Agreement (adjusted Rand index) "
                f"{words.decimal(found.agreement)}.",
            ]
        ),
        html.Div([_changes(found), _scores(pinned, present, found)], className="comparison-parts"),
    ]


def caption(query: HotspotQuery, answer: Answer) -> str:
    """Name one side: its setting and its filters."""
    filters = ", ".join(chip.text for chip in chips(query)) or "all records"
    return f"{describe(query.setting)}; {filters}; {words.plural(answer.clusters, 'zone')}"


def address(query: HotspotQuery) -> str:
    """Write a question as the search part of an address."""
    return urlencode(query.to_params())


def _changes(found: Comparison) -> html.Div:
    splits = [
        html.Li(f"Pinned zone {zone + 1} splits into {_numbers(parts)}") for zone, parts in found.splits
    ]
    merges = [html.Li(f"Zone {zone + 1} merges pinned {_numbers(parts)}") for zone, parts in found.merges]
    return html.Div(
        [
            html.H3("Split"),
            html.Ul(splits) if splits else html.P("No zone splits.", className="hint"),
            html.H3("Merged"),
            html.Ul(merges) if merges else html.P("No zones merge.", className="hint"),
        ]
    )


def _numbers(labels: tuple[int, ...]) -> str:
    return ", ".join(str(label + 1) for label in labels)


def _scores(pinned: Answer, present: Answer, found: Comparison) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(title, scope="row"),
                html.Td(words.decimal(_value(pinned, name), digits)),
                html.Td(words.decimal(_value(present, name), digits)),
                html.Td(words.signed(found.differences.get(name), digits)),
            ]
        )
        for name, (title, digits) in TITLES.items()
    ]
    head = html.Tr([html.Th(title, scope="col") for title in ("Score", "Pinned", "Now", "Change")])
    uneven = abs(pinned.coverage - present.coverage) > SAME_COVERAGE
    warning = "The two cover different shares of the records, so their scores do not rank them."
    return html.Div(
        [
            html.Table([html.Thead(head), html.Tbody(rows)], className="small-table"),
            *([html.P(warning, className="hint")] if uneven else []),
        ]
    )


def _value(answer: Answer, name: str) -> float | None:
    value = getattr(answer.scores, name) if hasattr(answer.scores, name) else getattr(answer, name)
    return None if value is None else float(value)
