"""Crime records: from a portal or an export to clean, described tables."""
