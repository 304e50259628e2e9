"""住民票コード: 11 digits behind the word for it; there is no check digit that anyone could try."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.runs import runs
from tenmatsu.pii.spots import LABEL, Claim, Finder

_SHAPE = re.compile(r"(?:[0-9]{11}|[0-9]{4}([- ])[0-9]{4}\1[0-9]{3}|[0-9]{5}([- ])[0-9]{6})(?![0-9])")
_WORD = re.compile(
    r"(?s:.*)(?:住民票コード|住民票番号|住基コード|住基番号|住民基本台帳(?:コード|番号)|住民票 ?(?:CD|cd|No\.?)"
    r"|[Rr]esident(?:ial)? ?(?:[Rr]ecord|[Rr]egist(?:er|ry|ration))? ?[Cc]ode|[Rr]esiden(?:t|ce)[_ ]?[Cc]ode|juminhyo)"
    r"(?: ?\([^()\n]{1,12}\))?([^0-9。]{0,24})$"
)
_ANOTHER = re.compile("番号|コード|電話|携帯|TEL|Tel|tel|連絡先|マイナンバー|[Pp]hone|[Nn]umber|ID")
"""Between the word and the digits: they are something else's."""
_NAMED = re.compile(r"(?:住民票|住基)コード")
_SHORT = re.compile(r"(?<![一-龠ァ-ヴー])コード(?:は|が|[:= ]){0,2}([「『 ]{0,2})$")
"""`コードは` later on in a text that has named the 住民票コード."""
BEFORE = 60


def find(plain: str) -> Iterator[Claim]:
    for one in runs(plain, _SHAPE):
        before = plain[max(0, one.start - BEFORE) : one.start]
        said = _WORD.search(before) or (_NAMED.search(plain, 0, one.start) and _SHORT.search(before))
        if said and not _ANOTHER.search(said[1] or "") and "\n\n" not in (said[1] or ""):
            yield Claim("resident_code", one.start, one.end, one.digits, 0.96, "word before it", LABEL + 0.1)


FINDER = Finder("resident_code", ("住民票", "住基", "住民基本", "esiden", "juminhyo"), find, numeric=True)
