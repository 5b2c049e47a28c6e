"""What the zones are worth in plain words, and the scores and tests behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.hotspots.glossary import GLOSSARY
from core.hotspots.methods import Null, method_of
from core.hotspots.scores import METRICS
from core.hotspots.verdict import is_beyond_chance, per_hundred, say_chance, say_standing, stand
from core.language import mark, say, say_many
from dashboard.components import words
from dashboard.components.attributes import attributes
from dashboard.components.explained import explained

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
    shares = {
        "coverage": words.percent(answer.coverage, 1),
        "largest": words.percent(answer.largest_share, 1),
    }
    figures = [_figure(name, shown[name], say(DIRECTIONS[METRICS[name].best])) for name in shown]
    return [
        html.Div(figures, className="figures"),
        html.Div([_figure(name, share, "") for name, share in shares.items()], className="figures"),
        *_why_missing(answer),
    ]


def _square_km(square_m: float | None) -> str:
    return words.MISSING if square_m is None else say("{area} km²", area=words.large(square_m / M2_PER_KM2))


def _figure(name: str, value: str, note: str) -> html.Div:
    return html.Div(
        [explained(GLOSSARY[name]), html.Span(value, className="figure-value"), *([html.Small(note)] if note else [])],
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


def build_evidence(answer: Answer, evidence: Evidence) -> list[Component]:
    """Show the value on later days, the null and the stability beside what they qualify."""
    rows = [*_later_rows(evidence), _null_row(answer, evidence), *_stability_rows(evidence)]
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


def build_verdict(answer: Answer, evidence: Evidence) -> list[Component]:
    """Say in plain words what the zones are worth; what chance gives follows it."""
    if not answer.clusters:
        return [html.P(say("There is no zone, so there is nothing to judge."), className="verdict")]
    standing = stand(evidence.pai, evidence.baseline_pai)
    later = say_standing(standing, evidence.hit_rate, evidence.baseline_hit_rate, evidence.area_share)
    chance = say_chance(answer, evidence)
    return [html.P(later, className="verdict"), *([html.P(chance, className="verdict-chance")] if chance else [])]


def _null_row(answer: Answer, evidence: Evidence) -> html.Div:
    """Hold the silhouette, or the coverage where noise is left out, against what chance gives."""
    if method_of(answer.setting).null is Null.COVERAGE:
        return _coverage_row(answer, evidence)
    found, null = answer.scores.silhouette, evidence.null_silhouette
    if found is None or null is None:
        return _row("chance", words.MISSING, say("No silhouette to hold against a null."))
    beyond = is_beyond_chance(answer, evidence)
    verdict = say("Above every draw of the null.") if beyond else say("No better than what chance gives.")
    figures = say(
        "Silhouette {found}; the null scores {null} ({low} to {high}).",
        found=words.decimal(found, 3),
        null=words.decimal(null, 3),
        low=words.decimal(evidence.null_low, 3),
        high=words.decimal(evidence.null_high, 3),
    )
    note = f"{verdict} {figures}"
    return _row("chance", words.difference(found, null, 3), note, _scale(found, null, evidence))


def _coverage_row(answer: Answer, evidence: Evidence) -> html.Div:
    found, null = per_hundred(answer.coverage, evidence.null_coverage or 0.0)
    value = say("{found} % against {null} %", found=found, null=null)
    note = say_many(
        "Coverage against the null's; {count} zone against {null}.",
        "Coverage against the null's; {count} zones against {null}.",
        answer.clusters,
        null=words.decimal(evidence.null_clusters, 0),
    )
    return _row("chance", value, note)


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
    return [_row("stability", words.decimal(evidence.stability), " ".join(note))]


def _later_rows(evidence: Evidence) -> list[html.Div]:
    if evidence.pai is None or evidence.later_since is None or evidence.later_until is None:
        return [_row("later", words.MISSING, say("Not tested: see below."))]
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
    return [_row("later", value, f"{found} {baseline}")]


def _row(name: str, value: str, note: str, picture: Component | None = None) -> html.Div:
    return html.Div(
        [
            html.Div([explained(GLOSSARY[name]), html.Strong(value)], className="evidence-head"),
            *([picture] if picture else []),
            html.P(note),
        ],
        className="evidence-row",
    )
