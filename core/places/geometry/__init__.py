"""Shapes on the ground, in metres and degrees: grids of squares, their outlines, lines, and the city's projection."""
