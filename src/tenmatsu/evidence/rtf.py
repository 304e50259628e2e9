"""Rich Text Format 1.9: the words of a file, with what holds for them. Text boxes, notes and tables in their order.

Bytes `\\'8e\\'52` are read in the code page of the font that is in force (`\\fcharset128` is cp932), `\\u23665?` as
they stand, the `\\uc` substitutes left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tenmatsu.evidence.css import BLACK, WHITE, Colour, alike
from tenmatsu.evidence.telling import telling

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
             162: "cp1254", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_CHARACTERS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": "\t", "emdash": "—", "endash": "–",
               "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
               "enspace": " ", "nestcell": "\t", "nestrow": "\n"}  # fmt: skip
_UNREAD = frozenset({
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata",
    "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "mmathPr", "revtbl", "pgptbl", "filetbl",
    "listtext", "pntext", "nonshppict", "blipuid", "objclass", "objname", "sp", "wgrffmtfilter", "bkmkstart", "bkmkend",
    "atnid", "atnref", "atrfstart", "atrfend", "atntime", "atndate", "atnparent", "panose",
})  # fmt: skip
_PARTS = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "footnote", "annotation": "comment",
    "atnauthor": "author", "author": "author", "operator": "author", "manager": "author", "company": "property",
    "title": "property", "subject": "property", "keywords": "property", "doccomm": "property", "propname": "property",
    "staticval": "property", "fldinst": "field", "docvar": "property", "pict": "pict", "objdata": "objdata",
}  # fmt: skip
_ARGUMENT = re.compile(r'"(?:mailto:|tel:)?([^"]+)"')
_KINDS = {"pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "dib"}


@dataclass(frozen=True, slots=True)
class _State:
    part: str = "body"
    skip: bool = False
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    back: int = 0
    size: int = 24
    font: int | None = None
    uc: int = 1


@dataclass
class Rtf:
    """What the file says. `parts`: part or reason → its lines, a table row being a list of cells. `blobs`: embedded."""

    parts: dict[str, list[str | list[str]]] = field(default_factory=dict)
    blobs: list[tuple[str, bytes]] = field(default_factory=list)
    whole: bool = True


class _Reading:
    def __init__(self, data: bytes) -> None:
        self.data, self.out = data, Rtf()
        self.state, self.stack = _State(), list[_State]()
        self.page, self.fonts, self.colours = "cp1252", dict[int, str](), _colours(data)
        self.raw, self.skip_next, self.star = bytearray(), 0, False
        self.now: dict[str, list[str]] = {}
        self.cells: list[str] = []
        self.blob, self.kind = list[bytes](), "bin"

    def run(self) -> Rtf:
        self.fonts = _fonts(self.data)
        at = 0
        while at < len(self.data):
            found = _TOKEN.match(self.data, at)
            if found is None:
                at += 1
                continue
            at = found.end()
            word, number, hexed, symbol, brace, text = found.groups()
            if brace:
                self._brace(brace)
            elif word == b"bin":
                self.blob.append(self.data[at : at + int(number or 0)].hex().encode())
                at += max(0, int(number or 0))
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif hexed or text:
                self._bytes(bytes.fromhex(hexed.decode()) if hexed else text)
            elif symbol:
                self._symbol(symbol)
        self.out.whole = not self.stack
        self._flush()
        for part in list(self.now):
            self._end(part)
        return self.out

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self.star = False
        if brace == b"{":
            self.stack.append(self.state)
            return
        left = self.state
        self.state = self.stack.pop() if self.stack else _State()
        if left.part != self.state.part:
            if left.part in ("pict", "objdata") and self.blob:
                self._blob(left.part)
            elif not left.skip:
                self._end(left.part)

    def _blob(self, part: str) -> None:
        text = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(self.blob))
        self.out.blobs.append((self.kind if part == "pict" else "ole1", bytes.fromhex(text[: len(text) & ~1].decode())))
        self.blob, self.kind = [], "bin"

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._flush()
            self._put(chr(number & 0xFFFF))
            self.skip_next = self.state.uc
            return
        if self.skip_next:
            self.skip_next -= 1
            return
        self._flush()
        on = number != 0
        known = word in _PARTS or word in _UNREAD
        if self.star and not known and word not in ("shptxt", "shpinst", "shppict", "userprops", "ud", "upr"):
            self.state = replace(self.state, skip=True)
        self.star = False
        if word in _UNREAD:
            self.state = replace(self.state, skip=True)
        elif word in _PARTS:
            self.state = replace(self.state, part=_PARTS[word])
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in ("cell", "row"):
            self._table(word)
        elif word in _KINDS:
            self.kind = _KINDS[word]
        else:
            self._format(word, number, on)

    def _format(self, word: str, number: int | None, on: bool) -> None:
        match word:
            case "ansicpg" if number:
                self.page = f"cp{number}" if _known(f"cp{number}") else self.page
            case "htmlrtf":
                self.state = replace(self.state, skip=on)
            case "uc":
                self.state = replace(self.state, uc=number or 0)
            case "v":
                self.state = replace(self.state, hidden=on)
            case "deleted":
                self.state = replace(self.state, deleted=on)
            case "cf":
                self.state = replace(self.state, colour=number or 0)
            case "cb" | "highlight" | "chcbpat":
                self.state = replace(self.state, back=number or 0)
            case "fs":
                self.state = replace(self.state, size=number or 24)
            case "f":
                self.state = replace(self.state, font=number)
            case "plain":
                self.state = _State(part=self.state.part, skip=self.state.skip, uc=self.state.uc)

    def _table(self, word: str) -> None:
        if self.state.skip or self.state.part != "body":
            self._put("\t" if word == "cell" else "\n")
            return
        if word == "cell":
            self.cells.append("".join(self.now.pop("body", [])).strip("\n"))
        elif self.cells:
            self.out.parts.setdefault("body", []).append(self.cells)
            self.cells = []
        for part in [one for one in self.now if one in ("vanish", "deleted", "white", "covered", "tiny")]:
            if self.now[part][-1] not in ("\t", "\n"):
                self.now[part].append("\t")
            elif word == "row":
                self.now[part][-1] = "\n"

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.star = True
        elif symbol in (b"\\", b"{", b"}"):
            self._bytes(symbol)
        elif symbol in (b"~", b"_"):
            self._flush()
            self._put(" " if symbol == b"~" else "-")
        elif symbol in (b"\n", b"\r"):
            self._flush()
            self._put("\n")

    def _bytes(self, data: bytes) -> None:
        if self.skip_next:
            gone = min(self.skip_next, len(data))
            self.skip_next -= gone
            data = data[gone:]
        if self.state.part in ("pict", "objdata"):
            if not self.state.skip:
                self.blob.append(data)
        elif not self.state.skip:
            self.raw += data

    def _flush(self) -> None:
        if self.raw:
            page = self.fonts.get(self.state.font, self.page) if self.state.font is not None else self.page
            text = bytes(self.raw).decode(page, "replace")
            if "\ufffd" in text and page != "cp932":
                text = bytes(self.raw).decode("cp932", "replace")
            self.raw.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self.state.skip or self.state.part in ("pict", "objdata"):
            return
        part = self._reason() if self.state.part == "body" else self.state.part
        self.now.setdefault(part, []).append(text)
        if text == "\n" and part == "body" and not self.cells:
            self._end(part)

    def _reason(self) -> str:
        state = self.state
        if state.deleted:
            return "deleted"
        if state.hidden:
            return "vanish"
        if state.size <= 4:
            return "tiny"
        ink = self.colours.get(state.colour, BLACK)
        back = self.colours.get(state.back, WHITE) if state.back else WHITE
        if not alike(ink, back):
            return "body"
        return "white" if alike(ink, WHITE) else "covered"

    def _end(self, part: str) -> None:
        text = "".join(self.now.pop(part, []))
        if part == "field":  # what a field is told to do; for people only where it holds an address or Japanese
            text = " ".join(one for one in _ARGUMENT.findall(text) if telling(one))
        if text.strip():
            text = re.sub("[\ud800-\udbff][\udc00-\udfff]", _joined, text)
            self.out.parts.setdefault(part, []).append(text.strip("\n"))
        elif part == "body":
            self.out.parts.setdefault(part, []).append("")


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _known(name: str) -> bool:
    try:
        return bool(codecs.lookup(name))
    except LookupError:
        return False


def _colours(data: bytes) -> dict[int, Colour]:
    """The table of colours; number 0 is the automatic one."""
    table = re.search(rb"\{\\colortbl([^}]*)\}", data)
    found = {}
    for at, entry in enumerate(table[1].split(b";") if table else ()):
        parts = [re.search(rb"\\" + name + rb"(\d+)", entry) for name in (b"red", b"green", b"blue")]
        if all(parts):
            red, green, blue = (int(part[1]) for part in parts if part)
            found[at] = (red, green, blue)
    return found


def _fonts(data: bytes) -> dict[int, str]:
    """Font → code page, by its character set."""
    at = data.find(b"{\\fonttbl")
    end = data.find(b"}}", at)
    found = {}
    for number, charset in re.findall(
        rb"\\f(\d+)[^{};]*?\\fcharset(\d+)", data[at : end if end > 0 else at + 100_000] if at >= 0 else b""
    ):
        if int(charset) in _CHARSETS and int(charset) != 0:
            found[int(number)] = _CHARSETS[int(charset)]
    return found


def read_rtf(data: bytes) -> Rtf:
    """The file read to its end."""
    return _Reading(data).run()


def rows_and_lines(lines: list[str | list[str]]) -> Iterator[str | list[list[str]]]:
    """Rows that follow each other as one table."""
    table: list[list[str]] = []
    for line in lines:
        if isinstance(line, list):
            table.append(line)
            continue
        if table:
            yield table
            table = []
        yield line
    if table:
        yield table
