# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Dates of birth: any way of writing a day, spread over generations and never in the future."""

from __future__ import annotations

import numpy as np
import polars as pl

from tenmatsu.pii import dates
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "生年月日 誕生日 お誕生日 生年月日(西暦) 生年月日(和暦) 生年月日西暦 生年月日和暦 西暦生年月日 和暦生年月日 "
    "生年月日1 出生日 出生年月日 生まれ 生誕日 生年 生まれ年 誕生年 出生年 誕生月 生月 誕生月日 生日 バースデー "
    "バースデイ 生年月 生年月日_年 生年月日_月 生年月日_日 生年月日年 生年月日月 生年月日日 生年月日(年) "
    "生年月日(月) 生年月日(日) 誕生日(年) 誕生日(月) 誕生日(日) 誕生日年 誕生日月 誕生日日 生年(西暦) 西暦(生年) "
    "誕生年月日 ご生年月日 生年月日(元号) 生年月日元号 birth birthday birthdate birth_date date_of_birth "
    "dateofbirth dob bday b_day birth_dt birthdt birth_ymd birthymd brth_dt brthdt brthday brthdy bth_ymd bthymd "
    "birthday_date tanjobi tanjoubi tanjyobi seinengappi seinengapi seinen seinengappiwareki seinen_gappi "
    "birth_year birthyear birth_month birthmonth birth_day birthd birth_y birthy birth_m birthm birth_d "
    "year_of_birth yearofbirth month_of_birth day_of_birth birthday_year birthday_month birthday_day birthdayyear "
    "birthdaymonth birthdayday born born_on bornon bornat wareki_birth barthday birthdayymd bymd birth_ymd_w "
    "dtbirth dobymd "
)


def looks(look: Look) -> float:
    if look.dated < 0.7 or look.timed > 0.3 or not len(look.years):
        return 0.0
    return min(0.93, look.dated * chance(look))


def chance(look: Look) -> float:
    """How much more the years are those of births than of bookings, 0…1; see the densities in `_RATIO`."""
    age = look.today.astype(float) / 365.2425 + 1970 - look.years
    if (age < 0).mean() > 0.02 or not len(age):
        return 0.05
    spread = float(np.quantile(age, 0.9) - np.quantile(age, 0.1)) if len(age) > 4 else 8.0
    ratio = float(np.interp(age, _AGES, _RATIO).mean()) * (0.6 + 0.35 * min(len(age), 4))
    ratio += -1.5 if spread < 2 else 0.0
    ratio += 1.2 * look.rate(r"^(平成|令和|[HhRr]\.?[0-9])")
    eras = look.rate(r"^(昭和|大正|[STst㍼]\.?[0-9])")
    return float(1 / (1 + np.exp(-ratio))) if eras < 0.2 else 0.95


_AGES = (0, 2, 5, 8, 12, 16, 20, 25, 30, 40, 60, 100, 120, 130)
_RATIO = (-3.5, -2.5, -1.5, -0.8, -0.2, 0.3, 0.8, 1.2, 1.6, 2.2, 3, 4, 1, -4)
"""Log-odds of a birth against any other date in a customer table, by years before the case: others lie mostly in the last ten."""


def allows(look: Look) -> float:
    serial = look.share(~np.isnat(dates.serials(look.values))) if look.rate(r"^[0-9]{4,5}$") > 0.8 else 0.0
    return max(
        look.dated,
        serial,
        look.rate(r"^(明治|大正|昭和|平成|令和|[MTSHR])$"),
        look.rate(
            r"^([0-9]{1,4}|[0-9]{1,4}[年月日]|[0-9]{2,4}[-/年][0-9]{1,2}月?|[0-9]{1,2}[-/月][0-9]{1,2}日?|[0-9]{6})$"
        ),
    )


def valid(cells: pl.Series) -> pl.Series:
    return pl.Series(~np.isnat(dates.days(cells)))


KIND = Kind(
    word="birth_date",
    ja="生年月日",
    en="date of birth",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=valid,
    hits=(
        ("", "1975-01-02", "1988/11/30", "2001-05-05", "1954-12-24"),
        ("生年月日", "昭和50年1月2日", "平成元年5月1日"),
        ("", "S50.1.2", "H3.4.1", "S21.12.3"),
        ("tanjobi", "19750102", "19881130"),
    ),
    misses=(
        ("登録日", "2021-04-01", "2022-05-10"),
        ("", "2024-04-01 10:12:00", "2024-04-02 11:00:00"),
        ("", "2031-01-01", "2030-05-05"),
    ),
    by_distinct=True,
)
