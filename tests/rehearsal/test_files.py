"""Files carry the oddities of real exports, and the records in them stay what they are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tenmatsu.rehearsal import files
from tenmatsu.rehearsal.files import Table
from tenmatsu.rehearsal.scenario import Column, Layout

COLUMNS = (Column("氏名", "name", "name"), Column("備考", "free_text", "note"))


def pieces(*rows: tuple[str, str | None], ragged: tuple[int, ...] = ()) -> Iterator[Table]:
    yield Table(pl.DataFrame(list(rows), schema=["c1", "c2"], orient="row"), ragged)


def test_headers_come_again_and_the_total_stands_last(tmp_path: Path) -> None:
    layout = Layout("a.csv", "home", COLUMNS, 1.0, titles=("一覧",), repeat_header=2, total="合計,{rows}件")
    files.write(
        layout, tmp_path, pieces(("あ", None), ("い", "a\nb"), ("う", None), ("え", None), ("お", None), ragged=(2,))
    )
    assert (tmp_path / "a.csv").read_bytes().decode("cp932").split("\r\n") == [
        "一覧", "氏名,備考", "あ,", 'い,"a\nb"', "氏名,備考", "う,,余分", "え,", "氏名,備考", "お,", "合計,5件", "",
    ]  # fmt: skip


def test_headers_keep_their_step_over_pieces(tmp_path: Path) -> None:
    layout = Layout("a.csv", "home", COLUMNS, 1.0, repeat_header=3)
    three = (("あ", None), ("い", None), ("う", None))
    files.write(layout, tmp_path, (piece for _ in range(2) for piece in pieces(*three[:2])))
    lines = (tmp_path / "a.csv").read_bytes().decode("cp932").split("\r\n")
    assert lines == ["氏名,備考", "あ,", "い,", "あ,", "氏名,備考", "い,", ""]


@pytest.mark.parametrize(
    ("encoding", "text", "written"),
    [
        ("cp932", "𠮷田", "?田"),
        ("euc_jp", "髙橋", "〓橋"),
        ("cp932", "1−2", "1－2"),
        ("euc_jp", "1－2", "1−2"),
        ("utf-8", "𠮷田", "𠮷田"),
    ],
)
def test_what_an_encoding_lacks_is_replaced_as_programs_do(
    tmp_path: Path, encoding: str, text: str, written: str
) -> None:
    layout = Layout("a.csv", "home", COLUMNS, 1.0, encoding=encoding, header=False)
    files.write(layout, tmp_path, pieces((text, None)))
    assert (tmp_path / "a.csv").read_bytes().decode(encoding) == f"{written},\r\n"


def test_the_locked_zip_asks_for_a_password(tmp_path: Path) -> None:
    files.locked_zip(tmp_path / "a.zip", "b.csv", b"x" * 64)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive, pytest.raises(RuntimeError, match="password"):
        archive.read("b.csv")
