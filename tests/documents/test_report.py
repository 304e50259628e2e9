"""The page: whole in itself, in two languages, harmless, and without a person in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tenmatsu.documents import report
from tenmatsu.documents.report import write_report
from tenmatsu.errors import InputError
from tenmatsu.model import Brief

from .conftest import HOSTILE, PERSONS, Make

VOID = {"meta", "input", "br", "rect", "link"}


class Outline(HTMLParser):
    """The elements of a page, and whether each is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def page(make: Make, brief: Brief, tmp_path: Path, **changed: object) -> str:
    write_report(make(**changed), brief, to := tmp_path / "report.html", version="0.1.0")
    assert to.stat().st_mode & 0o777 == 0o600
    return to.read_text(encoding="utf-8")


def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    assert found.open == []
    return found


def test_the_headline_is_an_interval_of_persons(make: Make, brief: Brief, tmp_path: Path) -> None:
    text = page(make, brief, tmp_path, persons={"best": 6788443, "at_least": 6700000, "at_most": 6900000})
    assert "6,788,443 人" in text and "6,788,443 persons" in text
    assert "6,700,000 人以上 6,900,000 人以下" in text


def test_nothing_is_fetched_and_no_script_runs(make: Make, brief: Brief, tmp_path: Path) -> None:
    text = page(make, brief, tmp_path)
    found = outline(text)
    assert {tag for tag, _ in found.seen} & {"script", "link", "iframe", "img", "object", "form", "base"} == set()
    assert [name for _, attrs in found.seen for name in attrs if name.startswith("on") or name == "src"] == []
    assert [attrs["href"] for _, attrs in found.seen if not (attrs.get("href") or "#").startswith("#")] == []
    assert re.search(r"https?:|url\(|@import", text) is None


def test_hostile_names_are_text(make: Make, brief: Brief, tmp_path: Path) -> None:
    named = Brief(title=f"</title>{HOSTILE}", organisation=HOSTILE, as_of=brief.as_of)
    text = page(make, named, tmp_path)
    assert HOSTILE not in text and "&lt;script&gt;" in text


def test_no_personal_value_stands_in_it(make: Make, brief: Brief, tmp_path: Path) -> None:
    text = page(make, brief, tmp_path)
    keys = ("name", "kana", "birth_date", "email", "phone", "postcode", "address", "member_id")
    values = [str(one[key]) for one in PERSONS for key in keys if one.get(key)]
    assert values and [value for value in values if value in text] == []


def test_every_label_stands_in_both_languages(make: Make, brief: Brief, tmp_path: Path) -> None:
    text = page(make, brief, tmp_path)
    assert text.count('class="ja" lang="ja"') == text.count('class="en" lang="en"') > 100


def test_what_was_not_read_is_always_said(make: Make, brief: Brief, tmp_path: Path) -> None:
    assert "読めなかった資料が 1 項目あり" in page(make, brief, tmp_path)
    result = make(unread=0)
    (result / "unread.csv").write_text("item,reason,rows\n")
    write_report(result, brief, to := tmp_path / "report.html", version="0.1.0")
    assert to.read_text(encoding="utf-8").count("読めなかったものはありません。") == 2


def test_numbers_that_do_not_agree_are_shown_as_such(make: Make, brief: Brief, tmp_path: Path) -> None:
    assert "⚠" not in page(make, brief, tmp_path)
    assert "差 -5" in page(make, brief, tmp_path, records=10)


def test_the_same_result_gives_the_same_page(make: Make, brief: Brief, tmp_path: Path) -> None:
    assert page(make, brief, tmp_path) == page(make, brief, tmp_path)


def test_links_within_the_page_lead_somewhere_and_ids_are_unique(make: Make, brief: Brief, tmp_path: Path) -> None:
    seen = outline(page(make, brief, tmp_path)).seen
    ids = [attrs["id"] for _, attrs in seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    pointed = {
        str(attrs[name]).lstrip("#")
        for _, attrs in seen
        for name in ("href", "for", "aria-labelledby")
        if name in attrs
    }
    assert pointed <= set(ids)


def test_every_table_has_headers(make: Make, brief: Brief, tmp_path: Path) -> None:
    seen = outline(page(make, brief, tmp_path)).seen
    heads = [attrs.get("scope") for tag, attrs in seen if tag == "th"]
    assert heads and set(heads) <= {"col", "row"}


def test_a_result_that_holds_only_what_it_must_gives_a_report(make: Make, brief: Brief, tmp_path: Path) -> None:
    result = make(members=None, passports=None, inputs=[], segments={}, items={}, seconds=None, version=None)
    for name in ("records.parquet", "exposures.parquet", "unread.csv", "columns.csv"):
        (result / name).unlink()
    write_report(result, brief, to := tmp_path / "report.html", version="0.1.0")
    assert "照合していません" in to.read_text(encoding="utf-8")


def test_no_result_is_said(brief: Brief, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="investigate"):
        write_report(tmp_path, brief, tmp_path / "report.html", version="0.1.0")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_its_background_as_wcag_aa_asks() -> None:
    style = (Path(report.__file__).parent / "style.css").read_text(encoding="utf-8")
    colour = dict(re.findall(r"--(\w+): (#\w{6})", style)) | {"white": "#ffffff"}
    pairs = [(text, ground) for text in ("ink", "soft", "blue") for ground in ("white", "pale")]
    pairs += [("warn", "warnbg"), ("warn", "white"), ("good", "goodbg"), ("good", "white"), ("blue", "warnbg")]
    for text, ground in pairs:
        dark, light = sorted((luminance(colour[text]), luminance(colour[ground])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
