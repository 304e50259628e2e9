"""Headers of mails as meant: encoded words (RFC 2047), parameters (RFC 2231), raw bytes and broken forms."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from tenmatsu.evidence.mail_charset import decoded, raw_text

_WORD = re.compile(r"=\?([A-Za-z0-9_.:+-]+)(?:\*[^?]*)?\?([bBqQ])\?((?:(?!\?=)[^\r\n])*?)(?:\?=|\s*\Z)")
_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_FOREIGN = bytes(byte for byte in range(256) if not re.match(rb"[A-Za-z0-9+/]", bytes((byte,))))
_ADDRESSES = re.compile(r"@[\w-]+(?:\.[\w-]+)+>?\s*[,;]")
_QUOTED = re.compile(r"=([0-9A-Fa-f]{2})")
LONGEST = 4000
"""Characters of one address or parameter, beyond which it is none."""
_FOLD = re.compile(rb"(?:\r\n|\r|\n)(?=[ \t])")
_PARAMETER = re.compile(r";\s*([^\s=;\"]+)\s*=\s*(\"(?:[^\"\\]|\\.)*(?:\"|\Z)|[^;]*)", re.S)


def text_of(value: bytes) -> str:
    """A header's value as a reader of the mail sees it, on one line."""
    return tidy(words(unfolded(value)))


def unfolded(value: bytes) -> str:
    """The value without its folds; raw bytes are decoded, encoded words are left as they are."""
    return raw_text(_FOLD.sub(b"", value).strip(b"\r\n \t\0"))


def tidy(text: str) -> str:
    """Blanks and control characters to single blanks; U+3000 stays."""
    return re.sub(r"[ \t\r\n\f\v\0-\x08\x0e-\x1f\x7f]+", " ", text).strip(" ")


def words(text: str) -> str:
    """Encoded words decoded. Neighbours in one charset are decoded together: mailers cut characters in two."""
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        if run and between.strip():
            out.append(_decoded_run(run))
            run = []
        if not run or between.strip():
            out.append(between)
        word = (found[1].lower(), found[2].lower(), found[3])
        if run and run[-1][0] != word[0]:
            out.append(_decoded_run(run))
            run = []
        run.append(word)
        at = found.end()
    if run:
        out.append(_decoded_run(run))
    return "".join((*out, text[at:]))


def _decoded_run(run: list[tuple[str, str, str]]) -> str:
    broken = any(code == "b" and len(_BASE64.sub("", body)) % 4 == 1 for _, code, body in run)
    if broken and all(code == "b" for _, code, _ in run):
        data = unbase64("".join(body for _, _, body in run).encode("ascii", "ignore"))
    else:
        data = b"".join(_bytes_of(code, body) for _, code, body in run)
    return decoded(data, run[0][0])[0]


def _bytes_of(code: str, body: str) -> bytes:
    if code == "b":
        return unbase64(body.encode("ascii", "ignore"))
    return _QUOTED.sub(lambda found: chr(int(found[1], 16)), body.replace("_", " ")).encode("latin-1", "replace")


def unbase64(data: bytes) -> bytes:
    """Base64 with whatever stands in it: foreign characters, padding inside (pieces joined), none at the end."""
    out = bytearray()
    for piece in data.split(b"="):
        clean = piece.translate(None, _FOREIGN)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        out += binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    return bytes(out)


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """A `Content-Type` or `Content-Disposition`: its first word in lower case, and its parameters decoded."""
    text = unfolded(value)
    first, _, _ = text.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(text[len(first) :]):
        name, given = found[1].lower(), _unquoted(found[2].strip())
        split = re.fullmatch(r"(.+?)(?:\*([0-9]{1,3}))?(\*)?", name)
        if split and (split[2] or split[3]):
            pieces.setdefault(split[1], {})[int(split[2] or 0)] = (given, bool(split[3]))
        else:
            plain.setdefault(name, tidy(words(given)))
    extended = {name: tidy(words(_continued(parts))) for name, parts in pieces.items()}
    return first.strip().lower(), {**plain, **extended}


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return re.sub(r"\\([\"\\])", r"\1", value[1:].removesuffix('"'))


