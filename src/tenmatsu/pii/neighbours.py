"""Columns that stand beside one another: what one is, the next often says.

姓 next to 名, a telephone number over three columns, an address over five, bank and branch and account, a birth date
beside a booking date, a code that goes with the sex of the given names. Then parts, groups and roles are numbered.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tenmatsu.pii import words
from tenmatsu.pii.grouping import number
from tenmatsu.pii.numbers import NAMED, PERSONAL, ids
from tenmatsu.pii.weigh import Guess

Table = list[Guess]
Vector = NDArray[np.float64]


def settle(guesses: Table, fixed: frozenset[int]) -> None:
    """Changes the guesses in place; those at the positions `fixed` are a person's word and stay."""
    free = [guess for guess in guesses if guess.position not in fixed]
    for rule in RULES:
        rule(guesses, free)
    number(guesses)


def _free(guess: Guess, free: Table) -> bool:
    return any(guess is one for one in free)


def _unnamed(guess: Guess) -> bool:
    """The header names no kind for sure."""
    return max(guess.label.kinds.values(), default=0.0) < 0.9


def births(guesses: Table, free: Table) -> None:
    """Among dates without a telling header, the birth lies long before the others, or beside name or sex."""
    dated = [guess for guess in guesses if guess.look.dated > 0.6 and guess.look.timed < 0.3 and len(guess.look.years)]
    named = any(guess.label.kinds.get("birth_date", 0) >= 0.9 for guess in dated)
    open_ = [guess for guess in dated if _free(guess, free) and not guess.label.kinds]
    for guess in open_:
        others = [other for other in dated if other is not guess]
        younger = [other for other in others if _gap(other, guess) > 5]
        if guess.kind == "birth_date" and _by_years(guess, younger):
            guess.choose("date", 0.7, "another column holds earlier days, as births do")
    if named or any(guess.kind == "birth_date" for guess in dated):
        return
    hopeful = [guess for guess in open_ if _birth_odds(guess, guesses, dated) > 0.55]
    if hopeful:
        oldest = min(hopeful, key=lambda guess: float(np.median(guess.look.years)))
        oldest.choose("birth_date", 0.6, "the oldest days of the table, beside personal columns")


def _birth_odds(guess: Guess, guesses: Table, dated: Table) -> float:
    near = [
        other for other in guesses if abs(other.position - guess.position) == 1 and other.kind in (*PERSONAL, "sex")
    ]
    alone = len(dated) == 1 or all(_gap(guess, other) > 2 for other in dated if other is not guess)
    beside = [
        other for other in near if other.kind == "sex" or (other.position < guess.position and other.kind in NAMED)
    ]
    if guess.looks["birth_date"] < 0.1:
        return 0.0
    return guess.looks["birth_date"] + 0.25 * bool(near) + 0.2 * bool(beside) + 0.1 * alone


def _by_years(guess: Guess, younger: Table) -> bool:
    """Every row's other date is at least twelve years earlier: that one is the birth, this one is not."""
    for other in younger:
        pair = _rowwise(other, guess)
        if len(pair) and (pair > 12).mean() > 0.9 and float(np.quantile(pair, 0.5)) > 14:
            return True
    return False


def _rowwise(first: Guess, second: Guess) -> Vector:
    """Years from the first to the second date, row by row, over at most 2,000 rows."""
    one, two = (_days(guess) for guess in (first, second))
    gap = (two - one).astype("timedelta64[D]").astype(float) / 365.2425
    return np.asarray(gap[~np.isnat(one) & ~np.isnat(two)])


def _days(guess: Guess) -> NDArray[np.datetime64]:
    known = dict(zip(guess.look.values.to_list(), guess.look.days, strict=True))
    none = np.datetime64("NaT", "D")
    return np.array([known.get(cell, none) for cell in guess.look.folded.head(2000)], dtype="datetime64[D]")


def _gap(first: Guess, second: Guess) -> float:
    return float(np.median(second.look.years) - np.median(first.look.years))


def passports(guesses: Table, free: Table) -> None:
    """Beside a passport number, days spread over the ten years before are those of issue."""
    for guess in guesses:
        if guess.kind != "passport":
            continue
        told = [
            other for other in free if other.label.kinds.get("passport_issue_date", 0) >= 0.5 and other.kind in _DAYS
        ]
        for other in told:
            other.choose("passport_issue_date", 0.9, "its header, in a table with passport numbers")
        open_ = [other for other in free if not other.label.kinds and other.kind == "date" and _issued(other)]
        open_.sort(key=lambda other: (abs(other.position - guess.position - 0.1) > 1.5, -_spread(other)))
        if open_ and not told:
            open_[0].choose("passport_issue_date", 0.7, "days of the last ten years, in a table with passport numbers")


