"""A result in sentences, as the public would need to hear it: what is confirmed, what is possible, what is ruled out.

Fact, possibility and what is unknown stand in separate sentences (law: 漏えい, おそれ), each number with its unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenmatsu.documents.result import Summary, Tally
from tenmatsu.documents.words import Lang, count, kind
from tenmatsu.model import NOT_PERSONAL, PART_OF


def sentences(known: Summary, lang: Lang) -> list[str]:
    """The sentences in order; a summary that does not tell the certainty of its items gives those that hold anyway."""
    if known.persons.best is None:
        return [_UNKNOWN[lang]]
    return [*_items(known, lang), *_rest(known, lang)]


_UNKNOWN: Mapping[Lang, str] = {
    "ja": "漏えいの有無、対象の人数と項目は分かっていない。0人という意味ではない。",
    "en": "Whether personal data leaked, whose and which, is not known. This does not mean nobody's.",
}
_CONFIRMED: Mapping[Lang, str] = {"ja": "漏えいを確認: {items}", "en": "Confirmed: {items}"}
_POSSIBLE: Mapping[Lang, str] = {"ja": "漏えいのおそれ: {items}", "en": "Possible: {items}"}
_NOBODY: Mapping[Lang, str] = {
    "ja": "証拠にある誰の情報も、この経路では見られていない。",
    "en": "Nobody whose data are in the evidence was exposed by this way.",
}
_OUT: Mapping[Lang, str] = {
    "ja": "証拠にある他の{persons}（{records}）は対象外。",
    "en": "{persons} more in the evidence ({records}) were not exposed.",
}
_UNREAD: Mapping[Lang, str] = {
    "ja": "読めなかった資料が{items}あり、そこに何があるかは分かっていない。",
    "en": "{items} could not be read; what they hold is not known.",
}


def _items(known: Summary, lang: Lang) -> Iterator[str]:
    told = {name: one for name, one in known.items.items() if name not in NOT_PERSONAL and name not in PART_OF}
    sure = _listed({name: one.confirmed or 0 for name, one in told.items()}, lang)
    maybe = _listed({name: one.persons - (one.confirmed or 0) for name, one in told.items() if _tells(one)}, lang)
    if sure:
        yield _CONFIRMED[lang].format(items=sure)
    if maybe:
        yield _POSSIBLE[lang].format(items=maybe)


def _tells(one: Tally) -> bool:
    return one.confirmed is not None


def _listed(numbers: Mapping[str, int], lang: Lang) -> str:
    """Kinds with their persons: kinds of one number stand together, the largest number first."""
    groups: dict[int, list[str]] = {}
    for name, number in numbers.items():
        if number:
            groups.setdefault(number, []).append(kind(name, lang))
    comma, stop = ("、", "。") if lang == "ja" else (", ", ".")
    opens, ends = ("（", "）") if lang == "ja" else (" (", ")")
    told = [
        f"{comma.join(names)}{opens}{count('persons', number, lang)}{ends}"
        for number, names in sorted(groups.items(), reverse=True)
    ]
    return f"{comma.join(told)}{stop}" if told else ""


def _rest(known: Summary, lang: Lang) -> Iterator[str]:
    if not known.persons.best:
        yield _NOBODY[lang]
    if out := known.ruled_out:
        persons, records = count("persons", out.persons, lang), count("records", out.records, lang)
        yield _OUT[lang].format(persons=persons, records=records)
    if known.unread:
        yield _UNREAD[lang].format(items=count("items", known.unread, lang))
