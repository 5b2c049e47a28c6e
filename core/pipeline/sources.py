"""Where a build's records, boundaries and context come from: given files, the demo generator or the portal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.errors import BadExportError
from core.language import say
from core.store import checksum

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.cities.city import City
    from core.pipeline.work import Request
    from core.progress import Report


@dataclass(frozen=True)
class Sources:
    """Files to read; none for steps that build on earlier ones alone."""

    exports: tuple[Path, ...] = ()
    boundaries: tuple[Path, ...] = ()
    context: tuple[Path, ...] = ()
    """Those that the city declares and the folder holds."""

    @cached_property
    def fingerprints(self) -> list[dict[str, Any]]:
        """Describe the exports as the manifest does: name, bytes and SHA-256 of each."""
        return [_fingerprint(path) for path in self.exports]

    @cached_property
    def outlines(self) -> list[dict[str, Any]]:
        """Describe the files of boundaries."""
        return [_fingerprint(path) for path in self.boundaries]

    @cached_property
    def context_files(self) -> list[dict[str, Any]]:
        """Describe the files of context."""
        return [_fingerprint(path) for path in self.context]


def find_sources(request: Request, scratch: Path, downloads: Path, report: Report) -> Sources:
    """Find, make or download what the request asks for.

    Raises:
        BadExportError: A named file or folder does not exist, or the city has no source of its own.
        PortalError: The portal did not answer as it should.
    """
    exports, boundaries, context = request.exports, request.boundaries, request.context
    if not exports and request.city.is_demo:
        from core.records import demo  # noqa: PLC0415 (only the demo city needs its tables)

        report(0.0, say("Drawing the demo city"))
        made = demo.write(scratch / "demo")
        exports, boundaries, context = (made.export,), boundaries or made.boundaries, context or made.context
    elif not exports:
        from core.records import portal  # noqa: PLC0415 (only a download needs it)

        exports = tuple(portal.download(request.city, downloads, request.recent, report))
        boundaries = boundaries or portal.download_boundaries(request.city, downloads / "boundaries", report)
    return Sources(_existing_files(exports), _boundary_files(boundaries), _context_files(context, request.city))


def _existing_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    for path in paths:
        if not path.is_file():
            msg = say("{path} is not a file; name the exports one by one after --source.", path=path)
            raise BadExportError(msg)
    return tuple(path.resolve() for path in paths)


def _boundary_files(folder: Path | None) -> tuple[Path, ...]:
    if folder is None:
        return ()
    if not folder.is_dir():
        msg = say("{folder} is not a folder; give --boundaries the folder that holds the GeoJSON files.", folder=folder)
        raise BadExportError(msg)
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in {".geojson", ".json"}))


def _context_files(folder: Path | None, city: City) -> tuple[Path, ...]:
    """Find the files that the city declares, by name without regard to case."""
    if folder is None:
        return ()
    if not folder.is_dir():
        msg = say("{folder} is not a folder; give --context the folder that holds the tables.", folder=folder)
        raise BadExportError(msg)
    held = {path.name.casefold(): path for path in folder.iterdir() if path.is_file()}
    found = tuple(held[file.casefold()] for file in city.context.files if file.casefold() in held)
    if not found:
        msg = say(
            "{folder} holds no file of context that core/cities/{city}.toml declares ({declared}); give --context "
            "another folder, or describe its files there.",
            folder=folder,
            city=city.name,
            declared=", ".join(city.context.files) or say("none"),
        )
        raise BadExportError(msg)
    return found


def _fingerprint(path: Path) -> dict[str, Any]:
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": checksum(path)}
