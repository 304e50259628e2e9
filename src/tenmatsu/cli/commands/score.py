"""`tenmatsu score`: a result beside the answer of its rehearsal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import plain, print_json, say, terminal

if TYPE_CHECKING:
    from tenmatsu.rehearsal.compare import Likeness
    from tenmatsu.rehearsal.score import Score


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="a rehearsal that has been investigated")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.case.verbs.folder import case_folder
    from tenmatsu.rehearsal.compare import compare, is_affair

    folder = case_folder(given.case)
    if is_affair(folder):
        return _affair(compare(folder), given)
    found = case.score(folder)
    if given.json:
        print_json(found.as_dict() | {"all_met": found.all_met})
        return 0
    console = terminal()
    console.print(_beside(_figures(found), given.lang))
    console.print(_targets(found.met, given.lang))
    for line in _misses(found, given.lang):
        console.print(plain(line))
    return 0


def _affair(found: Likeness, given: argparse.Namespace) -> int:
    if given.json:
        print_json(found.as_dict() | {"all_met": found.all_met})
        return 0
    console = terminal()
    console.print(_beside(_of_affair(found, given.lang), given.lang))
    console.print(_targets(found.met, given.lang))
    return 0


def _of_affair(one: Likeness, lang: str) -> Iterator[tuple[str, str, str, str]]:
    unknown = say(lang, "不明", "unknown")

    def shown(number: int | None) -> str:
        return unknown if number is None else f"{number:,}"

    said = [shown(one.said.get(word)) for word in ("best", "at_least", "at_most")]
    yield "人（最良の推定）", "persons, best", said[0], shown(one.true)
    yield "人（範囲）", "persons, interval", f"{said[1]} – {said[2]}", shown(one.true)
    yield "うち確認された人", "confirmed", f"{one.sure[0]:,}", f"{one.sure[1]:,}"
    yield "見つからなかった人", "persons not found", f"{one.missing:,}", "0"
    yield "漏えいしていないのに挙げた人", "persons found but not exposed", f"{one.strange:,}", "0"
    for kind, (found, true) in one.items.items():
        yield f"項目 {kind}", f"item {kind}", f"{found:,}", f"{true:,}"


def _beside(figures: Iterator[tuple[str, str, str, str]], lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column(say(lang, "比べたもの", "what was compared"), overflow="fold")
    table.add_column(say(lang, "結果", "result"), justify="right", no_wrap=True)
    table.add_column(say(lang, "正解", "answer"), justify="right", no_wrap=True)
    for ja, en, said, true in figures:
        table.add_row(say(lang, ja, en), said, true)
    return table


def _figures(one: Score) -> Iterator[tuple[str, str, str, str]]:
    agreed = one.agreement
    low, best, high = one.interval
    yield "レコード（件）", "records", f"{agreed.found:,}", f"{agreed.records:,}"
    yield "人（最良の推定）", "persons, best", f"{best:,} ({one.best_error:+.2%})", f"{agreed.persons:,}"
    yield "人（範囲）", "persons, interval", f"{low:,} – {high:,} ({one.width:.2%})", f"{agreed.persons:,}"
    yield "適合率（組）", "precision by pairs", f"{agreed.precision:.5f}", ""
    yield "再現率（組）", "recall by pairs", f"{agreed.recall:.5f}", ""
    yield "F1（組）", "F1 by pairs", f"{agreed.f1:.5f}", ""
    yield "適合率・再現率（B³）", "precision, recall (B³)", f"{agreed.b3_precision:.4f}, {agreed.b3_recall:.4f}", ""
    yield "名簿の人", "persons in the master", f"{one.members[0]:,}", f"{one.members[1]:,}"
    for word, ja in (("distinct", "旅券番号"), ("valid_as_of", "有効な旅券番号")):
        said, true = one.passports[word]
        if true:
            yield ja, "passports" if word == "distinct" else "passports valid", f"{said:,}", f"{true:,}"
    yield "列の判定（見出しあり）", "columns typed, with header", f"{one.typing.with_header:.2%}", ""
    yield "列の判定（見出しなし）", "columns typed, without header", f"{one.typing.without_header:.2%}", ""


def _misses(one: Score, lang: str) -> Iterator[str]:
    """Which counts and columns are off, the worst first."""
    far = sorted(((name, off) for name, off in one.off.items() if abs(off) > NEAR), key=lambda pair: -abs(pair[1]))
    for name, off in far[:MOST]:
        group, _, value = name.partition(" ")
        named = {"segment": "区分", "item": "項目"}.get(group, group)
        yield say(lang, f"人数の誤差: {named}「{value}」 {off:+.1%}", f"count off: {group} “{value}” {off:+.1%}")
    for item, position, header, kind, said in one.typing.wrong[:MOST]:
        label = f"“{header}”" if header else "(no header)"
        yield say(
            lang,
            f"列の判定違い: {item} {position}列{f'「{header}」' if header else '（見出しなし）'} "
            f"正解は {kind}、結果は {said or '–'}",
            f"column typed wrongly: {item} column {position} {label}: {kind}, not {said or '–'}",
        )
    for word, ja, names in (("not named as unread", "読めないと示していない", one.unread_missing),
                            ("unread, and should not be", "読めるはずのもの", one.unread_unexpected)):  # fmt: skip
        for name in names[:MOST]:
            yield say(lang, f"{ja}: {name}", f"{word}: {name}")


MOST, NEAR = 10, 0.05
"""Lines of one sort, and the error from which a count is named (as in rehearsal/score.py)."""
TARGETS = {
    "every record found": "すべてのレコードを見つけた",
    "nothing found that is no record": "レコードでないものを数えていない",
    "true count inside the interval": "正しい人数が範囲の内にある",
    "unread files named": "読めない資料を示した",
    "passports counted": "旅券番号の数",
    "valid passports counted": "有効な旅券番号の数",
    "precision at least": "適合率の下限",
    "recall at least": "再現率の下限",
    "columns with header right, at least": "見出しのある列の判定の下限",
    "columns without header right, at least": "見出しのない列の判定の下限",
    "interval at most": "範囲の幅の上限",
    "counts by segment within": "区分別の人数の誤差の上限",
    "counts by item within": "項目別の人数の誤差の上限",
    "number of persons": "人数",
    "interval narrow enough": "範囲の幅",
    "the right persons": "該当する人",
    "confirmed persons": "確認された人の数",
    "persons by item": "項目別の人数",
}


def _targets(targets: Mapping[str, bool], lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column(say(lang, "目標", "target"), overflow="fold")
    table.add_column(say(lang, "達成", "met"))
    for name, met in targets.items():
        answer = Text(
            say(lang, "達成" if met else "未達", "yes" if met else "no"), style="green" if met else "bold red"
        )
        table.add_row(_target(name, lang), answer)
    return table


def _target(name: str, lang: str) -> str:
    if lang != "ja":
        return name
    for words, ja in sorted(TARGETS.items(), key=lambda pair: -len(pair[0])):
        if name.startswith(words):
            figure = name.removeprefix(words).replace("wide", "").strip()
            return f"{ja} {figure}".strip()
    return name


COMMAND = Command("score", "compare a result with the answer of its rehearsal", _arguments, _run)
