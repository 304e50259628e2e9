"""Address books (vCard 2.1, 3.0, 4.0): one record for each card, under labels that columns are typed by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tenmatsu.evidence.content_lines import ContentLine, content_lines
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

LABELS = {
    "FN": "氏名", "NICKNAME": "ニックネーム", "EMAIL": "メールアドレス", "BDAY": "生年月日", "ORG": "会社名",
    "TITLE": "役職", "ROLE": "職種", "GENDER": "性別", "X-GENDER": "性別", "NOTE": "備考", "URL": "URL",
    "X-PHONETIC-LAST-NAME": "フリガナ(姓)", "X-PHONETIC-FIRST-NAME": "フリガナ(名)", "ANNIVERSARY": "記念日",
    "X-PHONETIC-NAME": "フリガナ", "SORT-STRING": "フリガナ", "X-MAIDENNAME": "旧姓",
}  # fmt: skip
"""Property → the label of its column."""
ORDER = (
    "氏名", "姓", "名", "フリガナ", "フリガナ(姓)", "フリガナ(名)", "電話番号", "携帯電話", "自宅電話", "勤務先電話",
    "FAX番号", "メールアドレス", "郵便番号", "住所", "自宅郵便番号", "自宅住所", "勤務先郵便番号", "勤務先住所",
    "生年月日", "性別", "会社名", "部署名", "役職", "職種", "ニックネーム", "旧姓", "記念日", "URL", "備考", "その他",
)  # fmt: skip
_SILENT = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "KIND",
                     "X-IRMC-LUID", "CLASS", "MAILER", "TZ", "CLIENTPIDMAP", "X-CLASS"})  # fmt: skip
_LISTED = {"PHOTO": "photos", "LOGO": "logos", "KEY": "keys", "SOUND": "sounds", "AGENT": "agents"}
Card = dict[str, str]


def claims(head: Head) -> int:
    """`BEGIN:VCARD` at its start."""
    start = head.start[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()
    return 75 if re.match(rb"BEGIN[ \t]*:[ \t]*VCARD", start) else 0


def read(source: Source) -> Iterator[Found]:
    """One table; pictures and keys are counted in its notes, a property that has no column stands in その他."""
    notes: Counter[str] = Counter()
    cards, odd, open_end = _cards(source, notes)
    if not cards:
        yield Fault("the file holds no cards", rows=0)
        return
    held = {label for _, card in cards for label in card}
    header = tuple(sorted(held, key=_rank))
    sink = source.table(None, len(header), header)
    rows = Rows(sink, len(header))
    for line, card in cards:
        rows.add(line, [card.get(label, "") for label in header])
    yield Sheet(rows.close(), sink.rows, len(header), header, None, None, dict(notes))
    if odd:
        yield Fault("lines that are no property of a card", rows=odd)
    if open_end:
        yield Fault("the last card breaks off: it has no END:VCARD")


def _rank(label: str) -> tuple[int, str]:
    base = re.sub(r"[0-9]+$", "", label)
    return (ORDER.index(base) if base in ORDER else len(ORDER), label)


def _cards(source: Source, notes: Counter[str]) -> tuple[list[tuple[int, Card]], int, bool]:
    """(line, card), the number of lines that were not understood, whether the last card is open."""
    cards: list[tuple[int, Card]] = []
    odd, inside = 0, False
    with source.open() as file:
        data = file.read()
    for line in content_lines(data):
        if line.name == "BEGIN":
            cards.append((line.line, {}))
            inside = True
        elif line.name == "END":
            inside = False
        elif line.name == "?" or not inside:
            odd += 1
        elif line.name in _LISTED and (line.is_binary or line.value().startswith(("data:", "http"))):
            notes[_LISTED[line.name]] += 1
        else:
            for label, value in _columns(line):
                if value.strip():
                    _put(cards[-1][1], label, value.strip())
    return cards, odd, inside


def _put(card: Card, label: str, value: str) -> None:
    """A second value of one label goes into 電話番号2 …; what has no column of its own is gathered."""
    if label in ("その他", "備考"):
        card[label] = f"{card[label]}\n{value}" if label in card else value
        return
    name, number = label, 1
    while name in card:
        if card[name] == value:
            return
        number += 1
        name = f"{label}{number}"
    card[name] = value


def _columns(line: ContentLine) -> Iterator[tuple[str, str]]:
    if line.name in _SILENT:
        return
    if line.name == "N":
        family, given, *more = [*line.fields(), "", ""]
        yield from (("姓", family), ("名", given))
        if middle := " ".join(filter(None, more)):
            yield "その他", f"N: {middle}"
    elif line.name == "TEL":
        yield _phone(line), re.sub(r"^tel:", "", line.text())
    elif line.name == "ADR":
        yield from _address(line)
    elif line.name == "ORG":
        first, *rest = line.fields()
        yield from (("会社名", first), ("部署名", " ".join(rest)))
    elif line.name == "SOUND":
        yield "フリガナ", " ".join(filter(None, line.fields()))
    elif line.name == "EMAIL":
        yield "メールアドレス", re.sub(r"(?i)^mailto:", "", line.text())
    elif line.name in LABELS:
        yield LABELS[line.name], line.text()
    else:
        yield "その他", f"{line.name}: {line.text()}"


def _phone(line: ContentLine) -> str:
    if "FAX" in line.types:
        return "FAX番号"
    for word, label in (("CELL", "携帯電話"), ("IPHONE", "携帯電話"), ("WORK", "勤務先電話"), ("HOME", "自宅電話")):
        if word in line.types:
            return label
    return "電話番号"


def _address(line: ContentLine) -> Iterator[tuple[str, str]]:
    """Post box, extended, street, town, region, postcode, country; Japanese addresses go from region to extended."""
    box, extended, street, town, region, postcode, country = ([*line.fields(), *[""] * 7])[:7]
    whose = "自宅" if "HOME" in line.types else "勤務先" if "WORK" in line.types else ""
    japanese = not (region + town + street).isascii()
    parts = (region, town, street, extended, box) if japanese else (box, extended, street, town, region, country)
    joined = ("" if japanese else ", ").join(part.replace("\n", " " if not japanese else "") for part in parts if part)
    yield from ((f"{whose}郵便番号", postcode), (f"{whose}住所", joined))


READER = Reader("vcf", "text/vcard", claims, read)
