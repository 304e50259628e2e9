"""The views hold everything themselves, show the whole text, and lead from each fact to its words."""

from __future__ import annotations

import re

import pytest

from tenmatsu.disclosures.compare import compare
from tenmatsu.disclosures.html import compare_view, precedents_view, read_view
from tenmatsu.disclosures.precedents import precedents
from tenmatsu.disclosures.read import read

TEXT = (
    "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ<script>\n5月1日、会員120名の氏名が流出しました。口座"
    "番号は含まれておりません。\n電話 03-0000-1234\n"
)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_view_is_self_contained(lang: str) -> None:
    doc = read(TEXT, "doc")
    for page in (
        read_view(doc, lang),
        compare_view(compare([doc, read(TEXT, "two")]), lang),
        precedents_view(precedents([doc]), lang),
    ):
        assert "<script" not in page and "http://" not in page and "https://" not in page
        assert f'<html lang="{lang}">' in page and "<built-in" not in page


def test_the_whole_text_is_shown_and_every_link_lands() -> None:
    page = read_view(read(TEXT, "doc"))
    main = page[page.index("<main") : page.index("</main>")]
    shown = re.sub(r"<[^>]+>", "", main.split(">", 1)[1])
    assert shown.replace("&lt;", "<").replace("&gt;", ">") == TEXT
    assert set(re.findall(r'href="#(q\d+)"', page)) <= set(re.findall(r'id="(q\d+)"', page))
