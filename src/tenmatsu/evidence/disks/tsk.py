"""The Sleuth Kit through pytsk3 (Apache-2.0): the reader of NTFS content. An optional part."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.image import Image, ImageError

FAULTS = (OSError, RuntimeError, SystemError, AttributeError, TypeError, ValueError, OverflowError, KeyError)
"""What pytsk3 raises over a damaged structure."""
NEEDED = "reading NTFS needs the package pytsk3; install it: pip install pytsk3"
FILLER, SPARSE = 0x1, 0x2
RESIDENT = 0x4


def open_tsk(volume: Image) -> tuple[Any, Any]:
    """(pytsk3, its file system over the volume); ImageError when one of them cannot be had."""
    try:
        pytsk3 = importlib.import_module("pytsk3")
    except ImportError as error:
        raise ImageError(NEEDED) from error

    def read(self: Any, offset: int, count: int) -> bytes:
        try:
            return volume.read(offset, count)
        except ImageError:
            return b""

    members = {"read": read, "get_size": lambda self: volume.size, "close": lambda self: None}
    image = type("VolumeImage", (pytsk3.Img_Info,), members)(url="", type=pytsk3.TSK_IMG_TYPE_EXTERNAL)
    try:
        return pytsk3, pytsk3.FS_Info(image)
    except FAULTS as error:
        raise ImageError("the file system is damaged and cannot be opened") from error


def runs(attribute: Any, block: int, size: int) -> tuple[Extent, ...]:
    """The extents of an attribute that stands in blocks; holes and fillers left out, the last one cut at `size`."""
    out = []
    for run in attribute:
        if int(run.flags) & (FILLER | SPARSE) or run.len <= 0 or run.addr <= 0:
            continue
        logical = run.offset * block
        length = min(run.len * block, size - logical)
        if length > 0:
            out.append(Extent(logical, run.addr * block, length))
    return tuple(out)


def content(fs: Any, number: int, kind: int, identity: int) -> Callable[[int, int], bytes]:
    """A source over one attribute of one record, opened when it is first read."""
    held: list[Any] = []

    def source(offset: int, count: int) -> bytes:
        try:
            if not held:
                held.append(fs.open_meta(number))
            return bytes(held[0].read_random(offset, count, kind, identity))
        except FAULTS as error:
            raise ImageError(f"record {number} of the file system cannot be read at byte {offset}") from error

    return source
