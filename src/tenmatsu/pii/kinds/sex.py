# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Sex or gender: words, letters, or codes under a header."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "性別 性 性別コード 性別区分 性別cd 男女 男女別 男女区分 男女コード ご性別 せいべつ 続柄性別 性別名 戸籍性別 "
    "sex gender sex_cd sexcd sex_code sexcode sex_kbn sexkbn gender_cd gendercd gender_code gendercode gender_kbn "
    "genderid gender_id gender_type seibetsu seibetu seibetsu_cd seibetsucd seibetsu_kbn seibetsukbn danjo "
    "danjo_kbn danjokbn sb sex_type sextype sex_div sexdiv sexid "
)


def looks(look: Look) -> float:
    if look.distinct > 8:
        return 0.0
    letters = look.rate(r"^[MFmf]$") * (look.distinct >= 2)
    return 0.97 * max(look.rate(_WORD), letters, 0.5 * look.rate(r"^[MF]$"))


def allows(look: Look) -> float:
    return max(look.rate(_WORD), look.rate(r"^[0-9]{1,2}$|^[A-Za-z]$|:")) if look.distinct <= 12 else 0.0


_WORD = r"(?i)^([0-9]{1,2}[:.\s])?(男性?|女性?|男子|女子|male|female|man|woman|boy|girl|その他|other|無回答|回答しない|答えたくない|男の子|女の子|オス|メス|man|woman|♂|♀)$"


KIND = Kind(
    word="sex",
    ja="性別",
    en="sex",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_WORD + "|^[0-9MFmfOX]$"),
    hits=(("", "男", "女", "女", "男"), ("性別", "1", "2", "2"), ("gender", "M", "F")),
    misses=(("有効フラグ", "1", "0"), ("", "1", "0", "1"), ("区分", "A", "B")),
)
