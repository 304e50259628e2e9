"""HTML: what is seen, and what the page holds without showing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.evidence.markup import page_tables, visible_text


def test_lines_break_where_a_browser_breaks_them_and_cells_are_parted_by_tabs() -> None:
    html = "<p>一<b>二</b>\n三<br>四</p><div>五</div><table><tr><th>氏名<th>電話<tr><td><p>山田</p><td>03</table>六"
    assert visible_text(html)[0] == "一二 三\n四\n五\n氏名\t電話\n山田\t03\n六"


def test_preformatted_text_keeps_its_blanks() -> None:
    assert visible_text("<pre>氏名  山田\n電話  03</pre>")[0] == "氏名  山田\n電話  03"


@pytest.mark.parametrize(
    "html",
    [
        "<p>公開</p><p style='display:none'>秘密</p>",
        "<p>公開</p><p style='VISIBILITY: hidden'>秘密</p>",
        "<p>公開</p><span style='font-size:0px'>秘密</span>",
        "<p>公開</p><span style='color:#FFFFFF'>秘密</span>",
        "<p>公開</p><font color=white>秘密</font>",
        "<p>公開</p><span style='background:#000;color:#000'>秘密</span>",
        "<p>公開</p><p hidden>秘密</p>",
        "<p>公開</p><!-- 秘密 -->",
        "<p>公開</p><style>.x{display:none}</style><p class='a x'>秘密</p>",
        "<p>公開</p><div style='position:absolute;left:-9999px'>秘密</div>",
        "<p>公開</p><div style='max-height:0;overflow:hidden'>秘密</div>",
        "<p>公開</p><img src=a.png alt='秘密'>",
        "<p title='秘密'>公開</p>",
        "<meta name=author content='秘密'><p>公開</p>",
        "<title>秘密</title><p>公開</p>",
        "<p>公開</p><script>秘密</script>",
        "<p>公開</p><template><p>秘密</p></template>",
        "<p>公開</p><p style='color:hsl(0,0%,100%)'>秘密</p>",
        "<p>公開</p><style>:root{--b:#fff}</style><p style='color:var(--b)'>秘密</p>",
        "<style>:root{--b:#fff} .x{color:var(--b)}</style><p>公開</p><p class=x>秘密</p>",
        "<style>@media screen{.x{display:none}}</style><p>公開</p><p class=x>秘密</p>",
        "<p>公開</p><p style='clip-path:inset(50%)'>秘密</p>",
        "<p>公開</p><p style='transform:scale(0)'>秘密</p>",
        "<p>公開</p><dialog>秘密</dialog>",
        "<p>公開</p><input placeholder='秘密'>",
        "<p>公開</p><b onclick='秘密'></b>",
        "<p>公開</p><iframe srcdoc='<p>秘密</p>'></iframe>",
        "<p>公開</p><style>.c::after{content:'秘密'}</style>",
        "<p>公開</p><a href='mailto:?subject=%E7%A7%98%E5%AF%86'></a>",
        "<p>公開<a href='mailto:秘密'></a></p>",
        "<div style='font-size:0'><p style='font-size:10pt'>公開</p>秘密</div>",
    ],
)
def test_what_is_not_shown_is_apart(html: str) -> None:
    assert visible_text(html) == ("公開", ["秘密"])


def test_white_on_a_dark_ground_is_seen() -> None:
    assert visible_text("<table bgcolor='#003366'><tr><td style='color:#fff'>見出し</table>") == ("見出し", [])
    assert visible_text("<p style='background:url(a.png);color:white'>見出し</p>") == ("見出し", [])
    assert visible_text("<style>@media print{p{display:none}}</style><p>本文</p>") == ("本文", [])


def test_hidden_inputs_carry_their_names_and_shown_inputs_are_seen() -> None:
    html = "<form><input type=hidden name=mail value=a@example.jp><input name=n value=山田></form>"
    assert visible_text(html) == ("山田", ["mail: a@example.jp"])


def test_tables_know_their_hidden_rows_and_columns() -> None:
    off = "style='display:none'"
    html = f"<table><tr><th>氏名<th {off}>電話<tr {off}><td>山<td {off}>1<tr><td>川<td {off}>2</table>"
    (table,) = page_tables(html)
    assert table.shown == [["氏名", ""], ["", ""], ["川", ""]]
    assert table.behind == [["", "電話"], ["山", "1"], ["", "2"]]


def test_labels_of_forms_and_lists_stand_before_their_values() -> None:
    html = (
        "<label>氏名</label><input value=山田><label>住所</label><textarea>東京</textarea><dl><dt>電話<dd>03<dd>04</dl>"
    )
    assert visible_text(html)[0] == "氏名 山田\n住所 東京\n電話\t03\n04"


def test_ruby_does_not_part_a_name() -> None:
    html = "<p><ruby>山田<rp>(</rp><rt>やまだ</rt><rp>)</rp></ruby><ruby>太郎<rt>たろう</rt></ruby>様</p>"
    assert visible_text(html)[0] == "山田太郎様\nやまだ たろう"


def test_deep_nesting_is_no_obstacle() -> None:
    assert visible_text("<div>" * 5000 + "底")[0] == "底"


@given(st.text(alphabet="<>/abtrd!-= 'x&;\n山", max_size=80))
def test_any_text_is_read_without_an_error(html: str) -> None:
    text, hidden = visible_text(html)
    assert isinstance(text, str)
    assert all(hidden)
