"""Lines of a table that are no records and no sums: notes, page numbers, comments, the mark of its end.

They have one cell in a table of three columns or more, and are told as text:  ※取扱注意 · - 1/3 ページ - · # batch 2
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

SIGNS = "#※＃＊*【■●◆◎○□▼▲"
_PAGE = (
    r"[-‐－=\s(\[]*((page|p\.|ページ|頁)\s*[:：]?\s*\d+(\s*(/|of)\s*\d+)?|"
    r"\d+\s*(/|of)\s*\d+(\s*(page|ページ|頁))?|\d+\s*(page|ページ|頁))[-‐－=\s)\]]*"
)
_END = (
    r"[\[(<\s*-]*(以\s*上(です)?|終わ?り|おわり|データ終了|"
    r"end( of (file|data|report|list|table))?|eof|end-of-file)[\])>\s*.。-]*"
)
_MADE = r".{0,12}(作成|出力|抽出|印刷|発行|更新|取得|ダウンロード|エクスポート)(日時?|年月日|者|元|条件)?\s*[:：].*"
_WHOLE = re.compile(f"{_PAGE}|{_END}|{_MADE}|(注|備考|注意|note|n\\.b\\.)\\s*\\d*[)）:：.].*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^@]{8,}(です|ます|ません|下さい|ください|こと|禁止|注意|厳禁)[。.!！]?")
SCREEN = (
    rf"(?i)^\s*[\[(<\-=]*\s*([{SIGNS}]|以\s*上|終|end\b|eof|page|ページ|[0-9０-９]+\s*[/／頁ペp]|頁|注|"
    r".{0,12}(作成|出力|抽出|印刷))"
)
"""For RE2: what the first cell of a note whose line is filled up with empty cells begins with. Wider than `is_note`."""


def is_note(cells: Sequence[str], width: int) -> bool:
    """Whether the filled cells of a line are one note. `cells` without the empty ones at the end."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1 or width < 3:
        return False
    text = unicodedata.normalize("NFKC", filled[0]).strip()
    if text[:1] in unicodedata.normalize("NFKC", SIGNS) and len(text) > 1:
        return not re.fullmatch(r"[#*]?[\d\-]+", text)
    return bool(_WHOLE.fullmatch(text) or _SENTENCE.fullmatch(text))
