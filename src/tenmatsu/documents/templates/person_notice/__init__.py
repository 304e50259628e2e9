"""本人への通知: a letter in five languages with mail-merge fields, and for each person what concerns them alone.

The folder of the paper holds `letters.csv` (persons with a postal address, a row each, for the mail merge),
`mails.jsonl` (persons with an e-mail address, one whole message each and one mailbox in it) and `unreached.csv` (the
rest, with the reason, for 代替措置). They hold no value of the evidence but name and address, none of another person.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from tenmatsu.documents.check import Figure
from tenmatsu.documents.harmless import sql_harmless
from tenmatsu.documents.known import Known
from tenmatsu.documents.ladder import certainty, events_of
from tenmatsu.documents.letters import MAILBOX, Variant, number_of, person_lines
from tenmatsu.documents.paper import Block, Line, Paper, Value, constants, fill
from tenmatsu.documents.parts import you
from tenmatsu.documents.result import quoted, tables
from tenmatsu.documents.template import MARK, Made, Package, Template
from tenmatsu.documents.tongues import TONGUES, advice, day_text, event_text, kinds_text, state_text, window_text
from tenmatsu.model import Unit

HOME = Path(__file__).parent
PLAIN = 200_000
"""Messages in a file that is still opened by hand; more are packed (gzip), a tenth of the size."""
OF_VARIANT = ("state", "items", "window", "advice")
CONTACT = ("contact_department", "contact_phone", "contact_mail", "contact_hours")
MERGED = ("no", "postcode", "address", "name", *OF_VARIANT, "lang")


def make(known: Known, version: int) -> Made:
    """One letter per language, and the package of all persons."""
    papers = [_paper(known, lang, version) for lang in TONGUES]
    said = "\n".join(text for table in words().values() for text in table.values())
    own = "\n".join([*(constants(HOME / f"{lang}.txt") for lang in TONGUES), said, f"版{version}"])
    return Made(tuple(papers), own, package=(lambda folder: package(known, folder)) if known.result else None)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """words.toml."""
    return tomllib.loads((HOME / "words.toml").read_text("utf-8"))


def title(known: Known, lang: str) -> str:
    """The subject of the letter."""
    return words()["title"][lang].format(you=you(known))


def _paper(known: Known, lang: str, version: int) -> Paper:
    blocks = _blocks(known, lang)
    if (only := _stated(known, lang)) is not None:
        blocks = tuple(_filled(blocks, _merged_texts(known, only)))
    return Paper("person-notice", lang, title(known, lang), f"{MARK}　本人通知 版{version}", blocks)


def _stated(known: Known, lang: str) -> Variant | None:
    """What the facts say of the persons concerned, where there is no register that tells one from another."""
    kinds = tuple(kind for one in known.items for kind in one.kinds)
    if known.result is not None or not kinds:
        return None
    told = known.fact("occurred_on")
    day = str(told.moment)[:10] if told and told.moment else None
    sure = certainty(known) == "confirmed"
    return Variant(0, lang, kinds if sure else (), () if sure else kinds, day, day, 0)


def _filled(blocks: Iterable[Block], merged: Mapping[str, str]) -> Iterator[Block]:
    """The blocks with these merge fields in words; one of several lines becomes as many lines."""
    for block in blocks:
        name = block.text.strip("«»") if isinstance(block, Line) else ""
        if isinstance(block, Line) and name in merged:
            yield from (replace(block, text=line) for line in merged[name].split("\n"))
        else:
            yield block


def _blocks(known: Known, lang: str) -> tuple[Block, ...]:
    def stated(name: str) -> str:
        text = known.words(name)
        return words()["translate"][lang].format(text=text) if text else words()["unknown"][lang]

    values: dict[str, Value] = {
        "day": day_text(known.day.isoformat(), lang),
        "organisation": known.organisation or known.words("reporter_name", words()["missing"][lang]),
        "title": title(known, lang),
        "you": you(known),
        "statement": stated("statement") if known.words("statement") else "",
        "cause": stated("cause_summary" if known.words("cause_summary") else "cause"),
        "harm": stated("secondary_harm"),
        "contact": _contact(known, lang),
    }
    return fill(HOME / f"{lang}.txt", values)


def _contact(known: Known, lang: str) -> list[str]:
    """The lines of the contact; Japanese words in a letter of another language are marked for translation."""
    lines = []
    for name in CONTACT:
        text = known.words(name)
        if text and not text.isascii():
            text = words()["translate"][lang].format(text=text)
        if text or name != "contact_mail":
            lines.append(words()[name][lang].format(text=text or words()["missing"][lang]))
    return lines


def package(known: Known, folder: Path) -> Package:
    """letters.csv, mails.jsonl, unreached.csv; every person of the register stands in at least one of them."""
    assert known.result is not None
    with tables(known.result, memory="1500MB", scratch=folder.parent) as db:
        variants = person_lines(db)
        bodies = {lang: _body(_blocks(known, lang)) for lang in TONGUES}
        texts = [_texts(known, one, bodies[one.lang]) for one in variants]
        _say(db, variants, texts)
        counts = _write(db, folder)
    figures = tuple(Figure(count, Unit.PERSONS, "exact", "person-notice") for count in counts.values())
    return Package(counts, figures, texts=tuple(text["body"] for text in texts))


def _texts(known: Known, one: Variant, body: str) -> dict[str, str]:
    """What the variant's persons are told; their names and numbers are put in last, in SQL."""
    merged = _merged_texts(known, one)
    for name, value in merged.items():
        body = body.replace(f"«{name}»", value)
    return {**merged, "title": title(known, one.lang), "body": body, "nobody": words()["nobody"][one.lang]}


