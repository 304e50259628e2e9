"""Whether a text ends with the name of a person: what stands right behind one in a list is the person's."""

from __future__ import annotations

import re

from tenmatsu.pii import words

_TITLE = r"(?: ?(?:様|さま|さん|殿|氏|くん|君|ちゃん))"
_MARKS = r"[\"」]?[ 、,(/・:;|\t\[]{1,3}[\"「]?$"
_END = re.compile(
    r"(?P<kana>[ァ-ヴー]{2,7}[ ・][ァ-ヴー]{2,7}"
    r"|(?P<run>[一-龠々ヶ]{1,6}(?:[ ・][一-龠々ぁ-んァ-ヴー]{1,5})?[ぁ-んァ-ヴー]{0,4}))"
    rf"{_TITLE}?{_MARKS}"
)
_ADDRESSED = re.compile(rf"(?:(?P<family>[一-龠々ヶ]{{1,4}})|[A-Z][a-z]{{1,15}} [A-Z][a-z]{{1,15}}){_TITLE}{_MARKS}")
_LATIN = re.compile(r"(?<![A-Za-z] )(?:[A-Z][a-z]{1,15}|[A-Z]{2,15}) (?P<family>)[A-Z][A-Za-z]{1,15} ?[/、,] ?$")
_CHILD = re.compile(
    rf"(?:お?子(?:ども|供|様|さん)|児童|園児|生徒|長男|長女|次男|次女)[ :]?(?P<family>[一-龠々ヶ]{{1,4}}){_MARKS}"
)
_BETWEEN = re.compile(
    r"[ 、,/](?:[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{2,4}|0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}) ?[、,/]? ?$"
    r"|\((?:父|母|妻|夫|子|本人|長男|長女|次男|次女|祖父|祖母|世帯主|保護者)\) ?$"
)
"""A number, or what the person is to another, between the name and the place."""
_ROLE = re.compile(r"^.*?(?:[者人主員夫妻父母]|本人|申込|氏名)(?=[^者人主員]{3})")
"""What the person is, written right before the name: 申込者山口麻衣, 連帯保証人 …"""


def ends_with_name(text: str) -> bool:
    """True for 山田 太郎、 and 髙橋さくら様( : a surname that is known and one to five characters more."""
    found = _END.search(_BETWEEN.sub(" ", text[-48:])[-24:])
    if not found or not found["run"]:
        return bool(found)
    plain = _ROLE.sub("", words.plain(found["run"].replace("・", " ")))
    family, _, given = plain.partition(" ")
    if given and family in words.surnames():
        return True
    return _whole(family + given) or _whole(_ROLE.sub("", given))


def ends_with_person(text: str) -> bool:
    """The same, or a surname with a title (森様 ), a child's (子ども佐藤 ), a name in Latin letters with one."""
    tail = _BETWEEN.sub(" ", text[-48:])[-24:]
    found = _ADDRESSED.search(tail) or _CHILD.search(tail) or _LATIN.search(tail)
    if found and (not found["family"] or words.plain(found["family"]) in words.surnames()):
        return True
    return ends_with_name(text)


def _whole(name: str) -> bool:
    """A surname and one to five characters more, written in one."""
    return 3 <= len(name) <= 7 and any(name[:cut] in words.surnames() for cut in range(1, min(5, len(name))))
