"""A city is data: one TOML file each, read into a :class:`core.cities.city.City`."""
