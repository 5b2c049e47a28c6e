"""Briefs for page and API: the answer of `core.briefing` by the model that won the test of the shift."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from core.briefing.brief import reported, write_brief
from core.briefing.tested import Tested, find_test, model_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.briefing.brief import Brief
    from dashboard.answers import Answers
    from dashboard.queries.briefing import BriefingQuery
    from dashboard.source import Source


def brief_of(
    answers: Answers, source: Source, query: BriefingQuery, own: Mapping[str, Any] | None = None
) -> tuple[Brief, Tested | None]:
    """Answer a question, and find the test behind the answer.

    Args:
        own: A contest that was held for this very question, if there is one.
    """
    found = find_test(source.build, query.shift, reported(query.filters))
    tested = Tested(own, is_own=True) if own else found
    question = (query.filters, query.shift, model_of(tested))
    return answers.get(source, write_brief, *question, of=attrgetter("history")), tested
