"""Surnames standing alone in a column."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "姓 氏 苗字 名字 みょうじ 姓(漢字) 姓漢字 漢字姓 お名前(姓) 氏名(姓) 名前(姓) 氏名_姓 氏名姓 名前姓 お名前姓 "
    "姓(全角) ご氏名(姓) 契約者姓 申込者姓 旧姓 お客様姓 会員姓 注文者姓 送付先姓 お届け先姓 請求先姓 last_name "
    "lastname lname family_name familyname surname sei sei_kanji seikanji sei_kj seikj kj_sei kjsei myoji myouji "
    "name_sei namesei name1 name01 last_nm lastnm lst_nm lstnm family_nm familynm kanji_sei kanjisei shimei_sei "
    "shimeisei last_name_kanji name_last namelast name_family order_name01 ordername01 familynamekanji "
    "lastnamekanji lastnamekj namesei1 sn kyusei maiden_name maidenname "
)


def looks(look: Look) -> float:
    seen = look.kanji
    towns = max(look.place) + look.rate(r"[市区町村県]$")
    fits = seen.family if seen.family > seen.given else 0.0
    return min(0.95, max(0.0, 1.15 * fits - 0.4 * towns))


def allows(look: Look) -> float:
    seen = look.kanji
    return max(
        0.0,
        look.rate(_SHAPE)
        + 0.6 * look.rate(r"^[A-Za-z][A-Za-z' -]*$")
        - seen.split
        - 0.7 * seen.full
        - 0.75 * look.rate(_KANA),
    )


_KANA = r"^[\p{Katakana}ー]+$"
_SHAPE = r"^[\p{Han}\p{Hiragana}\p{Katakana}々ヶー]{1,9}$"


KIND = Kind(
    word="family_name",
    ja="姓",
    en="family name",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(("", "佐藤", "鈴木", "高橋", "小林", "加藤"), ("姓", "佐藤", "鈴木"), ("SEI", "髙橋", "伊藤")),
    misses=(("", "佐藤花子", "鈴木一郎", "高橋健太"), ("名", "花子", "一郎")),
)