_DAYS = ("date", "birth_date", "passport_issue_date")


def _ages(guess: Guess) -> Vector:
    return np.asarray(guess.look.today.astype(float) / 365.2425 + 1970 - guess.look.years)


def _spread(guess: Guess) -> float:
    return float(np.quantile(_ages(guess), 0.95))


def _issued(guess: Guess) -> bool:
    if guess.look.dated < 0.6 or guess.look.timed > 0.3 or not len(guess.look.years):
        return False
    age = _ages(guess)
    recent = (age >= -0.2).mean() > 0.9 and (age < 21).mean() > 0.9 and (age < 11.5).mean() > 0.5
    return bool(recent and (len(age) < 5 or _spread(guess) > 3.5))


def issue_dates(guesses: Table, free: Table) -> None:
    """発行日 alone is a passport's only in a table with passports."""
    if any(guess.kind == "passport" for guess in guesses):
        return
    for guess in free:
        if guess.kind == "passport_issue_date" and guess.label.kinds.get("passport_issue_date", 0) <= 0.5:
            guess.choose("date", 0.8, "no passport numbers in this table")


MONTHS = r"^(0?[1-9]|1[0-2])\s?/\s?(20)?[0-9]{2}$"


def expiries(guesses: Table, free: Table) -> None:
    """有効期限 means the card's end only beside a card; there months and years of any decade are one."""
    if any(guess.kind == "card" for guess in guesses):
        for guess in free:
            if guess.kind == "date" and "card_expiry" in guess.label.kinds and guess.look.rate(MONTHS) > 0.9:
                guess.choose("card_expiry", 0.95, "months and years beside card numbers")
        return
    for guess in free:
        if guess.kind == "card_expiry" and guess.look.dated > 0.6:
            guess.choose("date", 0.8, "whole days, and no card numbers in this table")


def halves(guesses: Table, free: Table) -> None:
    """Surname and given name (kanji, kana) stand together: the left one is the surname."""
    for left, right in pairwise(guesses):
        for family, given, field in (("family_name", "given_name", "kanji"), ("family_kana", "given_kana", "kana")):
            _half(left, right, family, given, field, free)


def _half(left: Guess, right: Guess, family: str, given: str, field: str, free: Table) -> None:
    a, b = getattr(left.look, field), getattr(right.look, field)
    if (
        left.kind == family
        and right.kind not in (family, given)
        and _free(right, free)
        and _unnamed(right)
        and b.given > 0.3
    ):
        right.choose(given, 0.8, "it stands right of surnames")
    if (
        right.kind == given
        and left.kind not in (family, given)
        and _free(left, free)
        and _unnamed(left)
        and a.family > 0.3
        and a.family > a.given
    ):
        left.choose(family, 0.8, "it stands left of given names")
    if left.kind == right.kind == given and _free(left, free) and _unnamed(left) and a.family > b.family + 0.1:
        left.choose(family, 0.7, "two name columns: surnames stand left")
    whole = "name" if field == "kanji" else "name_kana"
    if (
        right.kind == given
        and left.kind == whole
        and _free(left, free)
        and a.family > 0.4
        and a.split < 0.2
        and a.full < 0.3
    ):
        left.choose(family, 0.85, "it stands left of given names and holds surnames alone")
    if (
        left.kind == family
        and right.kind == whole
        and _free(right, free)
        and b.split < 0.2
        and b.full < 0.3
        and b.given > 0.3
    ):
        right.choose(given, 0.85, "it stands right of surnames and holds given names alone")


def sexes(guesses: Table, free: Table) -> None:
    """A code of two or three values that goes with men's and women's given names is the sex."""
    if any(guess.kind == "sex" and guess.role == "self" for guess in guesses):
        return
    sexed = next((found for found in map(_sexed, guesses) if found is not None), None)
    for guess in free:
        codes = guess.look
        few = 2 <= codes.distinct <= 4 and codes.rate(r"^0?[012369]$|^[FMXfmx]$") > 0.99
        if not few or not _unnamed(guess) or (codes.n < 30 and codes.distinct > 3):
            continue
        if sexed is not None and _goes_with(codes.folded.head(len(sexed)).to_list(), sexed):
            guess.choose("sex", 0.85, "its codes go with men's and women's given names")


