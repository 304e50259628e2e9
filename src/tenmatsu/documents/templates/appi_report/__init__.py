"""漏えい等報告（速報・確報）: report to the commission under article 26, or to the body with its power."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tenmatsu.documents.form import Form, make
from tenmatsu.documents.known import Known
from tenmatsu.documents.template import Template

FORM = Form(
    name="appi-report",
    fields=Path(__file__).with_name("fields.toml"),
    about="個人データの漏えい等",
    mark="報告書",
    basis="個人情報の保護に関する法律第26条第1項",
    rule="jp_appi_26",
    term="規則第8条",
    constants="法第26条第1項 規則第7条 1号 2号 3号 4号 規則第8条 3日目 5日目 30日 60日",
    to="個人情報保護委員会　御中（権限が委任されている場合は委任先）",
    who=("private", "entrustor", "entrustee"),
    reporter="事業者",
)


def _applies(known: Known) -> bool:
    return known.said("obligor") != "public_body"


TEMPLATE = Template(
    "appi-report", "漏えい等報告（速報・確報）", "report to the commission", partial(make, FORM), applies=_applies
)
