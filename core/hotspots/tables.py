"""Names under which the store keeps what is known of hotspots."""

from __future__ import annotations

from core.hotspots.setting import Algorithm

SWEEPS = {algorithm: f"{algorithm}_sweep" for algorithm in Algorithm}
"""A table for each algorithm; a row is a setting that was tried, with its scores and its evidence."""
LABELS = "labels"
"""Table; a row is a place, a column the labels of a setting that was tried."""
CHOICES = "choices"
"""Value: for each question the best setting, the rule and the finalists."""
ZONES = "zones"
"""Table; a row is a zone of a finalist."""
LINKAGE = "linkage"
"""Table; a row is a merge of the Ward tree."""
PROOF = "proof"
"""Value: each finalist by its name, compared with many draws from its null."""
