"""The finalists of the choice, each held against many draws from its null."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import progress
from core.hotspots.tables import CHOICES, PROOF, SWEEPS
from core.language import mark
from core.pipeline.step import Outcome, Step
from core.tracking import Run

if TYPE_CHECKING:
    from core.hotspots.evidence.proof import Proof
    from core.pipeline.work import Work
    from core.progress import Report


def prove_finalists(work: Work, report: Report) -> Outcome:
    """Repeat every finalist on draws from its null; store where it stands among them."""
    import pandas as pd

    from core.hotspots.evidence.proof import prove
    from core.hotspots.sweep import setting_of
    from core.places.fold import load_fold
    from core.places.selection import Filters

    build = work.draft.view()
    fold = load_fold(build, work.city)
    tried = pd.concat([build.table(table) for table in SWEEPS.values()], ignore_index=True).set_index("name")
    names = list(dict.fromkeys(name for choice in build.json(CHOICES) for name in choice["finalists"]))
    proofs: dict[str, Proof] = {}
    for done, name in enumerate(names):
        own = progress.portion(report, done / len(names), (done + 1) / len(names))
        proofs[name] = prove(fold, Filters(), setting_of(tried.loc[name]), report=own)
    rows = [{"name": name, **proof._asdict()} for name, proof in proofs.items()]
    work.draft.write_json(PROOF, rows)
    return Outcome(len(names), len(rows), runs=tuple(_run(name, proof, build.id) for name, proof in proofs.items()))


def _run(name: str, proof: Proof, build_id: str) -> Run:
    """Write a proof as a run: what was drawn, and where the setting stands."""
    parameters = {"setting": name, **{part: getattr(proof, part) for part in ("statistic", "draws", "seed")}}
    scores = {part: getattr(proof, part) for part in ("observed", "null_mean", "null_least", "null_greatest", "p")}
    return Run(f"proof of {name}", parameters, scores, {"build": build_id})


STEP = Step(
    "proof",
    mark("Holding the finalists against their null"),
    prove_finalists,
    writes=(PROOF,),
    after=("choice",),
)
