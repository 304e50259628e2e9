# ruff: noqa: E501 (patterns and tables are kept whole)
"""Numbers of customers, members, patients, pupils and staff after their word in prose (会員番号は…, 社員番号 E12345 の)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import CONTEXT, LABEL, Claim, Finder
from tenmatsu.pii.zones import matches

_MEMBER = (
    "会員|お客様|お客さま|顧客|得意先|利用者|ユーザー?|患者|診察券|診察|カルテ|学籍|生徒|児童|学生証?|受講者?|受講生|組合員|加入者|契約者|"
    "受験者|応募者|参加者|入居者|宛名|住民|世帯|図書館?利用者|利用カード|図書カード|マイページ|ポイントカード|マイレージ|メンバー|登録者|園児|"
    "寄付者|被験者|オーナー|ログイン|アカウント|Member(?:ship)?|member(?:ship)?|Customer|customer|Patient|patient|User|user|Client|client|Student|student|Login|login|Account|account|(?<![A-Za-z])[Aa]cct|MRN|Chart"
)
_STAFF = "社員|従業員|職員|スタッフ|教職員|教員|人事|Employee|employee|(?<![A-Za-z])[Ee]mp\\.?|Staff|staff"
_WORD = re.compile(
    rf"(?:({_MEMBER})|({_STAFF}))(?:カード|証|様)?[ _(]?(?:番号|№|[Nn][Oo]\.?|NO\.?|ID|[Ii]d(?![a-z])|コード|ナンバー|[Cc]ode|[Nn]umber|#)"
    r"[ \t]*(?:\((?:ID|番号)\))?[ \t]*(?:[】\]〕>:=#|(「『\"]|は|が|の|を|→|、[^\s、。0-9:]{1,6}(?:は|が)){0,3}[ \t]*"
    r"([A-Za-z0-9][A-Za-z0-9]*(?:[-_/.][A-Za-z0-9]+){0,4}|[A-Za-z0-9]?[一-龠]-?[0-9]{3,10})(?![A-Za-z0-9@])"
)

_ANCHOR = re.compile(r"(?:番号|№|No|NO|no|ID|id|Id|コード|ナンバー|ode|umber|#)[^\n]{0,12}?[0-9]")

_ASKED = re.compile(
    rf"(?:({_MEMBER})|({_STAFF}))(?:番号|ID|コード)を(?:お願い|教えて|お教え|お伺い|お聞かせ|伺)[^\n]{{0,16}}\n[^\n0-9]{{0,16}}"
    r"([A-Za-z]{0,3}-?[0-9]{5,12}(?:-[0-9]{2,8})?)(?![0-9A-Za-z@])"
)
"""Asked for on one line of talk and told on the next."""

_CARD = re.compile(
    r"(?:診察券|会員証|学生証|学生カード|会員カード|ポイントカード|(社員証|職員証)|(?<![A-Za-z])(?:MRN|[Aa]cct|[Aa]/[Cc])\.?)[ :#]{1,2}([A-Z]{0,2}-?[0-9]{2,10}(?:-[0-9]{2,8}){0,3})(?![0-9A-Za-z@]|[.-][0-9])"
)
"""The card's own word before the number (診察券 118-4402); at least five digits."""


def find(plain: str) -> Iterator[Claim]:
    for one in matches(_WORD, plain, _ANCHOR, 16, 44):
        value = one[3].rstrip("-_/.")
        if sum(char.isdigit() for char in value) < 2 or re.match(r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,2}$", value):
            continue
        if len(value) < 3 or re.match(
            r"(?:桁|文字|名|人|件|円|月|年|日|時|回|つ|個|番目)", plain[one.start(3) + len(value) :]
        ):
            continue
        kind = "member_id" if one[1] else "employee_id"
        yield Claim(kind, one.start(3), one.start(3) + len(value), value.upper(), 0.95, "word before it", LABEL + 0.06)
        yield from _further(plain, kind, one.start(3) + len(value))
    for one in _ASKED.finditer(plain):
        yield Claim(
            "member_id" if one[1] else "employee_id", *one.span(3), one[3], 0.85, "asked for before it", CONTEXT + 0.6
        )
    for one in _CARD.finditer(plain):
        if sum(char.isdigit() for char in one[2]) >= 5:
            kind = "employee_id" if one[1] else "member_id"
            yield Claim(kind, *one.span(2), one[2], 0.85, "word before it", CONTEXT + 0.6)


_FURTHER = re.compile(
    r"[」』]? ?(?:と|及び|および|、|・|,|/) ?(?:[^\s、。0-9:]{1,6}(?:は|が))?[「『]?([A-Z]{0,4}-?[0-9]{3,12}(?:-[0-9]{2,10}){0,3})(?![0-9A-Za-z@]|[.-][0-9]|[年月日時円人名件歳才万千%])"
)


_OTHER = re.compile("0[0-9]{1,4}-|(?:1[89]|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}$")
"""A telephone number, a day."""


def _further(plain: str, kind: str, at: int) -> Iterator[Claim]:
    """Numbers named in one breath: 会員番号は1234567と7654321."""
    while one := _FURTHER.match(plain, at):
        if sum(char.isdigit() for char in one[1]) >= 5 and not _OTHER.match(one[1]):
            yield Claim(kind, *one.span(1), one[1], 0.85, "word before the first of them", CONTEXT + 0.6)
        at = one.end()


FINDER = Finder(
    "member_id",
    (
        "番号",
        "No",
        "NO",
        "no",
        "№",
        "ID",
        "Id",
        "id",
        "コード",
        "ナンバー",
        "ode",
        "umber",
        "#",
        "診察券",
        "証 ",
        "証:",
        "カード ",
        "カード:",
        "MRN",
        "cct",
        "/C",
        "/c",
    ),
    find,
)
