"""A result in sentences, as the public would need to hear it: what is confirmed, what is possible, what is ruled out.

Fact, possibility and what is unknown stand in separate sentences (law: 漏えい, おそれ), each number with its unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenmatsu.documents.result import Out, Summary, Tally
from tenmatsu.documents.words import WORDS, Lang, count, kind, word
from tenmatsu.model import NOT_PERSONAL, PART_OF


def sentences(known: Summary, lang: Lang) -> list[str]:
    """The sentences in order; a summary that does not tell the certainty of its items gives those that hold anyway."""
    if known.persons.best is None:
        return [_UNKNOWN[lang], *_rest(known, lang)]
    return [*_ways(known, lang), *_items(known, lang), *_rest(known, lang)]


_UNKNOWN: Mapping[Lang, str] = {
    "ja": "漏えいの有無、対象の人数と項目は分かっていない。0人という意味ではない。",
    "en": "Whether personal data leaked, whose and which, is not known. This does not mean nobody's.",
}
_BOTH: Mapping[Lang, str] = {
    "ja": "{way}: 漏えいを確認したのは{sure}、漏えいのおそれがあるのは{maybe}。{to}",
    "en": "{way}: {sure} confirmed, {maybe} possible. {to}",
}
_SURE: Mapping[Lang, str] = {"ja": "{way}: {sure}の漏えいを確認。{to}", "en": "{way}: {sure} confirmed. {to}"}
_MAYBE: Mapping[Lang, str] = {
    "ja": "{way}: {maybe}に漏えいのおそれ。漏えいの事実は確認されていない。{to}",
    "en": "{way}: {maybe} possible; that data leaked is not confirmed. {to}",
}
_TO: Mapping[Lang, tuple[str, str, str]] = {
    "ja": ("渡った先は分かっていない。", "渡った先: {who}。", "渡った先: {number}か所。"),
    "en": ("Who has the data is not known.", "Recipient: {who}.", "Recipients: {number}."),
}
_SPAN: Mapping[Lang, str] = {
    "ja": "同じ人かどうか決められない記録があり、人数は{low}から{high}の間。",
    "en": "Some records may or may not be one person's: the number lies between {low} and {high}.",
}
_READ: Mapping[Lang, str] = {
    "ja": "読めた資料の記録にも同じ人かどうか決められないものがあり、そこでの人数は{low}から{high}の間。",
    "en": "Some records of what was read may or may not be one person's: their number lies between {low} and {high}.",
}
_CONFIRMED: Mapping[Lang, str] = {"ja": "漏えいを確認: {items}", "en": "Confirmed: {items}"}
_POSSIBLE: Mapping[Lang, str] = {"ja": "漏えいのおそれ: {items}", "en": "Possible: {items}"}
_NOBODY: Mapping[Lang, str] = {
    "ja": "証拠にある誰の情報も、この経路では見られていない。",
    "en": "Nobody whose data are in the evidence was exposed by this way.",
}
_OUT: Mapping[Lang, str] = {
    "ja": "証拠にあるほかの {persons}（{records}）は対象外。",
    "en": "In the evidence and not exposed: {persons} more ({records}).",
}
_UNREAD: Mapping[Lang, str] = {
    "ja": "読めなかった資料が {items}あり、そこに何があるかは分かっていない。",
    "en": "{items} could not be read; the contents are not known.",
}
_MORE: Mapping[Lang, str] = {
    "ja": "上の人数は読めた資料についてのもので、上限は分かっていない。人数はこれより多いことがある。",
    "en": " The numbers above are of what was read; nothing bounds the whole from above. The number may be higher.",
}


def _ways(known: Summary, lang: Lang) -> Iterator[str]:
    for one in known.ways:
        form = _BOTH if one.confirmed and one.possible else _SURE if one.confirmed else _MAYBE
        sure, maybe = count("persons", one.confirmed, lang), count("persons", one.possible, lang)
        yield form[lang].format(way=_way(one, lang), sure=sure, maybe=maybe, to=_to(one, lang)).rstrip()
    persons = known.persons
    if persons.best and persons.at_most is not None and persons.at_least < persons.at_most and known.ways:
        low, high = (count("persons", number, lang) for number in (persons.at_least, persons.at_most))
        yield (_READ if known.unread else _SPAN)[lang].format(low=low, high=high)


def _way(one: Out, lang: Lang) -> str:
    """The way out with its days: 不正アクセス（2016-03-19〜2016-03-24）."""
    key, (first, last) = f"channel.{one.channel}", one.window
    name = word(key, lang) if key in WORDS else one.channel
    days = " – ".join(dict.fromkeys(day for day in (first, last) if day))
    if not days:
        return name
    return f"{name}（{days}）" if lang == "ja" else f"{name} ({days})"


def _to(one: Out, lang: Lang) -> str:
    """To whom; an address is no name to be told."""
    nobody, who, many = _TO[lang]
    if not one.recipients:
        return nobody
    if one.recipient and "@" not in one.recipient:
        return who.format(who=one.recipient)
    return many.format(number=f"{one.recipients:,}")


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
    if known.persons.best == 0:
        yield _NOBODY[lang]
    if out := known.ruled_out:
        persons, records = count("persons", out.persons, lang), count("records", out.records, lang)
        yield _OUT[lang].format(persons=persons, records=records)
    if known.unread:
        more = _MORE[lang] if known.persons.best else ""
        yield _UNREAD[lang].format(items=count("items", known.unread, lang)) + more
