"""The words that label a value in running text: the dictionary of headers, and what means a person in a form."""

from __future__ import annotations

from functools import cache, lru_cache

from tenmatsu.pii.header import Label, compact
from tenmatsu.pii.lexicon import lexicon

STRONG = 0.9
"""From here on a label is believed without further signs."""
_STAFF = [
    "担当",
    "担当者",
    "担当者名",
    "ご担当",
    "ご担当者",
    "記入者",
    "記入担当",
    "受付者",
    "受付",
    "受付担当",
    "対応者",
    "対応",
    "作成者",
    "作成",
    "記録者",
    "記録",
    "書記",
    "議長",
    "司会",
    "起案者",
    "起案",
    "発信者",
    "確認者",
    "承認者",
    "処理者",
    "入力者",
    "登録者",
    "報告者",
    "責任者",
    "主治医",
    "担当医",
    "担任",
    "営業担当",
    "窓口",
    "上司",
    "講師",
    "査定者",
    "審査者",
    "処理担当",
    "調査者",
    "検印",
    "決裁",
]
_PERSONS = [
    "申請者",
    "届出人",
    "届出者",
    "出席者",
    "参加者",
    "対象者",
    "被害者",
    "加害者",
    "当事者",
    "相談者",
    "通報者",
    "受講者",
    "患者",
    "利用者",
    "応募者",
    "候補者",
    "申込者",
    "申込人",
    "契約者",
    "お客様",
    "顧客",
    "会員",
    "生徒",
    "児童",
    "本人",
    "ご本人",
    "購入者",
    "注文者",
    "ご注文者",
    "予約者",
    "来訪者",
    "入居者",
    "借主",
    "貸主",
    "受取人",
    "請求者",
    "欠席者",
    "発言者",
    "宿泊者",
    "名義",
    "名義人",
    "受験者",
    "社員",
    "遺族",
    "証人",
]
_KIN = {
    "guardian": ["保護者", "親権者", "後見人", "父", "母", "父親", "母親", "法定代理人"],
    "family": ["配偶者", "妻", "夫", "家族", "世帯主", "被扶養者", "扶養者", "長男", "長女", "次男", "次女"],
    "emergency": ["緊急連絡先", "緊急時連絡先"],
    "sender": ["差出人", "送信者", "発信元", "依頼主", "ご依頼主"],
    "recipient": ["届け先", "お届け先", "送付先", "配送先", "宛先", "宛名"],
}


@cache
def _persons() -> dict[str, Label]:
    """Labels that mean a person in a form's text, where a column of a table would say more (`担当者名`)."""
    roles = {"staff": _STAFF, "self": _PERSONS, **_KIN}
    return {word: Label(word, {"name": 0.7}, role, 0, word, word) for role, words in roles.items() for word in words}


@cache
def _beginnings() -> tuple[frozenset[str], int]:
    known = frozenset(word for word in lexicon().words if len(word) > 1)
    return known, max(map(len, known))


@lru_cache(maxsize=1 << 14)
def read(text: str) -> Label:
    """What a label says; nothing at once when no known word stands in it (the dictionary's own search is slow then)."""
    form = compact(text)
    person = _persons().get(form)
    if person:
        return person
    known, longest = _beginnings()
    size = len(form)
    if form in known:
        return lexicon().read(form)
    if size > 28 or not any(form[a:b] in known for a in range(size) for b in range(a + 2, min(size, a + longest) + 1)):
        return lexicon().read(form) if size == 1 and form in lexicon().words else Label(text)
    return lexicon().read(text)


def is_label(text: str) -> bool:
    """Whether a text is a label word for word (マイナンバー, パスワード), not the name of somebody."""
    form = compact(text)
    return form in _beginnings()[0] or form in _persons()


def strength(text: str) -> float:
    """How sure a label is of its kind; 0.0 for what is too long to be one."""
    return max(read(text).kinds.values(), default=0.0) if len(text) <= (28 if text.isascii() else 20) else 0.0
