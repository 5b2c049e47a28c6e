"""HDBSCAN of all records, exact, on weighted cells (Campello, Moulavi and Sander, PAKDD 2013)."""
