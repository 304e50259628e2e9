"""A page into the parts that each report one incident: sections of a round-up, lists, notices in a row.

Parts that report nothing are dropped; what follows a notice and is no part of it is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tenmatsu.disclosures import names, tells
from tenmatsu.disclosures.layout import Line, Page, Sentence
from tenmatsu.disclosures.names import Name

_STRONG = re.compile(r"[■□◆◇●○◎▼▽▲△★☆◼▪]|[\[【〈《<]|・|#|•|\d{1,3}[.．、)]|\(\d|\d|[①-⑳]")
_BULLETS = ("-", "・", "•", "*", "○", "〇", "※", "+")
_TOP = ("■", "◆", "●", "【", "□", "◇", "▼", "★", "#")
_LINK = re.compile(r"https?://|www\.")
_LISTED = re.compile(
    r"漏えい|漏洩|流出|流失|紛失|誤送|誤交付|誤掲載|誤廃棄|誤配|誤公開|不正|サイバー|"
    r"攻撃|ランサム|ウイルス|盗難|持ち出|インシデント|閲覧|公開|改ざん|お詫び|フィッシング|"
    r"置き忘れ|遺失|BCC|漏れ|ミス|不備|入り|踏み台|個人情報"
)
_PUBLISHED = re.compile(r"発表|公表|明らか|謝罪|報告し|発覚|判明")
_PAST = r"(?:おととし|一昨年|去年|昨年|前年|ことし|今年|先月|過去に|以前|20\d\d年|平成\d+年|令和\d年)"
_LONG_AGO = re.compile(_PAST)
_RECALL = re.compile(
    rf"^(?:また|さらに|このほか|ほかにも?|そのほか|一方|なお|加えて|同様に)?、?(?:{_PAST}[^、。]{{0,12"
    rf"}}(?:は|、)[^。]{{0,24}}?)?「?(?P<name>[A-Za-z一-鿿ァ-ヺー&・.]{{2,20}}|[^、。「」]{{4,30}}?会社"
    rf")」?(?:\([^)]*\))?(?:で(?:は|も)?|は|も|が)(?:、|{_PAST})"
)
_EARLIER = re.compile(
    rf"(?:めぐっては|では|でも|は)?、{_PAST}(?:\d{{1,2}}月)?(?:に(?:は|も)?)?、?(?:[^。、]{{0,16}}の)?"
    r"「?(?P<name>[A-Za-z一-鿿ァ-ヺー&・.]{2,20})」?(?:で(?:は|も)?|が|も)、?"
)
_RECALLING = re.compile(r"相次ぐ|過去の|これまでの|主な|近年の|他の|最近の|背景")


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of one incident. `owner` names whose it is when the page's outline says so."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    owner: tuple[Name, ...] = ()
    headline: Line | None = None
    background: bool = False
    shared: bool = False


def parts(page: Page) -> list[Part]:
    """The incidents of a page, in order; empty when it reports none."""
    cut = _sections(page)
    if cut:
        found = [one for section in cut for one in _split(page, section)]
        found = [one for one in found if one.shared or _reports(page, one) or _entry(one)]
        return [one if one.shared else _trimmed(page, one) for one in found]
    title = (
        page.title if page.title is not None and len(page.title.text) <= 100 and "。" not in page.title.text else None
    )
    whole = Part(0, len(page.text), tuple(page.sentences), headline=title)
    rows = _rows(page, whole)
    if len(rows) >= 2:
        return rows
    if not _reports(page, whole):
        return []
    return _with_background(page, whole)


def _reports(page: Page, part: Part) -> bool:
    title = part.headline.text if part.headline else ""
    return tells.reports(part.sentences, title.strip())


def _entry(part: Part) -> bool:
    """One line of a list that names a house, what happened and how much or when."""
    return (
        len(part.sentences) <= 2
        and part.owner != ()
        and tells.NOUN.search(part.sentences[0].text) is not None
        and re.search(r"\d(?:人|名|件)|\d月\d|\d/\d", part.sentences[0].text) is not None
        and tells.GUIDE.search(part.sentences[0].text) is None
    )


def _sections(page: Page) -> list[Part]:
    """The sections under the headlines of a round-up; none when the page has fewer than two."""
    groups: dict[str, list[tuple[Line, list[Name]]]] = {}
    for number, line in enumerate(page.lines):
        found = _headline(page, number, line)
        if found:
            groups.setdefault(_class(line), []).append((line, found))
    best: list[tuple[Line, list[Name]]] = []
    key = ""
    for mark, group in groups.items():
        distinct = {names.short(name.text) for _, owners in group for name in owners[:1]}
        if mark in _BULLETS and len(group) < 0.6 * sum(_class(line) == mark for line in page.lines):
            continue
        if len(distinct) >= 2 and len(group) > len(best):
            best, key = group, mark
    if not best:
        return []
    owners = {line.start: tuple(found) for line, found in best}
    bounds = [
        line
        for line in page.lines
        if line.start in owners or (key not in ("", "・") and line.heading and _class(line) == key)
    ]
    if key == "" and best[0][0] is page.title and _introduces(page, best):
        bounds = bounds[1:]
    ends = [line.start for line in bounds[1:]] + [len(page.text)]
    return [_part(page, line, end, owners.get(line.start, ())) for line, end in zip(bounds, ends, strict=True)]


def _introduces(page: Page, best: Sequence[tuple[Line, list[Name]]]) -> bool:
    """Whether the title line is the title of the whole page: nothing of it is told before the next headline."""
    return len(best) > 2 and not any(
        tells.told(sentence) for sentence in page.sentences if best[0][0].end <= sentence.start < best[1][0].start
    )


def _class(line: Line) -> str:
    """Lines of one class are headlines of one level: ■ with ■, 1. with 2., 【 with 【."""
    mark = line.mark.strip()
    if not mark:
        return ""
    if re.match(r"[①-⑳]", mark):
        return "①"
    return re.sub(r"\d+", "0", mark)


def _headline(page: Page, number: int, line: Line) -> list[Name]:
    """The names that the line is about when it is the headline of an incident, else none."""
    text = line.text.strip()
    if not 6 <= len(text) <= 130 or text.endswith(("。", "、")) or _LINK.search(text):
        return []
    if not (_LISTED.search(text) or _over(page, number, line) or _shares(page, number, line)) or not _free(
        page, number, line
    ):
        return []
    found = names.headline(line.text, line.start)
    at = line.start + names.lead_in(line.text)
    return [one for one in found if one.start <= at + 14 or one.end >= line.end - 12]


_DAY_FIRST = re.compile(r"\s*[■◆●◎○・]?\s*(?:\d{4}[年/.])?\d{1,2}(?:/|月)\d{1,2}日?[\s:、]")


def _over(page: Page, number: int, line: Line) -> bool:
    """A line of a day and a name over a paragraph that tells of an incident."""
    if not _DAY_FIRST.match(line.text) or number + 1 >= len(page.lines) or not names.named(line.text):
        return False
    return any(tells.told(one) for one in page.on_line.get(number + 1, ()))


def _shares(page: Page, number: int, line: Line) -> bool:
    """A marked line of names over a sentence that gives each of them its day."""
    if not line.mark or "、" not in line.text:
        return False
    below = next(iter(page.on_line.get(number + 1, ())), None)
    return below is not None and len(_EACH.findall(below.text)) >= 2 and tells.NOUN.search(below.text) is not None


def _free(page: Page, number: int, line: Line) -> bool:
    """No entry of a list of links, no heading inside a notice, no line that is only a part of a notice."""
    if number + 1 < len(page.lines) and _LINK.match(page.lines[number + 1].text.strip()):
        return False
    inside = next(iter(page.on_line.get(number, ())), None)
    if inside is None or "links" in inside.under or "correction" in inside.under:
        return False
    kinds = set(inside.under[:-1] if inside.heading else inside.under)
    if line.mark[:1] in _TOP:
        return True
    if line.mark and kinds & {"items", "chronology", "response", "cause", "prevention", "contact"}:
        return not _first_person_before(page, line)
    if line.mark:
        return True
    before = page.text[max(0, line.start - 2) : line.start]
    return number == 0 or "\n\n" in before or not page.text[max(0, line.start - 3) : line.start].strip()


def _first_person_before(page: Page, line: Line) -> bool:
    return re.search(r"弊社|当社|本学|当院|本校|当校|当行|お詫び", page.text[: line.start]) is not None


def _part(page: Page, line: Line, end: int, owner: tuple[Name, ...]) -> Part:
    inside = tuple(one for one in page.sentences if line.start <= one.start < end)
    return Part(line.start, end, inside, owner, line)


_EACH = re.compile(
    r"(?:^|、|,|および|及び|また|。|\n)\s*(?P<name>[A-Za-z一-鿿ァ-ヺー&・.々]{2,24})(?:\([^)]{1,30}\))"
    r"?は(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=、)"
)


def _split(page: Page, section: Part) -> list[Part]:
    """A section about several houses (「A市は6月15日、B町は6月4日、…」) gives one part for each."""
    for sentence in section.sentences:
        each = [match for match in _EACH.finditer(sentence.text) if names.proper(match["name"])]
        if len(each) >= 2 and _PUBLISHED.search(sentence.text):
            found = [
                Name(one["name"], sentence.start + one.start("name"), sentence.start + one.end("name")) for one in each
            ]
            return [replace(section, owner=(name,), shared=True, sentences=(sentence,)) for name in found]
    return [section]


def _rows(page: Page, whole: Part) -> list[Part]:
    """A digest without headlines: paragraphs that each open with another house and its day (A市は3日、…)."""
    leads: list[tuple[Line, Name]] = []
    for number, line in enumerate(page.lines):
        one = _lead(line)
        if one is None or names.authority(one.text):
            continue
        told = page.on_line.get(number, [])
        if _PUBLISHED.search(line.text) and any(tells.told(sentence) for sentence in told):
            leads.append((line, one))
    if len({names.short(name.text) for _, name in leads}) < 2 or len(leads) != len({name.text for _, name in leads}):
        return []
    starts = [_with_title(page, line) for line, _ in leads]
    ends = [*starts[1:], len(page.text)]
    return [
        Part(start, end, tuple(one for one in page.sentences if start <= one.start < end), (name,), line)
        for start, end, (line, name) in zip(starts, ends, leads, strict=True)
    ]


def _lead(line: Line) -> Name | None:
    if "日" not in line.text or "は" not in line.text:
        return None
    match = re.match(
        r"[\s　・■◆●○▼◎『「]*(?P<name>[ぁ-ん]{0,4}(?:[一-鿿々A-Za-zァ-ヺー&・.0-9]|(?<=[一-鿿])の(?=["
        r"一-鿿])){2,26}?)(?:\([^)]{1,30}\))?は(?:、)?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日",
        line.text,
    )
    if match is None or not names.proper(match["name"]):
        return None
    return Name(match["name"], line.start + match.start("name"), line.start + match.end("name"))


def _with_title(page: Page, line: Line) -> int:
    """The start of the headline over a paragraph when there is one."""
    at = page.lines.index(line)
    over = page.lines[at - 1] if at else None
    return over.start if over is not None and over.heading and over is not page.title else line.start


def _trimmed(page: Page, part: Part) -> Part:
    """Without a tail that begins with a title of its own and speaks of other things."""
    for number, line in enumerate(page.lines):
        if not part.start < line.start < part.end or line.mark or not line.heading or len(line.text.strip()) < 10:
            continue
        if tells.NOUN.search(line.text) or re.search(
            r"対応|概要|経緯|原因|問|窓口|対策|お願い|情報|について|以上|様|長$|部$|課$", line.text
        ):
            continue
        following = [one for one in part.sentences if one.start >= line.start]
        if page.lines[number - 1].end + 1 >= line.start or len(following) < 4:
            continue
        tail = "\n".join(one.text for one in following)
        if not re.search(
            r"個人情報|漏えい|漏洩|流出|お詫び|不正アクセス|再発防止|誤送信|紛失|\d{2,4}-\d{2,4}-\d{4}", tail
        ):
            kept = tuple(one for one in part.sentences if one.start < line.start)
            return replace(part, end=line.start, sentences=kept)
    return part


def _with_background(page: Page, whole: Part) -> list[Part]:
    """The page's incident, and earlier ones of other houses that it recalls in passing."""
    recalled = [] if _SELF_TOLD.search(page.text) else list(_recalled(page, whole))
    if not recalled:
        return [whole]
    taken = {sentence.start for part in recalled for sentence in part.sentences}
    texts = {sentence.text for part in recalled for sentence in part.sentences}
    kept = tuple(one for one in whole.sentences if one.start not in taken and one.text not in texts)
    once: dict[str, Part] = {}
    for part in recalled:
        once.setdefault(part.owner[0].text, part)
    return [replace(whole, sentences=kept), *once.values()]


