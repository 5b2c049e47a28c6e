"""A city is data: one TOML file each, read into a :class:`core.cities.city.City`.

To add a city: copy `chicago.toml` and change what it says of columns, projection, bounds, territories, types that
follow patrols, times that stand for "unknown" and severity; the file's name is the city's. To add a field that every
city has: read it in `city`, or in the module of its table (`territory`, `severity`, `grouping`, `context`).
"""
