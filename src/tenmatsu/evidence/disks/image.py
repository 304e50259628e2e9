"""A disk image as one row of bytes, whatever it is packed in.

Told apart by content: raw (also split .001, .002 … or .aa, .ab …), Expert Witness (E01, Ex01, split), qcow2, VMDK, VHD
and VHDX. E01, VMDK and VHD(X) through libyal's Python packages (LGPL-3.0-or-later), which are optional parts.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenmatsu.errors import EvidenceError
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.qcow import Qcow
from tenmatsu.evidence.disks.segment_of import first_of


class ImageError(EvidenceError):
    """An image that cannot be opened, or a part of it that cannot be read."""


@dataclass(frozen=True, slots=True)
class Image:
    """`size` bytes; `read(offset, n)` gives n from there, fewer only at the end. `start`: where it begins on disk.

    `kind` is 'raw', 'e01', 'qcow2', 'vmdk', 'vhd' or 'part'; `notes` say what of the container was not opened.
    """

    size: int
    reader: Callable[[int, int], bytes]
    kind: str = "raw"
    start: int = 0
    notes: tuple[str, ...] = ()
    pieces: tuple[Extent, ...] = ()

    def place_of(self, extent: Extent) -> list[Extent]:
        """An extent of this image as extents of the whole disk; `pieces` are given where the image is put together."""
        if not self.pieces:
            return [Extent(extent.logical, self.start + extent.start, extent.length)]
        found = []
        for one in self.pieces:
            begin, end = max(one.logical, extent.start), min(one.logical + one.length, extent.end)
            if begin < end:
                at = self.start + one.start + begin - one.logical
                found.append(Extent(extent.logical + begin - extent.start, at, end - begin))
        return found

    def read(self, offset: int, count: int) -> bytes:
        """`count` bytes from `offset`, fewer at the end; ImageError where the container is damaged."""
        count = min(count, self.size - offset)
        if offset < 0 or count <= 0:
            return b""
        try:
            return self.reader(offset, count)
        except (OSError, MemoryError, OverflowError, ValueError) as error:
            raise ImageError(f"byte {offset} of the image cannot be read: is the copy whole? ({error})") from error

    def part(self, start: int, size: int) -> Image:
        """A partition of it as an image of its own."""
        size = max(0, min(size, self.size - start))
        return Image(size, lambda offset, count: self.read(start + offset, count), "part", self.start + start)


@dataclass(frozen=True, slots=True)
class Container:
    """A packed image: how it begins, the module that opens it ('' our own), the package that brings the module."""

    kind: str
    magic: bytes
    module: str
    package: str


CONTAINERS = (
    Container("e01", b"EVF\x09\x0d\x0a\xff\x00", "pyewf", "libewf-python"),
    Container("e01", b"EVF2\x0d\x0a\x81\x00", "pyewf", "libewf-python"),
    Container("qcow2", b"QFI\xfb", "", ""),
    Container("vmdk", b"KDMV", "pyvmdk", "libvmdk-python"),
    Container("vmdk", b"COWD", "pyvmdk", "libvmdk-python"),
    Container("vmdk", b"# Disk DescriptorFile", "pyvmdk", "libvmdk-python"),
    Container("vhd", b"conectix", "pyvhdi", "libvhdi-python"),
    Container("vhd", b"vhdxfile", "pyvhdi", "libvhdi-python"),
)
OTHERS = {
    (64, b"\x7f\x10\xda\xbe"): "VirtualBox VDI",
    (0, b"QED\0"): "QED",
    (0, b"WithoutFreeSpace"): "Parallels",
    (0, b"WithouFreSpacExt"): "Parallels",
}
"""(place, mark) → image formats that are known but not read."""


def other_image(head: bytes) -> str | None:
    """The name of a known format of images that is not read; None for all else."""
    return next((name for (at, mark), name in OTHERS.items() if head[at : at + len(mark)] == mark), None)


def open_image(path: Path) -> Image:
    """The image at `path` (the first segment of a split one); ImageError says what is missing or damaged."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
            file.seek(max(0, size - 512))
            tail = file.read(512)
    except OSError as error:
        raise ImageError(f"{path.name}: the image cannot be opened; check the name and the rights") from error
    if other := other_image(head):
        raise ImageError(f"{path.name}: a {other} image, which is not read; make it raw first: qemu-img convert -O raw")
    whole = first_of(path, head)
    if whole:
        raise ImageError(whole)
    for container in CONTAINERS:
        if head.startswith(container.magic) or (container.magic == b"conectix" and tail.startswith(b"conectix")):
            return _packed(path, container, head)
    return _raw(path)


