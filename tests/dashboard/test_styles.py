"""The style sheets: colours only among the tokens, no rule that nothing asks for, nothing asked for without a rule."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import ImageColor

from dashboard import palette

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
BOOTSTRAP = ASSETS / "bootstrap.min.css"
SHEETS = sorted(set(ASSETS.rglob("*.css")) - {BOOTSTRAP})
TOKENS = ASSETS / "tokens.css"
SOURCES = sorted((ROOT / "dashboard").rglob("*.py"))

FUNCTIONS = "rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|device-cmyk"
LITERAL = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|(?<![\w-])(?:{FUNCTIONS})\(|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-])",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"leaflet-[\w-]+|form-(?:check(?:-input|-label)?|control|select)|js-plotly-plot|\w+layer|textpoint|annotation"
)
"""Classes that Leaflet, dash-bootstrap-components and Plotly write."""


@cache
def plain(sheet: Path) -> str:
    """Read a style sheet without comments, texts and pictures."""
    return stripped(sheet.read_text(encoding="utf-8"))


def stripped(css: str) -> str:
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", css, flags=re.DOTALL)


def values(css: str) -> list[str]:
    """What stands after the colon of each declaration."""
    return re.findall(r"[{;]\s*[\w-]+:([^{};]+)(?=[;}])", css)


def classes(css: str) -> set[str]:
    """Classes in the selectors of a style sheet."""
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", css)))


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)


def nodes() -> list[ast.AST]:
    return [node for tree in trees() for node in ast.walk(tree)]


@cache
def words() -> frozenset[str]:
    """Every word of a text or a number in the dashboard, prose left out, and every word of a text in the scripts."""
    prose = {id(node.value) for node in nodes() if isinstance(node, ast.Expr)}
    texts = {str(node.value) for node in nodes() if isinstance(node, ast.Constant) and id(node) not in prose}
    for script in ASSETS.glob("*.js"):
        code = re.sub(r"//.*|/\*.*?\*/", "", script.read_text(encoding="utf-8"))
        texts |= set(re.findall(r"""["']([^"'\n]*)["']""", code))
    return frozenset(word for text in texts for word in re.split(r"[^\w-]+", text))


@cache
def beginnings() -> frozenset[str]:
    """What stands before a value in a class that is put together, as `icon-` in `f"icon-{name}"`."""
    return frozenset(
        first.value.split(" ")[-1]
        for node in nodes()
        if isinstance(node, ast.JoinedStr)
        for first, second in pairwise(node.values)
        if isinstance(first, ast.Constant) and isinstance(second, ast.FormattedValue)
    )


def is_asked_for(name: str) -> bool:
    ends = (name.removeprefix(start) for start in beginnings() if start.endswith("-") and name.startswith(start))
    return name in words() or any(end in words() for end in ends)


def asked_for() -> set[str]:
    """Classes that the dashboard writes in full."""
    given = [
        node.value for node in nodes() if isinstance(node, ast.keyword) and node.arg in {"className", "class_name"}
    ]
    texts = [each.value for value in given for each in ast.walk(value) if isinstance(each, ast.Constant)]
    return {name for text in texts if isinstance(text, str) for name in text.split() if not name.endswith("-")}


def icons() -> set[str]:
    """Icons that the dashboard names."""
    calls = [node for node in nodes() if isinstance(node, ast.Call)]
    given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "picture"]
    given += [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "icon"]
    return {each.value for each in given if isinstance(each, ast.Constant)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(ASSETS)))
def test_colours_stand_among_the_tokens_alone(sheet: Path):
    found = [value.strip() for value in values(plain(sheet)) if LITERAL.search(value)]
    assert bool(found) is (sheet == TOKENS), found


@pytest.mark.parametrize(
    "value", ["#fff", "#0c1829", "1px solid rgb(0 0 0 / 8%)", "HSL(10 0% 0%)", "0 0 2px white", "Tan"]
)
def test_a_colour_is_recognised(value: str):
    assert [each.strip() for each in values(f"a {{ b: c; d:{value}; }}") if LITERAL.search(each)] == [value]


@pytest.mark.parametrize(
    "value",
    ["transparent", "currentcolor", "inherit", "var(--risk-red)", "color-mix(in srgb, var(--ink) 8%, transparent)"],
)
def test_what_takes_its_colour_from_elsewhere_is_none(value: str):
    assert not LITERAL.search(value)


def test_no_source_names_a_colour_of_its_own():
    guilty = [
        path.name for path in SOURCES if re.search(r"[\"']#[0-9a-fA-F]{3,8}[\"']", path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_every_token_is_used_and_every_name_that_is_used_is_set_somewhere():
    css = "".join(map(plain, SHEETS))
    everything = "".join(path.read_text(encoding="utf-8") for path in (*SHEETS, *SOURCES))
    set_in_css, used = set(re.findall(r"(--[\w-]+):", css)), set(re.findall(r"var\((--[\w-]+)", css))
    drawn = {f"--{name}" for name in re.findall(r'tokens\.colour\("([\w-]+)"\)', everything)}
    drawn |= {f"--zone-{number}" for number, _ in enumerate(palette.ZONES, 1)}
    assert {name for name in set_in_css - used - drawn if not name.startswith("--bs-")} == set()
    assert {name for name in used - set_in_css if f'"{name}"' not in everything} == set()


def test_every_rule_is_for_something_on_screen():
    ours = set().union(*(classes(plain(sheet)) for sheet in SHEETS))
    assert len(ours) > 100, "the test looks at the rules there are"
    assert not is_asked_for("sheet-done")
    assert {name for name in ours if not FOREIGN.fullmatch(name) and not is_asked_for(name)} == set()


def test_every_class_on_screen_has_a_rule_or_a_script():
    ruled = set().union(*(classes(plain(sheet)) for sheet in (*SHEETS, BOOTSTRAP)))
    scripts = "".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))
    assert len(asked_for()) > 80, "the test looks at the classes there are"
    assert {name for name in asked_for() - ruled if f".{name}" not in scripts} == set()


def test_every_icon_on_screen_is_drawn():
    ruled = classes(plain(ASSETS / "icons.css"))
    assert icons()
    assert {name for name in icons() if f"icon-{name}" not in ruled} == set()
