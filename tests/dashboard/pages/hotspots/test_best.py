"""What the page says of the best settings, and whether it offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.hotspots.setting import Setting
from core.hotspots.tables import PROOF
from core.places.selection import Filters
from dashboard.pages.hotspots import best
from dashboard.queries.hotspots import HotspotQuery
from tests.dashboard.tree import text

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.store import Store


def test_each_question_is_answered_with_its_rule(shared_store: Store):
    said = text(best.build_stored(shared_store.current()))
    for part in (
        *("Few zones, for districts of command", "Hierarchical (Ward), K = 5", "Chosen for the test."),
        *("Small zones, for patrol", "DBSCAN, eps 75 m, min_samples 20", "Loses in the test."),
        *("Rule of command.", "Rule of patrol."),
    ):
        assert part in said


def test_one_draw_and_many_are_said_in_their_own_forms():
    proof = {"name": "a", "statistic": "coverage", "observed": 0.5, "p": 0.5}
    drawn = {"null_mean": 0.4, "null_least": 0.3, "null_greatest": 0.45}

    class Proven:
        pending = ()

        def __init__(self, draws: int) -> None:
            self.draws = draws

        def has(self, name: str) -> bool:
            return name == PROOF

        def json(self, _name: str) -> list[dict[str, Any]]:
            return [{**proof, **drawn, "draws": self.draws}]

    assert text(best._build_proof(Proven(99), "a")) == (
        "Coverage 0.500 among 99 draws from the null, which score 0.400 on average, from 0.300 to 0.450: p = 0.50."
    )
    assert text(best._build_proof(Proven(1), "a")).startswith(
        "Coverage 0.500 beside 1 draw from the null, which scores"
    )
    assert best._build_proof(Proven(99), "b") == []


def answered(**parts: Any) -> dict[str, Any]:
    return {"question": "patrol", "query": {"k": "6"}, "standing": "better", "reason": "it is.", "rule": "R.", **parts}


def offers(answer: dict[str, Any], fold: Fold) -> tuple[list[str], str]:
    """Return what the buttons lead to, and what is said."""
    query = HotspotQuery()
    result = {"ok": {"answers": [answer]}, "request": {"params": best.selection_of(query)}}
    built = best.build_found(result, query, fold.names)
    buttons = [part for each in built for part in each._traverse() if isinstance(part, html.Button)]
    return [str(part.id["part"]) for part in buttons], text(built)


def test_a_setting_that_loses_is_not_offered_but_last_years_busiest_cells(shared_fold: Fold):
    for standing in ("better", "equal"):
        leads, said = offers(answered(standing=standing), shared_fold)
        assert leads == ["go"]
        assert "Use it" in said
    leads, said = offers(answered(standing="worse"), shared_fold)
    assert leads == ["layer"]
    assert "Not offered, because last year's busiest blocks do better. Show last year's busiest blocks" in said
    leads, said = offers(answered(standing="untested"), shared_fold)
    assert leads == ["layer"]
    assert "Not offered, because it could not be tested." in said


def test_a_search_is_shown_for_its_own_selection_only(shared_fold: Fold):
    query = HotspotQuery(Filters(types=("THEFT",)), Setting(k=9))
    ok = {"answers": [answered(query={"types": "THEFT", "k": "6"})]}
    result = {"ok": ok, "request": {"params": best.selection_of(query)}}
    names = shared_fold.names
    assert "K-Means, K = 6" in text(best.build_found(result, query, names))
    assert "other filters" in text(best.build_found(result, HotspotQuery(), names))
    assert best.build_found(None, query, names) == []
    failed = {"error": "The work ended early.", "request": result["request"]}
    assert text(best.build_found(failed, query, names)) == "The work ended early."
    none = {**result, "ok": {"answers": [answered(query=None)]}}
    assert "No setting answers this." in text(best.build_found(none, query, names))
