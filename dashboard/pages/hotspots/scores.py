"""Scores beside the map, and what lets one believe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.hotspots.methods import Null, method_of
from core.hotspots.scores import METRICS
from core.language import mark, say, say_many
from dashboard.components import words
from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.hotspots.evidence import Evidence

M2_PER_KM2 = 1e6
DIRECTIONS = {"high": mark("higher is better"), "low": mark("lower is better")}


def build_scores(answer: Answer) -> list[Component]:
    """Show every score of the setting, with why where it has none."""
    scores = answer.scores
    shown = {
        "silhouette": words.decimal(scores.silhouette, 3),
        "davies_bouldin": words.decimal(scores.davies_bouldin, 3),
        "calinski_harabasz": words.large(scores.calinski_harabasz),
        "inertia": _square_km(scores.inertia),
    }
    figures = html.Div(
        [_figure(say(METRICS[name].title), shown[name], say(DIRECTIONS[METRICS[name].best])) for name in shown],
        className="figures",
    )
    shares = html.Div(
        [
            _figure(say("Coverage"), words.percent(answer.coverage, 1), say("of records on the map in a zone")),
            _figure(say("Largest zone"), words.percent(answer.largest_share, 1), say("of the records in zones")),
        ],
        className="figures",
    )
    return [figures, shares, *_why_missing(answer), _meanings()]


def _square_km(square_m: float | None) -> str:
    return words.MISSING if square_m is None else say("{area} km²", area=words.large(square_m / M2_PER_KM2))


def _figure(title: str, value: str, note: str) -> html.Div:
    return html.Div(
        [html.Span(title, className="figure-title"), html.Span(value, className="figure-value"), html.Small(note)],
        className="figure",
    )


def _why_missing(answer: Answer) -> list[Component]:
    if answer.scores.silhouette is not None:
        return []
    if answer.clusters == 0:
        why = say("Silhouette, Davies-Bouldin and Calinski-Harabasz are undefined: there is no zone.")
    elif answer.clusters == 1:
        why = say(
            "Silhouette, Davies-Bouldin and Calinski-Harabasz are undefined: one zone has no other to be told from."
        )
    else:
        why = say("Silhouette, Davies-Bouldin and Calinski-Harabasz are undefined: every record is a zone of its own.")
    return [html.P(why, className="hint")]


def _meanings() -> html.Details:
    sentences = {say(metric.title): say(metric.meaning) for metric in METRICS.values()} | {
        say("Coverage"): say(
            "Share of the mapped records that have a zone; the rest is noise or outside the densest cells. "
            "Scores of different coverage must not be compared."
        ),
    }
    terms: list[Component] = []
    for title, meaning in sentences.items():
        terms += [html.Dt(title), html.Dd(meaning)]
    return html.Details([html.Summary(say("What do these mean?")), html.Dl(terms)], className="fold")


def build_evidence(answer: Answer, evidence: Evidence) -> list[Component]:
    """Show the null, the stability and the value on later data beside what they qualify."""
    rows = [_null_row(answer, evidence), *_stability_rows(evidence), *_later_rows(evidence)]
    notes = [html.Li(note) for note in evidence.notes]
    drawn = say_many(
        "{count} draw of each kind, seed {seed}.",
        "{count} draws of each kind, seed {seed}.",
        evidence.replicates,
        seed=evidence.seed,
    )
    null = say("Null: {null}.", null=evidence.null_name)
    return [
        html.Div(rows, className="evidence-rows"),
        *([html.Ul(notes, className="hint")] if notes else []),
        html.P(f"{drawn} {null}", className="hint"),
    ]


def _null_row(answer: Answer, evidence: Evidence) -> html.Div:
    """Hold the silhouette, or the coverage where noise is left out, against what chance gives."""
    if method_of(answer.setting).null is Null.COVERAGE:
        return _coverage_row(answer, evidence)
    found, null = answer.scores.silhouette, evidence.null_silhouette
    if found is None or null is None:
        return _row(say("Beyond chance"), words.MISSING, say("No silhouette to hold against a null."))
    beyond = evidence.null_high is not None and found > evidence.null_high
    verdict = say("Above every draw of the null.") if beyond else say("No better than what chance gives.")
    figures = say(
        "Silhouette {found}; the null scores {null} ({low} to {high}).",
        found=words.decimal(found, 3),
        null=words.decimal(null, 3),
        low=words.decimal(evidence.null_low, 3),
        high=words.decimal(evidence.null_high, 3),
    )
    note = f"{verdict} {figures}"
    return _row(say("Beyond chance"), words.signed(found - null, 3), note, _scale(found, null, evidence))


def _coverage_row(answer: Answer, evidence: Evidence) -> html.Div:
    value = say(
        "{found} against {null}", found=words.percent(answer.coverage), null=words.percent(evidence.null_coverage)
    )
    note = say_many(
        "Coverage against the null's; {count} zone against {null}.",
        "Coverage against the null's; {count} zones against {null}.",
        answer.clusters,
        null=words.decimal(evidence.null_clusters, 0),
    )
    return _row(say("Beyond chance"), value, note)


def _scale(found: float, null: float, evidence: Evidence) -> html.Div:
    """Draw the silhouette and its null on a line from 0 to 1; the fill is what lies beyond chance."""
    low, high = evidence.null_low or null, evidence.null_high or null
    marks = {"--low": low, "--high": high, "--null": null, "--found": found}
    style = {name: f"{100 * min(max(value, 0.0), 1.0):.1f}%" for name, value in marks.items()}
    label = say("Silhouette {found:.2f} on a scale from 0 to 1; the null lies at {null:.2f}.", found=found, null=null)
    return html.Div(
        [html.Span(className="scale-null"), html.Span(className="scale-gap"), html.Span(className="scale-found")],
        className="scale",
        style=style,
        role="img",
        **attributes({"aria-label": label}),
    )


def _stability_rows(evidence: Evidence) -> list[html.Div]:
    note = [say("Agreement (adjusted Rand index, 1 is the same) with zones of redrawn weeks.")]
    if evidence.stability_halves is not None:
        note.append(say("{value} between halves of the period.", value=words.decimal(evidence.stability_halves)))
    if evidence.stability_restarts is not None:
        note.append(say("{value} between other starts.", value=words.decimal(evidence.stability_restarts)))
    return [_row(say("Stability"), words.decimal(evidence.stability), " ".join(note))]


def _later_rows(evidence: Evidence) -> list[html.Div]:
    if evidence.pai is None or evidence.later_since is None or evidence.later_until is None:
        return [_row(say("On later days"), words.MISSING, say("Not tested: see below."))]
    ahead = evidence.baseline_pai is not None and evidence.pai > evidence.baseline_pai
    verdict = say("Better than last year's counts.") if ahead else say("Last year's counts do better.")
    found = say(
        "Zones drawn without {days} caught {caught} of those days' records on {area} of the inhabited area "
        "(PAI {pai}).",
        days=words.days(evidence.later_since, evidence.later_until),
        caught=words.percent(evidence.hit_rate, 1),
        area=words.percent(evidence.area_share, 1),
        pai=words.decimal(evidence.pai),
    )
    baseline = say(
        "Last year's busiest cells: {caught} (PAI {pai}).",
        caught=words.percent(evidence.baseline_hit_rate, 1),
        pai=words.decimal(evidence.baseline_pai),
    )
    value = say("PAI {pai}", pai=words.decimal(evidence.pai))
    return [_row(say("On later days"), value, f"{verdict} {found} {baseline}")]


def _row(title: str, value: str, note: str, picture: Component | None = None) -> html.Div:
    return html.Div(
        [
            html.Div([html.Span(title), html.Strong(value)], className="evidence-head"),
            *([picture] if picture else []),
            html.P(note),
        ],
        className="evidence-row",
    )