def _packed(path: Path, container: Container, head: bytes) -> Image:
    if not container.module:
        return _qcow(path)
    try:
        library = importlib.import_module(container.module)
    except ImportError as error:
        raise ImageError(
            f"{path.name}: reading this image needs the package {container.package}; install it: "
            f"pip install {container.package}"
        ) from error
    try:
        handle, size, notes = _OPENERS[container.kind](library, path, head)
    except (OSError, ValueError, MemoryError, OverflowError) as error:
        raise ImageError(f"{path.name}: the {container.kind} image is damaged or a segment is missing") from error

    def read(offset: int, count: int) -> bytes:
        handle.seek(offset)
        pieces, left = [], count
        while left > 0 and (piece := handle.read(min(left, 1 << 24))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    return Image(size, read, container.kind, notes=notes)


Opened = tuple[Any, int, tuple[str, ...]]


def _open_e01(library: Any, path: Path, head: bytes) -> Opened:
    handle = library.handle()
    handle.open(library.glob(str(path)))  # without glob the later segments are silently missing
    return handle, handle.get_media_size(), ()


def _qcow(path: Path) -> Image:
    try:
        opened = Qcow(path)
    except (OSError, ValueError) as error:
        raise ImageError(
            f"{path.name}: the qcow2 image cannot be read: {error}; try qemu-img convert -O raw"
        ) from error
    return Image(opened.size, opened.read, "qcow2", notes=opened.notes)


def _open_vmdk(library: Any, path: Path, head: bytes) -> Opened:
    handle = library.handle()
    handle.open(str(path))
    handle.open_extent_data_files()  # without this a VMDK opens and reads nothing
    parent = handle.get_parent_filename()
    notes = (f"the VMDK rests on a parent image ({parent}), which was not read",) if parent else ()
    return handle, handle.get_media_size(), notes


def _open_vhd(library: Any, path: Path, head: bytes) -> Opened:
    handle = library.file()
    handle.open(str(path))
    parent = handle.get_parent_filename()
    notes = (f"the VHD rests on a parent image ({parent}), which was not read",) if parent else ()
    return handle, handle.get_media_size(), notes


_OPENERS: dict[str, Callable[[Any, Path, bytes], Opened]] = {
    "e01": _open_e01,
    "vmdk": _open_vmdk,
    "vhd": _open_vhd,
}


def _raw(path: Path) -> Image:
    try:
        handles = [os.open(one, os.O_RDONLY | os.O_CLOEXEC) for one in segments(path)]
        sizes = [os.lseek(handle, 0, os.SEEK_END) for handle in handles]  # also the size of a block device
    except OSError as error:
        raise ImageError(f"{path.name}: the image or a segment of it cannot be opened; check the rights") from error
    return Image(sum(sizes), Segments(handles, sizes).read)


class Segments:
    """Files that follow one another, closed when nobody holds them any more."""

    def __init__(self, handles: list[int], sizes: list[int]) -> None:
        self.handles, self.sizes = handles, sizes

    def read(self, offset: int, count: int) -> bytes:
        """`count` bytes from `offset`, across the files."""
        pieces = []
        for handle, size in zip(self.handles, self.sizes, strict=True):
            while count > 0 and offset < size and (piece := os.pread(handle, min(count, size - offset), offset)):
                pieces.append(piece)
                offset, count = offset + len(piece), count - len(piece)
            offset -= size
            if offset < 0:
                break
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def __del__(self) -> None:
        for handle in self.handles:
            os.close(handle)


FIRST_NUMBER = re.compile(r"\.0{1,3}[01]?$")


def segments(path: Path) -> list[Path]:
    """The files of a raw image: `path` alone, or .001, .002 …, .000, .001 …, .aa, .ab … as long as they last."""
    suffix = path.suffix
    if FIRST_NUMBER.search(path.name):
        names = (f".{number:0{len(suffix) - 1}d}" for number in range(int(suffix[1:]), 10 ** (len(suffix) - 1)))
    elif re.search(r"\.a{2,3}$", path.name):
        names = (f".{suffix[1:-2]}{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(676))
    else:
        return [path]
    found = []
    for name in names:
        one = path.with_suffix(name)
        if not one.exists():
            break
        found.append(one)
    return found or [path]
