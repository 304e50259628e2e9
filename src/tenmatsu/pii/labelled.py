# ruff: noqa: E501 (patterns are kept whole)
"""Values that a label speaks of: each kind's own cut of the text behind the label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tenmatsu.pii import digits, name_words, words
from tenmatsu.pii.finders.birth_date import DAY
from tenmatsu.pii.pairs import Pair
from tenmatsu.pii.runs import passes
from tenmatsu.pii.spots import LABEL, Claim

_EMPTY = re.compile(
    r"^(?:なし|無し?|特に?(?:なし|無し|ありません).*|ありません.*|不明|未定|未記入|未登録|同上|該当なし|-+|―+|ナシ|いいえ|有|あり|はい|[*＊xX?？]{2,}|N/?A|none|null|別紙.*|下記.*|以下.*|上記.*|こちら.*)$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[。;\n]|\s{2,}|[、,](?=\s)| / ")
_TAIL = re.compile(r"(?: ?(?:です|になります|と申します|まで|宛て?|あて))+[。.]?$")

_SHAPES = {
    "phone": r"(?:\+81[- (]*|\+[1-9])?\(?[0-9][0-9]{1,4}\)?[-. ()/]{0,2}[0-9]{1,5}[-. ()/]{0,2}[0-9]{2,6}(?![0-9])",
    "postcode": r"[0-9]{3} ?-? ?[0-9]{4}(?![0-9-])",
    "my_number": r"[0-9]{4}([- ]?)[0-9]{4}\1[0-9]{4}(?![0-9-])",
    "drivers_licence": r"[0-9]{4}([- ]?)[0-9]{4}\1[0-9]{4}(?![0-9-])",
    "passport": r"[A-Za-z]{1,2} ?[0-9]{7,8}(?![0-9A-Za-z])|[A-Z][0-9]{7,8}(?![0-9])",
    "residence_card": r"[A-Za-z]{2} ?[0-9]{8} ?[A-Za-z]{2}(?![0-9A-Za-z])",
    "pension_number": r"[0-9]{4} ?-? ?[0-9]{6}(?![0-9-])",
    "employment_insurance": r"[0-9]{4}([- ]?)[0-9]{6}\1[0-9](?![0-9-])|[0-9]{4}[- ]?[0-9]{6}(?![0-9-])",
    "resident_code": r"[0-9]{11}(?![0-9-])|[0-9]{4}([- ])[0-9]{4}\1[0-9]{3}(?![0-9-])",
    "card": r"[0-9*xX●]{4}([- ]?)[0-9*xX●]{4,6}\1[0-9*xX●]{4,5}(?:\1[0-9*xX●]{1,7})?(?![0-9A-Za-z])",
    "card_expiry": r"(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4][0-9](?![0-9/])|20[2-4][0-9] ?[/年-] ?(?:0?[1-9]|1[0-2])月?",
    "health_insurance": r"[0-9]{1,10}(?: ?[-・/. ] ?[0-9]{1,10}){0,2}(?![0-9A-Za-z])|(?!(?:保険者|被保険者|記号|番号|枝番))[一-龠ぁ-んァ-ヴ]{1,5}[0-9]{0,5} ?[-・/. ]? ?[0-9]{1,10}(?![0-9])",
    "member_id": r"[A-Za-z0-9一-龠]{0,3}-?[A-Za-z0-9]+(?:[-_/.:][A-Za-z0-9]+){0,4}(?![A-Za-z0-9@])",
    "employee_id": r"[A-Za-z0-9一-龠]{0,3}-?[A-Za-z0-9]+(?:[-_/.:][A-Za-z0-9]+){0,4}(?![A-Za-z0-9@])",
    "sex": r"(?:男|女)(?:性|子|の子)?(?![一-龠])|その他|無回答|(?:[Ff]em|[Mm])ale|[MF](?![A-Za-z])",
    "password": r"[!-~]{4,64}",
    "nationality": r"[一-龠ァ-ヴーA-Za-z・]{2,20}",
    "name_romaji": r"[A-Za-z][A-Za-z'.-]{0,20}(?:[ ,]{1,2}[A-Za-z][A-Za-z'.-]{0,20}){0,3}",
    "name_kana": r"[ぁ-ゖァ-ヴー・]{2,10}(?: [ぁ-ゖァ-ヴー・]{1,12}){0,2}",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _SHAPES.items()}
_WHOLE = ("address", "occupation", "employer", "medical", "sensitive", "bank_account")
_SURE_ILLNESS = re.compile(
    r"病|疾患|既往|傷病|血液|介護度|要介護|服薬|処方|薬|アレルギー|入院|手術|妊娠|障害|がん|主訴|diagnos|disease|allerg|medica|blood",
    re.IGNORECASE,
)
_ILL = re.compile(r"病|症|炎|癌|がん|障害|骨折|熱|痛|アレルギー|科$|錠|mg")


def claims(plain: str, found: list[Pair]) -> Iterator[Claim]:
    """What the labels of a text say of the stretches behind them; numbers of things are held against other kinds."""
    for pair in found:
        kinds = pair.label.kinds
        if not kinds or pair.end <= pair.start:
            continue
        kind = max(kinds, key=lambda one: kinds[one])
        strength = kinds[kind]
        if strength < 0.5:
            continue
        for start, end, normal, score in _cut(plain, pair, kind, strength):
            role = pair.label.role if pair.label.role else "self"
            yield Claim(kind, start, end, normal, score * min(1.0, 0.2 + strength), "label", LABEL + 0.02, role)
        if kind == "other":
            yield from _aside(plain, pair)


def _aside(plain: str, pair: Pair) -> Iterator[Claim]:
    if not re.search(
        r"番号|番$|[Nn][Oo]\.?$|ID$|id$|コード|[Cc]ode|金額|数|号|number", pair.label.text.strip(), re.IGNORECASE
    ):
        return
    one = re.match(
        r"[A-Za-z]{0,6}[-#]?[0-9][0-9A-Za-z]*(?:[- /.][0-9A-Za-z]*[0-9][0-9A-Za-z]*){0,6}", plain[pair.start : pair.end]
    )
    if one:
        yield Claim("other", pair.start, pair.start + one.end(), "", 1.0, "label", LABEL + 0.01)


Cut = tuple[int, int, str, float]


def _cut(plain: str, pair: Pair, kind: str, strength: float) -> Iterator[Cut]:
    text = plain[pair.start : pair.end]
    if _EMPTY.match(text) or (strength < STRENGTH.get(kind, 0.5)):
        return
    special = _SPECIAL.get(kind)
    if special:
        yield from ((pair.start + a, pair.start + b, normal, score) for a, b, normal, score in special(text, pair))
        return
    spaced = _SPACED.match(text)
    if spaced and kind in _DIGITS and " " in spaced[0]:
        value = re.sub("[ -]", "", spaced[0])
        score = _test(kind, value, pair) if _DIGITS[kind].fullmatch(value) else 0.0
        if score:
            yield pair.start, pair.start + spaced.end(), value, score
            return
    pattern = _PATTERNS.get(kind)
    marks = "「『\"'" if kind == "phone" else "(「『\"'"
    found = pattern.match(text.lstrip(marks)) if pattern else None
    if not found:
        return
    lead = len(text) - len(text.lstrip(marks))
    value = found[0].rstrip(" -/.,")
    score = 0.0 if _MAIL_GOES_ON.match(text, lead + found.end()) else _test(kind, value, pair)
    if score:
        start = pair.start + lead
        yield start, start + len(value), re.sub(r"[\s-]", "", value), score


_SPACED = re.compile(r"[0-9](?: ?- ?[0-9]| [0-9]){3,15}(?![0-9A-Za-z-]| [0-9])")
"""Digits in boxes of a form: `9 8 0 0 8 1 1`."""
_DIGITS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "phone": "0[0-9]{9,10}", "postcode": "[0-9]{7}", "my_number": "[0-9]{12}", "drivers_licence": "[0-9]{12}",
        "pension_number": "[0-9]{10}", "employment_insurance": "[0-9]{11}", "resident_code": "[0-9]{11}",
        "card": "[0-9]{14,16}", "member_id": "[0-9]{4,12}", "employee_id": "[0-9]{4,12}", "health_insurance": "[0-9]{4,8}",
    }.items()
}  # fmt: skip


_MAIL_GOES_ON = re.compile(r"[A-Za-z0-9._+-]*@[A-Za-z0-9]")


STRENGTH = {
    "member_id": 0.9,
    "employee_id": 0.9,
    "employer": 0.9,
    "occupation": 0.9,
    "nationality": 0.9,
    "sensitive": 0.9,
    "medical": 0.85,
    "password": 0.9,
    "name_romaji": 0.85,
    "bank_account": 0.9,
    "health_insurance": 0.9,
    "address": 0.8,
}
"""How sure a label must be of a kind whose values have no shape of their own."""


def _test(kind: str, value: str, pair: Pair) -> float:
    """How far a value is believed under its label, 0 for not."""
    bare = re.sub(r"[^0-9A-Za-z*●]", "", value)
    if kind == "phone":
        home = "0" + bare[2:].lstrip("0") if value.startswith("+81") else bare
        return 0.97 if 9 <= len(home) <= 13 and not home.startswith(("0120", "0800", "0570", "0990")) else 0.0
    if kind == "my_number":
        return 0.98 if passes(digits.my_number, bare) else 0.5
    if kind == "drivers_licence":
        return 0.98 if passes(digits.licence, bare) else 0.7
    if kind == "card":
        return 0.95 if "*" in value or passes(digits.luhn, bare) else 0.5
    if kind in ("member_id", "employee_id"):
        count = sum(char.isdigit() for char in value)
        if "@" in value or re.match(r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$", value):
            return 0.0
        return 0.95 if count >= 2 or (pair.below and count) or re.search("id|アカウント|ID", pair.label.text) else 0.0
    if kind == "password":
        digest = pair.label.said in ("hash", "salt")  # of a file or of a build as often as of a password
        return 0.9 if not digest and not re.match(r"https?:|[*●•]+[(\[]?$", value) else 0.0
    return 0.95


_PLACE = f"{words.PREFECTURE}?{words.CITY}"
_CONTACT = re.compile(r".*@|[-+0-9() ./]{9,}$|〒|" + _PLACE + ".*[0-9]")
"""An office's telephone or address behind `Office:` is no employer."""
_BEHIND = re.compile(
    r" (?=〒|(?:電話|TEL|Tel|℡|携帯|FAX|Fax)[ :]?[0-9(+]|\(?0[0-9]{1,4}[-(][0-9]|" + _PLACE + "[^ ]*[0-9])"
)
"""Where the telephone or address behind an employer begins."""


