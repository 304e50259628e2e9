"""Postcodes of Japan, NNN-NNNN, looked up in KEN_ALL so that a 7-digit member number is none."""

from __future__ import annotations

import polars as pl

from tenmatsu.pii import words
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "郵便番号 〒 郵便 郵便番号1 郵便番号2 郵便番号(上3桁) 郵便番号(下4桁) 郵便番号上 郵便番号下 〒番号 "
    "郵便番号7桁 送付先郵便番号 お届け先郵便番号 届け先郵便番号 配送先郵便番号 請求先郵便番号 郵便no 郵便コード "
    "ゆうびん 勤務先郵便番号 自宅郵便番号 郵便番号(ハイフンなし) 郵便番号(ハイフンあり) 住所郵便番号 zip zipcode "
    "zip_code postcode post_code postal_code postalcode postal postno post_no postal_no postalno zip1 zip2 zip01 "
    "zip02 zip_cd zipcd post_cd postcd yubin yubin_no yubinno yubinbango yubin_bango yubinbangou yuubin "
    "yuubinbangou yubin_cd yubincd ubin zipno zip_no postnum post postnumber jusho_yubin ybn ybn_no shipping_zip "
    "pcode postcode1 postalcode1 zip_upper zip_lower "
)


def looks(look: Look) -> float:
    marked = look.rate(r"^〒?\s?[0-9]{3}-[0-9]{4}$")
    real = look.postcode
    return min(0.97, max(0.97 * marked, (0.95 * real if real > 0.6 else 0.2 * real)))


def allows(look: Look) -> float:
    return max(look.bare_rate(r"^〒?[0-9]{5,7}$"), look.rate(r"^[0-9]{3,4}$"))


def valid(cells: pl.Series) -> pl.Series:
    digits = cells.str.strip_prefix("〒").str.strip_chars()
    return pl.Series(words.is_postcode(digits))


KIND = Kind(
    word="postcode",
    ja="郵便番号",
    en="postcode",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=valid,
    hits=(
        ("", "150-0001", "100-0005"),
        ("", "1500001", "1000005", "5300001", "0600001"),
        ("yubin", "〒150-0001", "1000005"),
    ),
    misses=(
        ("会員番号", "1000005", "1000006"),
        ("", "9999991", "9999992", "9999993"),
        ("電話番号", "090-1234-5678", "03-1234-5678"),
    ),
)
