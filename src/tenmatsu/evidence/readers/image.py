"""Pictures (PNG, JPEG, TIFF, BMP, GIF, WebP): their text by OCR, page by page; without OCR a fault, never silence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageSequence

from tenmatsu.evidence.pdf.ocr import LARGEST, Ocr
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

SMALLEST = 24
PIXELS = 200_000_000
PAGES = 500
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")


def claims(head: Head) -> int:
    """By the signature."""
    start = head.start
    if start.startswith(_SIGNATURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return 60
    size = int.from_bytes(start[2:6], "little")
    return 50 if start[:2] == b"BM" and start[6:10] == b"\0\0\0\0" and size >= 26 else 0


def read(source: Source) -> Iterator[Found]:
    """The lines of each page of the picture."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    ocr = Ocr(0.8 * source.limits.seconds_for(source.size))
    try:
        with source.open() as file, Image.open(file, formats=_FORMATS) as picture:
            yield from _frames(picture, ocr)
    except Image.DecompressionBombError:  # Pillow looks at the size before it unpacks anything
        yield Fault(f"a picture of more than {PIXELS // 1_000_000} million pixels: not read")


def _frames(picture: Image.Image, ocr: Ocr) -> Iterator[Found]:
    if getattr(picture, "n_frames", 1) > PAGES:
        yield Fault(f"only the first {PAGES} pages of the picture are read")
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > PAGES:
            return
        if frame.width * frame.height > PIXELS:
            yield Fault(f"page {number}: a picture of more than {PIXELS // 1_000_000} million pixels: not read")
            continue
        yield from _frame(frame, number, ocr)
        if picture.format == "GIF":
            return


def _frame(frame: Image.Image, number: int, ocr: Ocr) -> Iterator[Found]:
    if min(frame.size) < SMALLEST:
        yield Fault(f"page {number}: smaller than {SMALLEST} pixels, no text in it", rows=0)
        return
    if max(frame.size) > LARGEST:
        frame.thumbnail((LARGEST, LARGEST))
    lines = ocr.lines(np.ascontiguousarray(np.asarray(frame.convert("RGB"))[:, :, ::-1]))
    if lines is None:
        yield Fault(f"page {number}: a picture; OCR needed ({ocr.why})")
    elif not lines:
        yield Fault(f"page {number}: OCR found no text in the picture", rows=0)
    else:
        yield from passages("\n".join(lines), (("page", str(number)), ("by", "ocr")))


READER = Reader("image", "image", claims, read)