def _words_of(text: str, pair: Pair) -> Iterator[Cut]:
    """Employers, occupations, illnesses: up to the end of the phrase."""
    stop = _CUT.search(text)
    value = text[: stop.start() if stop else len(text)].rstrip(" 、,")
    contact = _BEHIND.search(value)
    value = value[: contact.start()] if contact else value
    value = _TAIL.sub("", value)
    if value and len(value) <= 40 and not _EMPTY.match(value) and not value.isdigit() and not _CONTACT.match(value):
        yield 0, len(value), value, 0.9


def _illness(text: str, pair: Pair) -> Iterator[Cut]:
    for cut in _words_of(text, pair):
        if re.search("病棟|病院|病室|薬局", pair.label.text):
            continue
        if _SURE_ILLNESS.search(pair.label.said or pair.label.text) or _ILL.search(cut[2]):
            yield cut


def _account(text: str, pair: Pair) -> Iterator[Cut]:
    spaced = _SPACED.match(text)
    if spaced and len(spaced[0]) == 13:
        yield 0, spaced.end(), spaced[0].replace(" ", ""), 0.95
        return
    number = re.match(r"[0-9]{6,8}(?![0-9-])|[01][0-9]{4}-[0-9]{6,8}|[0-9]{4}-[0-9]{3}-[0-9]{7}", text)
    whole = re.match(r"[^\n。]{2,40}?[0-9]{6,8}(?![0-9])", text)
    if number:
        yield 0, number.end(), number[0], 0.95
    elif whole and re.search(r"銀行|金庫|組合|支店|農協|普通|当座", whole[0]):
        yield 0, whole.end(), re.sub(r"[\s/、,・:()-]+", "/", whole[0]), 0.95


