"""What do we know? From an export to clean, described records."""
