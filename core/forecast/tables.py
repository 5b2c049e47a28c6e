"""Names under which the store keeps what is known of later weeks."""

from __future__ import annotations

CONTESTS = "contests"
"""Value: a list of contests of what residents report, each with its `shift` and what `backtest.summary` says of it."""
