# ruff: noqa: E501 (tables of facts are kept whole)
"""What a column's label says: the kinds it may mean, whose the value is, and which of several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

ROLES: dict[str, str] = {
    "emergency": r"緊急|緊急時|急病時|emergency|kinkyu",
    "guardian": r"保護者|親権者|後見人|法定代理人|父親?(?=氏|名|の|携|電|$)|母親?(?=氏|名|の|携|電|$)|guardian|parent(?!_?id)|hogosha|mother|father",
    "companion": r"同伴者?|同行者?|同乗者?|同室者?|同席者?|companion|accompan|dohan|doko(?:sha)?(?=_|$)|co_?traveler",
    "staff": r"担当者?|担任|主治医|営業担当|受付者|登録者|作成者|更新者|入力者|承認者|申請先|上司|講師|ドライバー|乗務員|staff|agent|created_by|updated_by|tanto(?:sha)?|manager|doctor|teacher|インストラクター|コーチ|スタイリスト|アドバイザー",
    "recipient": r"送付先|送り先|配送先|お?届け?先|発送先|荷受人|納品先|(?<![a-z])ship(?:ping)?(?=_|$)|(?<![a-z])deliver[a-z]*|recipient|haiso|okurisaki|todoke|贈り先|受取人(?=氏|名|住|電|$)",
    "billing": r"請求先?|ご?請求|支払者|billing|(?<![a-z])bill_?(?:to|(?=[a-z]))|seikyu|payer",
    "insured": r"被保険者(?!証|番|記)|insured(?!_?(?:no|num|id|symbol|card))",
    "family": r"配偶者|扶養者?|家族|世帯主|続柄者|spouse|family_member|dependent|子ども?の?(?=氏|名)|お子様",
    "referrer": r"紹介者|referr(?:er|ed_by)|推薦者|保証人|連帯保証人|guarantor",
    "account_holder": r"口座名義人?|名義人?|口座人|account_?(?:holder|name)|meigi",
    "sender": r"依頼主|送り主|差出人|sender",
    "representative": r"代表取締役|社長",
}
"""Words in a label that say that the value is not the data subject's own."""