def _sexed(guess: Guess) -> list[str] | None:
    """m, f or '' for each row, by the given names of a column; None when it holds none."""
    if guess.kind not in ("name", "given_name", "name_kana", "given_kana") or guess.role != "self":
        return None
    men, women = (_both(sex) for sex in ("man", "woman"))
    cells = [words.hiragana(words.plain(cell)).split() for cell in guess.look.folded.head(3000)]
    marks = [_mark(cell[-1] if cell else "", men, women) for cell in cells]
    return marks if sum(map(bool, marks)) >= 4 else None


def _both(sex: str) -> frozenset[str]:
    return words.given_names(sex) | words.given_readings(sex)


def _mark(name: str, men: frozenset[str], women: frozenset[str]) -> str:
    for cut in range(max(0, len(name) - 4), len(name)):
        given = name[cut:]
        if (given in women) != (given in men):
            return "f" if given in women else "m"
    return ""


def _goes_with(codes: list[str], marks: list[str]) -> bool:
    table = pl.DataFrame({"code": codes, "mark": marks}).filter((pl.col("mark") != "") & (pl.col("code") != ""))
    if len(table) < 4:
        return False
    counted = table.group_by("code").agg(pl.len().alias("n"), (pl.col("mark") == "f").mean().alias("f"))
    shares = counted.filter(pl.col("n") >= max(2, 0.05 * len(table)))["f"]
    return len(shares) >= 2 and float(shares.max()) - float(shares.min()) > (0.45 if len(table) >= 30 else 0.75)  # type: ignore[arg-type]


def telephones(guesses: Table, free: Table) -> None:
    """Three columns of 2–5, 1–4 and 4 digits are one telephone number; two of 3 and 4 one postcode."""
    for at in range(len(guesses) - 2):
        first, second, third = guesses[at : at + 3]
        if (
            first.look.rate(r"^0[0-9]{1,4}$") > 0.9
            and second.look.rate(r"^[0-9]{1,4}$") > 0.95
            and third.look.rate(r"^[0-9]{3,4}$") > 0.95
        ):
            for part, guess in enumerate((first, second, third), 1):
                if _free(guess, free) and (_unnamed(guess) or "phone" in guess.label.kinds):
                    guess.choose("phone", 0.88, "three columns make one telephone number")
                    guess.part = part
    for first, second in pairwise(guesses):
        if (
            first.look.rate(r"^[0-9]{3}$") > 0.95
            and second.look.rate(r"^[0-9]{4}$") > 0.95
            and not first.part
            and not second.part
        ):
            _postcode(first, second, free)


def _postcode(first: Guess, second: Guess, free: Table) -> None:
    known = int(words.is_postcode(first.look.folded.head(300) + second.look.folded.head(300)).sum())
    if known < 0.6 * min(300, first.look.n) or first.look.distinct < min(3, first.look.n):
        return
    for part, guess in enumerate((first, second), 1):
        if _free(guess, free) and (_unnamed(guess) or "postcode" in guess.label.kinds):
            guess.choose("postcode", 0.85, "two columns make one postcode")
            guess.part = part


def dates_in_three(guesses: Table, free: Table) -> None:
    """Year, month and day in three columns, the years those of births."""
    for at in range(len(guesses) - 2):
        trio = guesses[at : at + 3]
        year, month, day = (guess.look for guess in trio)
        fits = year.rate(r"^(19[0-9]{2}|20[0-2][0-9])年?$") > 0.9 and month.rate(r"^(0?[1-9]|1[0-2])月?$") > 0.95
        if not fits or day.rate(r"^(0?[1-9]|[12][0-9]|3[01])日?$") < 0.95 or year.n < 1:
            continue
        born = any("birth_date" in guess.label.kinds for guess in trio) or float(np.median(_years(year.values))) < 2005
        for part, guess in enumerate(trio, 1):
            if _free(guess, free) and (_unnamed(guess) or guess.kind in ("date", "birth_date")):
                guess.choose("birth_date" if born else "date", 0.85, "year, month and day stand in three columns")
                guess.part = part if born else 0


def _years(cells: pl.Series) -> Vector:
    return cells.str.extract(r"([0-9]{4})", 1).cast(pl.Float64, strict=False).drop_nulls().to_numpy()


