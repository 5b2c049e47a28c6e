"""Download a city's records and outlines from its data portal.

python -m scripts.download --city chicago --recent 500000

Killed, the same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
import logging
import shlex
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core import settings
from core.cities.city import load_city
from core.errors import PatrolError
from core.language import say
from core.pipeline import ALL_RECORDS, RECENT_RECORDS
from core.records import portal
from scripts.bar import Bar
from scripts.pipeline import REFUSED, UNSAID, add_city, recent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.cities.city import City

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Download; a fault that we can explain is one sentence on stderr."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=settings.log_level(), format="%(levelname)s %(message)s", stream=sys.stderr)
    try:
        with Bar(sys.stderr) as bar:
            command = _download(options, bar)
    except PatrolError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(say("Interrupted. Run the same command again; it goes on where it stopped."), file=sys.stderr)
        return INTERRUPTED
    print(say("Everything is here. Build from it with:"), command, sep="\n")
    return 0


def _download(options: argparse.Namespace, bar: Bar) -> str:
    """Fetch records, then outlines; return the command that builds from them."""
    city = _city(options)
    folder = options.out or settings.data_dir() / city.name / "downloads"
    in_scope = options.recent
    if in_scope == UNSAID:
        in_scope = RECENT_RECORDS if options.since is None else ALL_RECORDS
    files = portal.download(city, folder, in_scope, bar, since=options.since)
    outlines = portal.download_boundaries(city, folder / "boundaries", bar)
    words = ["python", "-m", "scripts.pipeline", "build", "--city", city.name, "--recent", str(in_scope or "all")]
    words += ["--boundaries", str(outlines)] if outlines else []
    return shlex.join([*words, "--source", *map(str, files)])


def _city(options: argparse.Namespace) -> City:
    city = load_city(options.city)
    if options.portal and city.portal:
        return replace(city, portal=replace(city.portal, base_url=options.portal))
    return city


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.download",
        description=say(
            "Download a city's records and outlines from its data portal. Killed, the same command goes on where it "
            "stopped. PATROLIQ_PORTAL_TOKEN may hold an application token, which is throttled less."
        ),
    )
    add_city(parser)
    parser.add_argument(
        "--recent",
        type=recent,
        default=UNSAID,
        metavar="N|all",
        help=say("how many of the latest records (default {usual:,}; with --since all of them)", usual=RECENT_RECORDS),
    )
    parser.add_argument("--since", type=_day, metavar="DATE", help=say("first day, inclusive, such as 2024-01-01"))
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=say("folder for the files (default: where builds look)")
    )
    parser.add_argument("--portal", metavar="URL", help=say("another address of the same portal, such as a mirror"))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = say("{given!r} is not a day such as 2024-01-01", given=text)
        raise argparse.ArgumentTypeError(msg) from None


if __name__ == "__main__":
    sys.exit(main())
