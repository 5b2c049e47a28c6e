"""The steps from an export to a published build, in order.

Each step says what it reads and writes and which packages decide over its result,
so that a step whose inputs, parameters and code are those of the last build is
taken over instead of repeated.
"""

from core.pipeline.run import build
from core.pipeline.work import ALL_RECORDS, RECENT_RECORDS, Request

__all__ = ["ALL_RECORDS", "RECENT_RECORDS", "Request", "build"]
