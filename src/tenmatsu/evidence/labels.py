"""Words that label a column rather than fill it. A hint for the layout of a table, not for the kind of its data."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

WORDS = frozenset(
    word
    for line in Path(__file__).with_name("labels.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)

_TAIL = re.compile(
    r"(番号|コード|ｺｰﾄﾞ|id|no\.?|name|nm|cd|kbn|dt|ymd|flg|flag|num|addr|tel|mail|date|time|code|type|kana|"
    r"名称?|氏名|名義|住所|所在地|アドレス|電話|携帯|郵便|日付?|日時|時刻|年月日?|年度|年齢|性別|区分|種別|種類|分類|状況|状態|"
    r"フラグ|カナ|かな|ｶﾅ|フリガナ|ふりがな|ﾌﾘｶﾞﾅ|金額|料金|価格|単価|数量?|件数|回数|日数|人数|点数|率|額|備考|摘要|内容|理由|方法|"
    r"有無|可否|期限|期間|先|元|者|欄|職業|役職|部署|所属|支店|店舗|口座|記号|資格|等級|ランク|続柄|url|ip|"
    r"(?<=.)\d{1,2})$"
)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*([_.\-][a-z0-9]+)+$|[a-z]{2,12}[_]?\d{1,2}$")
_CAMEL = re.compile(r"[a-z]+([A-Z][a-z0-9]+)+$|([A-Z][a-z0-9]+){2,}(ID|No)?$")
_AROUND = re.compile(r"[\s*※#＊()\[\]{}<>【】「」『』:：・/／\\\"'?？]+")
_BRACKETED = re.compile(r"[(\[【<〈（［].*?[)\]】>〉）］]")


@cache
def plain(label: str) -> str:
    """A label as it is compared: NFKC, lower case, no spaces or brackets."""
    return _AROUND.sub("", unicodedata.normalize("NFKC", label).lower().replace("\ufeff", ""))


def is_word(label: str, words: frozenset[str]) -> bool:
    """Whether the label, or what is left without its brackets or final number, is a known one."""
    text = unicodedata.normalize("NFKC", label).strip().lower()
    forms = {text, plain(label), plain(_BRACKETED.sub("", text))}
    forms |= {re.sub(r"[\d_\-]+$", "", form) for form in tuple(forms)}
    return any(form and (form in WORDS or form in words) for form in forms)


def ends_as_label(label: str) -> bool:
    """Whether it ends as labels do (…番号, …日, …_cd, …1) and holds no long number."""
    text = plain(label)
    return bool(text) and len(text) <= 20 and bool(_TAIL.search(text)) and not re.search(r"\d{3}", text)


def is_identifier(label: str) -> bool:
    """Whether it is written as the names of database columns are: cust_nm, MAIL1, createdAt."""
    text = label.strip()
    return bool(_IDENTIFIER.fullmatch(text.lower()) or _CAMEL.fullmatch(text)) and "@" not in text and len(text) <= 40
