"""K-Means of all records: zones as shares of the plane, each record with its nearest centre."""

from core.hotspots.kmeans.partition import KMeansFit, assign, fit

__all__ = ["KMeansFit", "assign", "fit"]
