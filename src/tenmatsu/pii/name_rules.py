# ruff: noqa: E501 (patterns and tables are kept whole)
"""Names of persons that the words around them give away: labels before (氏名：…), honorifics behind (…様), Mr. and Ms.

A label says that a name follows, so any shape of a name is taken; an honorific says that one ends here, so the
dictionary or a boundary must say where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tenmatsu.pii import name_words, words

Found = tuple[int, int, float, str]

HAN = r"々〆ヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
LABELS = (
    "氏名", "お名前", "御名前", "名前", "ご芳名", "芳名", "患者名", "患者様名", "申請者", "申込者", "申込人", "届出人", "契約者", "ご契約者", "被保険者",
    "担当", "ご担当", "担当者", "ご担当者", "担当医", "主治医", "記入者", "作成者", "報告者", "記録者", "記録", "受付者", "対応者", "承認者", "確認者", "起案者", "責任者",
    "保護者", "本人", "世帯主", "配偶者", "連絡者", "連絡先", "緊急連絡先", "受取人", "差出人", "送信者", "発信者", "宛名", "宛先", "出席者", "欠席者", "参加者", "司会",
    "議長", "書記", "講師", "代表者", "代表取締役", "代表取締役社長", "理事長", "院長", "校長", "所長", "社長", "部長", "課長", "係長", "主任", "弁護士", "会員名", "顧客名", "お客様名", "利用者", "利用者名", "ご利用者", "予約者",
    "受診者", "応募者", "回答者", "相談者", "通報者", "入居者", "名義人", "口座名義", "生徒", "児童", "患者", "担任", "姓名", "フルネーム",
    "紹介者", "立会人", "証人", "連帯保証人", "相続人", "依頼者", "依頼主", "お届け先", "送付先", "投稿者", "被害者", "加害者", "関係者",
)  # fmt: skip
_LABEL = re.compile(
    rf"(?<![ァ-ヴー{HAN}])(?:[{HAN}]{{0,4}})(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})(?:[(（][^)）\n]{{1,12}}[)）])?[ \t　]*(?:[:：=＝]|[】\]］](?:[ \t　]*[:：])?)[ \t　]*"
)
_ENGLISH_LABEL = re.compile(
    r"(?i)\b(?:full[ _]?name|name|customer|patient|contact|attn|applicant|employee|guest|passenger)\s*[:：=]\s*"
)
_KANJI_NAME = re.compile(rf"[{HAN}]{{1,4}}(?:[ 　・]?(?:[{HAN}ぁ-んァ-ヴー]{{1,4}}))?")
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{2,12}(?:[・=＝ 　][ァ-ヴー]{2,12}){0,3}")
_KANA_NAME = re.compile(r"[ぁ-んー]{2,6}[ 　][ぁ-んー]{2,6}")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'’-]{1,30}(?:[ ,]{1,2}[A-Z][A-Za-z'’.-]{0,30}){1,2}")
_END = re.compile(
    rf"(?=$|[\s　、。,，.．;；/／|｜()（）<>＜＞「」『』\[\]［］【】\"'0-9０-９:：]|様|さま|さん|氏|殿|先生|君|くん|ちゃん|医師|看護師|のほか|ほか|他|は|が|を|に|と|の|で|も|より|から|まで|[^{HAN}ぁ-んァ-ヴー])"
)
_ENDS_OTHER = re.compile(
    r"(?:会社|法人|病院|医院|大学|学校|学園|銀行|支店|本店|商店|店|部|課|係|室|局|所|院|校|社|会|組合|協会|機構|センター|省|庁|市|区|町|村|県|府|都|者|員|長|名|円|年|月|日|号|回|件|様式|番号|住所|電話|なし|無し|不明|同上|別紙|本人|各位|一同|御中|予定|未定|確認|対応|連絡|済|中|未)$"
)

HONORIFICS = "様|さま|サマ(?![ァ-ヴー])|氏|殿|どの|さん|サン(?![ァ-ヴー])|先生|君|くん|ちゃん|女史|夫人|嬢|医師|看護師|弁護士|教授|准教授|部長|課長|係長|主任|社長|専務|常務|会長|副社長|店長|院長|校長|教頭|教諭|議員|市長|知事|選手|監督|被告|容疑者|受刑者|巡査|警部|次長|室長|局長|支店長|理事長|理事|課員|主査|主幹|参事|係員|(?:リーダー|マネージャー|マネジャー)(?![ァ-ヴー])"
_HONORIFIC = re.compile(
    rf"(?P<name>[{HAN}]{{1,6}}(?:[ 　・][{HAN}ぁ-んァ-ヴー]{{1,4}}|[ぁ-んァ-ヴー]{{0,3}})?|[ァ-ヴー]{{2,12}}(?:[・=＝ 　][ァ-ヴー]{{1,12}}){{0,3}})[ 　]?(?P<by>{HONORIFICS})(?![子々式相態][^、。]|方式)"
)
_HAN = re.compile(f"[{HAN}]")
_HONOURS = re.compile(rf"(?:{HONORIFICS})")
_LATIN_HONORIFIC = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z'’-]{1,30}(?: [A-Z][A-Za-z'’-]{1,30}){0,2})[ 　]?(?:様|さま|氏|殿|さん|先生)"
)
_MISTER = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|MR|MRS|MS|DR)(?:\.\s?|\s)(?P<name>[A-Z][A-Za-z'’-]{1,30}(?: [A-Z][A-Za-z'’-]{1,30}){0,2})"
)
_TWO_LATIN = re.compile(r"(?<![A-Za-z])(?P<one>[A-Z][A-Za-z]{1,11})(?:, ?| )(?P<two>[A-Z][A-Za-z]{1,11})(?![A-Za-z])")
POLITE = frozenset({"様", "さま", "サマ", "氏", "殿", "さん", "先生", "君", "くん", "ちゃん", "女史"})


_NOBODY = frozenset(
    [
        "神",
        "王",
        "姫",
        "皆",
        "皆々",
        "奥",
        "何",
        "同",
        "多",
        "仕",
        "模",
        "貴",
        "客",
        "お客",
        "両",
        "彼",
        "源",
        "平",
        "藤原",
        "御",
        "宮",
        "本",
        "拝",
        "皆様",
        "お父",
        "お母",
        "父",
        "母",
        "娘",
        "息子",
        "兄",
        "姉",
        "弟",
        "妹",
        "主",
        "諸",
        "各",
        "殿",
        "若",
        "若殿",
        "外",
        "有",
        "左",
        "右",
        "ユーザー",
        "オーナー",
        "メンバー",
        "スタッフ",
        "ドクター",
        "ゲスト",
        "ママ",
        "パパ",
        "マスター",
        "ファン",
        "リスナー",
        "ドライバー",
        "パートナー",
        "メーカー",
    ]
)


@cache
def surnames() -> frozenset[str]:
    return frozenset(word for word, kind in name_words.kinds().items() if "s" in kind or "S" in kind)


@cache
def given() -> frozenset[str]:
    return frozenset(word for word, kind in name_words.kinds().items() if "g" in kind or "G" in kind)


_PARTICLES = POLITE | frozenset(
    ["こと", "とき", "ここ", "いま", "ある", "あり", "なる", "とも", "しか", "どう", "とか", "なか", "もと", "たん"]
)
"""What follows a surname and reads like a given name."""


def split(name: str) -> int:
    """Length of the surname of a whole name that both dictionaries know (山田さくら too), else 0."""
    folded = words.plain(name)
    for at in (2, 3, 1, 4):
        if at < len(folded) and folded[:at] in surnames():
            rest = folded[at:].lstrip(" 　・")
            if rest in given() or (len(rest) > 1 and rest in words.given_readings() and rest not in _PARTICLES):
                return at
    return 0


def read(text: str) -> tuple[Found, ...]:
    """What the rules say of one line."""
    found: list[Found] = []
    foreign = text.isascii()
    if any(mark in text for mark in _MARKS):
        found += _labelled_in_english(text) if foreign else labelled(text)
    if not foreign and _HONOURS.search(text):
        found += honoured(text)
    found += latin(text)
    if not foreign:
        found += listed(text)
        found += [(*one.span(), 0.8, "initial") for one in _INITIAL.finditer(text)]
    return tuple(found)


of_line = lru_cache(16384)(read)
"""The same; lines that come again are not read again."""
_MARKS = ":：=＝】]］"
_INITIAL = re.compile(
    rf"(?<![A-Za-zァ-ヴー・])(?:(?:[ァ-ヴー]{{2,}}・)+(?:[A-Z]・)+|(?:[A-Z]・){{2,}})[ァ-ヴー]{{2,}}(?:・[ァ-ヴー]{{2,}})*(?![{HAN}ァ-ヴー・])"
)
"""ジョン・F・ケネディ, H・R・ギーガー: all 21 in the sentences of the training are persons."""


def labelled(text: str) -> Iterator[Found]:
    """Names behind a label and a colon."""
    for label in _LABEL.finditer(text):
        for shape in (_KANJI_NAME, _KANA_NAME, _KATAKANA_NAME, _LATIN_NAME):
            found = shape.match(text, label.end())
            if found:
                yield from _after(text, found)
                break
    yield from _labelled_in_english(text)


def _labelled_in_english(text: str) -> Iterator[Found]:
    for label in _ENGLISH_LABEL.finditer(text):
        found = _LATIN_NAME.match(text, label.end()) or _KANJI_NAME.match(text, label.end())
        if found:
            yield from _after(text, found)


def _after(text: str, found: re.Match[str]) -> Iterator[Found]:
    """The longest beginning of `found` that ends where a name may end and reads like one."""
    start, end = found.span()
    for stop in range(end, start + 1, -1):
        name = text[start:stop]
        if name[-1] in " 　・," or not _END.match(text, stop):
            continue
        bare = re.sub(r"[ 　・]", "", name)
        if _ENDS_OTHER.search(bare) and not split(name):
            continue
        if stop < end and not split(name) and words.plain(bare) not in surnames():
            continue
        if len(bare) == 1 and bare not in surnames():
            continue
        yield start, stop, 0.9, "label"
        return


def honoured(text: str) -> Iterator[Found]:
    """Names before 様, 氏, 殿, さん … and before titles (部長, 医師: there the dictionary must know the surname)."""
    for found in _HONORIFIC.finditer(text):
        start = _begin(text, found.start("name"), found.end("name"), found["by"] in POLITE)
        if start is None or _palace(found, start):
            continue
        yield start, found.end("name"), 0.9, f"before {found['by']}"
    for found in _LATIN_HONORIFIC.finditer(text):
        yield *found.span("name"), 0.85, "before honorific"


def _begin(text: str, start: int, end: int, polite: bool) -> int | None:
    """Where a name that ends at `end` begins: a known full name, else a known surname, else the boundary."""
    name = words.plain(text[start:end])
    if name in _NOBODY or name[-2:] in _NOBODY or (not polite and _word(name, text[end : end + 1])):
        return None
    if re.fullmatch("[ァ-ヴー・=＝ ]+", name):
        return start if polite and len(name) > 2 else None
    for at in range(len(name) - 1):
        if split(name[at:]) and (at == 0 or name[:at] not in surnames()):
            return start + at
    if name in surnames() and (polite or "L" not in name_words.kinds()[name]):
        return start
    if not polite:
        return None
    gap = re.search("[ 　・]", name)
    if gap and name[: gap.start()] in surnames():
        return start
    for at in (1, 2, 3, 4):
        if at < len(name) - 1 and name[at:] in surnames() and _ENDS_OTHER.search(name[:at]):
            return start + at
    return None


def _palace(found: re.Match[str], start: int) -> bool:
    """One character before 殿 and kanji behind it: 中殿御会."""
    lone = found["by"] == "殿" and found.end("name") - start == 1
    return lone and bool(_HAN.match(found.string, found.end()))


def _word(name: str, follow: str) -> bool:
    """Whether a title behind `name` is that of a thing: 音楽監督, 西武監督, 大学教授, 町会長."""
    kinds = name_words.kinds()
    kind = set(kinds.get(name, ""))
    other = bool(kind) and kind.isdisjoint("SsN") and not kind.isdisjoint("nLOX")
    lone = len(name) == 1 and "x" in kind and ("s" not in kind or "n" in kinds.get(name + follow, ""))
    return other or lone or bool(_NO_PERSON.search(name))


def latin(text: str) -> Iterator[Found]:
    """Names in Latin letters: behind Mr., or a surname and a given name of Japan in either order."""
    if "r" in text or "s" in text or "S" in text or "R" in text:
        for found in _MISTER.finditer(text):
            yield *found.span("name"), 0.85, "after Mr or Ms"
    at = 0
    while pair := _TWO_LATIN.search(text, at):
        at = pair.start("two")
        one, two = words.romaji(pair["one"]), words.romaji(pair["two"])
        if min(len(pair["one"]), len(pair["two"])) < 3 and not pair[0].isupper():
            continue
        family, names = words.surname_romaji(), words.given_romaji()
        if (one in family and two in names) or (two in family and one in names):
            yield *pair.span(), 0.8, "dictionary"
            at = pair.end()


def listed(text: str) -> Iterator[Found]:
    """Surname and given name alone in a field of a line (山田 太郎 between commas, tabs, bars); ジョン・スミス likewise."""
    kinds = name_words.kinds()
    for found in _FIELD.finditer(text):
        name = found[1]
        apart = words.plain(name).replace("　", " ").split(" ")
        told = len(apart) == 2 and "s" in kinds.get(apart[0], "") and not _ENDS_OTHER.search(apart[1])
        if (told or split(name)) and len(name) > 2 and not _NO_PERSON.search(name) and not _NAMED_PLACE.search(name):
            yield *found.span(1), 0.75, "dictionary"
    for found in _FOREIGN_FIELD.finditer(text):
        beside_kanji = found.start(1) > 1 and text[found.start(1) - 1] in "(<"
        if set("GSN") & set(kinds.get(found[2], "")) and not beside_kanji:
            yield *found.span(1), 0.7, "dictionary"


_FIELD = re.compile(
    rf"(?:^|(?<=[,、\t|/・;:\"「(<]))[ 　]*([{HAN}]{{1,4}}[ 　]?[{HAN}ぁ-ん]{{1,4}})(?=[ 　]*(?:$|[,、\t|/・;\"」(<>)]))",
    re.MULTILINE,
)


_NAMED_PLACE = re.compile("[^ 　]{2}[山城川寺島橋町村市区郡県駅湖池沢谷岳峠坂港社院館荘]$")
_FOREIGN_FIELD = re.compile(
    r"(?:^|(?<=[,、\t|/;:\"「(<]))[ 　]*(([ァ-ヴー]{2,})(?:[・=＝ 　][ァ-ヴー]{2,}){1,3})(?=[ 　]*(?:$|[,、\t|/;\"」(<>)]))",
    re.MULTILINE,
)
_ROLE_BEFORE = re.compile(
    "(?:妻|夫|長女|長男|次女|次男|三男|三女|医師|薬剤師|看護師|介護士|職員|社員|担当者?|患者|講師|理事|監事|委員|被告|原告|店長|部長|課長|係長|主任|会長|副会長|会計|書記|買主|売主)(?=..)"
)
_ROLE_BEHIND = re.compile(
    "(?:さん|くん|ちゃん|さま|様|氏|先生|先輩|ママ|パパ|運転手|運転士|容疑者|被告|部長|課長|係長|主任|社長|会長|選手|監督|医師|看護師)$"
)
_NO_START = "んっゃゅょーをぁぃぅぇぉァィゥェォッャュョンヵヶ々"
_NO_PERSON = re.compile(
    "(?:会社|法人|病院|医院|大学|高校|学校|銀行|支店|製作所|商店|工業|建設|電機|センター|クリニック|サービス|協会|組合|委員会|製薬|ホテル|駅|県|屋敷)$|^(?:お|ご|御)(?:客|子|母|父|店|宅|中|担当)"
    "|^(?:さん|さま|くん|ちゃん|様)[やとのはがもをにへで]"
)


def trimmed(name: str) -> tuple[int, int] | None:
    """Where in `name` the name itself stands, without a role before it and an honorific behind; None when it is no name."""
    start, end = 0, len(name)
    behind = _ROLE_BEHIND.search(name)
    if behind and behind.start() > 0:
        end = behind.start()
    before = _ROLE_BEFORE.match(name[:end])
    if before and not split(name[:end]):
        start = before.end()
    rest = name[start:end]
    if (
        not rest
        or re.search(r"[^\w ・=＝.'’-]|[0-9](?![0-9]?世$)", rest)
        or rest[0] in _NO_START
        or rest in _NOBODY
        or _NO_PERSON.search(rest)
    ):
        return None
    return start, end