def banks(guesses: Table, free: Table) -> None:
    """Beside a bank or a 7-digit account: branch, kind of account, codes of four and three digits."""
    accounts = [guess for guess in guesses if guess.kind == "bank_account"]
    if len(accounts) == 1 and _free(accounts[0], free) and accounts[0].label.said in _BRANCHES:
        accounts[0].choose("other", 0.7, "a branch, but no bank and no account in this table")
    for at, guess in enumerate(guesses):
        if guess.kind != "bank_account":
            continue
        for other in [*guesses[max(0, at - 3) : at], *guesses[at + 1 : at + 5]]:
            told = "bank_account" in other.label.kinds
            if (
                other.kind == "bank_account"
                or not _free(other, free)
                or not (told or other.kind in ("other", "member_id"))
            ):
                continue
            branch = other.look.rate(r"(支店|営業部|出張所|支所)$|^本店$") > 0.6
            branch = branch and (not other.label.kinds or other.label.said in {"店名", *_BRANCHES})
            if branch or (_of_bank(other) and (not other.label.kinds or "bank_account" in other.label.kinds)):
                other.choose("bank_account", 0.8, "it stands beside a bank account")


_BRANCHES = frozenset(
    {"支店", "支店名", "支店コード", "支店番号", "支店cd", "店番", "店番号", "branch", "branchname", "branchcode",
     "branchcd", "shiten", "shitenmei", "shitencd"}
)  # fmt: skip


def _of_bank(guess: Guess) -> bool:
    look = guess.look
    if look.rate(r"^(普通|当座|貯蓄)") > 0.8:
        return True
    if look.rate(r"^[0-9]{4}$") > 0.95 and look.share(look.values.is_in(sorted(words.banks()[0]))) > 0.8:
        return True
    return look.rate(r"^[0-9]{7}$") > 0.95 or (look.rate(r"^[0-9]{3}$") > 0.95 and guess.looks.get("sex", 0) < 0.5)


def insurance(guesses: Table, free: Table) -> None:
    """記号 and 番号 are the health card's beside an insurer's number, the account's beside a bank."""
    for left, right in pairwise(guesses):
        found = left.kind == "health_insurance" and left.looks["health_insurance"] > 0.5
        plain = right.kind in ("other", "member_id") and not right.label.kinds
        if (
            found
            and plain
            and _free(right, free)
            and right.look.rate(r"^[0-9]{4,8}$") - right.look.rate("00$") > 0.8
            and right.look.same_length > 0.9
        ):
            right.choose("health_insurance", 0.7, "it stands right of an insurer's number")
    near = {"health_insurance", "bank_account"}
    for at, guess in enumerate(guesses):
        vague = {kind for kind, trust in guess.label.kinds.items() if trust <= 0.5 and kind in near}
        if not vague or not _free(guess, free):
            continue
        for other in [*guesses[max(0, at - 2) : at][::-1], *guesses[at + 1 : at + 3]]:
            sure = [kind for kind in near if other.label.kinds.get(kind, 0) >= 0.9 or other.looks.get(kind, 0) > 0.85]
            if sure:
                guess.choose(sure[0], 0.8, "the column beside it says which number this is")
                break
        else:
            kinds = {other.kind for other in guesses if other is not guess}
            if "health_insurance" in vague and ({"health_insurance", "medical"} & kinds or "bank_account" not in kinds):
                bank = guess.looks["bank_account"] > 0.5 or guess.label.said != "記号番号"
                if not bank:
                    guess.choose("health_insurance", 0.7, "no bank beside it")


def halves_by_header(guesses: Table, free: Table) -> None:
    """名前 beside 苗字 holds given names; フリガナ twice in a row the two halves."""
    for left, right in pairwise(guesses):
        if (
            (
                left.kind == right.kind == "name_kana"
                and left.role == right.role
                and left.look.kana.split < 0.2 > right.look.kana.split
            )
            and left.look.kana.family > 0.5
            and right.look.kana.given > 0.5
            and left.look.kana.full < 0.3
        ):
            for guess, kind in ((left, "family_kana"), (right, "given_kana")):
                if _free(guess, free):
                    guess.choose(kind, 0.85, "two columns of readings: surname, then given name")


RULES: tuple[Callable[[Table, Table], None], ...] = (
    births, passports, issue_dates, expiries, halves, halves_by_header, sexes,
    telephones, dates_in_three, banks, insurance, ids,
)  # fmt: skip
