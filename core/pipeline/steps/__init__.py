"""The steps of a build, in order; each has a module of its own that ends in its `STEP`."""

from core.pipeline.steps import choice, fold, records, sweeps, territories

STEPS = (records.STEP, fold.STEP, territories.STEP, sweeps.STEP, choice.STEP)
