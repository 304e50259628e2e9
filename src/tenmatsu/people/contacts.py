"""E-mail addresses, telephone numbers, postcodes, sex and days of birth as whole columns, in normal form or null.

A null says: nothing that could point at a person stands there (empty, not well formed, a dummy, a freephone line).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy.typing as npt
import polars as pl

ReadDays = Callable[[pl.Series], npt.NDArray[Any]]
"""Written days (strings) → datetime64[D], NaT where a cell states no day."""

DUMMY_MAIL = (
    r"^(?:no-?reply|do-?not-?reply|donotreply|none|null|nomail|no-?mail|no|nothing|nashi|test\d*|testtest|dummy\d*|sample|"
    r"example|aaa+|xxx+|abc|unknown|fumei|hoge|-|0+|1+)@|^(?:a+|x+|test)@(?:a+|x+|test)\."
)
"""Addresses typed to get past a form. Desks such as info@ are real: how many names share them tells the rest."""
COUNTING = r"^0?(?:1234567890?|123456789|987654321)\d?$|^0[5789]0(?:0{8}|1{8}|9{8}|12345678|1234567)$|^0\d{1,3}0{6,8}$"
ONE_DIGIT = "^0?(?:" + "|".join(f"{digit}+" for digit in range(10)) + ")$"
NOBODYS = rf"^0(?:120|800|570|990)|^0[5789]0\d{{7}}$|{COUNTING}|{ONE_DIGIT}"
ONE_SIGN = "^(?:" + "|".join(f"{sign}+" for sign in "0123456789X") + ")$"
NO_BIRTH = (date(1900, 1, 1), date(1900, 1, 2), date(1899, 12, 30), date(1899, 12, 31), date(1901, 1, 1))


def plain(text: pl.Expr) -> pl.Expr:
    """NFKC without spaces around; '' becomes null."""
    tidy = text.str.normalize("NFKC").str.strip_chars(" 　\t\r\n'\"")
    return pl.when(tidy != "").then(tidy)


def _where(text: pl.Series, odd: pl.Series, read: Callable[[pl.Expr], pl.Expr], plain: pl.Series) -> pl.Series:
    """`plain`, but where a cell is odd what the careful way reads; as a rule few are."""
    odd = odd.fill_null(value=False)
    if not odd.any():
        return plain
    careful = text.filter(odd).to_frame("x").lazy().select(read(pl.col("x")).alias("x")).collect()["x"]
    return plain.scatter(odd.arg_true(), careful)


def email(text: pl.Series) -> pl.Series:
    """Lower-case address; dummies such as noreply@ or test@ are null. Carrier forms (`x..y.@docomo.ne.jp`) are kept."""
    lower = text.str.to_lowercase()
    found = _where(text, ~lower.str.contains(r"^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$"), _mail_within, lower)
    return found.set(found.str.contains(DUMMY_MAIL), None)


def _mail_within(text: pl.Expr) -> pl.Expr:
    return plain(text).str.to_lowercase().str.extract(r"([a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)")


def phone(text: pl.Series) -> pl.Series:
    """Digits from the leading 0; +81 and a zero lost by a spreadsheet are mended; nobody's lines and dummies are null.

    Numbers abroad keep their digits after a plus sign.
    """
    digits = text.str.normalize("NFKC").str.replace_many(list(SEPARATORS), [""] * len(SEPARATORS))
    odd = ~digits.str.contains(r"^0\d{9,10}$") & digits.str.contains(r"\d{8}")
    digits = _where(text, odd, _mended, digits)
    good = digits.str.contains(LINE) & ~digits.str.contains(NOBODYS)
    return digits.set(~good.fill_null(value=False), None)


LINE = r"^(?:0[5-9]0\d{8}|0[1-9]\d{8}|\+\d{8,15})$"
SEPARATORS = " 　-‐‑–—―−ー－ｰ()（）./．"


def _mended(text: pl.Expr) -> pl.Expr:
    tidy = plain(text).str.replace(r"(?i)\s*(内線|ext).*$", "")
    abroad = tidy.str.contains(r"^\+(?:[1-79]|8[02-9])")
    digits = tidy.str.replace_all(r"\D", "")
    home = (
        digits.str.replace(r"^(?:0?10)?81(0?)([1-9]\d{8,9})$", "0$2")
        .str.replace(r"^([1-9]\d{8})$", "0$1")
        .str.replace(r"^([5789]0\d{8})$", "0$1")
    )
    return pl.when(abroad & digits.str.len_chars().is_between(8, 15)).then("+" + digits).otherwise(home)


def postcode(text: pl.Series) -> pl.Series:
    """Seven digits; 0000000 and the like are null; a lost leading zero is put back."""
    digits = _where(
        text, ~text.str.contains("^[0-9]{3}-?[0-9]{4}$"), _code_within, text.str.replace("-", "", literal=True)
    )
    return digits.set(digits.str.contains(r"^(0{7}|1{7}|9{7}|1234567)$"), None)


def _code_within(text: pl.Expr) -> pl.Expr:
    digits = plain(text).str.replace_all(r"\D", "")
    digits = pl.when(digits.str.len_chars() == 6).then("0" + digits).otherwise(digits)
    return pl.when(digits.str.len_chars() == 7).then(digits)


def sex(text: pl.Series) -> pl.Series:
    """M or F; anything else is null."""
    tidy = plain(pl.col("x")).str.to_uppercase()
    man = tidy.str.contains(r"^(男|男性|男子|M|MALE|MAN|1|01|1[:：.].*男.*|オトコ|おとこ|MR\.?)$")
    woman = tidy.str.contains(r"^(女|女性|女子|F|FEMALE|WOMAN|2|02|2[:：.].*女.*|オンナ|おんな|MRS\.?|MS\.?|MISS|W)$")
    written = text.drop_nulls().unique().to_frame("x")
    known = written.with_columns(y=pl.when(man).then(pl.lit("M")).when(woman).then(pl.lit("F")))
    return text.to_frame("x").join(known, on="x", how="left", maintain_order="left")["y"]


def day(text: pl.Series, read_days: ReadDays) -> pl.Series:
    """Days (Date); each distinct writing is read once by `read_days`; dummies and impossible days are null."""
    written = text.drop_nulls().unique()
    days = pl.Series(read_days(written)).cast(pl.Date)
    real = days.dt.year().is_between(1880, 2100) & ~days.is_in(list(NO_BIRTH))
    known = pl.DataFrame({"text": written, "day": days.set(~real.fill_null(value=False), None)})
    return text.to_frame("text").join(known, on="text", how="left", maintain_order="left")["day"]


def number(text: pl.Expr) -> pl.Expr:
    """An identity number: NFKC, upper case, letters and digits only; one repeated sign or under 4 signs is null."""
    tidy = plain(text).str.to_uppercase().str.replace_all(r"[^0-9A-Z\u3041-\u9fff]", "")
    return pl.when((tidy.str.len_chars() >= 4) & ~tidy.str.contains(ONE_SIGN)).then(tidy)
