"""Where does it concentrate? Live clustering of all records, with its evidence."""
