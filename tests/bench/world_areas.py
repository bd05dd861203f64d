"""Forty lists, as fellowships keep them: who keeps it in which form, where, and how much of all.

Their shares fall as those of real service bodies do: a few lists have most of the meetings. Points
and spreads are those of the land; names of towns are made up elsewhere.
"""

from typing import NamedTuple


class Area(NamedTuple):
    """What one list covers."""

    name: str
    kind: str
    time_zone: str
    country: str
    state: str  # as its rows write it
    latitude: float
    longitude: float
    spread: float  # degrees: two thirds of its towns lie within
    share: int
    language: str = "en"
    twin: str = ""  # the list whose land it shares: its rows are partly the same meetings


AREAS = (
    Area("newyork", "bmlt", "America/New_York", "US", "NY", 41.2, -74.0, 0.8, 60),
    Area("california", "bmlt", "America/Los_Angeles", "US", "CA", 34.1, -118.2, 1.2, 60),
    Area("iran", "bmlt", "Asia/Tehran", "IR", "Tehran", 35.7, 51.4, 2.5, 55),
    Area("florida", "bmlt", "America/New_York", "US", "FL", 27.6, -81.3, 1.2, 45),
    Area("pennsylvania", "bmlt", "America/New_York", "US", "PA", 40.4, -77.5, 1.3, 40),
    Area("texas", "bmlt", "America/Chicago", "US", "TX", 30.9, -97.3, 1.8, 40),
    Area("brazil", "bmlt", "America/Sao_Paulo", "BR", "SP", -23.4, -47.0, 2.0, 40),
    Area("ohio", "bmlt", "America/New_York", "US", "OH", 40.2, -82.7, 1.0, 30),
    Area("newjersey", "bmlt", "America/New_York", "US", "NJ", 40.3, -74.5, 0.5, 30),
    Area("midwest", "bmlt", "America/Chicago", "US", "IL", 41.5, -88.4, 1.2, 30),
    Area("england", "bmlt", "Europe/London", "GB", "England", 52.2, -1.2, 1.2, 30),
    Area("india", "bmlt", "Asia/Kolkata", "IN", "Maharashtra", 19.2, 73.4, 3.0, 25),
    Area("carolina", "bmlt", "America/New_York", "US", "NC", 35.5, -79.8, 1.4, 25),
    Area("michigan", "bmlt", "America/Detroit", "US", "MI", 42.7, -84.2, 1.0, 25),
    Area("georgia", "bmlt", "America/New_York", "US", "GA", 33.5, -83.9, 1.0, 20),
    Area("colorado", "bmlt", "America/Denver", "US", "CO", 39.6, -104.9, 0.8, 15),
    Area("arizona", "bmlt", "America/Phoenix", "US", "AZ", 33.4, -111.9, 0.8, 15),
    Area("northwest", "bmlt", "America/Los_Angeles", "US", "WA", 47.4, -122.0, 0.8, 15),
    Area("virginia", "bmlt", "America/New_York", "US", "VA", 37.6, -77.9, 1.0, 15),
    Area("germany", "bmlt", "Europe/Berlin", "DE", "Hessen", 50.6, 8.9, 2.0, 12, "de"),
    Area("spain", "bmlt", "Europe/Madrid", "ES", "Madrid", 40.3, -3.7, 2.2, 12, "es"),
    Area("mexico", "bmlt", "America/Mexico_City", "MX", "CDMX", 19.6, -99.4, 1.5, 12, "es"),
    Area("australia", "bmlt", "Australia/Sydney", "AU", "NSW", -33.6, 150.9, 1.5, 12),
    Area("newzealand", "bmlt", "Pacific/Auckland", "NZ", "Auckland", -37.6, 175.2, 1.5, 6),
    Area("sanjose", "tsml", "America/Los_Angeles", "US", "CA", 37.3, -121.9, 0.2, 20),
    Area("edmonton", "tsml", "America/Edmonton", "CA", "AB", 53.5, -113.5, 0.4, 15),
    Area("kansas", "tsml", "America/Chicago", "US", "MO", 39.1, -94.6, 0.4, 15),
    Area("boston", "tsml", "America/New_York", "US", "MA", 42.3, -71.3, 0.5, 20),
    Area("ontario", "tsml", "America/Toronto", "CA", "ON", 43.8, -79.6, 0.7, 15),
    Area("quebec", "tsml", "America/Montreal", "CA", "QC", 45.6, -73.4, 0.7, 10, "fr"),
    Area("ireland", "tsml", "Europe/Dublin", "IE", "Dublin", 53.3, -6.6, 0.7, 8),
    Area("louisiana", "naws", "America/Chicago", "US", "LA", 30.3, -91.2, 0.9, 12),
    Area("alaska", "naws", "America/Anchorage", "US", "AK", 61.2, -149.6, 1.5, 3),
    Area("maine", "sheet", "America/New_York", "US", "ME", 44.1, -69.8, 0.8, 6),
    Area("vermont", "sheet", "America/New_York", "US", "VT", 44.2, -72.7, 0.6, 3),
    Area("nepal", "sheet", "Asia/Kathmandu", "NP", "Bagmati", 27.7, 85.3, 0.4, 3),
    Area("hawaii", "ical", "Pacific/Honolulu", "US", "HI", 21.0, -157.3, 0.7, 3),
    Area("fiji", "ical", "Pacific/Fiji", "FJ", "Central", -17.8, 178.9, 0.8, 1),
    Area("longisland", "tsml", "America/New_York", "US", "NY", 41.2, -74.0, 0.8, 60,
         twin="newyork"),
    Area("losangeles", "tsml", "America/Los_Angeles", "US", "CA", 34.1, -118.2, 1.2, 60,
         twin="california"),
)  # fmt: skip
