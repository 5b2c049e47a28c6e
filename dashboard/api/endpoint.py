"""An address of the API as data, and how a request to it becomes an answer or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request

from core.errors import BadParameterError
from core.language import mark, say
from dashboard.api import replies, schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response
    from flask_smorest import Blueprint
    from marshmallow import Schema
    from werkzeug.datastructures import MultiDict

    from dashboard.answers import Answers
    from dashboard.query import Query
    from dashboard.source import Source

NO_BUILD = mark("There is no build; the message says what to do.")
OTHERWISE = (
    (304, None, mark("What the client holds still applies.")),
    (422, schemas.Fault, mark("A parameter is wrong; the message names it and what is accepted.")),
    (503, schemas.Fault, NO_BUILD),
)


@dataclass(frozen=True)
class Endpoint:
    """One address: what it asks, how it is answered and what the answer looks like."""

    path: str
    summary: str
    """A marked sentence for documents."""
    asks: type[Query]
    write: Callable[[Answers, Source, Any], Response]
    """(answers, source, question) -> the answer."""
    shape: type[Schema] | dict[str, Any]
    content_type: str = replies.JSON
    also: Mapping[str, type[Schema] | dict[str, Any]] = field(default_factory=dict)
    """Other content types that it may answer with, and their shapes."""
    details: str = ""
    """More marked sentences for documents."""

    def register(self, blueprint: Blueprint, answers: Answers) -> None:
        """Serve and describe the address."""

        def view() -> Response:
            source = answers.source()
            question = self.asks.parse(once(request.args), source.fold.names)
            etag = replies.tag(request.path, source.build.id, repr(sorted(question.to_params().items())))
            return replies.unchanged(etag) or replies.remember(self.write(answers, source, question), etag)

        view.__name__ = self.write.__name__
        described = self._describe(blueprint, view)
        blueprint.route(self.path, parameters=self.asks.openapi())(described)

    def _describe(self, blueprint: Blueprint, view: Callable[[], Response]) -> Callable[[], Response]:
        said = say("The answer for the current build.")
        for content_type, shape in self.also.items():
            also = blueprint.alt_response(200, schema=shape, content_type=content_type, description=said, success=True)
            view = also(view)
        for status, fault, text in OTHERWISE:
            view = blueprint.alt_response(status, schema=fault, description=say(text))(view)
        caching = say("Send it as If-None-Match to be told whether all is as it was.")
        headers = {"ETag": {"schema": {"type": "string"}, "description": caching}}
        view = blueprint.response(200, self.shape, content_type=self.content_type, headers=headers, description=said)(
            view
        )
        details = {"description": say(self.details)} if self.details else {}
        return blueprint.doc(summary=say(self.summary), **details)(view)


def once(given: MultiDict[str, str]) -> dict[str, str]:
    """Take each parameter of an address.

    Raises:
        BadParameterError: One is given more than once.
    """
    for name, texts in given.lists():
        if len(texts) > 1:
            msg = say(
                "{name} is given {count} times; give it once, several values separated by commas.",
                name=name,
                count=len(texts),
            )
            raise BadParameterError(msg)
    return dict(given.items())
