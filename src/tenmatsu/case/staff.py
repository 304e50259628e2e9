"""Who handles a paper, told by the line that names him: 担当 …, 市長 …, 報告者: …. He is not whom the paper is about.

Only somebody of whom no more than name and office is told, and only a few beside the persons concerned: where many
bear a title (a list of shop owners, a committee), they are the persons concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from tenmatsu.model import Locator
from tenmatsu.pii.gather import Mention

NAMES = frozenset({"name", "family_name", "given_name", "name_romaji"})
MOST = 3
_WORDS = (
    r"(?:(?:事務)?担当者?|お?問い?合わ?せ先?|連絡先|発行者?|作成者?|記入者?|起案者?|報告者?|送信(?:者|元)|差出人|"
    r"発信(?:者|元)|責任者|承認者?|決裁者?|取扱者?|"
    r"(?:面談|面接|記録|記載|聴取|調査|受付|対応|応対|指導|検査|測定|審査|評価|引率|監督|説明|確認|点検|受理|処理|入力)"
    r"(?:担当)?者|(?:相談|訪問|調査|指導|面談|支援|審査)(?:員|担当者?|職員)|"
    r"担当(?:職員|医師?|看護師|ケアマネ(?:ジャー|ージャー)?|ヘルパー|保育士|教員|教諭))"
)
"""Labels of those who do the work; 相談者, 訪問者, 申請者 and the like are whom it is done for."""
_LABEL = re.compile(
    rf"^[\s　・*■□◆◇●○※(（【\[-]*{_WORDS}[\s　:：)）】\]].{{0,40}}$|[\s　(（【\[]{_WORDS}[\s　]*[:：].{{0,20}}$"
)
_TITLE = re.compile(
    r"(?:[都道府県市区町村]長|知事|院長|校長|園長|学長|学部長|社長|会長|理事長|理事|所長|局長|部長|課長|係長|室長|署長|館長|"
    r"センター長|支店長|支社長|店長|代表取締役|取締役|医師|主治医|担当医|教諭|担任|保健師|弁護士)[\s　:：]*$"
)
_PLACE = re.compile(r"[都道府県市区町村](?:[長立役民内議]|教育|教委|[\s　]|$)")


def handlers(mentions: Sequence[Mention], texts: Mapping[Locator, str], beside: int = 0) -> set[int]:
    """The numbers (from 0) of the mentions that are staff by their lines; none where they are many or all. `beside`
    tells how many persons stand in the tables of the same document."""
    found = {at for at, one in enumerate(mentions) if _all(one, texts, _handles)}
    return found if len(found) <= MOST and 2 * len(found) <= len(mentions) + beside else set()


def no_person(mention: Mention, texts: Mapping[Locator, str]) -> bool:
    """Whether all that a mention holds is the name of a place that is written like a surname: 山川 of 山川市長."""
    return all(one.kind in NAMES for one in mention.findings) and _all(mention, texts, _of_place)


def _all(mention: Mention, texts: Mapping[Locator, str], test: Callable[[str, str, str], bool]) -> bool:
    told = [_around(one.locator, texts) for one in mention.findings if one.kind in NAMES]
    return bool(told) and all(around is not None and test(*around) for around in told)


def _around(locator: Locator, texts: Mapping[Locator, str]) -> tuple[str, str, str] | None:
    """What stands before the name on its line, the name, and what follows it."""
    span = locator.get("char")
    where = Locator(locator.item, tuple(pair for pair in locator.place if pair[0] != "char"))
    if span is None or where not in texts:
        return None
    begin, _, end = span.partition(",")
    text = texts[where]
    line = text.rfind("\n", 0, int(begin)) + 1
    return text[line : int(begin)], text[int(begin) : int(end)], text[int(end) : int(end) + 4]


def _handles(before: str, _name: str, _after: str) -> bool:
    return bool(_LABEL.search(before) or _TITLE.search(before))


def _of_place(_before: str, name: str, after: str) -> bool:
    return " " not in name and "　" not in name and _PLACE.match(after) is not None
