"""Files as disks hold them: written to while they are read, and with names that are no UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, Passage, Table, Unread


def reasons(root: Path, into: Path, meanwhile) -> dict[str, str]:
    told = {}
    for one in walk(root, "evidence", into):
        if isinstance(one, Item):
            meanwhile(root / one.path.removeprefix("evidence/"))
        elif isinstance(one, Unread):
            told[one.item] = one.reason
    return told


def test_a_file_that_is_written_to_while_it_is_read_is_named(tmp_path) -> None:
    root = tmp_path / "evidence"
    root.mkdir()
    for name in ("a.csv", "b.csv"):
        (root / name).write_text("氏名,電話\n山田太郎,090-0000-1234\n鈴木花子,090-0000-1235\n", "utf-8")

    def write(path: Path) -> None:
        if path.name == "a.csv":
            with path.open("a", encoding="utf-8") as file:
                file.write("佐藤次郎,090-0000-1236\n")

    told = reasons(root, tmp_path / "into", write)
    assert list(told) == ["evidence/a.csv"] and "changed while it was read" in told["evidence/a.csv"]


def test_a_file_whose_name_is_no_utf8_is_read_like_any_other(tmp_path, samples) -> None:
    root = tmp_path / "evidence"
    root.mkdir()
    rows = "氏名,電話\n山田太郎,090-0000-1234\n鈴木花子,090-0000-1235\n"
    folder = os.fsencode(root) + b"/" + "顧客".encode("cp932")
    Path(os.fsdecode(folder)).mkdir()
    for name, data in (("名簿.csv", rows.encode()), ("本.xlsx", samples.xlsx()), ("書.pdf", samples.pdf())):
        Path(os.fsdecode(folder + b"/" + name.encode("cp932"))).write_bytes(data)
    found = list(walk(root, "evidence", tmp_path / "into"))
    assert {one.item for one in found if isinstance(one, Table)} >= {"evidence/顧客/名簿.csv"}
    assert any(isinstance(one, Table) and one.item.startswith("evidence/顧客/本.xlsx!") for one in found)
    assert any(isinstance(one, Passage) and one.locator.item == "evidence/顧客/書.pdf" for one in found)
    assert not [one for one in found if isinstance(one, Unread) and "damaged" in one.reason]
    assert not list((tmp_path / "into").glob("member-*"))
