"""性別 in forms with boxes: `性別 ■男 □女`; a word behind a label is found by the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import LABEL, Claim, Finder

_BOXED = re.compile(r"性 ?別[^\n■☑☒✓✔●◉]{0,14}?[■☑☒✓✔●◉☑︎レ] ?(男|女)(?:性)?")


def find(plain: str) -> Iterator[Claim]:
    for one in _BOXED.finditer(plain):
        yield Claim("sex", one.start(1), one.end(), one[1], 0.9, "ticked box", LABEL)


FINDER = Finder("sex", ("■", "☑", "☒", "✓", "✔", "●", "◉", "レ"), find)
