"""Layout, wiring and pictures; no analysis."""
