# ruff: noqa: E501 (patterns and tables are kept whole)
"""E-mail addresses: the local part is ASCII, so kana and kanji may touch; carriers' dots are taken as they are.

`taro..yamada@docomo.ne.jp` and `x.@ezweb.ne.jp` break RFC 5321 and are in use since before the carriers kept to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import CHECK, HINT, Claim, Finder

_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)){1,8}[A-Za-z]{2,24}|(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$")
_QUOTED = re.compile(r'"[^"@\n]{1,62}"$')
_HIDDEN = re.compile(
    r"(?<![A-Za-z0-9._-])([A-Za-z0-9][A-Za-z0-9._+-]{1,40}) ?(?:[\[({<]|【|〔)? ?(at|アット|アットマーク|@|☆|★|■|●|◎|あっと) ?"
    r"(?:[\])}>]|】|〕)? ?((?:[A-Za-z0-9-]{1,40}(?:\.| ?[\[(]dot[\])] ?)){1,5}[A-Za-z]{2,10})(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"(?:message-id|in-reply-to|references|content-id|cid):[^@\n]{0,40}(?:<[^<>\n]{1,120}>\s*)*<$", re.IGNORECASE
)
_FILES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js"})


def find(plain: str) -> Iterator[Claim]:
    at = plain.find("@")
    while at >= 0:
        claim = _around(plain, at)
        if claim:
            yield claim
        at = plain.find("@", at + 1)
    if any(
        word in plain
        for word in ("[at]", "(at)", " at ", "アット", "☆", "★", "■", "●", "◎", "あっと", "[AT]", "【at", "{at}")
    ):
        for found in _HIDDEN.finditer(plain):
            if found[2] != "@" and (found[2].lower() != "at" or plain[found.end(1) : found.start(2)].strip()):
                host = re.sub(r" ?[(\[]dot[)\]] ?", ".", found[3], flags=re.IGNORECASE)
                normal = f"{found[1]}@{host}".lower()
                yield Claim("email", found.start(), found.end(), normal, 0.5, "disguised address", HINT)


def _around(plain: str, at: int) -> Claim | None:
    domain = _DOMAIN.match(plain, at + 1)
    before = plain[max(0, at - 64) : at]
    local = _LOCAL.search(before) or _QUOTED.search(before)
    if not domain or not local:
        return None
    name = local[0]
    skip = _lead(name, before[: local.start()])
    name = name[skip:]
    if (
        not re.search("[A-Za-z0-9]", name)
        or re.search(r"://[^\s/@]*$", before[: len(before) - len(name)])
        or domain[0].rsplit(".", 1)[-1].lower() in _FILES
    ):
        return None
    start, end = at - len(name), domain.end()
    if "<" in before and _MESSAGE.search(plain[max(0, start - 300) : start]):
        return None
    return Claim("email", start, end, plain[start:end].lower(), 0.99, "address", CHECK + 0.9)


def _lead(name: str, before: str) -> int:
    """How many characters in front are no part of the address: `mailto=`, `(`'s neighbours, a scheme, quotes, rulers."""
    cut = max(name.rfind(mark) for mark in ("=", "/", "|", "?", "&", "'", "`", "*", "{")) + 1
    if cut >= len(name):
        return len(name)
    while cut < len(name) and name[cut] in "-!#$%&~^=?.+" and (name[cut] != "." or not before[-1:].isalnum()):
        if name[cut] == "." and cut == 0 and not before.strip():
            break
        if name[cut] == "." and cut == 0:
            break
        cut += 1
    return cut


FINDER = Finder("email", ("@", "at", "アット", "AT", "☆", "★", "■", "●", "◎", "あっと"), find)
