"""特定個人情報の漏えい等報告（速報・確報）: report under article 29-4 of the My Number Act, to the commission alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tenmatsu.documents.form import Answer, Form, make, sources
from tenmatsu.documents.known import UNKNOWN, Known
from tenmatsu.documents.template import Template

APPI = "jp_appi_26"


def _persons(known: Known, _: Form) -> Answer:
    """The persons whose number is concerned: a fact says so, else those of the register who hold one."""
    stated = known.stated.get("persons_my_number", ())
    if stated:
        return Answer(stated[-1].words, sources(stated[-1:]))
    counted = next((one.persons for one in known.items if "my_number" in one.kinds and one.persons is not None), None)
    if counted is not None:
        return Answer(f"{counted:,}人", "登録簿 result/persons.parquet")
    return Answer(UNKNOWN, "未記録（persons_my_number）", known=False)


def _appi(known: Known, _: Form) -> Answer:
    """Whether the same affair owes the other report as well: both are made, each by its own form."""
    found = {str(one["answer"]) for one in known.duties if one["rule"] == APPI and one["name"] == "preliminary_report"}
    words = {"yes": "必要（別の報告書による）", "unknown": UNKNOWN, "no": "該当しない"}
    word = next((words[one] for one in words if one in found), UNKNOWN)
    return Answer(word, f"規則 {APPI}（tenmatsu duties）", known=word != UNKNOWN)


def _applies(known: Known) -> bool:
    return any("my_number" in one.kinds for one in known.items) or known.said("my_number") in ("yes", "suspected")


FORM = Form(
    name="my-number-report",
    fields=Path(__file__).with_name("fields.toml"),
    about="特定個人情報の漏えい等",
    mark="特定個人情報の報告書",
    basis="行政手続における特定の個人を識別するための番号の利用等に関する法律第29条の4第1項",
    rule="jp_mynumber_29_4",
    term="番号法の報告規則",
    constants="番号法第29条の4 規則第2条 1号 2号 3号 4号 法第26条 3日目 5日目 30日 60日 100人",
    to="個人情報保護委員会　御中",
    own={"persons_my_number": _persons, "appi_26": _appi},
)

TEMPLATE = Template(
    "my-number-report",
    "特定個人情報の漏えい等報告",
    "report under the My Number Act",
    partial(make, FORM),
    applies=_applies,
)
