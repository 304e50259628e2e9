# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Passport numbers: Japan's two letters and seven digits, other shapes under a header, and the second line of the machine-readable zone."""

from __future__ import annotations

from tenmatsu.pii import digits
from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "旅券番号 パスポート番号 パスポートno 旅券no パスポート 旅券 パスポートナンバー 旅券記号番号 パスポートno. "
    "旅券番号(パスポート) mrz 機械読取領域 passport passport_no passportno passport_num passportnum "
    "passport_number passportnumber pp_no ppno ppt_no pptno ryoken ryoken_no ryokenno ryokenbango pass_no "
    "passport_id passportid psprt psprt_no psprtno travel_document traveldocument travel_document_no pspt_no "
    "psptno "
)


def looks(look: Look) -> float:
    zone = look.share(digits.mrz(look.values)) if look.rate(r"<<") > 0.3 else 0.0
    heads = look.values.str.slice(0, 2).n_unique() if look.n else 0
    varied = 1.0 if heads >= min(3, look.distinct) or (look.rate(r"^[TM][A-Z]") > 0.9 and heads > 1) else 0.5
    one = 0.8 if look.distinct < 3 else varied
    return 0.97 * max(zone, look.rate(_JAPAN) * one)


def allows(look: Look) -> float:
    return max(look.rate(_ANY), look.rate("<<"))


_JAPAN = r"^[A-Z]{2}[0-9]{7}$"
_ANY = r"(?i)^[A-Z0-9]{6,12}$"


KIND = Kind(
    word="passport",
    ja="旅券番号",
    en="passport number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_JAPAN + "|" + r"^[A-Z]{0,3}[0-9]{6,9}[A-Z]?$|<<"),
    hits=(("", "TR1234567", "TK7654321", "MZ1122334"), ("パスポート番号", "TR1234567", "E12345678")),
    misses=(("会員番号", "AA0000001", "AA0000002"), ("", "AA12345678BB", "CD87654321EF")),
)
