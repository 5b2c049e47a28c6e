"""Long work with progress and cancel, by kind.

A page writes a request into `Job.REQUEST.of(kind)` and reads `Job.RESULT.of(kind)`; both
stand in the shell, so they outlive the page. In between a background callback does nothing
but start the kind's command and pass on what it says. A new kind is an entry in `kinds.py`.

kind.py       what a kind says of itself
kinds.py      the kinds there are
tickets.py    how many run at once, and who is next
work.py       one job: it waits for its turn, runs its command, and ends in a result or a sentence
processes.py  no job outlives what started it
bar.py        what the shell shows of them
wiring.py     from the stores to the processes and back
"""

from dashboard.jobs.bar import build_job_bar
from dashboard.jobs.wiring import manager, register

__all__ = ["build_job_bar", "manager", "register"]
