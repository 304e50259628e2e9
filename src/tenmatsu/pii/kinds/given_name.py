"""Given names standing alone in a column."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "名 下の名前 名(漢字) 名漢字 漢字名前 お名前(名) 氏名(名) 名前(名) 氏名_名 氏名名 名前名 お名前名 名(全角) "
    "ご氏名(名) 契約者名(名) ファーストネーム 送付先名(名) first_name firstname fname given_name givenname mei "
    "mei_kanji meikanji mei_kj meikj kj_mei kjmei name_mei namemei name2 name02 first_nm firstnm fst_nm fstnm "
    "frst_nm given_nm givennm kanji_mei kanjimei shimei_mei shimeimei first_name_kanji forename name_first "
    "namefirst name_given order_name02 ordername02 firstnamekanji givennamekanji firstnamekj "
)


def looks(look: Look) -> float:
    seen = look.kanji
    fits = seen.given if seen.given >= seen.family else 0.0
    return min(0.95, 1.2 * fits)


def allows(look: Look) -> float:
    seen = look.kanji
    kana = look.rate(r"^[\p{Katakana}ー]+$") + max(0.0, look.rate(r"^[\p{Hiragana}ー]+$") - 0.5)
    return max(
        0.0,
        look.rate(_SHAPE)
        + 0.6 * look.rate(r"^[A-Za-z][A-Za-z' -]*$")
        - seen.split
        - 0.6 * seen.full
        - 0.75 * kana
        - look.company,
    )


_SHAPE = r"^[\p{Han}\p{Hiragana}\p{Katakana}々ヶー]{1,9}$"


KIND = Kind(
    word="given_name",
    ja="名",
    en="given name",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(("", "花子", "一郎", "健太", "美咲", "翔太"), ("名", "花子", "さくら"), ("MEI", "健太", "美咲")),
    misses=(("", "佐藤", "鈴木", "高橋"), ("", "佐藤花子", "鈴木一郎", "高橋健太")),
)
