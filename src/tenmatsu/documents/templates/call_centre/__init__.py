"""窓口: the script with confirmed sentences alone, questions and answers, and the look-up file (see `lookup`).

The folder holds `lookup.bin` and, apart from it, `lookup.key`: the two travel by different ways.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from tenmatsu.documents.known import Known, shown_day
from tenmatsu.documents.ladder import events_of, state
from tenmatsu.documents.letters import Variant, person_lines
from tenmatsu.documents.lookup import build
from tenmatsu.documents.paper import Grid, Paper, Value, constants, fill
from tenmatsu.documents.parts import cautions, closed, items_text, persons, you
from tenmatsu.documents.result import tables
from tenmatsu.documents.template import MARK, Made, Package, Template
from tenmatsu.documents.tongues import event_text, kinds_text

TEXT = Path(__file__).with_name("ja.txt")
DAYS = 30
"""Days until a look-up file expires: a later register may answer otherwise."""
LATER = "現在調べております。分かり次第お知らせします。"


def make(known: Known, version: int) -> Made:
    """The script, and with a register the look-up file."""
    title = "お問い合わせ窓口 電話台本・想定問答"
    values: dict[str, Value] = {
        "day": shown_day(known.day),
        "title": title,
        "organisation": known.organisation or known.words("reporter_name", "【要記入】"),
        "answers": _answers(known),
        "sentences": _sentences(known),
        "questions": _questions(known),
    }
    paper = Paper("call-centre", "ja", title, f"{MARK}　電話台本 版{version}", fill(TEXT, values))
    own = f"{constants(TEXT)}\n版{version}"
    return Made((paper,), own, package=(lambda folder: package(known, folder, version)) if known.result else None)


def package(known: Known, folder: Path, version: int) -> Package:
    """lookup.bin and lookup.key."""
    assert known.result is not None
    key = secrets.token_bytes(32)
    with tables(known.result, memory="1500MB", scratch=folder.parent) as db:
        variants = person_lines(db)
        head = {
            "version": version,
            "day": known.day.isoformat(),
            "expires": (known.day + timedelta(days=DAYS)).isoformat(),
            "unread": known.unread,
            "register": known.made_of.get("result/summary.json", ""),
            "scripts": {str(one.number): _script(one, event_text(events_of(known), "ja")) for one in variants},
        }
        entries = build(db, folder / "lookup.bin", key, head)
    (folder / "lookup.key").write_text(f"{key.hex()}\n", "ascii")
    return Package({"entries": entries})


def _answers(known: Known) -> Grid:
    day = shown_day(known.day)
    unread = f"読み取れていない資料が{known.unread:,}点あるため、今後変わることがあります。" if known.unread else ""
    return Grid(
        ("照会の結果", "話す文"),
        (
            ("対象", f"{you(known)}は、対象に含まれています。内容は、（画面の文をそのまま読む）です。"),
            ("対象外", f"{day}現在、調べた資料の範囲では、{you(known)}は対象に含まれていません。{unread}"),
            ("確認要", "お調べして、こちらから折り返しご連絡いたします。"),
        ),
        (1, 5),
    )


def _sentences(known: Known) -> list[str]:
    """What is stated as a fact, and nothing that is open."""
    found = [f"当方が取り扱う個人情報{state(known).sentence}。ご迷惑をおかけし、深くお詫び申し上げます。"]
    stated = (known.words(name) for name in ("statement", "cause_summary", "subject_response", "secondary_harm"))
    return [*found, *(one for one in stated if one)]


def _script(one: Variant, event: str) -> str:
    """The kinds of items that a caller is told, fact and possibility apart."""
    parts = ((f"{event}を確認した項目", one.sure), (f"{event}したおそれのある項目", one.maybe))
    return "。".join(f"{words}：{kinds_text(kinds, 'ja')}" for words, kinds in parts if kinds)


def _questions(known: Known) -> Grid:
    cause = known.words("cause_summary") or known.words("cause", LATER)
    apart = known.words("items_not_included")
    rows = (
        ("何人の情報ですか。", closed(persons(known)) if known.persons else LATER),
        ("どの情報ですか。", f"全体では、{items_text(known)}です。{you(known)}の項目は照会してお答えします。"),
        ("カード番号なども漏れましたか。", f"含まれていない情報は、{apart}です。" if apart else LATER),
        ("原因は何ですか。", cause),
        ("被害は出ていますか。", known.words("secondary_harm", LATER)),
        ("どうすればよいですか。", "\n".join(cautions(known)) or LATER),
        ("再発を防ぐために何をしますか。", known.words("prevention_planned") or known.words("prevention_done", LATER)),
    )
    return Grid(("ご質問", "お答え"), rows, (2, 5))


TEMPLATE = Template("call-centre", "電話台本・想定問答・照会", "call-centre script and look-up", make)
