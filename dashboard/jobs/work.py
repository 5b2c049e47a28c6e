"""One job: it runs its command and ends in a result or a sentence.

The command is the command line's own, so it is tested there, its memory returns when
it ends, and forking the web worker stays harmless.
"""

from __future__ import annotations

import json
import logging
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.progress import Report
    from dashboard.jobs.kind import Kind

EXPLAINED = 2
"""Exit code of a command when a sentence on its error output says why."""
ROOT = Path(__file__).resolve().parents[2]
logger = logging.getLogger(__name__)


def run(kind: Kind, command: Sequence[str], report: Report) -> dict[str, Any]:
    """Run a command and pass its progress on.

    Returns:
        `{"ok": what the browser gets of the result}` or `{"error": sentence}`.
    """
    # A file, not a pipe: a process that complains at length must not wait for a reader.
    with (
        TemporaryFile("w+") as complaints,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as process,  # noqa: S603 (our own)
    ):
        found = follow(process.stdout or (), report)
        process.wait()
        complaints.seek(0)
        said = complaints.read().strip()
    if found is not None:
        return {"ok": {name: found[name] for name in kind.shown}}
    logger.error("%s ended without a result: %s", kind.title, said)
    if process.returncode == EXPLAINED and said:
        return {"error": said.splitlines()[-1]}
    return {"error": say("The work ended early. Try again; the server's log says more.")}


def follow(lines: Iterable[str], report: Report) -> dict[str, Any] | None:
    """Read a process's lines up to its result; None where it ends without one."""
    for line in lines:
        said = json.loads(line)
        if "result" in said:
            return said["result"]
        report(said["share"], said["message"])
    return None
