"""Dated events: what happened when, and the period of use that is affected. Plans, deadlines and footnotes are none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Dated
from tenmatsu.disclosures.happenings import Happening, all_happenings
from tenmatsu.disclosures.scene import Scene

_PLANNED = re.compile(
    r"^(?:\([^)]*\))?[^。、]{0,16}(?:開催予定|実施予定|予定(?!外|通)|締[め]?切|期限|必着|消印|施行|開催(?:の|さ|す)|入社|入学|卒業|生まれ|開始予定|再開予定|設置予定|発行|現在|時点|付け?(?:の|で採)|以降順次)"
)
_LABEL = re.compile(r"発生|紛失|盗難|送信|送付|掲載|公開|判明|発覚|期間|日時|発見|確認|検知|認知")
_NOT_EVENT = re.compile(
    r"アクセス[:：]?(?:魚拓|$)|受付時間|営業時間|開設時間|土日|祝日|年末年始|退任|辞任|就任|著作権|Copyright|©|法律第|発行|引用|出典|魚拓\)"
)
_PUBLISHED = re.compile(r"^(?:付け?で|に)?[^。]{0,30}?(?:発表(?:し|した|いた|資料)|公表(?:し|した|いた))")


_WORDS = re.compile(r"[ぁ-んァ-ヺ一-鿿A-Za-z]{2}")


def read(scene: Scene) -> Iterable[Dated]:
    """Each dated event once."""
    seen: set[tuple[str, str]] = set()
    for one in all_happenings(scene):
        if _event(scene, one):
            iso = one.moment.iso
            words = scene.text[one.moment.end : one.end]
            told = _WORDS.search(words) is not None
            what = (words if told else one.before).strip(" 、|:にはの()-・")[:60] or one.sentence.text.strip()[:60]
            if (iso, what) not in seen:
                seen.add((iso, what))
                yield Dated(
                    iso, scene.quote(one.moment.start, one.end), what, core=not _PUBLISHED.match(one.after),
                    resolved_by=one.moment.by,
                )  # fmt: skip


def _event(scene: Scene, one: Happening) -> bool:
    moment, kinds = one.moment, one.sentence.under
    if moment.month is None and moment.day is None and moment.grain != "year":
        return False
    if scene.shared or (moment.grain == "year" and moment.until is None and not scene.background) or moment.school_year:
        return False
    if scene.day is not None and moment.start == scene.day.start:
        return False
    if "links" in kinds or kinds[-1:] in (("contact",), ("request",)):
        return False
    if scene.headline and scene.headline[0] <= moment.start < scene.headline[1]:
        return False
    if _NOT_EVENT.search(one.sentence.text) or _PLANNED.match(one.after):
        return False
    if one.sentence.withdrawn:
        return False
    alone = len(one.sentence.text.strip()) - (moment.end - moment.start) <= 6
    if alone and not one.after.strip() and not _LABEL.search(one.before):
        return False
    return kinds[-1:] != ("prevention",) or re.search(r"ました|した。", one.after) is not None


CLAIM = Claim(
    "timeline",
    read,
    lambda fact: fact.date if isinstance(fact, Dated) else "",
    (
        (
            "流出のお詫び\n2021年4月20日\n当社は4月2日に不正アクセスを受け、翌3日にサーバーを停止し、同月9日に流出が判明しました。",
            ("2021-04-02", "2021-04-03", "2021-04-09"),
        ),
    ),
    ("紛失のお詫び\n2021年4月20日\n書類を紛失しました。",),
)
