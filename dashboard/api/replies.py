"""Responses: JSON without NaN, and caches that ask again whether the build changed."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import orjson
from flask import Response, request

PROCESS = secrets.token_hex(4)
"""Part of every tag: another process may run another version of the code."""

JSON = "application/json"
GEOJSON = "application/geo+json"
_OPTIONS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS


def json(value: Any, mimetype: str = JSON, *, cached: bool = True) -> Response:  # noqa: ANN401 (whatever JSON can say)
    """Answer with JSON; NaN and infinities become null."""
    headers = {} if cached else {"Cache-Control": "no-store"}
    return Response(orjson.dumps(value, option=_OPTIONS), headers=headers, mimetype=mimetype)


def tag(*parts: str) -> str:
    """Return an ETag of what an answer depends on."""
    return hashlib.sha256("\n".join((PROCESS, *parts)).encode()).hexdigest()[:32]


def unchanged(etag: str) -> Response | None:
    """Return the short answer to a client that already holds this one, before it is computed."""
    if not request.if_none_match.contains_weak(etag):
        return None
    return remember(Response(status=304), etag)


def remember(response: Response, etag: str) -> Response:
    """Let the client keep an answer, and ask each time whether it still holds.

    The tag is weak: the time that the answer took differs from run to run.
    """
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
