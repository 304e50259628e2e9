"""What `tenmatsu new` does: asks, writes case.toml and the facts, and shows what is owed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.cli.commands import _duties_run
from tenmatsu.cli.screen import say
from tenmatsu.errors import InputError
from tenmatsu.law.items import unnamed
from tenmatsu.law.questions import Option, Question, questions
from tenmatsu.law.values import JST
from tenmatsu.model import Brief, Fact
from tenmatsu.store.brief import write_brief
from tenmatsu.store.disk import private_folder
from tenmatsu.store.ledger import Ledger


def run(given: argparse.Namespace) -> int:
    """Ask, write, show; answers the exit code."""
    folder: Path = given.case
    if (folder / "case.toml").exists():
        raise InputError(f"{folder}: there is a case in this folder already; name another one")
    lang = given.lang
    _tell(
        say(
            lang,
            "空のまま Enter で飛ばせます（不明は義務を免れさせません）。",
            "Enter alone skips a question; unknown frees nobody.",
        )
    )
    organisation = _line(say(lang, "組織の名称", "Name of the organisation"), lang, needed=True)
    by = given.by or _line(say(lang, "回答者の氏名", "Who answers?"), lang, needed=True)
    stated, accident = _answers(lang)
    title = (
        say(lang, accident.ja, accident.en) if accident else say(lang, "個人データの漏えい等", "Personal data breach")
    )
    brief = Brief(title, organisation, datetime.now(JST).date(), stated.get("sector", ""))
    _write(folder, brief, stated, by, say(lang, "tenmatsu new の質問票", "questionnaire of tenmatsu new"))
    _tell(say(lang, f"\n事案: {folder}\n", f"\nCase: {folder}\n"))
    shown = argparse.Namespace(case=folder, on=None, rules_of=None, all=False, json=given.json, lang=lang)
    return _duties_run.run(shown)


def _answers(lang: str) -> tuple[dict[str, str], Option | None]:
    """The facts stated, and the accident that was chosen."""
    first, *others = questions()
    stated = dict(_ask(first, lang))
    accident = next((one for one in first.option if one.facts == stated), None) if stated else None
    for question in others:
        if question.asked(accident.id if accident else "other", stated):
            stated |= _ask(question, lang)
    return stated, accident


def _ask(question: Question, lang: str) -> Mapping[str, str]:
    """Ask until the answer can be read."""
    _tell(f"\n{question.words[lang]}")
    for number, option in enumerate(question.option, 1):
        _tell(f"  {number}  {option.ja if lang == 'ja' else option.en}")
    while True:
        text = _line("", lang)
        try:
            told = question.read(text)
        except InputError as error:
            _tell(f"  {error}")
            continue
        if question.fact == "data_items":
            for word in unnamed(told.get("data_items", "")):
                _tell(
                    "  "
                    + say(
                        lang,
                        f"{word}: 一覧にない項目。性質は未確定として扱う",
                        f"{word}: not in the list; its nature stays unknown",
                    )
                )
        return told


def _line(label: str, lang: str, *, needed: bool = False) -> str:
    while True:
        print(f"{label}> " if label else "> ", end="", flush=True, file=sys.stderr)
        text = sys.stdin.readline()
        if not text:
            raise InputError(
                say(lang, "途中で終わったため、何も書いていません", "stopped before the end; nothing was written")
            )
        if text.strip() or not needed:
            return text.strip()


def _tell(text: str) -> None:
    """Questions go to standard error: standard output holds the answer alone."""
    print(text, file=sys.stderr)


def _write(folder: Path, brief: Brief, stated: Mapping[str, str], by: str, source: str) -> None:
    private_folder(folder)
    write_brief(folder, brief)
    now = datetime.now(UTC)
    with Ledger(folder) as ledger:
        for name, value in stated.items():
            if name != "sector":
                ledger.add_fact(Fact(name, value, source, by, now))
