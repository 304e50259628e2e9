"""What `why` puts on the terminal: the records of a person, the chain, the master, and what was left apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tenmatsu.case.verbs.fields import Compared, Side
from tenmatsu.case.verbs.kept import Row
from tenmatsu.case.verbs.reasons import DECISION, Apart, Joined, Leg, Match, Shown, Why
from tenmatsu.cli.screen import plain, say
from tenmatsu.documents.words import LANGS, Lang, kind, word
from tenmatsu.model import Verdict

OWN = {"name_reading": ("氏名の読み", "reading of the name"), "given_kana": ("名の読み", "reading of the given name"),
       "name": ("氏名（漢字）", "name (kanji)")}  # fmt: skip
STRENGTH = {"sure": ("確実", "sure"), "probable": ("可能性が高い", "probable")}
VERDICTS = {
    Verdict.SAME: ("同じ人", "same"),
    Verdict.DIFFERENT: ("別の人", "different"),
    Verdict.UNSURE: ("不明", "unsure"),
}
NORMALS = {
    "name": ("name",), "family_name": ("family",), "given_name": ("given",), "name_kana": ("kana",),
    "given_kana": ("kana_given",), "family_kana": (), "name_romaji": ("reading",), "address": ("address_key",),
    "member_id": ("member_no",), "email": ("email", "email_2"), "phone": ("phone", "phone_2"),
}  # fmt: skip
"""Kind of a column → the normal forms shown beside it; the kind itself where it is not named."""
USED = {"birth_date", "sex", "email", "phone", "postcode", "address", "passport", "my_number", "member_id"}
"""Kinds whose value is nobody's when it has no normal form."""
TOGETHER = {"name": ("氏名（漢字）", "name (kanji)"), "kana": ("氏名カナ", "name (kana)"),
            "reading": ("氏名の読み", "reading of the name")}  # fmt: skip
"""Normal forms that are made of several columns or of another one."""


def field_word(field: str, lang: Lang) -> str:
    """The label of a word of a rule."""
    if field in OWN:
        return say(lang, *OWN[field])
    return kind("member_id" if field == "member_no" else field, lang)


def screen(why: Why, lang: str) -> RenderableType:
    """Everything that `tenmatsu why` shows."""
    spoken: Lang = "ja" if lang == "ja" else "en"
    parts: list[RenderableType] = [_head(why, spoken), Text("")]
    for one in why.records:
        parts += [_record(one, spoken), Text("")]
    if why.left_out:
        parts += [_left_out(why.left_out, spoken), Text("")]
    parts += _chain(why, spoken)
    parts += _master(why.matches, spoken)
    parts += _review(why, spoken)
    parts += _decisions(why, spoken)
    return Group(*parts)


def _head(why: Why, lang: Lang) -> Text:
    person = why.person
    count = len(why.records) + why.left_out
    told = say(
        lang,
        f"本人 {person['person_id']}：{count:,} 件",
        f"Person {person['person_id']}: {count:,} {'record' if count == 1 else 'records'}",
    )
    head = Text(told, style="bold")
    member = person.get("member_id")
    if member:
        head.append(say(lang, f"、会員番号 {member}", f", member {member}"), style="bold")
    return head


def _heading(ja: str, en: str, lang: Lang) -> Text:
    return Text(say(lang, ja, en), style="bold underline")


def _record(one: Shown, lang: Lang) -> RenderableType:
    title = Text.assemble(
        (say(lang, f"レコード {one.record_id}", f"Record {one.record_id}"), "bold"), "  ", plain(one.row.locator)
    )
    return Group(title, *_source(one.row, lang), Padding(_written(one.row, lang), (0, 0, 0, 2)))


def _source(row: Row, lang: Lang) -> Iterator[Text]:
    if row.changed:
        told = (
            "  元の資料が取り込み後に変わっている。今の内容を示す。",
            "  The source has changed since intake; this is what it says now.",
        )
        yield Text(say(lang, *told), style="bold red")
    elif row.read_from != "evidence":
        told = (
            "  取り込み時の写しから（元の資料は開かなかった）。",
            "  From the copy made at intake (the source was not opened again).",
        )
        yield Text(say(lang, *told), style="dim")


def _written(row: Row, lang: Lang) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for ja, en in (("列", "column"), ("元の値", "as written"), ("そろえた値", "normal form")):
        table.add_column(say(lang, ja, en), overflow="fold")
    shown: set[str] = set()
    for cell in row.cells:
        if not (cell.value or "").strip():
            continue
        names = NORMALS.get(cell.kind, (cell.kind,))
        normal = " / ".join(str(row.normal[name]) for name in names if name in row.normal)
        shown.update(names)
        normal = normal or ("–" if cell.kind in USED else "")
        label = Text.assemble(plain(cell.header or f"c{cell.position}"), (f" [{kind(cell.kind, lang)}]", "dim"))
        table.add_row(label, plain(cell.value), plain(normal))
    for name, words in TOGETHER.items():
        if name in row.normal and name not in shown:
            table.add_row(Text(say(lang, *words), style="dim"), "", plain(str(row.normal[name])))
    return table


def _left_out(count: int, lang: Lang) -> Text:
    return Text(
        say(
            lang,
            f"ほか {count:,} 件は省いた（--most か --json で示す）。",
            f"{count:,} more are left out here (--most or --json shows them).",
        ),
        style="dim",
    )


