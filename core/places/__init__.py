"""Where on the ground? Records folded onto places and cells, filtered as masks."""
