# ruff: noqa: E501 - lists of words
"""E-mail addresses and telephone numbers: own, the family's, an agency's, a company's, and stand-ins for none."""

from __future__ import annotations

import numpy as np
import polars as pl

from tenmatsu.rehearsal import abroad, chance, lexicon, places
from tenmatsu.rehearsal.chunk import ROMAJI_OLD, Chunk, phone_owner
from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.words import choose, joined, pick, replaced, text_of, wide

DOMAINS = (
    "example.com", "example.jp", "example.ne.jp", "example.net", "example.co.jp", "mail.example", "docomo.example", "ezweb.example",
    "softbank.example", "yahoo.example", "gmail.example", "example.or.jp", "nifty.example", "hotmail.example",
)  # fmt: skip
WORDS = (
    "hana",
    "sakura",
    "neko",
    "sora",
    "umi",
    "taiyo",
    "kuma",
    "momo",
    "ringo",
    "yuki",
    "hikari",
    "tabi",
    "happy",
    "love",
    "blue",
)
NO_MAIL = (
    "test@example.com",
    "noreply@example.jp",
    "none@example.com",
    "なし",
    "aaa@example.com",
    "dummy@example.co.jp",
    "-",
)
NO_PHONE = ("00000000000", "090-0000-0000", "0000000000", "なし", "999-9999-9999", "03-0000-0000", "-", "不明")
LANDLINE = 0.35
"""Share of single telephone cells that hold a landline (assumed)."""


def email(one: Chunk) -> pl.Series:
    """The address in each record."""
    owner = one.people.mail[one.who].astype(np.int64)
    text = personal(one, owner, one.mail_version)
    upper = np.flatnonzero(one.rng.random(len(one)) < 0.01)
    text = replaced(text, upper, text.gather(upper).str.to_titlecase())
    fake = np.flatnonzero(one.rng.random(len(one)) < one.noise.dummy * 0.7)
    text = replaced(text, fake, pick(one.rng, NO_MAIL, len(fake)))
    agency = np.flatnonzero(one.agency >= 0)
    desks = np.flatnonzero(one.desk >= 0)
    text = replaced(text, agency, joined("reservation@agency", text_of(one.agency[agency], 3), ".example.jp"))
    return replaced(text, desks, joined("travel@corp", text_of(one.desk[desks], 4), ".example.co.jp"))


def personal(one: Chunk, owner: Ints, version: Ints) -> pl.Series:
    """The address of `owner`; version 1 is the one before it was changed."""
    people = one.people
    guest = owner >= people.domestic
    names, givens, words = lexicon.surnames(), lexicon.givens(), abroad.foreign()
    before = (chance.even(owner, 31) < ROMAJI_OLD) & ~guest
    surname = np.where(before, people.old_surname[owner], people.surname[owner]).astype(np.int64)
    last = choose(
        guest.astype(np.int64),
        [names.romaji.gather(np.where(guest, 0, surname)), _plain(words.family.gather(np.where(guest, surname, 0)))],
    )
    given = people.given[owner].astype(np.int64)
    first = choose(
        guest.astype(np.int64),
        [givens.romaji.gather(np.where(guest, 0, given)), _plain(words.given.gather(np.where(guest, given, 0)))],
    )
    key = owner * 2 + version
    number = text_of(chance.scattered(key, 5_003_921, 16_000_001))
    word = pl.Series(WORDS).gather(chance.below(key, 32, len(WORDS)))
    local = choose(
        chance.below(key, 33, 5),
        [
            joined(first, ".", last, number),
            joined(last, "-", first, number),
            joined(word, "", number),
            joined(first, "_", word, number),
            joined(last.str.slice(0, 1), "", first, "", number),
        ],
    )
    odd = np.flatnonzero(chance.even(key, 34) < 0.006)
    local = replaced(local, odd, joined(word.gather(odd), "..", number.gather(odd), "."))
    domain = pl.Series(DOMAINS).gather((len(DOMAINS) * chance.even(key, 35) ** 1.4).astype(np.int64))
    return joined(local, "@", domain)


def _plain(text: pl.Series) -> pl.Series:
    return text.str.to_lowercase().str.replace_many({" ": "", "'": "", "-": ""})


