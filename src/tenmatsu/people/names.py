"""Names of persons as whole columns: cleaned, folded, split into family and given name, read.

Input is what stands in the cells (name, or family and given apart; kana; romaji); output is a set of columns for
matching, beside the forms as written:

    name family given        kanji forms folded (髙橋 → 高橋), no spaces; null when the cell holds no kanji name
    kana kana_given          katakana keys (readings.kana_key)
    reading reading_given    canonical Latin readings from kana, else from romaji, family name first
    shown_name shown_kana shown_romaji    as written, spaces made single
"""

from __future__ import annotations

from functools import cache

import polars as pl
from japanese_personal_name_dataset import load_dataset

from tenmatsu.people import readings, variants

SPACE = r"[\s　]+"
IN_BRACKETS = r"[(\[（【<＜].*?[)\]）】>＞]"
HONORIFIC = r"\s*(様|さま|サマ|殿|御中)$"
TITLE = r"^(MR|MRS|MS|MISS|MSTR|MASTER|DR|PROF)[. ]\s*|[ ,.](MR|MRS|MS|MISS|MSTR|DR)\.?$"
NOBODY = (
    r"(?i)^(テスト|てすと|ﾃｽﾄ|test|dummy|ダミー|不明|未定|未入力|未記入|なし|無し|名無し|名無しさん|ななし|匿名|同上|未登録|"
    r"退会済み?|退会者|削除済み?|sample|サンプル|n/?a|null|none|nil|unknown|undefined|guest|ゲスト|様|お客様|一般|個人|"
    r"本人|同行者.*|同伴者.*|大人.*|子供.*|幼児.*|admin.*|管理者|テスト.*テスト.*|[-‐ー－*＊・.。、/?？0-9 ]+)$"
)


@cache
def surnames() -> frozenset[str]:
    """Surnames in kanji, folded (1,999 of them cover four in five Japanese)."""
    return frozenset(variants.fold(name) for name in load_dataset("opti", include_last_names=True)[2])


@cache
def given_names() -> frozenset[str]:
    """Given names in kanji, folded."""
    men, women = load_dataset("org")
    return frozenset(variants.fold(one) for entry in (*men.values(), *women.values()) for one in entry["kanji"])


@cache
def surname_keys() -> frozenset[str]:
    """Readings of the surnames as katakana keys and as canonical Latin."""
    spoken = [entry["reading"] for entry in load_dataset("opti", include_last_names=True)[2].values()]
    kana = pl.DataFrame({"kana": spoken}).select(readings.katakana(pl.col("kana")).str.replace_all("ー", ""))
    both = kana.select(
        readings.kana_key(pl.col("kana")).alias("key"), readings.canonical(pl.col("kana")).alias("latin")
    )
    return frozenset(both["key"]) | frozenset(both["latin"])


def clean(frame: pl.DataFrame) -> pl.DataFrame:
    """NFKC, spaces single, no selectors, bracketed remarks, honorifics; null when it names nobody."""
    tidy = frame.select(
        pl.all()
        .str.normalize("NFKC")
        .str.replace_all("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f]", "")
        .str.replace_all(IN_BRACKETS, "")
        .str.replace_all(SPACE, " ")
        .str.replace(HONORIFIC, "")
        .str.strip_chars(" 　,、.・'\"")
    )
    return tidy.select(pl.when(~(pl.all().str.contains(NOBODY) | (pl.all() == ""))).then(pl.all()))


KANJI = r"[\u4e00-\u9fff\u3400-\u4dbf々〆\U00020000-\U0002ffff]"
LATIN = r"^[A-Za-zÀ-ž .,'’-]+$"
INPUTS = ("in_name", "in_family", "in_given", "in_kana", "in_family_kana", "in_given_kana", "in_romaji")


def columns(frame: pl.DataFrame) -> pl.DataFrame:
    """The name columns (see the top of the file) of a frame with the columns `INPUTS` (strings, null when absent)."""
    tidy = clean(frame.select(INPUTS)).select(
        shown_name=pl.coalesce(_joined("in_family", "in_given"), "in_name", "in_family", "in_given"),
        shown_kana=pl.coalesce(
            _joined("in_family_kana", "in_given_kana"), "in_kana", "in_family_kana", "in_given_kana"
        ),
        shown_romaji=pl.col("in_romaji"),
    )
    shown = pl.col("shown_name")
    kanji, latin = shown.str.contains(KANJI), shown.str.contains(LATIN)
    tidy = tidy.with_columns(
        kanji=pl.when(kanji).then(shown),
        spoken=pl.coalesce("shown_kana", pl.when(~kanji & ~latin).then(shown)),
        latin=pl.coalesce("shown_romaji", pl.when(latin).then(shown)),
    )
    parts = [_kanji(tidy), _reading(tidy), tidy.select("shown_name", "shown_kana", "shown_romaji")]
    return pl.concat(parts, how="horizontal")


def _joined(family: str, given: str) -> pl.Expr:
    return pl.col(family).str.replace_all(" ", "") + " " + pl.col(given).str.replace_all(" ", "")


def _in(text: pl.Expr, known: frozenset[str]) -> pl.Expr:
    return text.is_in(pl.lit(pl.Series(sorted(known))).implode())


def _surname_length(text: pl.Expr, known: frozenset[str], lengths: tuple[int, ...], least: int) -> pl.Expr:
    """Length of the longest prefix that is a known surname and leaves at least `least` characters; else null."""
    size = text.str.len_chars()
    return pl.coalesce(
        *(pl.when((size >= long + least) & _in(text.str.slice(0, long), known)).then(long) for long in lengths),
        pl.lit(None, pl.Int32),
    )


