"""What a file says of those who made it: its author, who changed it last, who wrote a comment.

They are told, but they are not the persons whom a document is about. Its title and its key words are contents.
"""

from __future__ import annotations

import re

PLACES = (
    r"#(?:.*;)?(?:author=\d+|note=author|of=T|(?:metadata|property)=[^;]*(?:author|creator|modified_?by|saved_?by|"
    r"manager|company|producer|operator|publisher|contributor|application|template|owner|sender)[^;]*)(?:;|$)"
)
"""A pattern (re, RE2; without regard to case) of locators that point at a maker of a file and not at what it holds."""
_PLACES = re.compile(PLACES, re.I)


def of_maker(locator: str) -> bool:
    """Whether a locator points at an author's name; `a.pdf#metadata=Author` does, `a.pdf#metadata=Title` does not."""
    return _PLACES.search(locator) is not None
