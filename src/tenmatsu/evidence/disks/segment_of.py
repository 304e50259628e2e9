"""Files that are a part of an image which another file beside them begins: they are read there, and only there.

E01: the number of the segment stands behind the signature (libewf, Expert Witness Compression Format). VMDK: a
descriptor, a small text, names the files that hold the data (VMware, Virtual Disk Format 5.0). Raw images that were
split carry the number as their ending: .001, .002 … or .aa, .ab ….
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

EWF, EWF_2 = b"EVF\x09\x0d\x0a\xff\x00", b"EVF2\x0d\x0a\x81\x00"
DESCRIPTOR = b"# Disk DescriptorFile"
LARGEST_DESCRIPTOR = 1 << 16
IMAGE_NAME = re.compile(r"\.(dd|img|raw|bin|image)\.(\d{2,3}|[a-z]{2,3})$", re.IGNORECASE)
FIRST_ENDING = re.compile(r"\.(0+1?|a+)$", re.IGNORECASE)


def first_of(path: Path, head: bytes) -> str | None:
    """Why this file is not read for itself (`head`: its first bytes); None when it is whole or begins an image."""
    number = segment_number(head)
    if number > 1:
        for one in _beside(path):
            if one.stem == path.stem and segment_number(_start(one, 32)) == 1:
                return f"segment {number} of the image {one.name}: it is read there"
        return f"segment {number} of an image whose first segment is not here; put all segments into one folder"
    if IMAGE_NAME.search(path.name) and not FIRST_ENDING.search(path.name):
        for one in _beside(path):
            same = one.stem == path.stem and len(one.suffix) == len(path.suffix)
            if same and FIRST_ENDING.search(one.name):
                return f"segment {path.suffix[1:]} of the image {one.name}: it is read there"
    if path.suffix.lower() == ".vmdk" and not head.startswith(DESCRIPTOR):
        quoted = f'"{path.name}"'.encode()
        for one in _beside(path):
            text = _start(one, LARGEST_DESCRIPTOR) if one.suffix.lower() == ".vmdk" else b""
            if text.startswith(DESCRIPTOR) and quoted in text:
                return f"part of the image {one.name}: it is read there"
    return None


def segment_number(head: bytes) -> int:
    """The number that an E01 or Ex01 segment carries; 0 for every other file."""
    if head.startswith(EWF) and len(head) >= 11:
        return int(struct.unpack_from("<H", head, 9)[0])
    return int(struct.unpack_from("<I", head, 12)[0]) if head.startswith(EWF_2) and len(head) >= 16 else 0


def _beside(path: Path) -> Iterator[Path]:
    try:
        yield from (one for one in sorted(path.parent.iterdir()) if one != path and one.is_file())
    except OSError:
        return


def _start(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError:
        return b""
