"""Places by ISO 3166 code or name (places.toml), and the groups of them that laws speak of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tenmatsu.law.items import fold

_MEMBERS = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EU = frozenset(_MEMBERS.split())
EEA = EU | {"IS", "LI", "NO"}  # the GDPR holds in the EEA since 2018-07-20 (Joint Committee decision 154/2018)
_OTHERS = (
    "AC AD AF AG AI AL AM AO AQ AS AW AX AZ BA BB BF BH BI BJ BL BM BO BQ BS BV BW BY BZ CC CD CF CG CI CK CM CR CU CV "
    "CW CX DJ DM DO DZ EC EH ER ET FJ FK FM FO GA GD GE GF GG GI GL GM GN GP GQ GS GT GU GW GY HM HN HT IM IO JE JM JO "
    "KG KI KM KN KY LB LC LR LS LY MC MD ME MF MG MH MK ML MP MQ MR MS MU MV MW MZ NA NC NE NF NI NR NU OM PA PF PG PM "
    "PN PR PS PW PY RE RW SB SC SD SH SJ SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TJ TK TL TM TN TO TT TV TZ UG UM "
    "UY VA VC VE VG VI VU WF WS XK YE YT ZM ZW"
)
_GROUPS = ("EU", "EEA")


@cache
def named() -> Mapping[str, tuple[str, ...]]:
    """The names of every place of places.toml by its code: Japanese first, then English, then others."""
    text = files("tenmatsu.law").joinpath("places.toml").read_text("utf-8")
    return {code: tuple(names) for code, names in tomllib.loads(text).items()}


@cache
def codes() -> frozenset[str]:
    """Every code of a place that is known, and the groups EU and EEA."""
    return frozenset((*named(), *_OTHERS.split(), *_GROUPS))


@cache
def _spellings() -> Mapping[str, str]:
    return {fold(name): code for code, names in named().items() for name in names}


def place_named(text: str) -> str | None:
    """The code of a place written as code or name (`fr`, `フランス`, `France`, `FRA`), or None."""
    code = text.strip().upper()
    if code in codes() or re.fullmatch(r"US-[A-Z]{2}", code):
        return code
    return _spellings().get(fold(text))


def code_of(place: str) -> str:
    """The code of a place as it is kept: upper case, GB for UK. ValueError where no place is called so."""
    code = place_named(place)
    if code is None:
        raise ValueError(f"no place is called {place!r}; it is an ISO 3166 code such as FR, US-CA or EU, or its name")
    return code


@cache
def members_of(place: str) -> frozenset[str]:
    """The codes that a place covers: `EU` its members and the EEA states, others themselves."""
    if place in _GROUPS:
        return EEA | frozenset(_GROUPS)
    return frozenset({place})
