"""DBSCAN of all records, exact, on weighted places."""

from core.hotspots.dbscan.cores import core_mask
from core.hotspots.dbscan.kdistance import KDistance, k_distance
from core.hotspots.dbscan.labels import label

__all__ = ["KDistance", "core_mask", "k_distance", "label"]
