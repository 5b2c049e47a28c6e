"""Scores beside the map, and what lets one believe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.hotspots.methods import Null, method_of
from core.hotspots.scores import METRICS
from dashboard.components import words
from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.evidence import Evidence

M2_PER_KM2 = 1e6
DIRECTIONS = {"high": "higher is better", "low": "lower is better"}


def build_scores(answer: Answer) -> list[Component]:
    """Show every score of the setting, with why where it has none."""
    scores = answer.scores
    shown = {
        "silhouette": words.decimal(scores.silhouette, 3),
        "davies_bouldin": words.decimal(scores.davies_bouldin, 3),
        "calinski_harabasz": words.large(scores.calinski_harabasz),
        "inertia": words.MISSING if scores.inertia is None else f"{words.large(scores.inertia / M2_PER_KM2)} km²",
    }
    figures = html.Div(
        [_figure(METRICS[name].title, shown[name], DIRECTIONS[METRICS[name].best]) for name in shown],
        className="figures",
    )
    shares = html.Div(
        [
            _figure("Coverage", words.percent(answer.coverage, 1), "of records on the map in a zone"),
            _figure("Largest zone", words.percent(answer.largest_share, 1), "of the records in zones"),
        ],
        className="figures",
    )
    return [figures, shares, *_why_missing(answer), _meanings()]


def _figure(title: str, value: str, note: str) -> html.Div:
    return html.Div(
        [html.Span(title, className="figure-title"), html.Span(value, className="figure-value"), html.Small(note)],
        className="figure",
    )


def _why_missing(answer: Answer) -> list[Component]:
    if answer.scores.silhouette is not None:
        return []
    why = "there is no zone" if answer.clusters == 0 else "one zone has no other to be told from"
    if answer.clusters > 1:
        why = "every record is a zone of its own"
    return [html.P(f"Silhouette, Davies-Bouldin and Calinski-Harabasz are undefined: {why}.", className="hint")]


def _meanings() -> html.Details:
    sentences = {metric.title: metric.meaning for metric in METRICS.values()} | {
        "Coverage": "Share of the mapped records that have a zone; the rest is noise or outside the densest cells. "
        "Scores of different coverage must not be compared.",
    }
    terms: list[Component] = []
    for title, meaning in sentences.items():
        terms += [html.Dt(title), html.Dd(meaning)]
    return html.Details([html.Summary("What do these mean?"), html.Dl(terms)], className="fold")


def build_evidence(answer: Answer, evidence: Evidence) -> list[Component]:
    """Show the null, the stability and the value on later data beside what they qualify."""
    rows = [_null_row(answer, evidence), *_stability_rows(evidence), *_later_rows(evidence)]
    notes = [html.Li(note) for note in evidence.notes]
    drawn = f"{evidence.replicates} draws of each kind, seed {evidence.seed}. Null: {evidence.null_name}."
    return [
        html.Div(rows, className="evidence-rows"),
        *([html.Ul(notes, className="hint")] if notes else []),
        html.P(drawn, className="hint"),
    ]


def _null_row(answer: Answer, evidence: Evidence) -> html.Div:
    """Hold the silhouette, or the coverage where noise is left out, against what chance gives."""
    if method_of(answer.setting).null is Null.COVERAGE:
        value = f"{words.percent(answer.coverage)} against {words.percent(evidence.null_coverage)}"
        clusters = words.MISSING if evidence.null_clusters is None else f"{evidence.null_clusters:,.0f}"
        note = f"Coverage against the null's; {answer.clusters:,} zones against {clusters}."
        return _row("Beyond chance", value, note)
    found, null = answer.scores.silhouette, evidence.null_silhouette
    if found is None or null is None:
        return _row("Beyond chance", words.MISSING, "No silhouette to hold against a null.")
    spread = f"{words.decimal(evidence.null_low, 3)} to {words.decimal(evidence.null_high, 3)}"
    beyond = evidence.null_high is not None and found > evidence.null_high
    verdict = "Above every draw of the null." if beyond else "No better than what chance gives."
    note = f"{verdict} Silhouette {words.decimal(found, 3)}; the null scores {words.decimal(null, 3)} ({spread})."
    return _row("Beyond chance", words.signed(found - null, 3), note, _scale(found, null, evidence))


def _scale(found: float, null: float, evidence: Evidence) -> html.Div:
    """Draw the silhouette and its null on a line from 0 to 1; the fill is what lies beyond chance."""
    low, high = evidence.null_low or null, evidence.null_high or null
    marks = {"--low": low, "--high": high, "--null": null, "--found": found}
    style = {name: f"{100 * min(max(value, 0.0), 1.0):.1f}%" for name, value in marks.items()}
    return html.Div(
        [html.Span(className="scale-null"), html.Span(className="scale-gap"), html.Span(className="scale-found")],
        className="scale",
        style=style,
        role="img",
        **attributes({"aria-label": f"Silhouette {found:.2f} on a scale from 0 to 1; the null lies at {null:.2f}."}),
    )


def _stability_rows(evidence: Evidence) -> list[html.Div]:
    parts = [
        (evidence.stability_halves, "halves of the period"),
        (evidence.stability_restarts, "other starts"),
    ]
    others = "; ".join(f"{words.decimal(value)} between {what}" for value, what in parts if value is not None)
    note = "Agreement (adjusted Rand index, 1 is the same) with zones of redrawn weeks."
    return [
        _row("Stability", words.decimal(evidence.stability), f"{note} {words.capitalised(others)}." if others else note)
    ]


def _later_rows(evidence: Evidence) -> list[html.Div]:
    if evidence.pai is None or evidence.later_since is None or evidence.later_until is None:
        return [_row("On later days", words.MISSING, "Not tested: see below.")]
    span = words.days(evidence.later_since, evidence.later_until)
    baseline = f"{words.percent(evidence.baseline_hit_rate, 1)} (PAI {words.decimal(evidence.baseline_pai)})"
    note = (
        f"Zones drawn without {span} caught {words.percent(evidence.hit_rate, 1)} of those days' records on "
        f"{words.percent(evidence.area_share, 1)} of the inhabited area (PAI {words.decimal(evidence.pai)}). "
        f"Last year's busiest cells: {baseline}."
    )
    ahead = evidence.baseline_pai is not None and evidence.pai > evidence.baseline_pai
    verdict = "better than last year's counts" if ahead else "last year's counts do better"
    return [_row("On later days", f"PAI {words.decimal(evidence.pai)}", f"{words.capitalised(verdict)}. {note}")]


def _row(title: str, value: str, note: str, picture: Component | None = None) -> html.Div:
    return html.Div(
        [
            html.Div([html.Span(title), html.Strong(value)], className="evidence-head"),
            *([picture] if picture else []),
            html.P(note),
        ],
        className="evidence-row",
    )
