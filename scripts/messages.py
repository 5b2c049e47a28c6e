"""Collect every sentence that people read into a template for translators.

    python -m scripts.messages [FILE]

Translations of it are what `core.language.speaking` takes. Babel comes with tests/requirements.txt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from core import settings
from core.language import say, say_many

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "dashboard", "scripts")
KEYWORDS = {"say": None, "say_many": (1, 2), "mark": None, "mark_many": (1, 2)}
"""Functions of `core.language`, and which of their arguments hold the forms of a sentence (none: the first)."""


def collect() -> Catalog:
    """Find the sentences in the sources; one that is not written as one literal cannot be found."""
    catalog = Catalog(project="PatrolIQ")
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS)
        for name, line, sentence, comments, context in found:
            catalog.add(sentence, None, [(f"{room}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def main() -> None:
    """Write the template."""
    out = _parser().parse_args().out or settings.data_dir() / "messages.pot"
    out.parent.mkdir(parents=True, exist_ok=True)
    catalog = collect()
    with out.open("wb") as file:
        write_po(file, catalog)
    print(say_many("{file}: {count} sentence", "{file}: {count} sentences", len(catalog), file=out))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.messages",
        description=say("Collect every sentence that people read into a template for translators."),
    )
    parser.add_argument("out", nargs="?", type=Path, metavar="FILE", help=say("template (default data/messages.pot)"))
    return parser


if __name__ == "__main__":
    main()