_PLACE_END = re.compile(
    r" {2,}(?=[一-龠ぁ-ん]{1,8}(?:日|番号|氏名|電話|年齢|性別)(?: |:))|[。;]|\s{3,}|[、,/](?= ?(?:電話|TEL|Tel|tel|携帯|℡|氏名))| ?(?:TEL|Tel|℡|電話|携帯|FAX|Fax|メール|E-mail|Mail|氏名|生年月日)|\((?=(?:TEL|電話|携帯|自宅|勤務先|実家|転居|同居))| ?[A-Za-z0-9._-]+@| (?=0[0-9]{1,3}-[0-9]{2,4}-)"
)


def _place(text: str, pair: Pair) -> Iterator[Cut]:
    lead = re.match(r"[\"'「]{0,1}(?:〒 ?)?[0-9]{3}-?[0-9]{4}[)\]]?[\s、,]{0,3}|〒[\s-]{0,6}|[\"'「]", text)
    begin = lead.end() if lead else 0
    stop = _PLACE_END.search(text, begin)
    value = _TAIL.sub("", text[begin : stop.start() if stop else len(text)]).rstrip(" 、,(\"'」")
    if (
        2 <= len(value) <= 90
        and "@" not in value
        and re.search(r"[一-龠ぁ-んァ-ヴ]", value)
        and not re.match("https?:", value)
    ):
        if pair.label.kinds.get("address", 0.0) < 0.9 and not re.search(r"[都道府県市区町村]|[0-9]", value):
            return
        if re.search(r"(?:ください|ます|です|変更|確認|お願い|不備|同じ|同様|届|記入)", value):
            return
        yield begin, begin + len(value), re.sub(r"\s", "", value), 0.95


