"""What stands beside a score: its permutation null, its stability and its value on a hold-out of later days."""

from core.hotspots.evidence.evidence import REPLICATES, Evidence, gather_evidence

__all__ = ["REPLICATES", "Evidence", "gather_evidence"]
