"""What Outlook keeps of a contact, an appointment, a task or a list of recipients beside the fields of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from tenmatsu.evidence.mapi_bag import STRING8, TIME, UNICODE, Bag, one_off

LABELS = {
    0x3001: "氏名", 0x3A11: "姓", 0x3A06: "名", 0x3A16: "会社名", 0x3A18: "部署名", 0x3A17: "役職",
    0x3A08: "勤務先電話", 0x3A09: "自宅電話", 0x3A1C: "携帯電話", 0x3A24: "FAX番号", 0x3A1A: "電話番号",
    0x3A15: "住所", 0x3A2A: "郵便番号", 0x3A26: "国", 0x3A27: "市区町村", 0x3A28: "都道府県", 0x3A29: "町名・番地",
    0x3A59: "自宅の市区町村", 0x3A5A: "自宅の国", 0x3A5B: "自宅の郵便番号", 0x3A5C: "自宅の都道府県",
    0x3A5D: "自宅の町名・番地", 0x3A42: "生年月日", 0x3A48: "配偶者", 0x3A4F: "ニックネーム", 0x3A51: "URL",
    0x3A41: "記念日", 0x3A44: "ミドルネーム", 0x3A45: "敬称", 0x3A05: "世代", 0x3A0A: "頭文字",
    0x3A1B: "勤務先電話2", 0x3A2F: "自宅電話2", 0x3A1F: "その他の電話", 0x3A23: "FAX番号2", 0x3A25: "自宅FAX",
    0x3A58: "子", 0x3A4E: "上司", 0x3A30: "秘書", 0x3A0D: "所在地", 0x3A19: "勤務地", 0x3A46: "職業",
}  # fmt: skip
"""What properties are called (MS-OXPROPS), by number."""
NAMED = {
    0x8005: "登録名", 0x8083: "メールアドレス", 0x8093: "メールアドレス2", 0x80A3: "メールアドレス3",
    0x8084: "メールの表示名", 0x8094: "メールの表示名2", 0x80A4: "メールの表示名3", 0x801A: "自宅住所",
    0x801B: "勤務先住所", 0x801C: "その他の住所", 0x8045: "勤務先の町名・番地", 0x8046: "勤務先の市区町村",
    0x8047: "勤務先の都道府県", 0x8048: "勤務先の郵便番号", 0x8049: "勤務先の国", 0x802C: "姓のフリガナ",
    0x802D: "名のフリガナ", 0x802E: "会社名のフリガナ", 0x8062: "IMアドレス", 0x8208: "場所", 0x820D: "開始",
    0x820E: "終了", 0x8238: "出席者", 0x823B: "必須出席者", 0x823C: "任意出席者", 0x8232: "繰り返し",
    0x8104: "開始日", 0x8105: "期限", 0x811F: "所有者", 0x8121: "依頼者", 0x8539: "会社", 0x8054: "宛先表",
    0x853A: "連絡先", 0x8053: "宛先表の名称",
}  # fmt: skip
"""What named properties are called, by their LID."""
_DAYS = frozenset({0x3A42, 0x3A41})
_SILENT = frozenset({0x8554, 0x8580, 0x8581, 0x8233, 0x8234, 0x825E, 0x825F, 0x8082, 0x8092, 0x80A2, 0x80B2, 0x80C2,
                     0x80D2, 0x8024, 0x8025, 0x80D8, 0x80D9})  # fmt: skip
"""Versions of programs, time zones, kinds of addresses."""
MACHINE = frozenset({0x001A, 0x007D, 0x1000, 0x1013, 0x1009, 0x0E1D, 0x0070, 0x0064, 0x0C1E, 0x3FF8, 0x3FFA, 0x3FFB,
                      0x300B, 0x1035, 0x0037, 0x003D, 0x0E04, 0x0E03, 0x0E02, 0x5FE5, 0x0042, 0x0C1A,
                     0x0065, 0x0C1F, 0x5D01, 0x5D02})  # fmt: skip


def details(message: Bag) -> str:
    """All that a person wrote in it, one property on a line; '' for a mail."""
    name = message.text(0x001A).upper()
    if not name or (name.startswith(("IPM.NOTE", "REPORT.")) and not message.many):
        return ""
    mail = name.startswith(("IPM.NOTE", "REPORT.", "IPM.SCHEDULE"))
    return "\n".join(dict.fromkeys(_lines(message, mail)))


def _lines(message: Bag, mail: bool) -> Iterator[str]:
    for tag, (kind, _) in sorted(message.held.items()):
        known = message.names.get(tag)
        label = NAMED.get(known) if isinstance(known, int) else LABELS.get(tag)
        if tag in MACHINE or known in _SILENT or (mail and tag < 0x8000):
            continue
        if kind in (UNICODE, STRING8) and (text := message.text(tag).strip()) and not (mail and label is None):
            if not re.match(r"(?i)[0-9a-f]*/o=", text):
                yield f"{label or (known if isinstance(known, str) else f'0x{tag:04X}')}: {text}"
        elif kind == TIME and label and (when := message.time(tag)):
            day = (when + timedelta(hours=12)).date()  # midnight of an unknown zone
            yield f"{label}: {day.isoformat() if tag in _DAYS else when.isoformat(' ', 'minutes')}"
    for tag, (kind, values) in sorted(message.many.items()):
        label = NAMED.get(known) if isinstance(known := message.names.get(tag), int) else None
        if kind in (UNICODE, STRING8):
            yield from (
                f"{label or (known if isinstance(known, str) else f'0x{tag:04X}')}: {text}"
                for text in message.texts(tag)
            )
        else:
            for value in values:
                yield from (f"{label or '宛先'}: {name} <{address}>" for name, address in one_off(value) if address)