def _born(text: str, pair: Pair) -> Iterator[Cut]:
    day = DAY.match(text)
    if day:
        yield 0, day.end(), day[0], 0.97
        return
    loose = re.match(
        r"(?:西暦|昭和|平成|大正|令和)? ?[0-9]{1,4} ?[-./年] ?[0-9]{1,2} ?[-./月] ?[0-9]{1,4}日?(?![0-9])", text
    )
    if loose:
        yield 0, loose.end(), loose[0], 0.8


_NAME = re.compile(
    r"[一-龠々〆ヶ㐀-䶿豈-鶴𠀀-𯨟]{1,5}(?:[ ・]?[一-龠々ヶ㐀-䶿豈-鶴ぁ-んァ-ヴー𠀀-𯨟]{1,6}){0,2}|[ァ-ヴー]{2,12}(?:[ ・=][ァ-ヴー]{1,12}){0,3}|[ぁ-んー]{2,8}(?: [ぁ-んー]{2,8})?|[A-Z][A-Za-z'.-]{1,20}(?:[ ,・]{1,2}[A-Z][A-Za-z'.-]*){1,3}"
)
_NOT_NAME = re.compile(
    r"(?:部|課|係|室|局|社|店|会|所|院|校|組|班|庁|署|科|センター|御中|各位|一同|なし|不明|未定|同上|匿名|以下|以外|欄)$"
)
_NOTHING = re.compile(
    r"(?:本人|全員|担当者?|管理者|未定|不在|確認|必須|任意|同上|代理|代表者?|男性?|女性?|委任|済|有|無|可|否|要|不要|世帯主|保護者)$"
)
_NO_HEAD = re.compile(
    r"(?:未|要|無|有|別|同|各|当|本人|全員|以下|下記|上記|弊社|御社|貴社|会社|株式会社|有限会社|不在|確認|必須|任意|管理|担当|"
    r"システム|ゲスト|テスト|複数|記載|総務|人事|経理|営業|広報|変更|訂正|漏れ|ご記入|および|及び|その他)"
)


