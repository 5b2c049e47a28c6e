"""The steps from an export to a published build, in order.

To add a step, write a module in `core.pipeline.steps` that ends in its `STEP`: the
function that does the work, what it writes, which steps it builds on and what else
decides over its result; then name it in a list of that package. The function calls
the part of `core` that does the work, writes through `work.draft` and returns an
`Outcome`. Nothing else is needed: a step is taken over from the last build as long as
its inputs, its parameters and the code behind it (see `core.pipeline.code`) are the
same, its numbers reach manifest, log and quality report, its runs MLflow.
"""

from core.pipeline.run import build, enrich
from core.pipeline.work import ALL_RECORDS, RECENT_RECORDS, Request

__all__ = ["ALL_RECORDS", "RECENT_RECORDS", "Request", "build", "enrich"]
