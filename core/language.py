"""Every sentence that a person reads passes through here, so that it can be said in another language.

`say` translates now, `say_many` chooses the plural form, `mark` and `mark_many` mark what stands in a table and is
translated where it is shown. Values stand in a sentence by name: `say("{name} is blank.", name="k")`. A sentence is
written whole, as one literal: Babel finds it by these calls, and other languages order its parts in another way.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_spoken: ContextVar[NullTranslations] = ContextVar("spoken", default=NullTranslations())  # noqa: B039 (never changed)


def say(sentence: str, /, **values: Any) -> str:  # noqa: ANN401 (whatever a sentence names)
    """Translate a sentence and put the values into the places that name them."""
    return _spoken.get().gettext(sentence).format(**values)


def say_many(one: str, many: str, count: int, /, **values: Any) -> str:  # noqa: ANN401 (whatever a sentence names)
    """Translate a sentence about a count, in the form that the language has for so many; `{count}` is grouped."""
    return _spoken.get().ngettext(one, many, count).format(count=f"{count:,}", **values)


def mark(sentence: str) -> str:
    """Mark a sentence that stands in a table and is translated by `say` where it is shown."""
    return sentence


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Mark both forms of a sentence about a count, which `say_many` translates where it is shown."""
    return one, many


def spoken() -> NullTranslations:
    """Return the language that is spoken, by which answers that are kept are told apart."""
    return _spoken.get()


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Speak another language until the end of the block; a thread that starts meanwhile speaks the usual one."""
    before = _spoken.set(translations)
    try:
        yield
    finally:
        _spoken.reset(before)
