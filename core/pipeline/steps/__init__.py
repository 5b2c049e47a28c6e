"""The steps of a build, in order; each has a module of its own that ends in its `STEP`.

The core is what the first visitor waits for. A step that enriches may take a minute: it
builds on the tables of earlier steps alone, and has neither exports nor their database.
`core.pipeline` says how to add one.
"""

from core.pipeline.steps import choice, contest, context, fold, patches, proof, records, streets, sweeps, territories

CORE = (
    *(records.STEP, fold.STEP, patches.STEP, territories.STEP, streets.STEP, context.STEP),
    *(sweeps.STEP, choice.STEP),
)
ENRICH = (contest.STEP, proof.STEP)
