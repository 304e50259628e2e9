"""Two texts of one paper: a name that became a similar one is seen, other words are free."""

from __future__ import annotations

from datetime import date

from tenmatsu.documents.agree import compare
from tenmatsu.documents.check import Allowed
from tenmatsu.documents.known import Known

KNOWN = Known(title="見本", organisation="架空銀行", day=date(2026, 11, 30))
NOTHING = Allowed((), frozenset(), (), "")
MADE = ["架空銀行", "架空銀行が取り扱う個人情報が漏えいしました。"]


def test_a_name_that_became_a_similar_one_is_seen_though_it_stands_elsewhere() -> None:
    lies = ["架空銀行", "架空信託銀行が取り扱う個人情報が漏えいしました。"]
    (found,) = compare(lies, MADE, NOTHING, KNOWN, ("架空銀行",))
    assert (found.said, found.instead, found.source) == ("架空信託銀行", "架空銀行", "case.toml")


def test_a_sentence_that_says_it_without_the_name_is_free() -> None:
    lies = ["架空銀行", "当行が取り扱う個人情報が漏えいしました。"]
    assert compare(lies, MADE, NOTHING, KNOWN, ("架空銀行",)) == []
