"""Cells in one form: width, dashes, blanks. For matching only; what is shown is always the original."""

from __future__ import annotations

import polars as pl

DASHES = "‐‑‒–—―−─━ーｰ－﹣~〜～"
"""What people and programs write for a hyphen between digits; ー is also a kana, hence only beside digits."""

_NEEDS = r"[^!-~]|[0-9]\?[0-9]|^'|^=\"|\s"
_BETWEEN = rf"([0-9A-Za-z])\s?[{DASHES}-]\s?([0-9])"
_EMPTY = (
    r"(?i)^(-+|[―ー_]+|\.+|/+|\*+|\?+|x{2,}|null|none|nil|nan|na|n/?a|\(null\)|\\n|#n/a|なし|無し|無|ナシ|未登録|未入力|不明|該当なし"
    r"|特になし|特に無し|未設定|テスト|同上|非公開|未定|未回答|回答なし|undefined|unknown|test|ダミー|dummy|0{4,}|9{8,}|\(空白\)|空白|記入なし|確認中|別紙参照|調査中|不詳|省略|略|保留|エラー|error|該当無し|今後登録)$"
)


def fold(cells: pl.Series) -> pl.Series:
    """NFKC, no blanks around, a hyphen between digits (also for the `?` of a lost one), no Excel' or `="…"`."""
    if not bool(cells.str.contains(_NEEDS).any()):
        return cells
    plain = cells.str.normalize("NFKC").str.replace_all(r"[\u{200B}-\u{200F}\u{FEFF}\u{E0100}-\u{E01EF}]", "")
    plain = plain.str.strip_chars().str.replace(r"^'", "").str.replace(r'^="(.*)"$', "$1")
    plain = plain.str.replace_all(r"([0-9])\?([0-9])", "$1-$2")
    for _ in range(2):
        plain = plain.str.replace_all(_BETWEEN, "$1-$2")
    return plain


def bare(cells: pl.Series) -> pl.Series:
    """Without the blanks and hyphens that group digits."""
    if bool(cells.str.contains(r"[\s-]|^第").any()):
        return cells.str.replace_all(r"[\s-]", "").str.replace("^第([0-9]+)号$", "$1")
    return cells


def said(cells: pl.Series) -> pl.Series:
    """Which cells say anything: not null, not blank, not one of the words for nothing (なし, 不明, NULL, 0000000)."""
    return (cells.is_not_null() & (cells != "") & ~cells.str.contains(_EMPTY)).fill_null(False)
