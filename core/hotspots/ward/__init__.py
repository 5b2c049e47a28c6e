"""Ward's tree over the inhabited cells: grown once a selection, cut at any number of zones."""

from core.hotspots.ward.tree import Dendrogram, Split, Tree, cut, cut_height, grow, splits, truncated

__all__ = ["Dendrogram", "Split", "Tree", "cut", "cut_height", "grow", "splits", "truncated"]
