"""Plain text: prose, notes and forms are passages; lists of records are tables. Nothing is both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.evidence.prose import passages, pieces

PEOPLE = [
    (f"山田 {given}", f"090-0000-{at:04}", f"u{at}@example.jp") for at, given in enumerate("一二三四五六七八" * 5)
]

PROSE = {
    "labels with a colon": "\n\n".join(f"氏名：{a}\n電話：{b}\nメール：{c}" for a, b, c in PEOPLE),
    "labels in English": "\n".join(f"Name: {a}\nTel: {b}\nEmail: {c}\n---" for a, b, c in PEOPLE),
    "labels and tabs": "\n".join(f"氏名\t{a}\n電話\t{b}\nメール\t{c}" for a, b, c in PEOPLE),
    "labels and commas": "\n".join(f"氏名,{a}\n電話番号,{b}\nメールアドレス,{c}\n" for a, b, c in PEOPLE),
    "notes": "".join(f"・{a}さん（{b}）、折り返し希望。\n" for a, b, _ in PEOPLE),
    "minutes": "# 議事録\n- 出席: 山田, 佐藤, 鈴木\n- 日時: 2024-01-02, 10:00\n1. 佐藤さんより、田中様の件。\n",
    "English": "Dear all,\nOn Monday, Taro called. He said, however, no.\nPlease note, the phone is 03-0000-0000.\n",
    "names alone": "\n".join(a for a, _, _ in PEOPLE),
    "one line": "山田太郎 090-0000-0000",
    "log": "\n".join(f"2024-01-02 10:00:00 INFO user={c} ok" for _, _, c in PEOPLE),
    "dialogue": "".join(f"[10:00] 佐藤: {a}様の番号は{b}、以上です\n" for a, b, _ in PEOPLE),
    "address with commas": "東京都千代田区1,2,3 の山田、090-0000-0000\n" * 2,
}


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("name", list(PROSE))
def test_prose_and_forms_are_passages(seen, name, encoding) -> None:
    found = seen({"a.txt": PROSE[name].encode(encoding)})
    assert (found.tables, found.unread) == ({}, {})
    text = "".join(passage.text for passage in found.passages)
    assert len(text.splitlines()) == len(PROSE[name].splitlines())
    assert "hidden" not in text and not any(passage.hidden for passage in found.passages)


def test_delimited_pairs_are_shown_as_labels_line_for_line(seen) -> None:
    found = seen(
        {"a.csv": "氏名,山田太郎\r\n電話番号,090-0000-0001\r\n\r\n氏名,鈴木\r\n電話番号,090-0000-0002".encode()}
    )
    assert found.passages[0].text == "氏名: 山田太郎\n電話番号: 090-0000-0001\n\n氏名: 鈴木\n電話番号: 090-0000-0002"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a"])
def test_records_are_a_table_whatever_the_file_is_called(seen, name) -> None:
    text = "氏名,電話,メール\n" + "".join(f"{a},{b},{c}\n" for a, b, c in PEOPLE)
    found = seen({name: text.encode()})
    assert found.tables[f"evidence/{name}"].rows == 40
    assert found.passages == []


def test_long_text_is_cut_at_line_ends_and_each_piece_knows_its_line(seen) -> None:
    line = "本日、山田様より電話があり、折り返しの希望を承りました。\n"
    found = seen({"a.txt": (line * 9000).encode()})
    assert len(found.passages) > 3
    for passage in found.passages:
        assert len(passage.text.encode()) <= 200_000
        assert passage.text.startswith("本日")
    lines = [int(passage.locator.get("line") or 0) for passage in found.passages]
    counts = [passage.text.count("\n") for passage in found.passages]
    assert lines == [1 + sum(counts[:at]) for at in range(len(counts))]


@given(st.text(alphabet="あ\n", max_size=300), st.integers(1, 40))
def test_pieces_are_the_whole(text: str, longest: int) -> None:
    assert "".join(pieces(text, longest)) == text
    assert all(0 < len(piece) <= longest for piece in pieces(text, longest))


@given(st.text(alphabet="あ\n", max_size=300))
def test_places_are_all_different(text: str) -> None:
    places = [one.place for one in passages(text * 700, (("part", "body"),))]
    assert len(set(places)) == len(places)
