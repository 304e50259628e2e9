"""LVM2: the linear logical volumes of one physical volume, as images.

The label stands in one of the first four sectors; it points to the areas that hold the layout as text in the form of a
configuration file. Written from the text itself and https://man7.org/linux/man-pages/man8/lvm.8.html . Thin, mirrored
and striped volumes, and those on several disks, are named as unread.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.image import Image

SECTOR = 512
AREA_MAGIC = b" LVM2 x[5A%r0N*>"
LARGEST_TEXT = 16 << 20
MOST_VOLUMES = 4096
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_.+-]+)|([{}\[\]=,])|#[^\n]*')


@dataclass(frozen=True, slots=True)
class LogicalVolume:
    """A logical volume: `extents` map it onto the physical one; `reason` says why it cannot be read here."""

    name: str
    extents: tuple[Extent, ...] = ()
    reason: str | None = None

    def image(self, physical: Image) -> Image:
        """The volume as an image; in one piece it is a part of the disk, else its pieces are put together."""
        if len(self.extents) == 1 and not self.extents[0].logical:
            return physical.part(self.extents[0].start, self.extents[0].length)
        size = max((one.logical + one.length for one in self.extents), default=0)

        def read(offset: int, count: int) -> bytes:
            pieces = []
            for one in self.extents:
                begin, end = max(one.logical, offset), min(one.logical + one.length, offset + count)
                if begin < end:
                    pieces.append(physical.read(one.start + begin - one.logical, end - begin))
            return b"".join(pieces)

        return Image(size, read, "part", physical.start, pieces=self.extents)


def logical_volumes(physical: Image) -> list[LogicalVolume]:
    """The logical volumes that the newest layout names; [] when no layout can be read. ValueError: not LVM2."""
    identity, areas = _label(physical)
    for area in areas:
        text = _layout(physical, area)
        if text:
            return list(_volumes(parse(text), identity))
    return []


def _label(physical: Image) -> tuple[str, list[int]]:
    """(identity of the physical volume, where its metadata areas begin)."""
    for sector in range(4):
        head = physical.read(sector * SECTOR, SECTOR)
        if head[:8] == b"LABELONE":
            at = struct.unpack_from("<I", head, 20)[0]
            identity = head[at : at + 32].decode("ascii", "replace")
            pairs = list(struct.iter_unpack("<QQ", head[at + 40 : at + 40 + (SECTOR - at - 40) // 16 * 16]))
            first = next((k for k, pair in enumerate(pairs) if pair == (0, 0)), len(pairs))
            rest = pairs[first + 1 :]
            last = next((k for k, pair in enumerate(rest) if pair == (0, 0)), len(rest))
            return identity, [start for start, _ in rest[:last]]
    raise ValueError("no LVM label")


def _layout(physical: Image, area: int) -> str:
    """The newest text of a metadata area, which is a ring behind its first sector."""
    head = physical.read(area, SECTOR)
    if head[4:20] != AREA_MAGIC:
        return ""
    _, size, offset, length = struct.unpack_from("<QQQQ", head, 24)
    if not 0 < length <= LARGEST_TEXT or not SECTOR <= offset < size:
        return ""
    first = physical.read(area + offset, min(length, size - offset))
    return (first + physical.read(area + SECTOR, length - len(first))).decode("utf-8", "replace")


def parse(text: str) -> dict[str, Any]:
    """The sections and values of a layout as dictionaries, lists, strings and numbers."""
    tokens = [match.groups() for match in _TOKEN.finditer(text) if match.group(0)[0] != "#"]
    root: dict[str, Any] = {}
    stack, at = [root], 0
    while at + 1 < len(tokens):
        word, mark = tokens[at][1], tokens[at + 1][2]
        if tokens[at][2] == "}":
            stack = stack[:-1] if len(stack) > 1 else stack
            at += 1
        elif word and mark == "{":
            inner: dict[str, Any] = {}
            stack[-1][word] = inner
            stack.append(inner)
            at += 2
        elif word and mark == "=" and at + 2 < len(tokens):
            stack[-1][word], at = _value(tokens, at + 2)
        else:
            at += 1
    return root


def _value(tokens: list[tuple[str | None, ...]], at: int) -> tuple[Any, int]:
    if tokens[at][2] != "[":
        return _plain(tokens[at]), at + 1
    out = []
    at += 1
    while at < len(tokens) and tokens[at][2] != "]":
        if tokens[at][2] != ",":
            out.append(_plain(tokens[at]))
        at += 1
    return out, at + 1


def _plain(token: tuple[str | None, ...]) -> Any:
    text, word = token[0], token[1]
    return int(word) if word and word.lstrip("-").isdigit() else (text if text is not None else word)


def _volumes(layout: dict[str, Any], identity: str) -> Iterator[LogicalVolume]:
    for group, body in layout.items():
        if not isinstance(body, dict) or "logical_volumes" not in body:
            continue
        size = int(body.get("extent_size", 0)) * SECTOR
        disks = body.get("physical_volumes", {})
        own = next((name for name, disk in disks.items() if str(disk.get("id", "")).replace("-", "") == identity), None)
        start = int(disks[own].get("pe_start", 0)) * SECTOR if own else 0
        for name, volume in list(body["logical_volumes"].items())[:MOST_VOLUMES]:
            yield _volume(f"{group}-{name}", volume, own, start, size)


def _volume(name: str, volume: dict[str, Any], own: str | None, start: int, size: int) -> LogicalVolume:
    extents = []
    for segment in (one for one in volume.values() if isinstance(one, dict) and "extent_count" in one):
        stripes = segment.get("stripes", [])
        if segment.get("type") != "striped" or segment.get("stripe_count") != 1 or len(stripes) != 2:
            return LogicalVolume(name, reason=f"a logical volume of the type {segment.get('type')}: not read")
        if stripes[0] != own:
            return LogicalVolume(name, reason="a logical volume that goes on on another disk: not read")
        length = int(segment["extent_count"]) * size
        extents.append(Extent(int(segment["start_extent"]) * size, start + int(stripes[1]) * size, length))
    if not extents:
        return LogicalVolume(name, reason="a logical volume without room: not read")
    return LogicalVolume(name, tuple(sorted(extents)))
