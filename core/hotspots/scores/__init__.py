"""Scores of a clustering over all its records: what they are, and the silhouette that makes most of the work."""

from core.hotspots.scores.measures import METRICS, Metric, Scores, score

__all__ = ["METRICS", "Metric", "Scores", "score"]
