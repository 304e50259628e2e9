"""The long tail (Apple's Pages, Numbers and Keynote, Hangul) by an extractor that takes many formats.

The last to be asked: any reader of our own that claims the item is surer. The extractor (kreuzberg, the extra
`longtail`) flattens tables and says little of what it leaves out, so its text always comes with a row that says so; an
empty answer, an error or a missing extractor is a row too.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

EXTRA = "pip install 'tenmatsu[longtail]'"
LARGEST = 256 << 20
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_KINDS: dict[str, tuple[bytes, str]] = {
    ".hwp": (_OLE, "application/x-hwp"),
    ".pages": (_ZIP, "application/x-iwork-pages-sffpages"),
    ".numbers": (_ZIP, "application/x-iwork-numbers-sffnumbers"),
    ".key": (_ZIP, "application/x-iwork-keynote-sffkey"),
}
"""By the ending: the first bytes that must be there, and the media type that the extractor wants."""


def claims(head: Head) -> int:
    """By the ending and the first bytes together: a zip or OLE file of another ending is somebody else's."""
    magic, kind = _KINDS.get(head.suffix, (b"", ""))
    return 70 if kind and head.start.startswith(magic) else 0


def read(source: Source) -> Iterator[Found]:
    """The text, whole, and the row on what may be missing; or the reason why there is none."""
    extractor = _extractor()
    if extractor is None:
        yield Fault(f"no reader of our own for {source.head.suffix}; the extractor of the long tail is needed: {EXTRA}")
        return
    if source.size > LARGEST:
        yield Fault(f"larger than {LARGEST >> 20} MB: not handed to the extractor of the long tail")
        return
    with source.open() as file:
        content = file.read()
    settings = extractor.ExtractionConfig(use_cache=False, disable_ocr=True)
    text = extractor.extract_bytes_sync(content, _KINDS[source.head.suffix][1], settings).content
    if not text.strip():
        yield Fault("the extractor of the long tail found no text in it; open it in its own program")
        return
    yield from passages(text, (("by", "kreuzberg"),))
    yield Fault("read by the extractor of the long tail: tables are flattened, hidden parts may be missing", rows=0)


def _extractor() -> ModuleType | None:
    try:
        return import_module("kreuzberg")
    except ImportError:
        return None


READER = Reader("longtail", "application/octet-stream", claims, read)