def _chain(why: Why, lang: Lang) -> Iterator[RenderableType]:
    if len(why.records) + why.left_out < 2:
        yield Text(
            say(
                lang,
                "この人のレコードは1件だけなので、結び付けたものはない。",
                "This person has one record only, so nothing was joined.",
            )
        )
        yield Text("")
        return
    yield _heading("結び付けた理由", "Why they are one person", lang)
    for number, one in enumerate(why.chain, 1):
        yield from _joined(number, one, lang)
    if len(why.parts) > 1:
        groups = " | ".join(", ".join(map(str, part)) for part in why.parts)
        yield Text(
            say(
                lang,
                f"記録された結び付きだけではつながらない組: {groups}",
                f"Groups that no written link holds together: {groups}",
            ),
            style="bold red",
        )
    if why.links_left_out:
        yield Text(
            say(
                lang,
                "これより先の結び付きは省いた（--json で示す）。",
                "Further links are left out here (--json shows them).",
            ),
            style="dim",
        )
    yield Text("")


def _joined(number: int, one: Joined, lang: Lang) -> Iterator[RenderableType]:
    if one.rule == DECISION:
        yield Text(
            f"{number}. {one.left} ─ {one.right}  "
            + say(lang, f"{one.strength} の判断による", f"by verdict of {one.strength}"),
            style="bold",
        )
        return
    strength = say(lang, *STRENGTH.get(one.strength, (one.strength, one.strength)))
    by = (
        say(lang, f"（名簿の会員 {one.via} を介して）", f" (by way of member {one.via} in the master)")
        if one.via
        else ""
    )
    weight = "" if one.weight is None else say(lang, f"、重み {one.weight:.1f}", f", weight {one.weight:.1f}")
    yield Text.assemble((f"{number}. {one.left} ─ {one.right}", "bold"), f"  {strength}{weight}{by}")
    for leg in one.legs:
        yield from _leg(leg, lang)


def _leg(leg: Leg, lang: Lang) -> Iterator[RenderableType]:
    yield Padding(_compared(leg.left, leg.right, leg.fields, lang), (0, 0, 0, 3))


def _compared(left: str, right: str, fields: Iterable[Compared], lang: Lang) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(say(lang, "項目", "field"), overflow="fold")
    table.add_column(plain(left), overflow="fold")
    table.add_column("")
    table.add_column(plain(right), overflow="fold")
    for one in fields:
        sign, style = {True: ("=", "green"), False: ("≠", "red"), None: ("?", "dim")}[one.equal]
        table.add_row(field_word(one.field, lang), _side(one.left), Text(sign, style=style), _side(one.right))
    return table


def _side(side: Side) -> Text:
    """The value as written, and under it what was compared where that is not the same."""
    written = " ".join((cell.value or "").strip() for cell in side.written)
    normal = " / ".join(side.normal)
    if not written or written == normal:
        return plain(written or normal or "–")
    return Text.assemble(plain(written), "\n", (f"→ {plain(normal or '–')}", "dim"))


def _master(matches: Sequence[Match], lang: Lang) -> Iterator[RenderableType]:
    if not matches:
        return
    yield _heading("名簿（マスター）との照合", "In the customer master", lang)
    for one in matches:
        strength = say(lang, *STRENGTH.get(one.strength, (one.strength, one.strength)))
        yield Text.assemble(
            (
                say(
                    lang,
                    f"レコード {one.record_id} ─ 会員 {one.member_id}",
                    f"record {one.record_id} ─ member {one.member_id}",
                ),
                "bold",
            ),
            f"  {strength}",
        )
        if one.leg:
            yield from _leg(one.leg, lang)
    yield Text("")


def _review(why: Why, lang: Lang) -> Iterator[RenderableType]:
    if not why.review:
        return
    yield _heading("近いが結び付けなかったもの", "Came close and was left apart", lang)
    for one in why.review:
        yield from _apart(one, lang)
    if why.review_left_out:
        yield _left_out(why.review_left_out, lang)
    yield Text("")


def _apart(one: Apart, lang: Lang) -> Iterator[RenderableType]:
    other = one.other
    head = say(
        lang,
        f"{one.record_id} ─ {other.record_id}（本人 {other.person_id}）",
        f"{one.record_id} ─ {other.record_id} (person {other.person_id})",
    )
    yield Text.assemble((head, "bold"), "  ", reason_words(one.reason, lang))
    yield Padding(
        _compared(
            say(lang, f"レコード {one.record_id}", f"record {one.record_id}"), other.row.locator, one.fields, lang
        ),
        (0, 0, 0, 3),
    )


def reason_words(reason: str, lang: Lang) -> str:
    """The reason of review.parquet in the language asked for."""
    told = []
    for part in reason.split("; "):
        head, _, fields = part.partition(": ")
        names = (
            say(lang, "・", ", ").join(field_word(one, lang) for one in fields.split("+"))
            if fields not in ("", "nothing")
            else say(lang, "なし", "nothing")
        )
        if head == "agree":
            told.append(say(lang, f"一致: {names}", f"agree: {names}"))
        elif head == "differ":
            told.append(say(lang, f"相違: {names}", f"differ: {names}"))
        else:
            told.append(say(lang, "まとめると矛盾が生じる", part) if part == "contradicted in its group" else part)
    return say(lang, "、", "; ").join(told)


def _decisions(why: Why, lang: Lang) -> Iterator[RenderableType]:
    if not why.decisions:
        return
    yield _heading("人の判断", "Verdicts", lang)
    for one in why.decisions:
        yield Text.assemble(
            plain(one.left),
            " ─ ",
            plain(one.right),
            "  ",
            (say(lang, *VERDICTS[one.verdict]), "bold"),
            f"  {one.by} {one.when:%Y-%m-%d}",
        )
        if one.note:
            yield Padding(plain(one.note), (0, 0, 0, 3))


__all__ = ["LANGS", "field_word", "reason_words", "screen", "word"]
