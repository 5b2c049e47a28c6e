"""Columns of text as small numbers into a list of names, written by DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core import columns as col
from core.places import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

FLAGS = {
    col.ARREST: fold.ARREST,
    col.DOMESTIC: fold.DOMESTIC,
    col.TIME_KNOWN: fold.TIME_KNOWN,
    col.ENFORCEMENT_DRIVEN: fold.ENFORCEMENT_DRIVEN,
}
"""Bits of a record's flags. What an export leaves empty was not recorded, so it is no arrest and no domestic case."""


class Coded(NamedTuple):
    """Names behind the numbers of each column, sorted, and the SQL that selects the numbers from a table `i`."""

    names: dict[str, list[str]]
    terms: str
    joins: str


def code(connection: DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> Coded:
    """Number the values of text columns; a value that is missing gets the largest number of its column's type.

    Args:
        table: Table of the connection.
        columns: Column of numbers -> column of text; those that the table does not have are left out.
    """
    held = {name for (name,) in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()}
    coded = {name: column for name, column in columns.items() if column in held}
    names = {name: _number(connection, table, name, column) for name, column in coded.items()}
    sizes = {name: len(listed) for name, listed in names.items()}
    terms = ", ".join(f"coalesce(c_{n}.code, {_missing(s)})::{_sql_type(s)} AS {n}" for n, s in sizes.items())
    joins = " ".join(f"LEFT JOIN code_{name} c_{name} ON i.{c} = c_{name}.value" for name, c in coded.items())
    return Coded(names, terms, joins)


def flags() -> str:
    """Write the SQL of a record's flags."""
    bits = " + ".join(f"coalesce({column}, FALSE)::INT * {bit}" for column, bit in FLAGS.items())
    return f"({bits})::UTINYINT"


def _number(connection: DuckDBPyConnection, table: str, name: str, column: str) -> list[str]:
    connection.execute(
        f"CREATE OR REPLACE TABLE code_{name} AS SELECT value, (row_number() OVER (ORDER BY value) - 1) AS code "
        f"FROM (SELECT DISTINCT {column} AS value FROM {table} WHERE {column} IS NOT NULL)",
    )
    return [value for (value,) in connection.execute(f"SELECT value FROM code_{name} ORDER BY code").fetchall()]


def _sql_type(names: int) -> str:
    """Choose the smallest column whose largest number is free to mean "none"."""
    return next(sql for sql, bits in (("UTINYINT", 8), ("USMALLINT", 16), ("UINTEGER", 32)) if names < 2**bits)


def _missing(names: int) -> int:
    """Give the number that means "none" in the column for so many names."""
    return next(2**bits - 1 for bits in (8, 16, 32) if names < 2**bits)
