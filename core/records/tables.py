"""Names under which the store keeps the records and what is known of their quality."""

from __future__ import annotations

INCIDENTS = "incidents"
"""Table; a row is a clean record with its engineered columns."""
HISTORY = "history"
"""Table; a row is a clean record, in scope or not, in the few columns that counts are made of, by date and id."""
QUARANTINE = "quarantine"
"""Table; a row is a row of an export that is no record, with its reason."""
CLEANING = "cleaning"
"""Value: what `quality.report` says of the records."""
QUALITY = "quality"
"""Value: the same, with the numbers of every step."""
