"""SQL that reads one text of an export as what it means; what cannot be read is null.

Every function takes the SQL of a text and returns SQL. Texts come from CSV, JSON or
typed Parquet, so a number may carry zeros in front or `.0` behind.
"""

from __future__ import annotations

from core.records import sql

_TRUE = ("true", "t", "yes", "y", "1", "1.0")
_FALSE = ("false", "f", "no", "n", "0", "0.0")
_ISO = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d+)?)?"


def text(value: str) -> str:
    """Trim; an empty text is null."""
    return f"nullif(trim({value}), '')"


def moment(value: str) -> str:
    """Read local time without zone: the export's 12-hour clock, ISO 8601, or a bare day.

    A text with a zone is not read: the portal writes none, and a wall clock cannot be
    had from it without guessing.
    """
    trimmed = f"trim({value})"
    return (
        f"date_trunc('second', CASE WHEN {trimmed} LIKE '____-%' "
        f"THEN CASE WHEN regexp_full_match({trimmed}, '{_ISO}') THEN try_cast({trimmed} AS TIMESTAMP) END "
        f"ELSE try_strptime({trimmed}, ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y']) END)"
    )


def whole(value: str) -> str:
    """Read a whole number that is not negative; DuckDB alone would round 12.5."""
    return f"try_cast(regexp_extract(trim({value}), '^([0-9]+)(\\.0+)?$', 1) AS BIGINT)"


def number(value: str) -> str:
    """Read a number that is finite."""
    parsed = f"try_cast({value} AS DOUBLE)"
    return f"CASE WHEN isfinite({parsed}) THEN {parsed} END"


def truth(value: str) -> str:
    """Read true or false in the usual spellings."""
    lowered = f"lower(trim({value}))"
    yes, no = sql.literals(_TRUE), sql.literals(_FALSE)
    return f"CASE WHEN {lowered} IN {yes} THEN true WHEN {lowered} IN {no} THEN false END"


def code(value: str, width: int = 1) -> str:
    """Read the number of an area as a name of at least `width` digits; zero means none."""
    digits = f"regexp_replace(trim({value}), '^0*([0-9]+)(\\.0+)?$', '\\1')"
    return _padded(f"nullif(nullif({digits}, '0'), '')", width)


def offence(value: str) -> str:
    """Read an IUCR: four capitals or digits, whose zeros in front a spreadsheet may have eaten."""
    return _padded(f"nullif(regexp_replace(upper(trim({value})), '\\.0+$', ''), '')", 4)


def fbi(value: str) -> str:
    """Read an FBI code: two digits and sometimes a letter."""
    plain = f"regexp_replace(upper(trim({value})), '\\.0+$', '')"
    return f"nullif(regexp_replace({plain}, '^([0-9][A-Z]?)$', '0\\1'), '')"


def crime_type(value: str, aliases: dict[str, str]) -> str:
    """Read a type of crime: capitals, single spaces, and today's name for an old one."""
    plain = spelling(value)
    if not aliases:
        return plain
    renamed = " ".join(f"WHEN {sql.literal(old)} THEN {sql.literal(new)}" for old, new in aliases.items())
    return f"CASE {plain} {renamed} ELSE {plain} END"


def spelling(value: str) -> str:
    """Write a type of crime in capitals with single spaces, as it is named in the export."""
    return f"nullif(regexp_replace(upper(trim({value})), '\\s+', ' ', 'g'), '')"


def _padded(value: str, width: int) -> str:
    # lpad alone would cut a longer text off.
    return value if width == 1 else f"lpad({value}, greatest({width}, length({value}))::INTEGER, '0')"
