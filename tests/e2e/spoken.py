"""The site in the language that is made up for tests: every sentence that is said stands between marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import settings
from core.language import speaking
from core.store import Store
from dashboard.app import create_app
from scripts.messages import collect
from tests.language.pseudo import Pseudo

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGE = Pseudo(collect())

with speaking(LANGUAGE):
    app = create_app(Store(settings.data_dir(), settings.city()))


def server(environ: dict[str, object], start: Callable[..., object]) -> list[bytes]:
    """Answer in the language."""
    with speaking(LANGUAGE):
        return list(app.server(environ, start))
