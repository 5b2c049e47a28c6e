"""A language that marks every sentence, and a reader that finds what stands outside of the marks.

"{count} zones" becomes "«¤{count}¬ zones»". So what is visible and not between « and » was not said, and neither was a
word between ¤ and ¬, unless it is data. The marks are in Latin-1, because headers of downloads can hold nothing else.
"""

from __future__ import annotations

import re
from gettext import NullTranslations
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Catalog

OPEN, CLOSE, VALUE, END = "«»¤¬"
MARKS = re.compile(f"([{OPEN}{CLOSE}{VALUE}{END}])")
WORD = re.compile(r"[^\W\d_]{2,}")
"""Single letters are symbols: K, m, x."""
UNREAD = re.compile(r"<[^>]*>|%?\{[^}]*\}|#[0-9a-f]{6}\b")
"""Markup, places that a chart or a script fills, and colours."""


class Pseudo(NullTranslations):
    """Knows the sentences of a template only: others stay as they are, and are found."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._known = {message.id for message in catalog if message.id}

    def gettext(self, message: str) -> str:
        return marked(message) if message in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        form = super().ngettext(msgid1, msgid2, n)
        return marked(form) if (msgid1, msgid2) in self._known else form


def marked(sentence: str) -> str:
    parts = []
    for literal, name, spec, conversion in Formatter().parse(sentence):
        filled = (
            "" if name is None else f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
        )
        parts += [literal, f"{VALUE}{filled}{END}" if filled else ""]
    return f"{OPEN}{''.join(parts)}{CLOSE}"


def outside(text: str) -> Iterator[str]:
    """Pieces of a text that stand outside of sentences, or are values inside one."""
    inside = [False]
    for part in MARKS.split(UNREAD.sub(" ", text)):
        if part in {OPEN, VALUE}:
            inside.append(part == OPEN)
        elif part in {CLOSE, END}:
            inside.pop()
        elif not inside[-1]:
            yield part


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Match whole names in any letter case, the longest that fits."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def unsaid(text: str, data: re.Pattern[str]) -> str:
    """What of a text was not said: the words outside of sentences that are no data."""
    return " ".join(word for piece in outside(text) for word in WORD.findall(data.sub(" ", piece)))
