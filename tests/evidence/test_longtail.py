"""Formats without a reader of our own go to an extractor of many formats; whatever it says, a row stands."""

from __future__ import annotations

import sys

import pytest

from tenmatsu.evidence.readers import longtail
from tenmatsu.evidence.reading import HEAD, Fault, Head, Source, Text


def source(tmp_path, name: str, data: bytes) -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return Source(name, str(path), str(tmp_path), len(data))


def answering(monkeypatch, text: str) -> None:
    class Answer:
        content = text

    class Extractor:
        ExtractionConfig = staticmethod(lambda **_: None)
        extract_bytes_sync = staticmethod(lambda *_: Answer)

    monkeypatch.setitem(sys.modules, "kreuzberg", Extractor)


def test_only_what_nobody_else_reads_is_claimed() -> None:
    def sure(name: str, start: bytes) -> int:
        return longtail.claims(Head(name, HEAD, start, b""))

    assert sure("a.pages", b"PK\x03\x04") and sure("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert not sure("a.zip", b"PK\x03\x04") and not sure("a.pages", b"text") and not sure("a.docx", b"PK\x03\x04")


def test_the_text_comes_with_a_row_that_it_may_not_be_all(monkeypatch, tmp_path) -> None:
    answering(monkeypatch, "佐藤花子 03-0000-0001")
    text, row = longtail.read(source(tmp_path, "a.pages", b"PK\x03\x04"))
    assert isinstance(text, Text) and text.text == "佐藤花子 03-0000-0001"
    assert isinstance(row, Fault) and "tables are flattened" in row.reason


def test_an_empty_answer_is_a_row(monkeypatch, tmp_path) -> None:
    answering(monkeypatch, " \n")
    (row,) = longtail.read(source(tmp_path, "a.pages", b"PK\x03\x04"))
    assert isinstance(row, Fault) and "found no text" in row.reason


def test_without_the_extractor_the_row_says_how_to_get_it(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "kreuzberg", None)
    (row,) = longtail.read(source(tmp_path, "a.hwp", b"\xd0\xcf"))
    assert isinstance(row, Fault) and "tenmatsu[longtail]" in row.reason


@pytest.mark.parametrize("name", ["a.pages", "a.numbers", "a.key", "a.hwp"])
def test_the_real_extractor_on_a_broken_file_is_a_row(seen, name) -> None:
    pytest.importorskip("kreuzberg")
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if name.endswith("hwp") else b"PK\x03\x04"
    found = seen({name: start + bytes(600)})
    assert list(found.unread) == [f"evidence/{name}"]
