"""Places by ISO 3166 code, and the groups of them that laws speak of."""

from __future__ import annotations

from functools import cache

_MEMBERS = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EU = frozenset(_MEMBERS.split())
EEA = EU | {"IS", "LI", "NO"}  # the GDPR holds in the EEA since 2018-07-20 (Joint Committee decision 154/2018)


_OTHER_CODES = {"UK": "GB", "EL": "GR", "USA": "US"}


def code_of(place: str) -> str:
    """The code of a place as it is kept: upper case, GB for UK."""
    return _OTHER_CODES.get(place.upper(), place.upper())


@cache
def members_of(place: str) -> frozenset[str]:
    """The codes that a place covers: `EU` its members and the EEA states, `US` its states, others themselves."""
    if place in ("EU", "EEA"):
        return EEA | {"EU", "EEA"}
    return frozenset({place})
