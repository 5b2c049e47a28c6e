"""The best setting for each question: the stored ones of all records, and a search for the present selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.hotspots.methods import describe
from core.hotspots.questions import QUESTIONS
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.tables import CHOICES, PROOF
from core.hotspots.verdict import Standing
from core.language import mark, say, say_many
from dashboard.address import search
from dashboard.components import field, words
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.ids import Pattern
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from core.places.fold import Names
    from core.store import Build


BASELINE = "busiest"
"""The map's layer of last year's busiest cells."""
WITHHELD = {
    Standing.WORSE: mark("Not offered, because last year's busiest blocks do better."),
    Standing.UNTESTED: mark("Not offered, because it could not be tested."),
}
"""Why a setting is not offered."""


def build_stored(build: Build) -> list[Component]:
    """Show what the pipeline chose from all records for each question, with its rule."""
    if not build.has(CHOICES):
        return [html.P(say("This build holds no choice yet. Search below."), className="hint")]
    shown: list[Component] = [html.P(say("All records"), className="best-of")]
    for said in build.json(CHOICES):
        best = HotspotQuery(setting=_setting(said["setting"])) if said["setting"] else None
        shown.append(_build_choice(best, said, role="best-stored", proof=_build_proof(build, said["name"])))
    return shown


def _setting(stored: Mapping[str, Any]) -> Setting:
    return Setting(**{**stored, "algorithm": Algorithm(stored["algorithm"])})


def _build_proof(build: Build, name: str | None) -> list[Component]:
    """Say where a chosen setting stands among many draws from its null, or that this is on its way."""
    if PROOF in build.pending:
        return [html.P(say("Being computed: the comparison with many draws from the null."), className="hint")]
    proofs = build.json(PROOF) if build.has(PROOF) else []
    proof = next((each for each in proofs if each["name"] == name and each["p"] is not None), None)
    if proof is None:
        return []
    titles = {"silhouette": say("Silhouette"), "coverage": say("Coverage")}
    sentence = say_many(
        "{score} {observed} beside {count} draw from the null, which scores {mean} on average, from {least} "
        "to {greatest}: p = {p}.",
        "{score} {observed} among {count} draws from the null, which score {mean} on average, from {least} "
        "to {greatest}: p = {p}.",
        proof["draws"],
        score=titles[proof["statistic"]],
        observed=words.decimal(proof["observed"], 3),
        mean=words.decimal(proof["null_mean"], 3),
        least=words.decimal(proof["null_least"], 3),
        greatest=words.decimal(proof["null_greatest"], 3),
        p=words.decimal(proof["p"]),
    )
    return [html.P(sentence)]


def build_found(result: Mapping[str, Any] | None, query: HotspotQuery, names: Names) -> list[Component]:
    """Show what the last search found, if it was for the present filters."""
    if not result:
        return []
    if result["request"]["params"] != selection_of(query):
        return [html.P(say("The last search was for other filters."), className="hint")]
    if "error" in result:
        return [html.P(result["error"], className="hint")]
    shown: list[Component] = [html.P(say("The present selection"), className="best-of")]
    for found in result["ok"]["answers"]:
        best = HotspotQuery.read(found["query"], names) if found["query"] is not None else None
        shown.append(_build_choice(best, found, role="best-found"))
    # The stored answers, which are of all records, give way to these.
    return [html.Div(shown, className="best-found")]


def _build_choice(
    best: HotspotQuery | None, said: Mapping[str, Any], *, role: str, proof: Sequence[Component] = ()
) -> html.Section:
    """Answer one question: the chosen setting with its reason and its rule, offered only where it does not lose."""
    question = QUESTIONS[said["question"]]
    title = html.H3(say(question.title))
    if best is None:
        fold = field.fold_away(say("The rule"), [html.P(said["rule"])])
        return html.Section([title, html.P(say("No setting answers this.")), _hint(said["reason"]), fold])
    fold = field.fold_away(say("The rule and the test against chance"), [html.P(said["rule"]), *proof])
    answer = html.P(describe(best.setting), className="best-setting")
    role = f"{role}-{question.name}"
    return html.Section([title, answer, _hint(said["reason"]), *_offer(best, Standing(said["standing"]), role), fold])


def _offer(best: HotspotQuery, standing: Standing, role: str) -> list[Component]:
    """Offer the setting where it does not lose, otherwise last year's busiest cells."""
    if standing.is_worth_offering:
        name = {"part": Pattern.GO, "role": role, "to": search(best.to_params())}
        return [button(say("Use it"), name=name, picture="check")]
    instead = button(say("Show last year's busiest blocks"), name={"part": Pattern.LAYER, "role": role})
    return [_hint(say(WITHHELD[standing])), html.Div(instead, **attributes({"data-layer": BASELINE}))]


def _hint(sentence: str) -> html.P:
    return html.P(sentence, className="hint")


def selection_of(query: HotspotQuery) -> dict[str, str]:
    """Write which records a question is about, without its setting."""
    return HotspotQuery(filters=query.filters).to_params()
