"""YAML gives a record for each person in it, every value as it is written."""

from __future__ import annotations

import json

import pytest

LIST = """# members
members:
  - no: 007
    name: 山田 花子
    born: 1980-01-02
    address: {pref: 東京都, town: 港区}
  - no: 008
    name: "\\u9234\\u6728 一郎"
    born: 1975-11-30
    address:
      pref: 北海道
      town: 札幌市
made: 総務
"""
DOCUMENTS = (
    "---\nname: 山田 花子\ntel: 03-0000-0001\n---\nname: 鈴木 一郎\ntel: 03-0000-0002\nmemo: |\n  一行目\n  二行目\n"
)
KEYED = "".join(f"user_{at}:\n  name: 山田 {at}郎\n  tel: 03-0000-000{at}\n" for at in range(4))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_list_in_a_mapping_is_a_table(seen, rows, encoding: str) -> None:
    found = seen({"a.yml": LIST.encode(encoding)})
    table = found.tables["evidence/a.yml!members"]
    assert table.header == ("no", "name", "born", "address.pref", "address.town")
    assert rows(table) == [
        ["007", "山田 花子", "1980-01-02", "東京都", "港区"],
        ["008", "鈴木 一郎", "1975-11-30", "北海道", "札幌市"],
    ]
    assert [one.text for one in found.passages] == ["made: 総務"]


def test_documents_and_keys_are_records(seen, rows) -> None:
    found = seen({"a.yaml": DOCUMENTS.encode(), "b.yaml": KEYED.encode()})
    assert rows(found.tables["evidence/a.yaml"]) == [
        ["山田 花子", "03-0000-0001", None],
        ["鈴木 一郎", "03-0000-0002", "一行目\n二行目\n"],
    ]
    table = found.tables["evidence/b.yaml"]
    assert (table.header, rows(table)[3]) == (("key", "name", "tel"), ["user_3", "山田 3郎", "03-0000-0003"])


def test_aliases_without_end_and_what_is_no_yaml_are_told(seen) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 60))
    found = seen({"bomb.yml": bomb.encode(), "self.yml": b"&a [*a]\n", "no.yml": "氏名: [山田\n".encode()})
    assert set(found.unread) == {"evidence/bomb.yml", "evidence/self.yml", "evidence/no.yml"}
    assert any(one.text.startswith("氏名: [山田") for one in found.passages)


def test_orders_of_elasticsearch_are_no_records(seen, rows) -> None:
    lines = [{"index": {"_id": 1}}, {"name": "山田"}, {"index": {"_id": 2}}, {"name": "鈴木"}]
    table = seen({"a.ndjson": "\n".join(map(json.dumps, lines)).encode()}).tables["evidence/a.ndjson"]
    assert (rows(table), table.notes) == ([["山田"], ["鈴木"]], {"orders": 2})
