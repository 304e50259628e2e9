"""Whether a string from the inside of a file is meant for people rather than for programs."""

from __future__ import annotations

import re

_TELLING = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2}|[^\s@]+@[^\s@]+\.[^\s@]"
    r"|(?<![0-9])0(?:[0-9]{9,10}|[0-9]{1,4}-[0-9]{1,4}-[0-9]{4})(?![0-9A-Za-z])"
)


def telling(text: str) -> bool:
    """Whether it is Japanese, or holds an address of mail or a telephone number."""
    return bool(_TELLING.search(text))
