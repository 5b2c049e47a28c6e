"""Sentences in the sources that do not pass `core.language`, found by their looks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

ENGLISH_ONLY = {
    "scripts/benchmark.py": "is run by developers and writes tables for README, which is in English",
    "scripts/measures": "is run by developers and writes tables for README, which is in English",
    "scripts/calibrate.py": "is run by developers and writes tables of counts",
}
"""Sources that speak English only, and why; the tests hold that each has such a sentence."""

DATA = {
    "core/records/demo/context.py": r"District \{\}",
    "core/records/demo/export.py": r"[A-Z][A-Za-z]+( [A-Z][A-Za-z]+){0,2}",
    "core/records/demo/territories.py": r"[A-Z]+ [A-Z]+",
}
"""Modules that make up what a city publishes, and what their columns and values look like."""

SAY = {"say", "say_many", "mark", "mark_many"}
UNSEEN_KEYWORDS = {"className", "class_name", "example"}
"""Arguments that hold several words nobody reads, or a value of the records."""
UNSEEN_CALLS = {"TypeVar", "from_dict"}
"""Calls whose texts name something in the program."""

LOOKS_SAID = re.compile(r"^\W*[A-Z][a-z]|[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}")
"""A capitalised word at the beginning, or two words; a single small word cannot be told from a name."""

ALLOWED = {
    r"Feature(Collection)?|(Multi)?(Polygon|LineString)|Point": "types of GeoJSON",
    r"(SELECT|CREATE|LEFT JOIN|INSERT INTO|UPDATE|DROP TABLE|COPY) .*": "statements of SQL",
    r"(.*\W)?(SELECT|WHERE|CASE WHEN) .*": "SQL that contains a question or a condition",
    r"(CAST|try_cast|coalesce|read_csv)\(.*": "SQL that begins with a function",
    r"\{\} IS (NOT )?NULL|NOT misplaced AND .*| UNION ALL ": "parts of SQL",
    r"ignore_errors = true, parallel = false": "how DuckDB reads lines",
    r"MISSING COLUMNS|TOO MANY COLUMNS|UNQUOTED VALUE|LINE SIZE OVER MAXIMUM|state machine": "faults, named by DuckDB",
    r"(hotspots|proof) of \{\}": "names in MLflow",
    r"Procfile": "a file",
    r"Allow|(Retry|Cache|Content|Referrer|User)(-[A-Z][a-z]+)+": "headers of HTTP",
    r"(private|public|attachment|default-src)[,; ].*": "values of headers",
    r"<(!DOCTYPE html|div ).*|%3Csvg .*": "markup without words",
    r"(card-flat|map-side|\{\} theme-icon) .+": "classes of CSS",
    r"(top|bottom) (left|center|right)": "positions in a chart",
    r"PaginationMetadata": "a schema of flask-smorest",
    r"Inter, system-ui, sans-serif": "fonts",
    r"Near|Drawn": "components of our own",
    r"(\{\} \| )?Patrol(IQ)?( \{\})?": "the product's name",
    r"\{\} runs took longer than \{\} s": "goes to the log",
}
"""What looks like a sentence and is none, and what it is."""


def sources() -> list[Path]:
    """List the modules whose sentences are held by the tests."""
    found = (path for room in ("core", "dashboard", "scripts") for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if not is_left_out(path))


def is_left_out(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == left or name.startswith(f"{left}/") for left in ENGLISH_ONLY)


def unsaid_in(path: Path) -> list[str]:
    """List the texts of a file that look like sentences and are neither said nor data."""
    return unsaid(path.read_text(encoding="utf-8"), DATA.get(path.relative_to(ROOT).as_posix(), ""))


def unsaid(code: str, data: str = "") -> list[str]:
    """List the texts of a module that look like sentences and are not said; the parts of an f-string are one text."""
    finder = _Finder()
    finder.visit(ast.parse(code))
    return [text for text in finder.found if LOOKS_SAID.search(text) and not is_allowed(text, data)]


def is_allowed(text: str, data: str) -> bool:
    return any(re.fullmatch(pattern, text, re.DOTALL) for pattern in (*ALLOWED, data))


class _Finder(ast.NodeVisitor):
    """Collects every text but docstrings, annotations, what is said, and what is logged."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        is_logged = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", None) == "logger"
        if name in SAY:
            for keyword in node.keywords:
                self.visit(keyword)
        elif name not in UNSEEN_CALLS and not is_logged:
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in UNSEEN_KEYWORDS:
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if getattr(node.targets[0], "id", None) != "__all__":
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave its annotation alone."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.found.append("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.found.append(node.value)


COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`")
LOOKS_SAID_IN_SCRIPT = re.compile(
    r"\W*[A-Z][a-z].*|\W*[A-Za-z]{2,}([,.:;]? [A-Za-z]{2,})+\W*|\s+[a-z]{2,}\W*|[a-z]{2,}\W*\s+"
)
ALLOWED_IN_SCRIPT = {"use strict": "the language", "Escape": "a key", "dragstart boxzoomstart": "events"}


def unsaid_in_script(code: str) -> list[str]:
    """List the texts of a script for browsers that look like sentences or parts of one."""
    texts = (
        next(text for text in found.groups() if text is not None) for found in LITERAL.finditer(COMMENT.sub("", code))
    )
    return [text for text in texts if LOOKS_SAID_IN_SCRIPT.fullmatch(text) and text not in ALLOWED_IN_SCRIPT]
