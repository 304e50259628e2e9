"""Which report of a series this is: 第2報, 続報, 最終報."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Stated
from tenmatsu.disclosures.normal import number
from tenmatsu.disclosures.scene import Scene

_NUMBER = re.compile(r"\(?第\s?(?P<n>[0-9一二三四五六七八九十]+)\s?報\)?|\(?(?P<word>続報|最終報告?|最終報|追報)\)?")


def read(scene: Scene) -> Iterable[Stated]:
    """The number in the headline or in a line near the top."""
    if scene.shared or scene.background:
        return
    for sentence in list(scene.sentences)[:5]:
        head = scene.headline is not None and scene.headline[0] <= sentence.start < scene.headline[1]
        if not head and len(sentence.text.strip()) > 40:
            continue
        match = _NUMBER.search(sentence.text)
        if match and not re.match(r"(?:で|にて|の(?:とおり|通り)|公表|及び|から)", sentence.text[match.end() :]):
            value = f"第{number(match['n'])}報" if match["n"] else match["word"]
            yield Stated(value, scene.quote(sentence.start + match.start(), sentence.start + match.end()))
            return


CLAIM = Claim(
    "report_number",
    read,
    lambda fact: fact.value if isinstance(fact, Stated) else "",
    (("不正アクセスに関するお知らせ(第三報)\n当社サーバーが不正アクセスを受け、個人情報が流出しました。", ("第3報",)),),
    ("不正アクセスに関するお知らせ\n当社サーバーが不正アクセスを受け、個人情報が流出しました。",),
)
