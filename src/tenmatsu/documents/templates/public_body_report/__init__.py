"""保有個人情報の漏えい等報告（速報・確報）: report of a public body to the commission under article 68."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tenmatsu.documents.form import Form, make
from tenmatsu.documents.known import Known
from tenmatsu.documents.template import Template


def _applies(known: Known) -> bool:
    """A public body, or one that may be: who reports is a question of its own (規律移行法人 report as a business)."""
    return (known.said("obligor") or known.said("sector")) in ("public_body", "government")


FORM = Form(
    name="public-body-report",
    fields=Path(__file__).with_name("fields.toml"),
    about="保有個人情報の漏えい等",
    mark="行政機関等の報告書",
    basis="個人情報の保護に関する法律第68条第1項",
    rule="jp_appi_68",
    term="規則第44条",
    constants="法第68条第1項 規則第43条 1号 2号 3号 4号 5号 規則第44条 法第78条第1項 3日目 5日目 30日 60日",
    to="個人情報保護委員会　御中",
    who=("public_body",),
    reporter="行政機関等",
)

TEMPLATE = Template(
    "public-body-report", "保有個人情報の漏えい等報告", "report of a public body", partial(make, FORM), applies=_applies
)
