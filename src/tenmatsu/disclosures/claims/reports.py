"""Which authorities and other parties were told, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Report
from tenmatsu.disclosures.scene import Scene

_TO = (
    r"個人情報保護委員会|(?<![一-鿿])(?:県|府|道)警(?:察)?(?:本部)?|警視庁(?:[一-鿿]{1,6}警察署)?|警察庁|[一-鿿]{2,4}(?:道警|府警|"
    r"県警)(?:察本部|本部)?(?:[一-鿿]{1,6}(?:警察署|署))?|(?:所轄|管轄|最寄り|所管|"
    r"地元|当該|[一-鿿ヶケノ]{1,8}?)の?警察署|[一-鿿]{2,4}署(?=[にへ])|警察(?:当局)?(?!官)|"
    r"交番|捜査機関|捜査当局|"
    r"観光庁|総務省|金融庁|[一-鿿]{2,3}財務局|文部科学省|厚生労働省|経済産業省|国土交通省|"
    r"消費者庁|デジタル庁|農林水産省|環境省|法務省|内閣府|内閣サイバーセキュリティセンター|"
    r"NISC|監督官庁|監督当局|監督機関|所管官庁|所管省庁|所轄官庁|主務官庁|主務大臣|関係当局|"
    r"関係省庁|関係官庁|関係機関|行政機関|官庁|当局|[一-鿿]{2,3}労働局|(?:[一-鿿]{2,4}(?:都|"
    r"道|府|県))?(?:府|県|市|町|都|道)?教育委員会|県教委|市教委|(?:[一-鿿]{2,3}(?:県|"
    r"府|都|道))(?=(?:に|へ)(?:も)?(?:報告|連絡|届))|JPCERT/?CC?(?:コーディネーションセンター)?|"
    r"(?:独立行政法人)?情報処理推進機構(?:\(IPA\))?|IPA|プライバシーマーク(?:審査機関|"
    r"付与機関|事務局)|JIPDEC|日本情報経済社会推進協会|(?:プライバシーマーク|認定個人情報保護)[一-鿿]{"
    r"0,6}(?:団体|機関)|保健所|文科省|厚労省|経産省|国交省|(?:クレジット)?カード(?:発行)?(?:会社|"
    r"各社|ブランド)(?:各社)?|決済代行会社|東京証券取引所|消費生活センター|the Personal Information Pr"
    r"otection Commission|Personal Information Protection Commission|(?:the )?police|"
    r"law enforcement|the relevant authorities"
)
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(words), kind) for words, kind in (
    (r"被害届[^。]{0,16}(?:提出(?:し|して)?(?:は)?(?:い|お)(?:ない|り?ません|らず)|未提出)", "被害届は未提出"),
    (r"(?:報告(?:を)?(?:する|行う|すること)?(?:よう|を)?(?:指示|求め|命)|指示)", "報告指示を受けた"),
    (r"被害届|被害申告|被害を(?:届|申告)|刑事告[訴発]|告訴", "被害届"),
    (r"遺失(?:物)?届|遺失物(?:の)?届|遺失届出", "遺失届"),
    (r"紛失届", "紛失届"),
    (r"盗難届", "盗難届"),
    (r"モニタリング", "モニタリング依頼"),
    (r"相談", "相談"),
    (r"連携|捜査[^。]{0,10}協力", "連携"),
    (r"通報", "通報"),
    (r"届(?:け|出)", "届出"),
    (r"(?:報告(?!書|会)|速報|確報|連絡|申告|通知|reported|report)", "報告"),
))  # fmt: skip
_AFTER = re.compile(
    rf"(?P<to>{_TO})(?:\([^)]{{1,20}}\))?(?:等|など|各社)?(?P<joint>(?:、|及び|および|"
    rf"並びに|ならびに|や|と|・|,)(?=[^。]{{0,40}}(?:へ|に|と)))?(?=(?P<rest>(?:へ|に|"
    rf"と|より|から|は|が|宛|の|:)?[^。\n]{{0,70}}))"
)
_BEFORE = re.compile(rf"(?:報告先|届出先|通報先|関係機関への報告)[^。]{{0,6}}[:\s](?P<to>{_TO})")
_NO = re.compile(
    r"報告(?:義務|書の|対象(?:外|では)|は(?:不要|しており?ません))|事務局|委員会(?:規則|"
    r"ガイドライン|が定め|の(?:委員|設置))"
)
_QUIET = frozenset({"prevention", "links", "request"})
_VERB = re.compile(
    r"報告|相談|届|通報|連携|指示|モニタリング|告訴|連絡(?:し|済|を)|申告|協力|通知|reported|report|notified"
)


_PARTY = re.compile(
    r"委員会|[警署庁省県府都道]|交番|捜査|財務局|内閣|NISC|監督|当局|機関|大臣|労働局|教委|JPCERT|推進機構|IPA|"
    r"プライバシーマーク|JIPDEC|経済社会|認定個人|保健所|カード|決済代行|証券取引所|消費生活|Commission|police|law|relevant"
)
"""Something of each party in `_TO`: a cheap look before the long pattern."""
_ASKED = re.compile(
    r"場合(?:は|に|には)[^。]*(?:警察|委員会)|ご(?:相談|連絡|通報)ください|(?:から|より)の(?:連絡|指摘|通報)(?:を受|によ)"
)


def read(scene: Scene) -> Iterable[Report]:
    """Each party once for each kind of report."""
    seen: set[str] = set()
    if scene.shared or scene.background:
        return
    for sentence in scene.sentences:
        if (
            sentence.heading
            or (sentence.under[-1:] and sentence.under[-1] in _QUIET)
            or _VERB.search(sentence.text) is None
            or _PARTY.search(sentence.text) is None
        ):
            continue
        if _ASKED.search(sentence.text):
            continue
        for match in _AFTER.finditer(sentence.text):
            kind = _kind(match, sentence.text)
            key = _folded(match["to"])
            if kind and (key, kind == "被害届は未提出") not in {(one, False) for one in seen}:
                seen.add(key)
                start = sentence.start + match.start()
                end = sentence.start + match.end() + len(re.match(r"[^、。]*", match["rest"]).group())  # type: ignore[union-attr]  # matches always
                yield Report(match["to"], kind, scene.quote(start, end))


def _folded(to: str) -> str:
    return "警" if "警" in to or to.endswith("署") else to


def _kind(match: re.Match[str], text: str) -> str:
    rest = match["rest"]
    if match["to"].isascii() and match["to"][0].isalpha() and re.search(r"[a-z]{4}", match["to"]):
        return "報告" if re.search(r"report|notif|inform|consult", text[: match.start()]) else ""
    if _NO.search(match["to"] + rest[:14]):
        return ""
    after = text[match.end("to") : match.end("to") + 12]
    if (
        not re.match(
            r"(?:\([^)]*\))?(?:等|など|各社|本部)?(?:[一-鿿ァ-ヺー]{2,14}(?:課|係|室|センター))?(?:へ|に(?!よ[るりれ])|と(?!は)|より|から|は|が|宛|"
            r"及び|および|、|や|並びに|ならびに|・|:|\s)",
            after,
        )
        and match["to"].isascii() is False
    ):
        return ""
    if re.match(r"(?:等|など)?(?:から|より)", after) and not re.search(r"指示|指導", rest):
        return ""
    if re.match(r"(?:は|が)", after) and not re.search(r"指示|相談を?受け|求め|命", rest):
        return ""
    told_us = re.match(r"(?:は|が|から|より)", after) is not None and re.search(r"指示|求め|命", rest) is not None
    kind = "報告指示を受けた" if told_us else _first(rest)
    if kind == "連携" and match["to"].startswith("関係"):
        return ""
    if kind == "報告指示を受けた" and not re.match(r"(?:は|が|から|より)", after):
        kind = "報告"
    if kind and re.search(r"予定|してまいります|する方針|いたします", rest) and kind in ("報告", "被害届", "相談"):
        return f"{kind}(予定)" if "予定" in rest else kind
    return kind


def _first(rest: str) -> str:
    """The kind whose words come first; of two that begin together the one that stands first in the list."""
    found = [
        (match.start(), place, name) for place, (pattern, name) in enumerate(_KINDS) if (match := pattern.search(rest))
    ]
    return min(found)[2] if found else ""


CLAIM = Claim(
    "reports",
    read,
    lambda fact: f"{fact.to}:{fact.kind}" if isinstance(fact, Report) else "",
    (
        (
            "流出のお詫び\n個人情報が流出しました。個人情報保護委員会に報告し、警察へ相談しました。",
            ("個人情報保護委員会:報告", "警察:相談"),
        ),
        ("紛失のお詫び\n書類を紛失しました。北山警察署に遺失届を提出しました。", ("北山警察署:遺失届",)),
    ),
    ("流出のお詫び\n個人情報が流出しました。不審な電話があった場合は警察にご相談ください。",),
)
