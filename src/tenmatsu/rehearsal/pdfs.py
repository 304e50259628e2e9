"""PDF files with Japanese text and boxes drawn over it, written object by object (ISO 32000-1).

Text uses the predefined font and CMap of Adobe-Japan1 (`HeiseiKakuGo-W5`, `UniJIS-UTF16-H`), so nothing is embedded and
every reader can take the text out again. Points from the lower left corner; A4 is 595 × 842.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

A4 = (595, 842)
LANDSCAPE = (842, 595)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5-UniJIS-UTF16-H /Encoding /UniJIS-UTF16-H "
    b"/DescendantFonts [4 0 R] >>"
)
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /W [1 632 500] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor << "
    b"/Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 "
    b"/Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >> >>"
)


@dataclass(slots=True)
class Page:
    """One page: what is drawn later lies over what was drawn before."""

    size: tuple[int, int] = A4
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 9.0) -> None:
        """Words with their baseline at `y`."""
        code = words.encode("utf-16-be").hex().upper()
        self.drawn.append(f"BT /F1 {size:g} Tf 0 g 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled box; it hides what lies under it from the eye only."""
        self.drawn.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A thin line."""
        self.drawn.append(f"0.4 w 0 G {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")


def write(path: Path, pages: Sequence[Page], title: str, made: datetime, producer: str = "Office PDF 16.0") -> None:
    """The pages as one file; the same pages give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document(pages, title, made, producer))


def document(pages: Sequence[Page], title: str, made: datetime, producer: str = "Office PDF 16.0") -> bytes:
    """The bytes of a PDF file."""
    first = 6
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
        _DESCENDANT,
        _about(title, made, producer),
    ]
    for at, page in enumerate(pages):
        objects += [_page(page, first + 2 * at + 1), _stream("\n".join(page.drawn).encode("ascii"))]
    return _file(objects)


def _about(title: str, made: datetime, producer: str) -> bytes:
    words = title.encode("utf-16-be").hex().upper()
    return f"<< /Title <FEFF{words}> /Producer ({producer}) /CreationDate (D:{made:%Y%m%d%H%M%S}+09'00') >>".encode()


def _page(page: Page, content: int) -> bytes:
    width, height = page.size
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {content} 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>"
    ).encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
