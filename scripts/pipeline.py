"""Build a city's data, look at its builds, or search for the best setting of a selection.

python -m scripts.pipeline build --city chicago --source crimes.csv.gz
python -m scripts.pipeline enrich --city chicago
python -m scripts.pipeline status
python -m scripts.pipeline verify
python -m scripts.pipeline sweep --query "types=THEFT&hours=18-2"
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from core import pipeline, progress, settings
from core.cities.city import available_cities, load_city
from core.errors import BadParameterError, PatrolError
from core.language import say
from core.store import Store
from scripts import status
from scripts.bar import Bar
from scripts.beside import stay_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.progress import Report
    from core.store import Build

REFUSED = 2
"""Exit code when a sentence on stderr says why."""
UNSAID = -1
"""Where the command line does not say how many records are in scope."""
_CORE_SHARE = 0.7
"""Share of the bar for the core of a build; what enriches it has the rest."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a fault that we can explain is one sentence on stderr."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    log_to_stderr()
    try:
        return run(options)
    except PatrolError as error:
        print(error, file=sys.stderr)
        return REFUSED


def log_to_stderr() -> None:
    """Log one line a message, over the progress bar if there is one; standard output is for answers."""
    erase = "\r\x1b[K" if sys.stderr.isatty() else ""
    logging.basicConfig(level=settings.log_level(), format=erase + "%(levelname)s %(message)s", stream=sys.stderr)


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which records a build is made of."""
    add_city(parser)
    parser.add_argument(
        "--source",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=say(
            "exports of the records: CSV, JSON or Parquet, also gzipped, several at once; without any, the demo city "
            "is drawn and another city is downloaded from its portal"
        ),
    )
    parser.add_argument(
        "--boundaries",
        type=Path,
        metavar="DIR",
        help=say(
            "folder of GeoJSON outlines, named as the city's TOML says; without it the inhabited cells are outlined"
        ),
    )
    parser.add_argument(
        "--context",
        type=Path,
        metavar="DIR",
        help=say("folder of tables of areas and files of points, named and described in the city's TOML"),
    )
    parser.add_argument(
        "--recent",
        type=recent,
        default=UNSAID,
        metavar="N|all",
        help=say("how many of the latest records are in scope (default {usual:,})", usual=pipeline.RECENT_RECORDS),
    )


def add_city(parser: argparse.ArgumentParser) -> None:
    """Add the choice of a city."""
    parser.add_argument(
        "--city",
        default=settings.city(),
        help=say("one of {cities} (default: PATROLIQ_CITY, now %(default)s)", cities=", ".join(available_cities())),
    )


def recent(text: str) -> int | None:
    """Read how many records are in scope; None is all."""
    if text == "all":
        return pipeline.ALL_RECORDS
    if not text.isdecimal() or int(text) < 1:
        msg = say("{given!r} is neither a number of records, such as 500000, nor all", given=text)
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def build_core(options: argparse.Namespace, report: Report) -> Build:
    """Make the core of the build that the options describe."""
    in_scope = pipeline.RECENT_RECORDS if options.recent == UNSAID else options.recent
    files = {"exports": tuple(options.source), "boundaries": options.boundaries, "context": options.context}
    request = pipeline.Request(load_city(options.city), recent=in_scope, **files)
    return pipeline.build(_store(options), request, report)


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    whole = argparse.ArgumentParser(
        prog="python -m scripts.pipeline", description=say("Build and look after a city's data.")
    )
    commands = whole.add_subparsers(required=True, dest="command", metavar="COMMAND")
    make = commands.add_parser(
        "build",
        help=say("clean, fold and cluster records and publish the result"),
        description=say(
            "Clean, fold and cluster records and publish the result in one step; then compute what enriches it and "
            "publish that as a further build. Steps whose inputs have not changed are taken over from the last build. "
            "The build that serves goes on serving until the new one is whole."
        ),
    )
    add_build_options(make)
    core_only = say("publish the core alone; the command enrich adds the rest")
    make.add_argument("--core", action="store_true", help=core_only)
    make.set_defaults(run=_build)
    _add_enrich(commands.add_parser("enrich", help=say("compute what the build that serves still lacks")))
    show = commands.add_parser(
        "status",
        help=say("show the build that serves and those that may stand in for it"),
        description=say("Show the build that serves and those that may stand in for it."),
    )
    add_city(show)
    show.set_defaults(run=_status)
    compare = commands.add_parser(
        "verify",
        help=say("compare the checksums of every file of every build; exit 1 if one is wrong"),
        description=say("Compare the checksums of every file of every build; exit 1 if one is wrong."),
    )
    add_city(compare)
    compare.set_defaults(run=_verify)
    _add_sweep(commands.add_parser("sweep", help=say("search for the best setting of a selection")))
    _add_contest(commands.add_parser("contest", help=say("test on later weeks where to expect records")))
    return whole


def _add_sweep(command: argparse.ArgumentParser) -> None:
    command.description = say(
        "Try every setting worth trying on a selection. Prints one JSON object a line: {progress} on the way and "
        "{result} at the end.",
        progress='{"share": 0.25, "message": "..."}',
        result='{"result": {...}}',
    )
    add_city(command)
    told = say("a selection as the page's address writes it: {example}", example="types=THEFT&hours=18-2")
    command.add_argument("--query", default="", help=told)
    command.set_defaults(run=_sweep)


def _add_contest(command: argparse.ArgumentParser) -> None:
    command.description = say(
        "Test every model of where records will be on the last weeks of a shift and a selection. Prints JSON objects "
        "as the command sweep does."
    )
    add_city(command)
    command.add_argument(
        "--query",
        default="",
        metavar="QUERY",
        help=say("a shift and a selection as the page's address writes them: shift_hours=18-2&types=THEFT"),
    )
    command.set_defaults(run=_contest)


def _add_enrich(command: argparse.ArgumentParser) -> None:
    command.description = say(
        "Compute what the build that serves still lacks, and publish it as a further build. The command build does so "
        "by itself; this one is for a build whose server was stopped meanwhile."
    )
    add_city(command)
    command.add_argument(
        "--beside",
        type=int,
        metavar="PID",
        help=say("give way to other processes, and end when process PID, the parent, has ended"),
    )
    command.set_defaults(run=_enrich)


def _build(options: argparse.Namespace) -> int:
    with Bar() as bar:
        built = build_core(options, progress.portion(bar, 0.0, 1.0 if options.core else _CORE_SHARE))
        if not options.core:
            built = pipeline.enrich(_store(options), load_city(options.city), progress.portion(bar, _CORE_SHARE, 1.0))
    return _say_serving(built)


def _enrich(options: argparse.Namespace) -> int:
    city = load_city(options.city)
    if options.beside is not None:
        stay_beside(options.beside)
        pipeline.enrich(_store(options), city)
        return 0
    with Bar() as bar:
        built = pipeline.enrich(_store(options), city, bar)
    return _say_serving(built)


def _say_serving(built: Build) -> int:
    records = status.counts(built)
    print(say("Build {build} of {city} serves: {records}.", build=built.id, city=built.city, records=records))
    return 0


def _store(options: argparse.Namespace) -> Store:
    return Store(settings.data_dir(), options.city)


def _status(options: argparse.Namespace) -> int:
    for line in status.lines(_store(options)):
        print(line)
    return 0


def _verify(options: argparse.Namespace) -> int:
    bad = 0
    for each in _store(options).builds():
        faults = each.faults()
        bad += bool(faults)
        found = "; ".join(faults) or say("every checksum agrees")
        print(f"{each.id}: {found}")
    return 1 if bad else 0


def _sweep(options: argparse.Namespace) -> int:
    # Only this command needs the engine, which takes seconds to load.
    from scripts.search import search  # noqa: PLC0415

    _emit(result=search(options.city, _parameters(options.query), _emit_progress))
    return 0


def _contest(options: argparse.Namespace) -> int:
    # As above.
    from scripts.contest import hold  # noqa: PLC0415

    _emit(result=hold(options.city, _parameters(options.query), _emit_progress))
    return 0


def _parameters(query: str) -> dict[str, str]:
    parameters = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    if len(dict(parameters)) < len(parameters):
        msg = say("{query} names a parameter twice; name each once, its values separated by commas.", query=query)
        raise BadParameterError(msg)
    return dict(parameters)


def _emit_progress(share: float, message: str) -> None:
    _emit(share=share, message=message)


def _emit(**line: Any) -> None:  # noqa: ANN401 (whatever JSON can say)
    print(orjson.dumps(line, option=orjson.OPT_SERIALIZE_NUMPY).decode(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