def mobile(one: Chunk) -> pl.Series:
    """A mobile number in each record."""
    key = phone_owner(one) * 2 + one.phone_version
    number = chance.scattered(key, 104_395_301, 270_000_000)
    prefix = pl.Series(["090", "080", "070"]).gather(number // 90_000_000)
    rest = text_of(number % 90_000_000 + 10_000_000, 8)
    return _finished(one, prefix, rest.str.slice(0, 4), rest.str.slice(4), "mobile")


def landline(one: Chunk) -> pl.Series:
    """The household's landline; of a guest, a number abroad."""
    house = one.people.house[one.who].astype(np.int64)
    town = np.where(one.guest, 0, one.people.town[one.who]).astype(np.int64)
    area = places.towns().area.gather(town)
    return _finished(one, area, *_local(area, house * 2 + one.phone_version), "landline")


def phone(one: Chunk) -> pl.Series:
    """One telephone cell: a mobile number or the landline."""
    lines = chance.even(one.who, 36) < LANDLINE
    return choose(lines.astype(np.int64), [mobile(one), landline(one)])


def _local(area: pl.Series, key: Ints) -> tuple[pl.Series, pl.Series]:
    length = area.str.len_chars().to_numpy().astype(np.int64)
    two = text_of(chance.scattered(key, 3_141_593, 10_000_000) + 20_000_000)
    three = text_of(chance.scattered(key, 2_718_281, 8_000_000) + 2_000_000)
    four = text_of(chance.scattered(key, 271_829, 800_000) + 200_000)
    digits = choose(length - 2, [two, three, four])
    frame = pl.select(
        digits.str.head(digits.str.len_chars().cast(pl.Int64) - 4).alias("head"), digits.str.tail(4).alias("tail")
    )
    return frame["head"], frame["tail"]


def _finished(one: Chunk, area: pl.Series, middle: pl.Series, last: pl.Series, sort: str) -> pl.Series:
    style = one.style.get("phone", "hyphen")
    guest = one.guest
    if guest.any():
        code = pl.Series(["86", "886", "82", "852", "66", "1", "61", "33", "44", "84"])
        at = np.where(guest, one.people.town[one.who], 0).astype(np.int64)
        abroad_number = joined(
            "+",
            code.gather(at),
            "-",
            text_of(chance.scattered(one.who * 2 + one.phone_version, 611_953, 90_000_000) + 910_000_000),
        )
    text = _shape(style, area, middle, last, one.rng)
    agency = np.flatnonzero(one.agency >= 0)
    desk = np.flatnonzero(one.desk >= 0)
    for at, base, which in ((agency, 600_000, one.agency), (desk, 700_000, one.desk)):
        number = text_of(20_000_000 + base + which[at] * 7)
        text = replaced(
            text,
            at,
            _shape(
                style,
                pl.Series(["03"] * len(at), dtype=pl.String),
                number.str.slice(0, 4),
                number.str.slice(4),
                one.rng,
            ),
        )
    fake = np.flatnonzero(one.rng.random(len(one)) < one.noise.dummy)
    text = replaced(text, fake, pick(one.rng, NO_PHONE, len(fake)))
    return choose(guest.astype(np.int64), [text, abroad_number]) if guest.any() else text


def _shape(style: str, area: pl.Series, middle: pl.Series, last: pl.Series, rng: np.random.Generator) -> pl.Series:
    if style == "mixed":
        shapes = [_shape(kind, area, middle, last, rng) for kind in ("hyphen", "plain", "wide", "paren")]
        return choose(rng.choice(4, len(area), p=(0.55, 0.3, 0.08, 0.07)), shapes)
    if style == "plain":
        return joined(area, "", middle, last)
    if style == "paren":
        return joined(area, "(", middle, ")", last)
    if style == "wide":
        return wide(joined(area, "-", middle, "-", last))
    if style == "world":
        return joined("+81-", area.str.slice(1), "-", middle, "-", last)
    if style == "no_zero":
        return joined(area.str.slice(1), "", middle, last)
    if style == "space":
        return joined(area, " ", middle, " ", last)
    return joined(area, "-", middle, "-", last)
