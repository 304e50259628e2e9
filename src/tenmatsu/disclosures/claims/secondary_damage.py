"""Whether what leaked was misused, as far as the page knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Stated
from tenmatsu.disclosures.scene import Scene

_NOT = (
    r"(?:確認(?:され|でき|し)(?:て)?(?:は)?(?:い|お)(?:ない|り?ま?せん|らず)|報告(?:も|"
    r"は|を)?(?:[^。]{0,6})?(?:な|あり?ませ|ござい?ませ|受けて(?:い|お)(?:な|り?ま?せ))|"
    r"ありません|ございません|ない(?:と|。|$)|なく|なし|受けて(?:い|お)(?:ない|り?ま?せん|"
    r"らず)|寄せられて(?:い|お)(?:ない|り?ま?せん)|把握して(?:い|お)(?:ない|り?ま?せん)|"
    r"発生して(?:い|お)(?:ない|り?ま?せん|らず)|認められて(?:い|お)(?:ない|り?ま?せん)|"
    r"入って(?:い|お)(?:ない|り?ま?せん)|no (?:evidence|reports?))"
)
_NONE = re.compile(
    rf"(?:二次(?:的)?(?:な)?被害|2次(?:的)?被害|悪用|不正(?:に)?(?:利用|使用)|被害(?:の報告|"
    rf"等|情報)?|流出の事実|情報(?:の)?(?:流[出失]|漏えい|漏洩)|misuse)[^。]{{0,60}}{_NOT}|"
    rf"(?:流[出失]|漏えい|漏洩)(?:の事実)?(?:は|も)[^。]{{0,20}}確認され(?:て)?(?:い|"
    rf"お)(?:ない|り?ま?せ|らず)"
)
_RULED_OUT = re.compile(
    r"(?:これ以上|外部(?:へ|に)|二次被害)[^。]{0,20}(?:流出|漏えい|拡散|[お恐]それ)[^。]{0,6}(?:は|"
    r"も)?(?:ない(?:。|$|もの|と)|ありません)"
)
_HAPPENED = re.compile(
    r"(?:不正(?:に)?(?:利用|使用)|悪用)(?:され(?:た(?!場合|可能性|[お恐]それ|事実|形跡|"
    r"との)|て(?:い(?:る|た)こと))|が(?:確認され(?!て(?:い|お)(?:な|り?ま?せ|らず))|"
    r"発生し(?!て(?:い|お)(?:な|り?ま?せ)))|(?:の)?被害が(?:発生|確認)し)"
)
_SPOOFED = re.compile(
    r"(?:なりすまし|不審な|迷惑|スパム|フィッシング)[^。]{0,24}メール[^。]{0,40}(?:発信|"
    r"送信|送られ|届|発生)(?:され|し|る)?[^。]{0,14}(?:事例|発生|確認し|確認され(?!て(?:い|"
    r"お)(?:な|り))|判明|報告(?:が|を))"
)


_HINT = re.compile(r"被害|悪用|不正|流出|流失|漏|拡散|メール|misuse")
_PERHAPS = re.compile(r"場合|注意|[お恐]それ|可能性")
_VALUES = (("なりすましメール発生", _SPOOFED), ("未確認", _NONE), ("発生", _HAPPENED), ("なし", _RULED_OUT))


def read(scene: Scene) -> Iterable[Stated]:
    """At most one value, the gravest that the page states."""
    found: dict[str, Stated] = {}
    if scene.shared or scene.background:
        return
    for sentence in scene.sentences:
        if "links" in sentence.under or _HINT.search(sentence.text) is None:
            continue
        for value, pattern in _VALUES:
            match = pattern.search(sentence.text)
            if match is None or value in found or (value == "発生" and _PERHAPS.search(sentence.text)):
                continue
            found[value] = Stated(value, scene.quote(sentence.start + match.start(), sentence.start + match.end()))
            break
    for value in ("発生", "なりすましメール発生", "なし", "未確認"):
        if value in found:
            yield found[value]
            return


CLAIM = Claim(
    "secondary_damage",
    read,
    lambda fact: fact.value if isinstance(fact, Stated) else "",
    (
        ("流出のお詫び\n個人情報が流出しました。現時点で悪用された事実は確認されておりません。", ("未確認",)),
        ("流出のお詫び\nカード情報が流出し、一部が不正利用されたことを確認しました。", ("発生",)),
    ),
    ("流出のお詫び\n個人情報が流出しました。",),
)
