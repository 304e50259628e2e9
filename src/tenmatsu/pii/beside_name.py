"""Whether a text ends with the name of a person: what stands right behind one in a list is the person's."""

from __future__ import annotations

import re

from tenmatsu.pii import words

_END = re.compile(
    r"(?P<kana>[ァ-ヴー]{2,7}[ ・][ァ-ヴー]{2,7}"
    r"|(?P<run>[一-龠々ヶ]{1,6}(?:[ ・][一-龠々ぁ-んァ-ヴー]{1,5})?[ぁ-んァ-ヴー]{0,4}))"
    r"(?: ?(?:様|さま|さん|殿|氏|くん|君|ちゃん))?[\"」]?[ 、,(/・:;|\t\[]{1,3}[\"「]?$"
)


def ends_with_name(text: str) -> bool:
    """True for 山田 太郎、 and 髙橋さくら様( : a surname that is known and one to five characters more."""
    found = _END.search(_NUMBER.sub(" ", text[-40:])[-24:])
    if not found or not found["run"]:
        return bool(found)
    plain = _ROLE.sub("", words.plain(found["run"].replace("・", " ")))
    family, _, given = plain.partition(" ")
    if given and family in words.surnames():
        return True
    return _whole(family + given) or _whole(_ROLE.sub("", given))


def _whole(name: str) -> bool:
    """A surname and one to five characters more, written in one."""
    return 3 <= len(name) <= 7 and any(name[:cut] in words.surnames() for cut in range(1, min(5, len(name))))


_NUMBER = re.compile(r"[ 、,/][0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{2,4} ?[、,/]? ?$")
"""A number between the name and the place."""
_ROLE = re.compile(r"^.*?(?:[者人主員夫妻父母]|本人|申込|氏名)(?=[^者人主員]{3})")
"""What the person is, written right before the name: 申込者山口麻衣, 連帯保証人 …"""