def _first_token(text: pl.Expr) -> pl.Expr:
    """Length of the first of exactly two words, else null."""
    return pl.when(text.str.count_matches(" ") == 1).then(text.str.extract("^([^ ]+) ", 1).str.len_chars())


def _parts(frame: pl.DataFrame, text: str, rule: pl.Expr) -> pl.DataFrame:
    """`family` and `given` of a text column: at its one space, else where `rule` (an expression on `plain`) says."""
    frame = frame.select(
        plain=pl.col(text).str.replace_all(r"[ ・.]", ""), at=_first_token(pl.col(text)).cast(pl.Int32)
    )
    guess = frame.filter(pl.col("at").is_null() & pl.col("plain").is_not_null()).select("plain").unique()
    guess = guess.with_columns(guess=rule.cast(pl.Int32))
    frame = frame.join(guess, on="plain", how="left", maintain_order="left")
    at = pl.coalesce("at", "guess")
    return frame.select("plain", family=pl.col("plain").str.slice(0, at), given=pl.col("plain").str.slice(at))


def _kanji(tidy: pl.DataFrame) -> pl.DataFrame:
    """name, family, given of the kanji form."""
    table = variants.table()
    folded = tidy.select(text=pl.col("kanji").str.replace_many(list(table), list(table.values())))
    size = pl.col("plain").str.len_chars()
    usual = pl.when(size <= 2).then(1).when(size <= 4).then(2).when(size == 5).then(3)
    long = pl.coalesce(_surname_length(pl.col("plain"), surnames(), (4, 3, 2, 1), 1), usual)
    alone = _in(pl.col("plain"), surnames())  # 佐藤 is no 佐 藤
    split = _parts(folded, "text", pl.when(~alone).then(long))
    return _in_order(split)


def _in_order(split: pl.DataFrame) -> pl.DataFrame:
    """太郎 山田 becomes 山田 太郎 where the dictionaries leave no doubt."""
    family, given = pl.col("family"), pl.col("given")
    turned = split.filter(_in(given, surnames()) & _in(family, given_names() - surnames())).select("plain").unique()
    split = split.join(turned.with_columns(turn=True), on="plain", how="left", maintain_order="left")
    turn = pl.col("turn").fill_null(value=False)
    return split.select(
        name=pl.when(turn).then(given + family).otherwise(pl.col("plain")),
        family=pl.when(turn).then(given).otherwise(family),
        given=pl.when(turn).then(family).otherwise(given),
    )


def _reading(tidy: pl.DataFrame) -> pl.DataFrame:
    """kana, kana_given, reading, reading_given: from kana where there is kana, else from romaji."""
    spoken = tidy.select(text=readings.katakana(pl.col("spoken")).str.replace_all("ー", ""))
    known = _surname_length(readings.kana_key(pl.col("plain")), surname_keys(), (7, 6, 5, 4, 3, 2), 2)
    split = _parts(spoken, "text", known)
    split = split.with_columns(whole=pl.when(pl.col("family").is_null()).then(pl.col("plain")))
    family, given, whole = (_spoken_as(split[name]) for name in ("family", "given", "whole"))
    kana = split.select(
        kana=readings.kana_key(pl.col("plain")),
        kana_given=readings.kana_key(pl.col("given")),
        from_kana=pl.coalesce(pl.lit(family + given), pl.lit(whole)),
        from_kana_given=pl.lit(given),
    )
    both = pl.concat([kana, _romaji(tidy)], how="horizontal")
    empty = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in both.columns]
    return both.select(empty).select(
        "kana",
        "kana_given",
        reading=pl.coalesce("from_kana", "from_latin"),
        reading_given=pl.coalesce("from_kana_given", "from_latin_given"),
    )


def _spoken_as(kana: pl.Series) -> pl.Series:
    """Canonical readings of a column, computed once for each distinct value."""
    known = kana.drop_nulls().unique().to_frame("kana").with_columns(latin=readings.canonical(pl.col("kana")))
    return kana.to_frame("kana").join(known, on="kana", how="left", maintain_order="left")["latin"]


def _romaji(tidy: pl.DataFrame) -> pl.DataFrame:
    """from_latin, from_latin_given: family name first where the dictionary knows it, else words in order of letters."""
    text = pl.col("latin").str.to_uppercase().str.replace_all(TITLE, "").str.replace_all(r"[ ,]+", " ")
    frame = tidy.select(latin=text.str.strip_chars(" "))
    seen = frame.drop_nulls().unique().with_columns(words=pl.col("latin").str.split(" "))
    first = readings.canonical(pl.col("words").list.first())
    last = readings.canonical(pl.col("words").list.last())
    two, known = pl.col("words").list.len() == 2, surname_keys()
    turned = two & _in(last, known) & ~_in(first, known)
    japanese = two & (_in(last, known) | _in(first, known))
    letters = readings.canonical(pl.col("words").list.sort().list.join(""))
    whole = pl.when(turned).then(last + first).when(japanese).then(first + last).otherwise(letters)
    seen = seen.with_columns(
        from_latin=whole, from_latin_given=pl.when(turned).then(first).when(japanese).then(last)
    ).drop("words")
    joined = frame.join(seen, on="latin", how="left", maintain_order="left")
    return joined.select("from_latin", "from_latin_given")
