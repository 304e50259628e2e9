"""Numbers without a telling header: the member's, the account's, the health card's, or of the row alone."""

from __future__ import annotations

import polars as pl

from tenmatsu.pii.header import compact
from tenmatsu.pii.weigh import Guess

Table = list[Guess]

NAMED = ("name", "given_name", "name_kana", "given_kana", "name_romaji")
PERSONAL = (*NAMED, "family_name", "family_kana", "email", "phone")


def ids(guesses: Table, free: Table) -> None:
    """Without a header: what stays with the person is the person's, what changes with the row is not."""
    personal = {guess.position for guess in guesses if guess.kind in PERSONAL}
    named = any(guess.kind in ("member_id", "employee_id") and guess.role == "self" for guess in guesses)
    if not personal:
        return
    key = _person(guesses)
    found = [guess for guess in free if _maybe_id(guess) and guess.kind == "other" and names_rows(guess)]
    near = {guess.position: bool(personal & {guess.position - 1, guess.position + 1}) for guess in found}
    found.sort(key=lambda guess: (guess.position != 1, not near[guess.position]))
    for guess in found:
        bound = _bound(key, guess)
        if (bound is not None and bound < 0.5) or _running(guess):
            continue
        if _account(guess):
            _choose_drawn(guess, guesses, bool(bound))
        elif not named and (bound or guess.position == 1 or near[guess.position] or guess.look.rate(_CODE) > 0.9):
            guess.choose("member_id", 0.8 if bound else 0.6, "stays with the person" if bound else "one value a row")
            named = True


def _running(guess: Guess) -> bool:
    """1, 2, 3 … down the table: the number of the line, not of the person."""
    lines = guess.look.folded.filter(guess.look.folded != "").cast(pl.Int64, strict=False)
    if len(lines) < 2 or lines.null_count() or lines[0] not in (0, 1):
        return False
    return bool((lines.diff().drop_nulls() > 0).all())


_CODE = r"^[0-9]{4,10}$|^[ACEFGHKMSUacefghkmsu]-?[0-9]{3,9}$"


def _person(guesses: Table) -> pl.Series | None:
    """A key of the person in each sampled row: a name and one thing more; None when the table has not both."""
    first = next((guess for guess in guesses if guess.kind in (*NAMED, "family_name") and guess.role == "self"), None)
    more = next(
        (guess for kind in ("birth_date", "email", "phone", "postcode") for guess in guesses if guess.kind == kind),
        None,
    )
    if first is None or more is None:
        return None
    one, two = first.look.folded, more.look.folded
    return pl.select(pl.when((one != "") & (two != "")).then(one + "\x1f" + two)).to_series()


def _bound(key: pl.Series | None, guess: Guess) -> float | None:
    """The share of persons met at least twice whose number is always the same; None when under three are."""
    if key is None:
        return None
    rows = pl.DataFrame({"key": key, "id": guess.look.folded}).filter(
        pl.col("key").is_not_null() & (pl.col("id") != "")
    )
    met = rows.group_by("key").agg(pl.len().alias("n"), pl.col("id").n_unique().alias("ids")).filter(pl.col("n") > 1)
    return float((met["ids"] == 1).sum() / len(met)) if len(met) >= 3 else None


def _choose_drawn(guess: Guess, guesses: Table, bound: bool) -> None:
    """Numbers of every beginning are drawn, not counted up: accounts, health cards; the leftmost may be anything."""
    kinds, seven = {other.kind for other in guesses}, guess.look.rate(r"^[0-9]{7}$") > 0.95
    if "health_insurance" in kinds or ("medical" in kinds and not seven):
        guess.choose("health_insurance", 0.45, "digits of every beginning, in a table of care")
    elif seven and (guess.position > 1 or bound):
        guess.choose("bank_account", 0.45, "seven digits of every beginning, as account numbers have")


def _account(guess: Guess) -> bool:
    look = guess.look
    heads = look.values.str.slice(0, 1).n_unique() if look.n else 0
    return look.n >= 15 and look.rate(r"^[0-9]{6,8}$") > 0.95 and look.rate(r"^[0-9]{7,8}$") > 0.7 and heads >= 8


def _maybe_id(guess: Guess) -> bool:
    return guess.label.blank or (guess.label.said in _NUMBER and guess.label.base == compact(guess.label.said))


_NUMBER = frozenset({"番号", "id", "no.", "no", "コード", "管理番号", "管理no", "登録id"})
_NOT_MEMBER = r"^(?i:ord|order|inv|so|po|sku|prd|item|rsv|res|bk|tx|trx|txn|req|tk|tkt|ev|no|r|t)[-_]?[0-9]"
"""Prefixes of orders, bookings, tickets and articles."""


def _of_several_desks(codes: pl.Series) -> bool:
    """Codes under two or more beginnings of letters (JB…, RT…): bookings of several systems, each row one of them."""
    letters = codes.str.extract("^([A-Za-z]{2,4})[-_]?[0-9]{4,}$", 1).drop_nulls()
    if len(letters) < 6:
        return False
    shares = letters.value_counts(sort=True)["count"] / len(letters)
    return len(shares) <= 12 and bool((shares > 0.08).sum() >= 2)


def names_rows(guess: Guess) -> bool:
    """Codes that could be a customer's: one shape, long enough, mostly distinct, no moment, no article."""
    look = guess.look
    if look.n < 1 or (look.unique < 0.2 and look.distinct < 50):
        return False
    if look.rate(r"^[A-Za-z]{0,5}[-_]?[0-9]{3,12}([-_][0-9]{1,6})?[A-Z]?$") < 0.9 or look.dated > 0.5:
        return False
    if look.length < 5.5 and look.rate("^[A-Za-z]") > 0.5:
        return False
    if look.corporate > 0.8 or look.rate(r"^(45|49|978)[0-9]{11}$|^[0-9]{12,}$") > 0.8:
        return False
    if (
        look.rate(_NOT_MEMBER) > 0.5
        or look.rate(r"^[1-9][0-9]*00$") > 0.5
        or look.rate(r"^0|^[A-Za-z]|^[0-9]{6,}$") < 0.8
    ):
        return False
    if _of_several_desks(look.folded):
        return False
    return look.same_length > 0.9 or look.rate(r"^[A-Za-z]") > 0.9 or look.rate(r"^[0-9]{5,10}$") > 0.9
