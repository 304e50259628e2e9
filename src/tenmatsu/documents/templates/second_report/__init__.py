"""続報: what changed since the issued papers: earlier statement, value now, reason, source; and which are now wrong.

A paper that was written and whose issue nobody recorded counts as a draft; when none was issued, the last drafts are
compared, and the paper says so. A figure is compared as the ledger keeps it, not as it can be read out of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tenmatsu.documents.check import Figure, counts_in, zeros
from tenmatsu.documents.child import lines_apart
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.known import UNKNOWN, Issued, Known, Span, Stated, shown_day
from tenmatsu.documents.lines import lines_of
from tenmatsu.documents.paper import Block, Grid, Line, Paper
from tenmatsu.documents.parts import FACTS, TITLES, persons
from tenmatsu.documents.template import MARK, Made, Template
from tenmatsu.model import Unit

COUNTED = ("persons", "records")
"""Facts whose earlier value is compared as a figure, not as a text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `said_in` are the papers that say the earlier value."""

    what: str
    earlier: str
    now: str
    why: str
    source: str
    said_in: tuple[str, ...] = ()


def make(known: Known, version: int) -> Made:
    """The differences as the ledger and the facts stand."""
    before = compared(known)
    changes = changes_of(known, before)
    title = "続報（前回からの変更点）"
    blocks = tuple(_blocks(known, before, changes, title))
    paper = Paper("second-report", "ja", title, f"{MARK}　続報 版{version}", blocks)
    figures = tuple(
        Figure(value, Unit.RECORDS if name.startswith("records") else Unit.PERSONS, "earlier", one.template)
        for one in before
        for name, value in one.figures.items()
    )
    own = "\n".join(["1. 2. 3.", title, f"版{version}", *(_called(one) for one in before)])
    days = "\n".join(one.day for one in before)
    tree = {
        "template": "second-report",
        "version": version,
        "day": known.day,
        "changes": [_plain(one) for one in changes],
        "wrong": sorted({name for one in changes for name in one.said_in}),
    }
    return Made((paper,), own, tree, figures, extra_quotes=(("ledger", days),))


def changes_of(known: Known, before: list[Issued]) -> list[Change]:
    """What differs between the papers before and the case as it stands."""
    return [*figure_changes(known, before), *fact_changes(known, before)]


def compared(known: Known) -> list[Issued]:
    """The last issued version of each template, else its last draft; this paper itself and lists are left out."""
    found: dict[str, Issued] = {}
    some = any(one.issued for one in known.papers)
    for one in known.papers:
        if one.template != "second-report" and (one.issued or not some):
            key = f"{one.template}-v{one.version}" if one.template == "statement" else one.template
            found[key] = one
    return list(found.values())


def figure_changes(known: Known, before: list[Issued]) -> Iterator[Change]:
    """Intervals of persons and records that differ from those a paper was made with, gathered over the papers."""
    for span in (known.persons, known.records):
        if span is None:
            continue
        now = _bounds(span)
        said: dict[str, list[str]] = {}
        for one in before:
            then = {name: value for name, value in one.figures.items() if name.startswith(f"{span.name}_")}
            if then and then != now:
                said.setdefault(_told(then, span), []).append(_called(one))
        told = known.fact(span.name)
        for earlier, papers in said.items():
            why = told.note if told and told.note else _reason(known, span, earlier)
            yield Change(FACTS[span.name], f"{earlier} →", _told(now, span), why, span.source, tuple(papers))


def _reason(known: Known, span: Span, earlier: str) -> str:
    """Why a figure changed, when no fact says it: records that were told as persons are seen by their number."""
    other = known.records
    said = counts_in(earlier)
    if span.unit is Unit.PERSONS and other and other.exact and said:
        value = said[0][0]
        if value == other.at_least or abs(value - other.at_least) * 2 <= zeros(value):
            return f"記録の件数（{other.at_least:,}件）を人数として数えていた"
    return "登録簿を計算し直した"


def _bounds(span: Span) -> dict[str, int]:
    if span.exact:
        return {f"{span.name}_exact": span.at_least}
    held = {"at_least": span.at_least, "at_most": span.at_most, "best": span.best}
    return {f"{span.name}_{bound}": value for bound, value in held.items() if value is not None}


def _told(bounds: dict[str, int], span: Span) -> str:
    """Figures as they are said: 6,788,443人, or 少なくとも 6,700,000人、最大 6,800,000人."""
    unit = span.unit.value
    if (exact := bounds.get(f"{span.name}_exact")) is not None:
        return f"{exact:,}{unit}"
    words = (("at_least", "少なくとも"), ("at_most", "最大"), ("best", "推定"))
    parts = [f"{word}{bounds[f'{span.name}_{key}']:,}{unit}" for key, word in words if f"{span.name}_{key}" in bounds]
    return "、".join(parts)


def fact_changes(known: Known, before: list[Issued]) -> Iterator[Change]:
    """Facts that superseded an earlier one, with the reason that was given, and the papers that repeat the earlier."""
    texts = {_called(one): "\n".join(_lines(one.path, one)) for one in before if one.path and one.path.is_file()}
    for name, many in known.stated.items():
        for one in many:
            for earlier in one.earlier:
                said = tuple(
                    paper for paper, text in texts.items() if name not in COUNTED and earlier and earlier in text
                )
                yield Change(FACTS.get(name, name), f"{earlier} →", one.words, one.note, _source(one), said)


def _lines(path: Path, one: Issued) -> list[str]:
    """The words of a paper; one that is not as it was written is read apart."""
    return lines_of(path) if sha256(path) == one.files.get(path.name) else lines_apart(path)


def _source(one: Stated) -> str:
    return f"事実 {one.key}：{one.source}（{one.by}）"


def _called(one: Issued) -> str:
    return f"{TITLES.get(one.template, one.template)} 版{one.version}"


def _blocks(known: Known, before: list[Issued], changes: list[Change], title: str) -> Iterator[Block]:
    yield Line("right", shown_day(known.day))
    yield Line("text", "関係各位")
    yield Line("right", known.organisation or "【要記入】")
    yield Line("title", title)
    yield Line("text", f"{known.title}について、これまでの文書から変わった点を下記のとおりお知らせします。")
    yield Line("text", f"現在の本人の数　{persons(known)}")
    yield Line("centre", "記")
    yield Line("heading", "1. 変更点")
    if changes:
        rows = tuple((one.what, one.earlier, one.now, one.why or UNKNOWN, one.source) for one in changes)
        yield Grid(("項目", "前回", "今回", "理由", "根拠"), rows, (3, 5, 5, 5, 5))
    else:
        yield Line("text", "前回の文書から変わった数と事実はありません。")
    yield Line("heading", "2. 訂正が必要な文書")
    wrong = {name: [one for one in changes if name in one.said_in] for one in changes for name in one.said_in}
    if wrong:
        told = {name: (f"{one.what}　{one.earlier} {one.now}" for one in many) for name, many in wrong.items()}
        yield Grid(("文書", "誤りとなった記載と正しい記載"), tuple((n, "\n".join(t)) for n, t in told.items()), (2, 5))
    else:
        yield Line("text", "該当する文書はありません。")
    yield Line("heading", "3. 比べた文書")
    if not before:
        yield Line("text", "比べる文書がありません。")
    elif not any(one.issued for one in before):
        yield Line("text", "発信済みとして記録された文書がないため、最後の案と比べています。")
    for one in before:
        yield Line("point", f"{_called(one)}（{one.day} {'発信' if one.template == 'statement' else '作成'}）")
    yield Line("right", "以上")


def _plain(one: Change) -> dict[str, object]:
    return {"what": one.what, "earlier": one.earlier.removesuffix(" →"), "now": one.now, "why": one.why,
            "source": one.source, "said_in": list(one.said_in)}  # fmt: skip


def _applies(known: Known) -> bool:
    """With something to compare: the first papers of a case have no second report."""
    return bool(compared(known))


TEMPLATE = Template("second-report", "続報（変更点）", "what changed since the issued papers", make, applies=_applies)
