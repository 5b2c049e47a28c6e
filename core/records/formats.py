"""What kind of file an export is, told from its first bytes and never from its name.

Files that are no export are refused here, each with one sentence for the person who
named them, before anything is read or changed. What is wrong with the columns is said by
`headings`, with the rows by the module of the kind (`csv_source`...) and by `cleaning`,
with names on the command line by `core.pipeline.sources`.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import BadExportError
from core.language import mark, say

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 65_536
_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"


class Format(StrEnum):
    """Kinds of export that can be read."""

    CSV = "csv"
    JSON_ARRAY = "json_array"
    JSON_LINES = "json_lines"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Export:
    """A file whose kind is known."""

    path: Path
    format: Format
    compression: str
    """`gzip` or `none`, as DuckDB calls it."""
    head: bytes
    """The first 64 KiB, unpacked."""


def identify(path: Path) -> Export:
    """Tell the kind of a file.

    Raises:
        BadExportError: It is missing, a folder, empty, damaged or not an export.
    """
    head, compression = _head(path)
    text = head.removeprefix(_BOM).lstrip()
    for begins, sentence in _NOT_EXPORTS.items():
        if text[:64].lower().startswith(begins):
            raise BadExportError(say(sentence, file=path.name))
    if not text:
        msg = say("{file} is empty; download it again.", file=path.name)
        raise BadExportError(msg)
    if head.startswith(b"PAR1"):
        if compression == "gzip":
            msg = say(
                "{file} is Parquet within gzip, which cannot be read in place; unpack it with gunzip.", file=path.name
            )
            raise BadExportError(msg)
        return Export(path, Format.PARQUET, compression, head)
    if b"\0" in head:
        msg = say(
            "{file} is a binary file, not an export; name a CSV, JSON or Parquet file of the records.", file=path.name
        )
        raise BadExportError(msg)
    formats = {b"[": Format.JSON_ARRAY, b"{": Format.JSON_LINES}
    return Export(path, formats.get(text[:1], Format.CSV), compression, head)


_NOT_EXPORTS = {
    b"version https://git-lfs": mark(
        "{file} is a Git LFS pointer, not the data itself; fetch the data with `git lfs pull`."
    ),
    b"<": mark("{file} is a web page or XML, not an export; download it again with the portal's Export button."),
    b"pk\x03\x04": mark("{file} is a zip archive; unpack it and name the file inside."),
    b"\xff\xfe": mark("{file} is text in UTF-16; save it as UTF-8."),
    b"\xfe\xff": mark("{file} is text in UTF-16; save it as UTF-8."),
}


def _head(path: Path) -> tuple[bytes, str]:
    """Read the beginning of a file, unpacked, and tell how it is packed."""
    if path.is_dir():
        msg = say("{file} is a folder; name the export files in it.", file=path.name)
        raise BadExportError(msg)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        if not head.startswith(_GZIP):
            return head, "none"
        with gzip.open(path) as file:
            return file.read(_HEAD_BYTES), "gzip"
    except FileNotFoundError as error:
        msg = say("{path} does not exist; check the name.", path=path)
        raise BadExportError(msg) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadExportError(truncated(path)) from error
    except OSError as error:
        msg = say("{file} cannot be read ({fault}); check its permissions.", file=path.name, fault=error.strerror)
        raise BadExportError(msg) from error


def truncated(path: Path) -> str:
    """Say that a file ends too early or is damaged."""
    return say("{file} is cut off or damaged; download it again.", file=path.name)


def not_utf8(path: Path, line: int) -> str:
    """Say that a text is not UTF-8, which the portal always writes."""
    return say(
        "{file} is not UTF-8 text (see line {line}), so an editor has changed it; download it again, or convert it, "
        "for example with `iconv -f latin1 -t utf-8`.",
        file=path.name,
        line=line,
    )