def _continued(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: charset'language'%E3…, over any number of pieces."""
    charset, data, held = "", b"", ""
    for number, (value, coded) in sorted(parts.items()):
        if coded and number == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        if coded:  # some mailers cut %E3 in two
            held += value
            continue
        data += unquote_to_bytes(held) + value.encode("utf-8", "replace")
        held = ""
    return decoded(data + unquote_to_bytes(held), charset or None)[0]


def addresses(value: bytes) -> Iterator[str]:
    """Each address as `山田 太郎 <a@example.jp>`; a group without members as it stands (`undisclosed-recipients:;`)."""
    yield from _addresses(unfolded(value))


def _addresses(text: str, again: bool = True) -> Iterator[str]:
    """Some mailers put whole addresses with their comma into one encoded word: such a piece is cut again."""
    for piece in _joined(list(_pieces(text))):
        if len(piece) > LONGEST:  # no address: told as it stands, without looking for its parts
            yield tidy(piece)
            continue
        if re.fullmatch(r"\s*[^\s<>\"()]+@[^\s<>\"()]+(\s+[^\s<>\"()]+@[^\s<>\"()]+)+\s*", piece):
            yield from piece.split()
        elif again and _ADDRESSES.search(decoded_words := words(piece)):
            yield from _addresses(decoded_words, False)
        elif shown := _shown(piece):
            yield shown


def _pieces(text: str) -> Iterator[str]:
    """Cut at commas and semicolons outside quotes, comments and angles; a quote that is never closed is none."""
    at, depth, quoted, angle, start = 0, 0, False, False, 0
    last = {sign: text.rfind(sign) for sign in '">)'}
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif quoted:
            quoted = sign != '"'
        elif sign == '"':
            quoted = at < last['"']
        elif sign == "(" and at < last[")"]:
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in "<>":
            angle = sign == "<" and at < last[">"]
        elif sign in ",;" and not depth and not angle:
            yield text[start:at] + (";" if sign == ";" and _is_group(text[start:at]) else "")
            start = at + 1
        at += 1
    yield text[start:]


def _is_group(piece: str) -> bool:
    return bool(re.fullmatch(r"[^@<>\"]*:\s*", piece))


def _joined(pieces: list[str]) -> Iterator[str]:
    """`山田, 太郎 <a@example.jp>` is one address: a name without an address goes to the angle that follows."""
    held = ""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if piece.strip() and "@" not in words(piece) and not piece.endswith(":;") and re.match(r"[^<@]+<[^>]*@", after):
            held += piece + ","
            continue
        yield held + piece
        held = ""
    if held:
        yield held


def _shown(piece: str) -> str:
    piece = piece.strip()
    group = re.match(r"([^@<>\"]*?):\s*(?=\S+@|\"|.*<)", piece)
    if group and not group[1].lower().endswith("mailto"):
        piece = piece[group.end() :]
    angle = re.search(r"<([^<>]*)>?\s*(\([^()]*\))?\s*$", piece)
    if angle:
        name = piece[: angle.start()].strip() or (angle[2] or "").strip("() ")
        address = re.sub(r"(?i)^mailto:", "", angle[1].strip())
    else:
        comment = re.fullmatch(r"(\S+@\S+)\s*\((.*)\)\s*", piece)
        if not comment:
            return _name(piece)
        name, address = comment[2], comment[1]
    name = _name(name)
    address = tidy(words(address))
    if name == f"<{address}>":
        return address
    return f"{name} <{address}>" if name and name != address else address


def _name(text: str) -> str:
    """A display name without its quotes; encoded words inside quotes are not allowed and common."""
    shown = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda found: re.sub(r"\\(.)", r"\1", found[1]), text)
    name = tidy(words(shown))
    for quote in "'\"":
        if name.count(quote) % 2:
            name = name.strip(quote if quote == '"' else " ").strip()
        while len(name) > 1 and name[0] == name[-1] == quote:
            name = name[1:-1].strip()
    return name