_SELF_TOLD = re.compile(
    r"お詫び申し上げ|おわび申し上げます。|弊社|本学|当院|本校|当行|お知らせします|下記のとおり|記\n"
)
_OWN_HOUSE = re.compile(
    r"^同|(?:教員|職員|教諭|社員|従業員|担当者|男性|女性|生徒|学生|児童|医師|看護師|支店|本店|支社|営業所|店舗|店|部|課|室|校舎|キャンパス|工場|事務所|倉庫|内|上|側)$"
)
"""A part of the house that the page is about, not another house."""


def _recalled(page: Page, whole: Part) -> Iterator[Part]:
    own = whole.sentences[0].text if whole.sentences else ""
    recalling = False
    first = next((one.start for one in whole.sentences if not one.heading and tells.told(one)), 0)
    lead = "".join(sentence.text for sentence in whole.sentences[:4] if sentence.start <= first)
    for sentence in whole.sentences:
        if sentence.heading:
            recalling = _RECALLING.search(sentence.text) is not None
            continue
        if sentence.start <= first or _LONG_AGO.search(sentence.text) is None or not tells.told(sentence):
            continue
        match = (
            _RECALL.match(sentence.text)
            or _EARLIER.search(sentence.text)
            or (recalling and _named_in(sentence))
            or None
        )
        name = match["name"] if isinstance(match, re.Match) else match
        if not name or name in own or name in lead:
            continue
        if _OWN_HOUSE.search(name) or re.search(
            r"によると|によりますと|同[一-鿿]{1,3}(?:は|が|で)", sentence.text[: sentence.text.index(name)]
        ):
            continue
        if not (names.proper(name) or name.endswith("会社")) or names.authority(name):
            continue
        at = sentence.start + sentence.text.index(name)
        yield Part(sentence.start, sentence.end, (sentence,), (Name(name, at, at + len(name)),), None, background=True)


def _named_in(sentence: Sentence) -> str | None:
    found = [one.text for one in names.named(sentence.text) if not names.authority(one.text)]
    subject = re.search(r"(?P<name>[^、。「」]{2,30})で(?:は|も)?、", sentence.text)
    if found:
        return found[0]
    return subject["name"] if subject else None
