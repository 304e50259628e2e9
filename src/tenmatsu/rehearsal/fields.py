"""What stands in a cell: each field of a layout as a column of text, by the style of its file.

Telephone numbers: Japan sets no range of mobile numbers aside for examples that programs accept, so mobile numbers are
drawn from the whole plan and belong to nobody in particular; Tokyo numbers begin 03-2, which is not assigned. E-mail
addresses lie at reserved domains (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from tenmatsu.rehearsal import abroad, lexicon
from tenmatsu.rehearsal.addresses import building, city, line, postcode, prefecture, rest, town_line
from tenmatsu.rehearsal.chunk import Chunk, Flags, chosen, civil
from tenmatsu.rehearsal.contact import email, landline, mobile, phone
from tenmatsu.rehearsal.kana import NARROW, hiragana
from tenmatsu.rehearsal.words import choose, joined, pick, replaced, text_of

_SLIPS = list("アイカキサシタツナノマミヤラルン")
_SPACES = {"wide": "　", "narrow": " ", "none": ""}
_SEXES = {
    "kanji": ("男", "女"), "kanji2": ("男性", "女性"), "letter": ("M", "F"), "digit": ("1", "2"),
    "english": ("Male", "Female"),
}  # fmt: skip
_ERAS = ((1989, 1, 8, "平成", "H"), (1926, 12, 25, "昭和", "S"), (1912, 7, 30, "大正", "T"))


def family(one: Chunk) -> pl.Series:
    """Surname in kanji; of a guest, in romaji."""
    native = lexicon.surnames().kanji.gather(np.where(one.guest, 0, one.surname))
    return _or_guest(one, native, abroad.foreign().family, one.surname)


def given(one: Chunk) -> pl.Series:
    """Given name in kanji, sometimes with the wrong kanji of the right reading."""
    native = lexicon.givens().kanji.gather(np.where(one.guest, 0, one.given))
    return _or_guest(one, native, abroad.foreign().given, one.given)


def family_kana(one: Chunk) -> pl.Series:
    """Reading of the surname; of a guest, empty."""
    native = lexicon.surnames().kana.gather(np.where(one.guest, 0, one.surname))
    return _kana_style(one, _blank_guest(one, native))


def given_kana(one: Chunk) -> pl.Series:
    """Reading of the given name, sometimes one character off."""
    native = _blank_guest(one, lexicon.givens().kana.gather(np.where(one.guest, 0, one.given_kana)))
    return _kana_style(one, _slipped(one, native))


def name(one: Chunk) -> pl.Series:
    """Both names in one cell."""
    space = _SPACES[one.style.get("space", "wide")]
    return joined(family(one), space, given(one))


def kana(one: Chunk) -> pl.Series:
    """Both readings in one cell."""
    space = " " if one.style.get("kana") == "narrow" else _SPACES[one.style.get("space", "wide")]
    both = joined(family_kana(one), space, given_kana(one))
    return both.str.strip_chars(" 　")


def romaji(one: Chunk) -> pl.Series:
    """Both names in capitals, given name first or last by style."""
    first, last = romaji_given(one), romaji_family(one)
    return joined(first, " ", last) if one.style.get("romaji") == "given_first" else joined(last, " ", first)


def romaji_family(one: Chunk) -> pl.Series:
    """Surname in capitals."""
    native = lexicon.surnames().romaji.gather(np.where(one.guest, 0, one.surname)).str.to_uppercase()
    return _case(one, _or_guest(one, native, abroad.foreign().family, one.surname))


def romaji_given(one: Chunk) -> pl.Series:
    """Given name in capitals."""
    native = lexicon.givens().romaji.gather(np.where(one.guest, 0, one.given_kana)).str.to_uppercase()
    return _case(one, _or_guest(one, native, abroad.foreign().given, one.given))


def sex(one: Chunk) -> pl.Series:
    """Sex in the words of the file."""
    words = _SEXES[one.style.get("sex", "kanji")]
    return pl.Series(words).gather(one.people.sex[one.who].astype(np.int64))


def birth(one: Chunk) -> pl.Series:
    """Date of birth in the style of the file; some are stand-ins."""
    text = dated(one.born, one.style.get("date", "slash"))
    fake = np.flatnonzero(chosen(one.rng, len(one), one.noise.dummy * 0.7))
    stand_in = dated(np.where(one.rng.random(len(fake)) < 0.8, -25567, 0), one.style.get("date", "slash"))
    return text.scatter(fake, stand_in) if len(fake) else text


def booked(one: Chunk) -> pl.Series:
    """Day of the booking."""
    return dated(one.booked, one.style.get("date", "slash") if "era" not in one.style.get("date", "") else "slash")


def issued(one: Chunk) -> pl.Series:
    """Day on which the passport was issued; empty where there is none."""
    has = one.passport >= 0
    day = dated(one.passports.issued.take(np.where(has, one.passport, 0)), one.style.get("date", "slash"))
    return _only(has, day)


def passport(one: Chunk) -> pl.Series:
    """Passport number; empty where there is none."""
    has = one.passport >= 0
    text = one.passports.number(np.where(has, one.passport, 0))
    odd = one.rng.random(len(one))
    text = replaced(text, np.flatnonzero(odd < 0.03), text.gather(np.flatnonzero(odd < 0.03)).str.to_lowercase())
    at = np.flatnonzero(odd > 0.97)
    text = replaced(text, at, joined(text.gather(at).str.slice(0, 2), " ", text.gather(at).str.slice(2)))
    return _only(has, text)


def nationality(one: Chunk) -> pl.Series:
    """Country in words or as a code."""
    words = abroad.foreign().code if one.style.get("country", "code") == "code" else abroad.foreign().country
    home = "JPN" if one.style.get("country", "code") == "code" else "日本"
    text = words.gather(np.where(one.guest, one.people.town[one.who], 0))
    return pl.select(pl.when(pl.Series(one.guest)).then(text).otherwise(pl.lit(home))).to_series()


def booking(one: Chunk) -> pl.Series:
    """Number of the booking: two letters and nine digits."""
    code = pick(one.rng, ("JB", "RT", "WB"), len(one))
    return joined(code, "", pl.Series(one.rng.integers(10**8, 10**9, len(one))).cast(pl.String))


def amount(one: Chunk) -> pl.Series:
    """Price in yen."""
    return (pl.Series(one.rng.integers(40, 4000, len(one))) * 100).cast(pl.String)


def note(one: Chunk) -> pl.Series:
    """A remark, mostly none; some hold a line break."""
    words = (
        "禁煙希望",
        "到着20時頃\n夕食不要",
        "ベビーベッド希望",
        '海側の部屋\n朝食"和食"希望',
        "添い寝1名",
        "アレルギー(そば)あり",
    )
    text = pick(one.rng, words, len(one))
    empty = pl.Series(one.rng.random(len(one)) < 0.93)
    return pl.select(pl.when(empty).then(pl.lit("")).otherwise(text)).to_series()


def plan(one: Chunk) -> pl.Series:
    """What was booked."""
    words = ("2食付きスタンダード", "素泊まり", "朝食付き", "温泉満喫プラン", "JR+宿泊", "ビジネス応援", "早割28")
    return pick(one.rng, words, len(one))


def dated(day: lexicon.Ints, style: str) -> pl.Series:
    """Days since 1970-01-01 in a style: slash, slash1, iso, eight, kanji, era_short, era_long, month."""
    if style.startswith("era"):
        return _era(day, style == "era_long")
    frame = pl.select(pl.Series(day.astype(np.int32)).cast(pl.Date).alias("d"))
    pattern = {
        "slash": "%Y/%m/%d", "slash1": "%Y/%-m/%-d", "iso": "%Y-%m-%d", "eight": "%Y%m%d",
        "kanji": "%Y年%-m月%-d日", "month": "%d %b %Y",
    }[style]  # fmt: skip
    return frame["d"].dt.strftime(pattern)


def _era(day: lexicon.Ints, long: bool) -> pl.Series:
    year, month, date = civil(day)
    start, words = np.full(len(day), 1868), np.full(len(day), 3)
    for at, (first, mm, dd, _, _) in reversed(list(enumerate(_ERAS))):
        since = (year * 10000 + month * 100 + date) >= first * 10000 + mm * 100 + dd
        start, words = np.where(since, first, start), np.where(since, at, words)
    name = pl.Series([era[3 if long else 4] for era in _ERAS] + ["明治" if long else "M"]).gather(words)
    number = pl.Series(year - start + 1).cast(pl.String)
    if long:
        number = number.replace("1", "元")
    m, d = pl.Series(month).cast(pl.String), pl.Series(date).cast(pl.String)
    return joined(name, "", number, "年", m, "月", d, "日") if long else joined(name, "", number, ".", m, ".", d)


def _or_guest(one: Chunk, native: pl.Series, table: pl.Series, at: lexicon.Ints) -> pl.Series:
    if not one.guest.any():
        return native
    foreign = table.gather(np.where(one.guest, at, 0))
    return pl.select(pl.when(pl.Series(one.guest)).then(foreign).otherwise(native)).to_series()


def _blank_guest(one: Chunk, native: pl.Series) -> pl.Series:
    if not one.guest.any():
        return native
    return pl.select(pl.when(pl.Series(one.guest)).then(pl.lit("")).otherwise(native)).to_series()


def _slipped(one: Chunk, text: pl.Series) -> pl.Series:
    at = np.flatnonzero(one.kana_slip)
    if not len(at):
        return text
    rng = np.random.default_rng(int(one.who[at].sum()) % 2**32)
    frame = pl.DataFrame({"t": text.gather(at)})
    length = pl.col("t").str.len_chars()
    frame = frame.with_columns(
        (pl.Series("p", rng.integers(0, 1000, len(at))) % length.clip(1)).alias("p"),
        pl.Series("c", _SLIPS).gather(rng.integers(0, len(_SLIPS), len(at))).alias("c"),
        pl.Series("how", rng.integers(0, 4, len(at))),
    )
    before, after = pl.col("t").str.slice(0, pl.col("p")), pl.col("t").str.slice(pl.col("p") + 1)
    here = pl.col("t").str.slice(pl.col("p"), 1)
    dropped = pl.when(length > 2).then(pl.concat_str(before, after)).otherwise(pl.concat_str(before, "c", after))
    new = (
        pl.when(pl.col("how") == 0)
        .then(dropped)
        .when(pl.col("how") == 1)
        .then(pl.concat_str(before, here, "c", after))
        .otherwise(pl.concat_str(before, "c", after))
    )
    return text.scatter(at, frame.select(new).to_series())


def _kana_style(one: Chunk, text: pl.Series) -> pl.Series:
    style = one.style.get("kana", "kata")
    if style == "narrow":
        return text.str.replace_many(NARROW)
    if style == "hira":
        return text.str.replace_many({char: hiragana(char) for char in NARROW if char not in " 　・"})
    return text


def _case(one: Chunk, text: pl.Series) -> pl.Series:
    return text.str.to_titlecase() if one.style.get("case") == "title" else text


def _only(has: Flags, text: pl.Series) -> pl.Series:
    return choose(has.astype(np.int64), [pl.Series([""] * len(text), dtype=pl.String), text])


def partner(one: Chunk) -> pl.Series:
    """Site of the partner on which the booking was made."""
    return pl.Series(one.partners).gather(one.partner)


def service(one: Chunk) -> pl.Series:
    """Site on which the person registered."""
    return pl.Series(one.services).gather(one.service)


def member(one: Chunk) -> pl.Series:
    """Member number, ten digits with leading zeros; empty for those who are no members."""
    return _only(one.member >= 0, text_of(np.maximum(one.member, 0), 10))


FIELDS: dict[str, Callable[[Chunk], pl.Series]] = {
    "family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana, "name": name, "kana": kana,
    "romaji": romaji, "romaji_family": romaji_family, "romaji_given": romaji_given, "sex": sex, "birth": birth,
    "booked": booked, "issued": issued, "passport": passport, "nationality": nationality, "booking": booking,
    "amount": amount, "note": note,
    "plan": plan, "email": email, "phone": phone, "mobile": mobile, "landline": landline, "postcode": postcode,
    "prefecture": prefecture, "city": city, "rest": rest, "town_line": town_line, "building": building, "address": line,
    "partner": partner, "service": service, "member": member,
}  # fmt: skip
"""The fields that a column can name."""
