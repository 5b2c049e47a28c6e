"""Names of the record table, written once.

The names are the portal's API names in snake case; the engineered ones follow.
Codes (IUCR, FBI code, beat, district, ward, community area) are names, not
numbers: they are text everywhere. A district, ward or community area carries no
leading zeros ("7"); a beat has four digits ("0722"); an IUCR has four characters.
"""

from __future__ import annotations

ID = "id"
CASE_NUMBER = "case_number"
DATE = "date"
BLOCK = "block"
IUCR = "iucr"
PRIMARY_TYPE = "primary_type"
DESCRIPTION = "description"
LOCATION_DESCRIPTION = "location_description"
ARREST = "arrest"
DOMESTIC = "domestic"
BEAT = "beat"
DISTRICT = "district"
WARD = "ward"
COMMUNITY_AREA = "community_area"
FBI_CODE = "fbi_code"
X_COORDINATE = "x_coordinate"
Y_COORDINATE = "y_coordinate"
YEAR = "year"
UPDATED_ON = "updated_on"
LATITUDE = "latitude"
LONGITUDE = "longitude"
LOCATION = "location"

HOUR = "hour"
DAY_OF_WEEK = "day_of_week"
MONTH = "month"
SEASON = "season"
IS_WEEKEND = "is_weekend"
CRIME_SEVERITY_SCORE = "crime_severity_score"
TIME_KNOWN = "time_known"
ENFORCEMENT_DRIVEN = "enforcement_driven"
PLACE_ID = "place_id"
LOCATION_KIND = "location_kind"
"""Grouped by the city's file, where it groups the descriptions of locations."""

PORTAL = (
    ID,
    CASE_NUMBER,
    DATE,
    BLOCK,
    IUCR,
    PRIMARY_TYPE,
    DESCRIPTION,
    LOCATION_DESCRIPTION,
    ARREST,
    DOMESTIC,
    BEAT,
    DISTRICT,
    WARD,
    COMMUNITY_AREA,
    FBI_CODE,
    X_COORDINATE,
    Y_COORDINATE,
    YEAR,
    UPDATED_ON,
    LATITUDE,
    LONGITUDE,
    LOCATION,
)
"""The 22 columns of the portal, in its order."""

SQL_TYPES = {
    ID: "BIGINT",
    DATE: "TIMESTAMP",
    ARREST: "BOOLEAN",
    DOMESTIC: "BOOLEAN",
    X_COORDINATE: "DOUBLE",
    Y_COORDINATE: "DOUBLE",
    YEAR: "SMALLINT",
    UPDATED_ON: "TIMESTAMP",
    LATITUDE: "DOUBLE",
    LONGITUDE: "DOUBLE",
}
"""SQL types of the portal's columns in the cleaned table; those not named are VARCHAR."""

ENGINEERED = {
    HOUR: "UTINYINT",
    DAY_OF_WEEK: "UTINYINT",
    MONTH: "UTINYINT",
    SEASON: "VARCHAR",
    IS_WEEKEND: "BOOLEAN",
    CRIME_SEVERITY_SCORE: "USMALLINT",
    TIME_KNOWN: "BOOLEAN",
    ENFORCEMENT_DRIVEN: "BOOLEAN",
}
"""Engineered columns and their SQL types; 0 is Monday, severity is in days of prison."""