def _name(text: str, pair: Pair) -> Iterator[Cut]:
    """One name, or several with 、 between; departments before and titles behind are left out."""
    strong = max(pair.label.kinds.values()) >= 0.9
    at = 0
    dept = re.match(
        r"(?:[^\s、,]{1,16}(?:部|課|係|室|局|支店|センター|科|班|グループ|チーム|事務所|法人|株式会社|会社)[ :/・]{1,2}){1,3}",
        text,
    )
    if dept and not _surname(dept[0].strip(), text[dept.end() :]):
        at = dept.end()
    while at < len(text):
        found = _NAME.match(text, at)
        if not found:
            return
        value = re.sub(r" (?:明治|大正|昭和|平成|令和|西暦|男|女)$", "", found[0])
        title = re.search(r"(?:様方|様|さま|さん|殿|氏|先生|くん|君|ちゃん)$", value)
        if title and len(value) > len(title[0]):
            value = value[: -len(title[0])].rstrip()
        value = _TAIL.sub("", value)
        rest = text[at + len(value) :]
        if _is_name(value, strong, rest):
            yield at, at + len(value), re.sub(r"[\s・]", "", value), 0.97 if strong else 0.9
        elif at == 0 or not strong:
            return
        more = re.match(r"(?:様|さま|さん|殿|氏|先生|くん|君|ちゃん)?(?: ?\([^()]{1,16}\))? ?[、,・/] ?", rest)
        if not more or not more[0]:
            return
        at += len(value) + more.end()


def _surname(word: str, rest: str) -> bool:
    """新部 さやか, 軽部 誠: what ends like a section (部, 室, 局) is a surname when a given name follows that is no surname."""
    if word in words.surnames():
        return True
    given = re.match(r"[一-龠々ぁ-んァ-ヴー]{1,4}", rest)
    kinds = name_words.kinds()
    said = kinds.get(words.plain(given[0]), "") if given else ""
    alone = bool({"g", "G"} & set(said)) and "s" not in said
    return alone and (len(word) == 2 or "S" in kinds.get(words.plain(word), ""))


def _is_name(value: str, strong: bool, rest: str) -> bool:
    plain = words.plain(value)
    if not 1 < len(value) <= 24 or _NOTHING.match(value):
        return False
    parts = re.split(r"[ ・]", plain)
    if plain in words.surnames():
        return not re.match(r"[一-龠]", rest) or rest.startswith(("様", "殿", "氏", "先生", "君"))
    if _NOT_NAME.search(value):
        return False
    known = parts[0] in words.surnames() or any(plain[:cut] in words.surnames() for cut in range(1, 5))
    if not strong and re.match(rf"(?:{'|'.join(words.PREFECTURES)})[^ ]*[市区町村]", plain):
        return False  # 対応: and an address, not who did it
    if known:
        return not re.match(r"[一-龠]", rest) or rest.startswith(("様", "殿", "氏", "先生", "君"))
    if not strong or _NO_HEAD.match(value):
        return False
    return not re.match(r"[ぁ-んァ-ヴ一-龠]", rest) and (len(value) <= 12 or " " in value or "・" in value)


def _kana(text: str, pair: Pair) -> Iterator[Cut]:
    found = _PATTERNS["name_kana"].match(text)
    if found and not re.match("[一-龠]", text[found.end() :]):
        value = re.sub(r"(?:さま|さん| ?様)$", "", found[0])
        yield 0, len(value), re.sub(r"[\s・]", "", words.hiragana(value)), 0.95


_SPECIAL: dict[str, Callable[[str, Pair], Iterator[Cut]]] = {
    "address": _place, "occupation": _words_of, "employer": _words_of, "medical": _illness, "sensitive": _words_of,
    "bank_account": _account, "birth_date": _born, "name": _name, "family_name": _name, "given_name": _name,
    "name_kana": _kana, "family_kana": _kana, "given_kana": _kana,
}  # fmt: skip
