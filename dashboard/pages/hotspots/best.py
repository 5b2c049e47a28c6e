"""The best setting by the printed rule: the stored one of all records, and a search for the present ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.hotspots.methods import describe
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.tables import CHOICE, PROOF
from core.language import say
from dashboard.address import search
from dashboard.components import words
from dashboard.components.button import button
from dashboard.ids import Pattern
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from core.places.fold import Names
    from core.store import Build


def build_stored(build: Build) -> list[Component]:
    """Show what the pipeline chose for all records, with its rule."""
    if not build.has(CHOICE):
        return [html.P(say("This build holds no choice yet. Search below."), className="hint")]
    said = build.json(CHOICE)
    stored = said["setting"]
    setting = Setting(**{**stored, "algorithm": Algorithm(stored["algorithm"])}) if stored else None
    best = HotspotQuery(setting=setting) if setting else None
    chosen = _build_choice(say("All records"), best, said, role="best-stored")
    return [*chosen, *_build_proof(build, said["name"])]


def _build_proof(build: Build, name: str | None) -> list[Component]:
    """Say where the chosen setting stands among many draws from its null, or that this is on its way."""
    if PROOF in build.pending:
        return [html.P(say("Being computed: the comparison with many draws from the null."), className="hint")]
    proofs = build.json(PROOF) if build.has(PROOF) else []
    proof = next((each for each in proofs if each["name"] == name and each["p"] is not None), None)
    if proof is None:
        return []
    titles = {"silhouette": say("Silhouette"), "coverage": say("Coverage")}
    sentence = say(
        "{score} {observed} among {draws} draws from the null, which score {mean} on average, from {least} "
        "to {greatest}: p = {p}.",
        score=titles[proof["statistic"]],
        observed=words.decimal(proof["observed"], 3),
        draws=proof["draws"],
        mean=words.decimal(proof["null_mean"], 3),
        least=words.decimal(proof["null_least"], 3),
        greatest=words.decimal(proof["null_greatest"], 3),
        p=words.decimal(proof["p"]),
    )
    return [html.P(sentence, className="hint")]


def build_found(result: Mapping[str, Any] | None, query: HotspotQuery, names: Names) -> list[Component]:
    """Show what the last search found, if it was for the present filters."""
    if not result:
        return []
    if result["request"]["params"] != selection_of(query):
        return [html.P(say("The last search was for other filters."), className="hint")]
    if "error" in result:
        return [html.P(result["error"], className="hint")]
    found = result["ok"]
    best = HotspotQuery.read(found["query"], names) if found["query"] is not None else None
    return _build_choice(say("The present selection"), best, found, role="best-found")


def _build_choice(what: str, best: HotspotQuery | None, said: Mapping[str, Any], *, role: str) -> list[Component]:
    """Name the chosen setting with its reason and its rule, and offer it."""
    rule = html.Details([html.Summary(say("The rule")), html.P(said["rule"])], className="fold")
    if best is None:
        none = say("{selection}: no setting is best. {reason}", selection=what, reason=said["reason"])
        return [html.P(none), rule]
    return [
        html.P([say("{selection}:", selection=what), " ", html.Strong(describe(best.setting))]),
        html.P(said["reason"], className="hint"),
        button(say("Use it"), name={"part": Pattern.GO, "role": role, "to": search(best.to_params())}, picture="check"),
        rule,
    ]


def selection_of(query: HotspotQuery) -> dict[str, str]:
    """Write which records a question is about, without its setting."""
    return HotspotQuery(filters=query.filters).to_params()
