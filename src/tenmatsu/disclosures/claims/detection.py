"""The day on which the organisation came to know. Every candidate is kept; the earliest that still stands is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.claims.disclosure import publishes
from tenmatsu.disclosures.facts import Dated
from tenmatsu.disclosures.happenings import Happening, all_happenings
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.lexicon import led
from tenmatsu.disclosures.scene import Scene

_CUE = led(
    r"判明|発覚|検知|検出|覚知|認知|把握(?!でき)|気(?:が)?付(?!か)|気づ|気がつ|発見(?!に至|"
    r"でき)|見つか(?!ら|って(?:い|お)(?:な|り?ませ))|確認(?=[\s。]|$)|確認(?:し(?!て(?:いな|"
    r"おりませ)|たところ、(?:漏|流)?)|され(?!て(?:い|お)(?:な|り?ま?せ))|いたし|致し)|"
    r"指摘|通報|連絡(?:を受|が(?:あ|入)|をいただ|をもら|により|で)|問い?合わ?せ(?:を受|"
    r"が(?:あ|入)|により|で)|申し?出|報告(?:を受|が(?:あ|入)|により)|電話(?:が|を受|"
    r"連絡|があ)|知らせ(?:を受|があ)|第?一報|異変|異常に|分か(?:っ|り)|わか(?:っ|り)|"
    r"明らかに(?:な|し)|見当たら|ないことに|なくなって|メールがあ|苦情|相談(?:が|を受)"
    r"|discovered|detected|became aware|identified|noticed|learned"
)
_BEFORE = re.compile(
    r"(?:発覚|判明|認知|検知|把握|確認|発見|気付い|覚知|知っ)(?:した|いた|た|し)?(?:日|"
    r"日時|年月日|のは|時期)?(?:が|は)?[)\s:、】\]|]*$|(?:報告|連絡|指摘|通報)を$|(?:連絡|指摘|通報|申し出)を受け(?:て|"
    r"たことから)?、$"
)
_OTHER = led(
    r"(?:発表|公表|お知らせ|公開|掲載)し|最終報告|調査報告|中間報告|調査(?:結果|報告書)|"
    r"完了|警察|個人情報保護委員会|対策本部|謝罪|お詫び|再発防止|委員会に|被害届|回収(?:し|"
    r"を)|再開|安全(?:が|を)確認|復旧|削除(?:した|を確認)|対象者(?:が|を)特定"
)
_RELATIVE = re.compile(r"^に[^、。]{1,20}(?:した|された|していた)(?!こと|ところ|際|旨)[一-鿿ァ-ヶA-Z「]")
_UNSURE = re.compile(r"(?:可能性|影響|被害|流出|漏えい|漏洩)[^。]{0,20}(?:調査|確認(?:中|を進|でき))")


def candidates(scene: Scene) -> list[Dated]:
    """Every dated sentence in which the organisation comes to know of something, in order of the text."""
    found: list[Dated] = []
    for one in _known(scene):
        cue = _CUE.search(one.after) or _CUE.search(one.before)
        how = scene.text[one.moment.start : one.end].strip()[:60] if cue else ""
        quote = scene.quote(one.moment.start, one.end)
        found.append(Dated(one.moment.iso, quote, "", how, resolved_by=one.moment.by))
    return found


def _known(scene: Scene) -> list[Happening]:
    return scene.once("known", lambda here: [one for one in all_happenings(here) if _knows(here, one)])


def _knows(scene: Scene, one: Happening) -> bool:
    kinds = one.sentence.under
    moment = one.moment
    if (
        moment.until is not None
        or moment.grain != "day"
        or scene.background
        or "links" in kinds
        or "prevention" in kinds[-1:]
    ):
        return False
    if one.after.startswith("まで") or one.sentence.withdrawn or _RELATIVE.match(one.after) or moment.school_year:
        return False
    if (scene.day is not None and moment.start == scene.day.start) or publishes(scene, one.sentence, moment):
        return False
    if one.sentence.text.isascii() and re.search(
        r"confirmed|detected|discovered|identified|became aware|learned|found", one.before + one.after
    ):
        return not re.search(r"announce|publish|report", one.after[:20])
    if _corrected(scene, one):
        return True
    if _BEFORE.search(one.before) and not one.after.startswith("に公表"):
        return True
    cue = _CUE.search(one.after)
    if cue is None or _OTHER.search(one.after[: cue.end() + 12]):
        return False
    return not re.match(r"(?:現在|時点|付け)", one.after)


_LABELLED = re.compile(r"(?:発覚|判明|認知|検知|把握|発見|覚知|知った)(?:した)?(?:日|日時|年月日)?[)\s:、】\]|]*$")
_KNOWN = led(
    r"発覚し|判明し|判明いた|発覚いた|気付(?!か)|気づ(?!か)|検知し|(?:指摘|連絡)を受け|"
    r"(?:指摘|連絡|通報|申し出)が(?:あ|入)|(?:指摘|連絡|通報|申し出)(?:によ|で)[^。]{0,10}(?:判明|"
    r"発覚)"
)


def read(scene: Scene) -> Iterable[Dated]:
    """The day that the page labels so, else the earliest candidate, else the day before undated words of knowing."""
    found = scene.once("candidates", candidates)
    labelled = [one for one in _known(scene) if _label(scene, one)]
    if labelled:
        one = labelled[0]
        yield Dated(one.moment.iso, scene.quote(one.moment.start, one.end), "", "判明日", resolved_by=one.moment.by)
    elif found:
        yield min(found, key=lambda one: (one.date.replace("X", "9"), one.quote.offset))
    else:
        yield from _next(scene)


_NOW = re.compile(r"^[\s\W]*(?:今回|訂正後|修正後|変更後|正)[^:]{0,8}:")


def _corrected(scene: Scene, one: Happening) -> bool:
    """今回公表内容: 6月1日… under 認知した日: the day that now stands."""
    over = scene.text[max(scene.start, one.sentence.start - 90) : one.sentence.start]
    return _NOW.match(one.sentence.text) is not None and re.search(r"認知|判明|発覚|把握|発見", over) is not None


def _label(scene: Scene, one: Happening) -> bool:
    """判明日: … on the line, or as the heading right above the line of the date."""
    before = scene.text[max(scene.start, one.sentence.start - 24) : one.moment.start]
    if _corrected(scene, one):
        return True
    return _LABELLED.search(before.replace("\n", " ").rstrip(" ・•-〇○")) is not None and len(one.before.strip()) <= 16


def _next(scene: Scene) -> Iterable[Dated]:
    """「4月27日、画面に警告が出た。…不正アクセスが発覚した。」: the knowing follows the last dated sentence."""
    last: Happening | None = None
    dated = {
        one.sentence.start: one
        for one in all_happenings(scene)
        if one.moment.grain == "day" and one.moment.until is None
    }
    for sentence in scene.sentences:
        if sentence.start in dated:
            one = dated[sentence.start]
            last = (
                None
                if _RELATIVE.match(one.after)
                or publishes(scene, sentence, one.moment)
                or (one.moment.explicit and scene.day and one.moment.start == scene.day.start)
                else one
            )
        elif last is not None and sentence.start - last.end < 160 and _learns(scene, sentence):
            quote = scene.quote(last.moment.start, sentence.end)
            yield Dated(last.moment.iso, quote, "", sentence.text.strip()[:60], resolved_by="neighbour")
            return


def _learns(scene: Scene, sentence: Sentence) -> bool:
    quiet = sentence.under[-1:] and sentence.under[-1] in ("prevention", "links", "contact", "request")
    return not quiet and not scene.background and _KNOWN.search(sentence.text) is not None


CLAIM = Claim(
    "detection",
    read,
    lambda fact: fact.date if isinstance(fact, Dated) else "",
    (
        (
            "流出のお詫び\n2021年4月20日\n当社は2021年4月2日、流出を検知しました。",
            ("2021-04-02",),
        ),
        (
            "紛失のお詫び\n2021年4月20日\n4月1日に送付した書類の紛失が、4月5日に判明しました。",
            ("2021-04-05",),
        ),
    ),
    ("個人情報紛失のお詫び\n2021年4月20日\n書類を紛失しました。警察には4月3日に届け出ました。",),
)
