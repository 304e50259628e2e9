"""Who stands beside the persons concerned is told, with how many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.exposure.scenes import scene, table

from tenmatsu.exposure.beside import named_beside
from tenmatsu.exposure.channel import Scene, channels

HEADER = ("児童氏名", "保護者氏名", "緊急連絡先氏名")
ROWS = [("見本 一", "見本 花", ""), ("見本 二", "見本 草", "仮名 空"), ("見本 三", "", "見本 三")]


def _pupils(case: Path, roles: tuple[str, str, str]) -> Scene:
    made, columns = table(case, "list.csv", HEADER, ("name", "name", "name"), ROWS)
    typed = [replace(column, role=role) for column, role in zip(columns, roles, strict=True)]
    records = [(n, "list.csv", n, n, ["name"]) for n in (1, 2, 3)]
    one = scene(case, "loss", records, tables={"list.csv": (made, typed)})
    one.db.execute(f"CREATE VIEW lines AS {channels()['loss'].lines(one)}")
    return one


def test_guardians_and_contacts_of_a_list_are_told(tmp_path: Path) -> None:
    (said,) = named_beside(_pupils(tmp_path, ("self", "guardian", "emergency")))
    assert said.name == "not_counted"
    assert said.value == "表の中で本人のそばに名前のある人(保護者など 2 件、緊急連絡先 1 件)は、対象者に数えていない"


def test_whom_the_table_is_about_is_nobody_beside(tmp_path: Path) -> None:
    (said,) = named_beside(_pupils(tmp_path, ("guardian", "guardian", "emergency")))
    assert "保護者" not in said.value
    assert "緊急連絡先 2 件" in said.value
