"""What the API says when it cannot answer: `code`, `status` and a sentence.

Our own errors are shown in full. Anything else becomes a reference that finds
its traceback in the log.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson
from flask import Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from core.errors import BadParameterError, MissingBuildError
from core.language import say
from dashboard import errors
from dashboard.address import API

if TYPE_CHECKING:
    from flask import Blueprint

logger = logging.getLogger(__name__)

RETRY_S = 30
"""Seconds after which it is worth asking again whether a build is loaded."""


def attach(blueprint: Blueprint) -> None:
    """Answer every fault of a blueprint's views."""
    blueprint.register_error_handler(BadParameterError, _bad_parameter)
    blueprint.register_error_handler(MissingBuildError, _missing_build)
    blueprint.register_error_handler(HTTPException, _http)
    blueprint.register_error_handler(Exception, _other)


def outside(error: HTTPException) -> HTTPException | Response:
    """Answer a fault that no view saw: in our words below `/api/`, else as it was."""
    return _http(error) if f"{request.path}/".startswith("/api/") else error


def unknown(_rest: str = "") -> Response:
    """Answer that there is no such address; else the page's router would answer it."""
    raise NotFound


def _bad_parameter(error: BadParameterError) -> Response:
    return _say(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


def _missing_build(error: MissingBuildError) -> Response:
    response = _say(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    response.headers["Retry-After"] = str(RETRY_S)
    return response


def _http(error: HTTPException) -> Response:
    response = _say(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR), _why(error))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = _allowed(error)
    return response


def _why(error: HTTPException) -> str:
    """Say what is wrong with a request that reached no view."""
    document = f"{API}/openapi.json"
    if isinstance(error, NotFound):
        return say(
            "There is nothing at {path}. Addresses and parameters are described at {document}.",
            path=request.path,
            document=document,
        )
    if isinstance(error, MethodNotAllowed):
        return say(
            "{path} does not answer {method}; it answers {allowed}.",
            path=request.path,
            method=request.method,
            allowed=_allowed(error),
        )
    return say(
        "The request cannot be answered. Addresses and parameters are described at {document}.", document=document
    )


def _allowed(error: MethodNotAllowed) -> str:
    return ", ".join(sorted(error.valid_methods or ()))


def _other(error: Exception) -> Response:
    """Show an error of ours in full, and the reference of any other."""
    logger.error("A request failed: %s, parameters %r.", request.path, request.query_string)
    return _say(HTTPStatus.INTERNAL_SERVER_ERROR, errors.sentence(error))


def _say(status: HTTPStatus, message: str) -> Response:
    body = orjson.dumps({"code": status.value, "status": status.phrase, "message": message})
    return Response(body, status.value, {"Cache-Control": "no-store"}, mimetype="application/json")
