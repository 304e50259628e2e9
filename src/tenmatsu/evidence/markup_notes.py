"""What the attributes and style sheets of a page say to people, and the page does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from tenmatsu.evidence.telling import telling

_ALWAYS = frozenset({"alt", "title", "aria-label", "summary"})
_STRUCTURE = frozenset({
    "class", "id", "style", "href", "src", "srcset", "srcdoc", "type", "name", "value", "content", "lang", "face",
    "action", "for", "data",
})  # fmt: skip
"""Attributes that are no text for people, or that are read in a way of their own."""
_META = frozenset({"viewport", "generator", "robots", "theme-color", "format-detection", "color-scheme"})
_CONTENT = re.compile(r"\bcontent\s*:\s*[\"']([^\"'{}]{2,})[\"']", re.IGNORECASE)
_FIELDS = re.compile(r"&(?:amp;)?|\b(?:subject|body|cc|bcc)=", re.IGNORECASE)


def notes_of(node: LexborNode, tag: str) -> Iterator[str]:
    """The texts in a node's attributes: tips, alternative texts, data, scripts on it, the address behind a link."""
    about = {key: value for key, value in node.attributes.items() if value}
    for key, value in about.items():
        if key in _ALWAYS or key.startswith("data-") or (key not in _STRUCTURE and telling(value)):
            yield value
        elif key == "href" and value.lower().startswith(("mailto:", "tel:")):
            yield from _link(node, value)
    if tag == "meta" and about.get("name", "").lower() not in _META and "http-equiv" not in about:
        yield about.get("content", "")


def _link(node: LexborNode, target: str) -> Iterator[str]:
    """The address behind a link, unless the link shows it; and what a mail to it begins with."""
    address, _, more = unquote(target).partition(":")[2].partition("?")
    shown = node.text()
    digits = re.sub(r"\D", "", address) if target.lower().startswith("tel:") else ""
    if address not in shown and not (digits and digits in re.sub(r"\D", "", shown)):
        yield address
    if telling(more):
        yield _FIELDS.sub("\n", more).strip()


def written(sheets: str) -> Iterator[str]:
    """The texts that style sheets write onto the page (`content`)."""
    yield from _CONTENT.findall(sheets)