def _merged_texts(known: Known, one: Variant) -> dict[str, str]:
    """The four merge fields that say what concerns the persons of a variant."""
    own = known.words("what_to_do") if one.lang == "ja" else ""
    return {
        "state": state_text("confirmed" if one.sure else "possible", one.lang, events_of(known), you(known)),
        "items": _items(one, event_text(events_of(known), one.lang)),
        "window": window_text(one.start, one.end, one.lang),
        "advice": own or "\n".join(advice(one.kinds, one.lang)) or words()["unknown"][one.lang],
    }


def _items(one: Variant, event: str) -> str:
    """Fact and possibility are separate sentences."""
    parts = (("confirmed", one.sure), ("possible", one.maybe))
    lines = [
        words()[key][one.lang].format(items=kinds_text(kinds, one.lang), event=event) for key, kinds in parts if kinds
    ]
    return "\n".join(lines)


def _body(blocks: Iterable[Block]) -> str:
    """The letter as the text of a mail: without the lines of the envelope."""
    lines = [block for block in blocks if isinstance(block, Line) and block.sort != "break"]
    kept = (one for one in lines if "«postcode»" not in one.text and "«address»" not in one.text)
    return "\n".join(f"\n{one.text}" if one.sort in ("heading", "title") else one.text for one in kept)


def _say(db: duckdb.DuckDBPyConnection, variants: Iterable[Variant], texts: Iterable[Mapping[str, str]]) -> None:
    """`letter`: each person's line with the texts of their variant, in the order of `told`.

    The texts stand in lists, as constants, and are looked up by number: a join would not keep the order, and to sort
    whole letters of millions takes minutes.
    """
    keys = (*OF_VARIANT, "title", "body", "nobody")
    db.execute(f"create temp table said (variant bigint, {', '.join(f'{_col(key)} varchar' for key in keys)})")
    rows = [(one.number, *(text[key] for key in keys)) for one, text in zip(variants, texts, strict=True)]
    if rows:
        db.executemany(f"insert into said values (?{', ?' * len(keys)})", rows)
    for key in keys:
        db.execute(f"set variable said_{key} = (select list({_col(key)} order by variant) from said)")
    said = {key: f"getvariable('said_{key}')[variant]" for key in keys}
    name = f"coalesce(case when lang <> 'ja' then romaji end, nullif(name, ''), {said['nobody']})"
    db.execute(
        f"create temp view letter as select {number_of()} as no, lang, {name} as name, postcode, address, email, "
        f"{', '.join(f'{said[key]} as {_col(key)}' for key in keys[:-1])}, person_id, "
        f"{said['items']} <> '' and regexp_matches(coalesce(email, ''), {quoted(MAILBOX)}) as by_mail, "
        f"{said['items']} <> '' and coalesce(length(trim(address)) > 0, false) as by_post from told"
    )


BOM = "\ufeff"
"""Before the first heading of a list: Word and Excel take a list without it for cp932."""


def _merged(name: str) -> str:
    """SQL of a merge field; a Japanese postcode is written 100-0001."""
    if name != "postcode":
        return f"letter.{_col(name)}"
    return (
        "case when regexp_full_match(letter.postcode, '[0-9]{7}') "
        "then left(letter.postcode, 3) || '-' || right(letter.postcode, 4) else letter.postcode end"
    )


def _write(db: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    names = ("persons", "letters", "mails", "unreached", "mails_to_shared_addresses")
    row = db.execute(
        "select count(*), count(*) filter (by_post), count(*) filter (by_mail), "
        "count(*) filter (not by_post and not by_mail), "
        "count(*) filter (by_mail) - count(distinct email) filter (by_mail) from letter"
    ).fetchall()[0]
    counts = dict(zip(names, map(int, row), strict=True))
    heads = (BOM + MERGED[0], *MERGED[1:])
    cells = ", ".join(
        f"{sql_harmless(_merged(name))} as {_col(head)}" for name, head in zip(MERGED, heads, strict=True)
    )
    _copy(db, f"select {cells} from letter where by_post", folder / "letters.csv")
    message = "replace(replace(body, '«no»', no), '«name»', name)"
    mail = f"to_json({{'no': no, 'lang': lang, 'to': email, 'subject': title, 'body': {message}}})"
    packed = counts["mails"] > PLAIN
    to = folder / ("mails.jsonl.gz" if packed else "mails.jsonl")
    _stream(db, f"select {mail}::varchar || chr(10) as line from letter where by_mail", to)
    why = (
        "case when items = '' then '項目が分かっていない' when email is null then '住所もメールアドレスもない' "
        "else 'メールアドレスが一つの宛先ではない' end"
    )
    none = "where not by_mail and not by_post"
    apart = f'select no as "{BOM}管理番号", {why} as "理由" from letter {none}'
    _copy(db, apart, folder / "unreached.csv")
    return counts


def _copy(db: duckdb.DuckDBPyConnection, rows: str, to: Path) -> None:
    db.execute(f"copy ({rows}) to {quoted(str(to))} (format csv, header, new_line '\\r\\n')")


def _stream(db: duckdb.DuckDBPyConnection, lines: str, to: Path) -> None:
    """Lines that end with their line end, into a file: their bytes pass in blocks, and ten gigabytes pack quickly."""
    with to.open("wb") as plain, gzip.GzipFile("", "wb", 1, plain, 0) if to.suffix == ".gz" else plain as out:
        for batch in db.sql(lines).to_arrow_reader(20_000):
            column = batch.column(0).cast(pa.large_string())
            ends = np.frombuffer(column.buffers()[1], np.int64)[column.offset : column.offset + len(column) + 1]
            out.write(memoryview(column.buffers()[2])[ends[0] : ends[-1]] if len(column) else b"")


def _col(name: str) -> str:
    return f'"{name}"'


TEMPLATE = Template("person-notice", "本人への通知", "notice to each person", make)