_OWNERS = re.compile(
    r"^(お客様|お客さま|顧客|会員様?|利用者|ユーザー?|申込者|お?申込み?者?|契約者|患者|生徒|児童|園児|学生|社員|従業員|職員|スタッフ|本人|ご本人|予約者|代表者|参加者|購入者|注文者|ご注文者|乗客|"
    r"宿泊者|応募者|受講者|受診者|受験者|被験者|加入者|登録者?|ご?自宅|自宅|現在?|連絡用?|連絡先|ご?|お|御|個人|代表|旧|新|入居者|借主|貸主|オーナー|所有者|納税者|世帯主|住民|受給者|搭乗者|旅客|来場者|寄付者|寄附者|会社|個人用)"
)
_OWNER_TOKENS = frozenset(
    [
        "user",
        "users",
        "usr",
        "cust",
        "customer",
        "customers",
        "cst",
        "member",
        "members",
        "mem",
        "mbr",
        "client",
        "clients",
        "kokyaku",
        "kyaku",
        "kaiin",
        "patient",
        "pt",
        "kanja",
        "student",
        "pupil",
        "seito",
        "employee",
        "emp",
        "syain",
        "shain",
        "staff",
        "person",
        "personal",
        "my",
        "contact",
        "contacts",
        "account",
        "acct",
        "acc",
        "guest",
        "guests",
        "passenger",
        "pax",
        "reservation",
        "booking",
        "order",
        "orders",
        "applicant",
        "entry",
        "attendee",
        "participant",
        "subscriber",
        "owner",
        "holder",
        "tenant",
        "buyer",
        "purchaser",
        "home",
        "jitaku",
        "honnin",
        "profile",
        "primary",
        "main",
        "current",
        "reg",
        "registered",
        "m",
        "t",
        "tbl",
        "mst",
        "master",
        "info",
        "primary",
        "crm",
        "lead",
        "party",
        "individual",
        "keiyakusha",
        "kj",
        "knj",
        "riyosha",
        "billing",
        "bill",
        "shipping",
        "ship",
        "delivery",
        "deliver",
        "recipient",
        "emergency",
        "companion",
        "guardian",
        "parent",
        "insured",
        "sender",
        "tanto",
        "hogosha",
        "kinkyu",
        "the",
        "fld",
        "col",
        "txt",
        "str",
        "ctl",
        "f",
        "in",
    ]
)
_BRACKETS = re.compile(r"[(\[【〔「『<＜《].*?[)\]】〕」』>＞》]")
_MARKS = re.compile(r"[\s　_\-./:：;・,、。*※＊#＃\"'`|]+")
_NOTES = re.compile(
    r"必須|任意|全角|半角|入力|の?有無|半角英数字?|ハイフンなし|ハイフン無し?|ハイフン付き?|ハイフンあり|数字のみ|公開|非公開|選択|例:.*$"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """`kinds` maps a kind to 0…1; `said` is the part of the label that said it; `index` a number at its end or 0."""

    text: str
    kinds: Mapping[str, float] = field(default_factory=dict)
    role: str = "self"
    index: int = 0
    said: str = ""
    base: str = ""

    @property
    def blank(self) -> bool:
        """No label, or one that a program made up (col3, 列3, Unnamed: 2)."""
        return not self.text or bool(_MADE_UP.fullmatch(compact(self.text)))


_MADE_UP = re.compile(r"(col|column|field|列|項目|c|f|v|x|var|unnamed|data|フィールド|カラム|_)*[0-9]*")


def compact(text: str) -> str:
    """A label for looking up: NFKC, lower case, without blanks and marks. `お名前（漢字）` → `お名前(漢字)`."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


class Lexicon:
    """Labels → kinds, by the whole label, without its owner, role and number, then by its end or a part of it."""

    def __init__(self, labels: Mapping[str, Mapping[str, float]]) -> None:
        self._labels = labels
        self._rank = {word: at for at, word in enumerate(labels) if len(word) >= 2}
        self._longest = max(map(len, self._rank), default=0)
        self._read = cache(self._label)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self._labels)

    def read(self, text: str) -> Label:
        return self._read(text)

    def _label(self, text: str) -> Label:
        if _MADE_UP.fullmatch(compact(text)):
            return Label(text)
        role = _role(text)
        number = re.search(r"[0-9]+(?=\D{0,2}$)", unicodedata.normalize("NFKC", text))
        said, kinds = self._search(text)
        kinds = _modified(compact(text), kinds)
        base = re.sub(r"[0-9①-⑨]+", "", compact(text))
        return Label(text, kinds, role, int(number[0][:3]) if number else 0, said, base)

    def _search(self, text: str) -> tuple[str, Mapping[str, float]]:
        for form, weight in _forms(text):
            found = self._labels.get(form)
            if found and form:
                kinds = {kind: strength * weight for kind, strength in found.items()}
                return form, {**kinds, "other": 0.85} if form in _VAGUE and weight <= 0.8 else kinds
        return self._part(text)

    def _part(self, text: str) -> tuple[str, Mapping[str, float]]:
        whole = compact(_NOTES.sub("", text))
        outer = re.sub(r"[0-9]+$", "", compact(_BRACKETS.sub("", text)))
        for form, weight in ((outer, 0.85), (whole, 0.8)):
            for size in range(min(len(form), self._longest), 1, -1):
                word = form[-size:]
                if word in self._rank and (size > 3 or not form[-size - 1 :].isascii()):
                    if word in _NUMBERS:
                        return word, {"other": 0.6, "member_id": 0.3}
                    return word, {kind: strength * weight for kind, strength in self._labels[word].items()}
        word = self._within(whole)
        if word:
            return word, {kind: strength * 0.5 for kind, strength in self._labels[word].items()}
        last = outer[-1:]
        return (last, LAST[last]) if last in LAST and len(outer) > 1 else ("", {})

    def _within(self, whole: str) -> str:
        """The longest known label that stands somewhere in another; of several the first of the dictionary."""
        for size in range(min(len(whole), self._longest), 2, -1):
            parts = {whole[at : at + size] for at in range(len(whole) - size + 1)}
            known = [word for word in parts if word in self._rank and (size > 4 or not word.isascii())]
            if known:
                return min(known, key=self._rank.__getitem__)
        return ""


LAST: dict[str, dict[str, float]] = {
    "姓": {"family_name": 0.8}, "日": {"date": 0.7}, "欄": {"free_text": 0.6}, "額": {"amount": 0.8}, "料": {"amount": 0.7},
    "費": {"amount": 0.7}, "率": {"other": 0.7}, "数": {"other": 0.7}, "者": {"name": 0.5}, "名": {"other": 0.4},
}  # fmt: skip
"""What the last letter of an unknown label says."""

_KANA = re.compile(r"カナ|かな|フリガナ|ふりがな|ヨミ|よみ|読み|セイメイ|kana|furigana|hurigana|phonetic|yomi|reading")
_ROMAN = re.compile(
    r"ローマ字|英字|英語|英文|英名|欧文|アルファベット|パスポート(?:表記|記載|名義|氏名)|旅券|romaji|roman(?!ce)|english|alphabet|latin"
)
_TO_KANA = {"name": "name_kana", "family_name": "family_kana", "given_name": "given_kana"}
_HALF = re.compile(r"(?:[_:\s・\-/(\[【〔]|の)(姓|名)\s*[)\]】〕]?$")


def _modified(whole: str, kinds: Mapping[str, float]) -> Mapping[str, float]:
    """A name's label with a word for its script: 姓(ヨミガナ), 氏名【英字】."""
    best = max(kinds, key=lambda kind: kinds[kind], default="")
    if best not in _TO_KANA:
        return kinds
    if _KANA.search(whole):
        return {_TO_KANA[best]: kinds[best]}
    return {"name_romaji": kinds[best]} if _ROMAN.search(whole) else kinds


def _role(text: str) -> str:
    plain = "_".join(_CAMEL.sub("_", unicodedata.normalize("NFKC", text)).split()).lower()
    for role, pattern in ROLES.items():
        if re.search(pattern, plain):
            return role
    return "self"


def _forms(text: str) -> list[tuple[str, float]]:
    """Ways to shorten a label, each with the trust that is left: the label itself 1."""
    plain = unicodedata.normalize("NFKC", text)
    table, _, column = plain.rpartition(".")
    if table and column and re.fullmatch(r"[A-Za-z_][\w.]*", plain):
        plain = column
    notes = _NOTES.sub("", plain)
    outer = _BRACKETS.sub("", notes)
    inner = " ".join(re.findall(r"[(\[【](.*?)[)\]】]", plain))
    half = _HALF.search(notes)
    forms = [(half[1], 0.98)] if half and not _KANA.search(compact(plain)) else []
    forms += [(compact(plain), 1.0), (compact(notes), 0.99), (re.sub(r"[()\[\]【】]", "", compact(notes)), 0.99)]
    forms += [(_unnumbered(form), 0.98) for form, _ in list(forms)]
    forms += [(form + end, 0.94) for form in _stems(compact(notes)) for end in ("番号", "コード", "id")]
    forms += _tokens(plain)
    forms += [(re.sub(r"[()\[\]]", "", compact(rest)), 0.96) for rest in _unowned(notes)]
    forms += [(_unnumbered(form), 0.95) for form, weight in list(forms) if weight == 0.96]
    forms += [(_unnumbered(compact(rest)), 0.94) for rest in (outer, *_unowned(outer))]
    forms += [
        (re.sub(r"の(?:内容|詳細|情報|状況|種類)$", "", compact(outer)), 0.9),
        (compact(outer).replace("の", ""), 0.9),
    ]
    first = [(compact(part), 0.85) for part in re.split(r"[・/／、&]", outer)[:-1][:1]]
    return [*forms, *first, (compact(inner), 0.7)]


_VAGUE = frozenset({"name", "nm", "title", "address"})
"""After an unknown word (`event_title`, `project_name`) they are as often a thing's as a person's."""


_NUMBERS = frozenset({"番号", "no", "id", "コード", "cd", "code"})
"""After an unknown word (`ロット番号`) they name a thing; a person's numbers are in the dictionary."""

_PERSONS = frozenset(
    {"user", "usr", "cust", "customer", "cst", "member", "mem", "mbr", "client", "kokyaku", "kaiin", "patient", "pt", "kanja", "student",
     "pupil", "seito", "guest", "passenger", "subscriber", "person", "tenant", "holder", "riyosha", "keiyakusha", "participant"}
)  # fmt: skip
_STAFF = frozenset({"emp", "employee", "staff", "shain", "syain", "worker", "shokuin", "jugyoin", "tanto", "tantosha"})


def _stems(form: str) -> list[str]:
    """証券No, 口座№, 会員ナンバー: the label without its word for number."""
    stem = re.sub(r"(no|№|numero|ナンバー|ナンバ|番号|コード|cd|id|識別子|番)$", "", form)
    return [stem] if stem != form and stem and not stem.isascii() else []


def _unnumbered(form: str) -> str:
    return re.sub(r"(^[0-9]+|第?[0-9一二三]+$|[①-⑨]|その[0-9]$)", "", form)


_CODED = frozenset(
    {"sex", "gender", "seibetsu", "postal", "zip", "job", "occupation", "shokugyo", "country", "nation", "nationality"}
)


def _unowned(text: str) -> list[str]:
    """The label without a role and without whose it is: 緊急連絡先電話番号 → 電話番号; お客様氏名 → 氏名."""
    rest = text
    for pattern in ROLES.values():
        rest = re.sub(pattern, "", rest, flags=re.IGNORECASE)
    rest = re.sub(r"^[の\s_]+|時|\s", "", rest)
    rests = [rest]
    for start in (text, rest):
        for _ in range(3):
            shorter = re.sub(r"^の", "", _OWNERS.sub("", compact(start), count=1))
            if shorter == start or not shorter:
                break
            start = shorter
            rests.append("氏" + start if re.match(r"名(?![前字])", start) and len(text) > len(start) else start)
    return rests


def _tokens(plain: str) -> list[tuple[str, float]]:
    """Database labels: cust_tel_no → telno, customerName → name, TEL1 → tel."""
    if not plain.isascii():
        return []
    tokens = [token for token in _MARKS.split(_CAMEL.sub("_", plain).lower()) if token]
    bare = [re.sub(r"[0-9]+$", "", token) for token in tokens]
    forms: list[tuple[str, float]] = []
    if len(tokens) == 2 and tokens[1] in ("cd", "no", "id", "code", "num", "number", "key"):
        forms += [("memberid", 0.98)] * (bare[0] in _PERSONS) + [("employeeid", 0.98)] * (bare[0] in _STAFF)
    if len(tokens) > 1 and tokens[-1] in ("nm", "name", "txt", "val"):
        forms.append(("".join(tokens[:-1]), 0.9))
    if len(tokens) > 1 and tokens[-1] in ("cd", "code", "kbn", "flg", "div"):
        forms += [("".join(tokens[:-1]), 0.9)] * (bare[-2] in _CODED)
    for start in range(1, len(tokens)):
        owned = all(token in _OWNER_TOKENS for token in bare[:start])
        weight = 0.97 if owned else 0.8
        forms += [("".join(tokens[start:]), weight), (_unnumbered("".join(tokens[start:])), weight - 0.01)]
    forms.sort(key=lambda form: -form[1])
    if len(tokens) > 1:
        forms.append(("".join(bare[:-1]), 0.6))
    return forms
