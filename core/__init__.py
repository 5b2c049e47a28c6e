"""Everything PatrolIQ knows about crime; nothing about screens."""
