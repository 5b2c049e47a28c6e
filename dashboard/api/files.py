"""Answers that are downloaded: their names, and what must stand beside rows that have no column for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import say

if TYPE_CHECKING:
    from flask import Response

    from dashboard.source import Source


def attach(response: Response, source: Source, kind: str, ending: str) -> Response:
    """Let the browser save an answer as a file that is named after the city and the build."""
    name = f"{kind}-{source.city.name}-{source.build.id}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    for title, value in caution(source).items():
        response.headers[title] = value
    return response


def caution(source: Source) -> dict[str, str]:
    """Return build, data cut-off and disclaimer, in the characters that headers allow."""
    said = source.city.disclaimer
    facts = {
        "X-Build": source.build.id,
        "X-Data-Until": source.fold.last_day.isoformat(),
        "X-Disclaimer": say("DEMO DATA. {disclaimer}", disclaimer=said) if source.city.is_demo else said,
    }
    return {name: " ".join(text.split()).encode("latin-1", "replace").decode("latin-1") for name, text in facts.items()}
