"""Everything on a disk image: live files, deleted files, carved rows, and what could not be examined.

image → partitions → file system of each → its files → blocks claimed twice → rows in the room that is left
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tenmatsu.evidence.disks.bins import with_origins
from tenmatsu.evidence.disks.carve import carve_rows
from tenmatsu.evidence.disks.cut_off import missing
from tenmatsu.evidence.disks.disk_file import EARLIER, DiskFile, from_extents
from tenmatsu.evidence.disks.ext import DAMAGE
from tenmatsu.evidence.disks.ext_files import ext_files
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.fat import fat_files
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image, ImageError, open_image
from tenmatsu.evidence.disks.lost_volumes import lost_volumes
from tenmatsu.evidence.disks.lvm import logical_volumes
from tenmatsu.evidence.disks.ntfs import ntfs_files
from tenmatsu.evidence.disks.partitions import Partition, kind_of, partitions
from tenmatsu.evidence.disks.xfs_files import xfs_files
from tenmatsu.model import State, Unread

Found = Iterator[DiskFile | Unread]
Progress = Callable[[int, int], None]

Room = Callable[[], FreeMap]

FILE_SYSTEMS: dict[str, Callable[[Image], tuple[Found, Room]]] = {
    "ext": ext_files,
    "xfs": xfs_files,
    "ntfs": ntfs_files,
    "fat": fat_files,
    "exfat": fat_files,
}
CLOSED = {
    "luks": "encrypted (LUKS): nothing of it was examined; give the opened volume",
    "bitlocker": "encrypted (BitLocker): nothing of it was examined; give the opened volume",
}
RAW = {
    "md": "part of a RAID: it was not put together; only rows were looked for",
    "btrfs": "Btrfs is not read: only rows were looked for",
    "swap": "swap space: only rows were looked for",
    "f2fs": "F2FS is not read: only rows were looked for",
    "apfs": "APFS is not read: only rows were looked for",
    "hfs": "HFS+ is not read: only rows were looked for",
    "refs": "ReFS is not read: only rows were looked for",
    "zfs": "ZFS is not read: only rows were looked for",
    "iso9660": "ISO 9660 is not read: only rows were looked for",
    "empty": "begins with zeros, without a file system: only rows were looked for",
    "unknown": "no file system was recognised: only rows were looked for",
}
ZEROS = 1 << 20


def recover(path: Path, into: Path, *, carve: bool = True, progress: Progress | None = None) -> Found:
    """Every file of the image at `path`: live, deleted, carved; and an Unread for each part that was not examined.

    `into` is a folder for what has to be written down (rows out of database pages). The items of Unread rows are paths
    inside the image (`p1/home`), '' for the image itself. `progress(bytes done, bytes in all)` is called by volume.
    Contents are read from the image when asked for: keep it in place. Never raises over what the image holds.
    """
    try:
        image = open_image(path)
    except ImageError as error:
        yield Unread("", str(error))
        return
    for note in image.notes:
        yield Unread("", note)
    try:
        parts = partitions(image)
    except ImageError as error:
        yield Unread("", str(error))
        return
    for part in parts:
        yield from _volume(image.part(part.start, part.size), part, into, carve)
        if progress:
            progress(part.start + part.size, image.size)


def _volume(volume: Image, part: Partition, into: Path, carve: bool) -> Found:
    try:
        kind = kind_of(volume)
    except ImageError as error:
        yield Unread(part.name, str(error))
        return
    if kind in CLOSED:
        yield Unread(part.name, CLOSED[kind])
    elif kind == "lvm":
        yield from _logical(volume, part, into, carve)
    elif kind in ("unknown", "empty"):
        yield from _searched(volume, part, kind, into, carve)
    else:
        yield from _opened(volume, part, kind, into, carve)


def _opened(volume: Image, part: Partition, kind: str, into: Path, carve: bool) -> Found:
    """The files of a volume of a known kind, then the rows in the room that none of them holds."""
    if kind in RAW:
        yield Unread(part.name, RAW[kind])
    room = FreeMap.of([(0, volume.size)])
    held: list[Extent] = []
    if kind in FILE_SYSTEMS:
        if lost := missing(volume, kind):
            yield Unread(part.name, f"the image is cut off: {lost} bytes of the file system lie behind its end")
        try:
            found, free = FILE_SYSTEMS[kind](volume)
            yield from _files(found, volume, part, free, held)
            room = free()
        except (*DAMAGE, OSError, MemoryError) as error:
            why = str(error) if isinstance(error, ImageError) else "its main structures are damaged"
            yield Unread(part.name, f"{kind}: the file system cannot be read ({why}); files of it may be missing")
    if carve:
        yield from _carved(volume, part, room.without(held), into)


def _searched(volume: Image, part: Partition, kind: str, into: Path, carve: bool) -> Found:
    """File systems whose beginning is lost or that no table names, then the room that none of them holds."""
    try:
        found = lost_volumes(volume)
    except DAMAGE:
        found = []
    if not found and not part.name.startswith("gap"):
        yield Unread(part.name, RAW[kind])
    for number, one in enumerate(found, start=1):
        whole = len(found) == 1 and not one.start and not part.name.startswith("gap")
        name = part.name if whole else "/".join(filter(None, (part.name, f"found{number}")))
        if not whole:
            yield Unread(name, f"no partition table names this file system ({one.kind}): found at byte {one.start}")
        if one.copy is not None:
            yield Unread(name, f"the beginning of the {one.kind} volume is lost: its copy at byte {one.copy} was used")
        image = one.image(volume)
        yield from _opened(image, Partition(name, 0, image.size), one.kind, into, carve)
    held = [Extent(0, one.start, one.size) for one in found]
    if carve:
        yield from _carved(volume, part, FreeMap.of([(0, volume.size)]).without(held), into)


def _logical(physical: Image, part: Partition, into: Path, carve: bool) -> Found:
    """The logical volumes of an LVM physical volume, then the room that none of them holds."""
    try:
        found = logical_volumes(physical)
    except DAMAGE:
        found = []
    if not found:
        yield Unread(part.name, "LVM: no layout of logical volumes could be read; only rows were looked for")
    for one in found:
        name = "/".join(filter(None, (part.name, one.name)))
        if one.reason:
            yield Unread(name, one.reason)
            continue
        image = one.image(physical)
        yield from _volume(image, Partition(name, 0, image.size), into, carve)
    held = [Extent(0, each.start, each.length) for one in found for each in one.extents]
    if carve:
        yield from _carved(physical, part, FreeMap.of([(0, physical.size)]).without(held), into)


def _carved(volume: Image, part: Partition, room: FreeMap, into: Path) -> Found:
    """Rows in the room that belongs to no file, live or recovered."""
    try:
        for one in carve_rows(volume.read, room, into):
            yield Unread(part.name, one.reason) if isinstance(one, Unread) else _placed(one, volume, part)
    except (*DAMAGE, OSError, MemoryError) as error:
        why = str(error) if isinstance(error, ImageError) else type(error).__name__
        yield Unread(part.name, f"free room was searched for rows in part only ({why})")


def _files(found: Found, volume: Image, part: Partition, free: Room, held: list[Extent]) -> Found:
    """The files of a volume, the deleted ones after it is known which of them hold the same blocks.

    `held` gets the blocks of the deleted ones: their rows are in them and need not be carved.
    """
    deleted = []
    for one in with_origins(found):
        if isinstance(one, Unread):
            yield Unread("/".join(filter(None, (part.name, one.item))), one.reason)
        elif one.state is State.LIVE:
            yield _placed(one, volume, part)
        else:
            deleted.append(one)
    room = free()
    for one in claimed_twice(deleted):
        file = _own_blocks(one, volume, room)
        size = file.block_size
        held += (Extent(0, one.start, -(-one.length // size) * size) for one in file.extents)
        yield _placed(file if file.reused else _zeros(file), volume, part)
        if file.reused:
            what = EARLIER if EARLIER in file.notes else "deleted"
            reason = f"{what}: {file.reused} of its {file.blocks} blocks belong to something else now: content lost"
            yield Unread("/".join(filter(None, (part.name, file.path))), reason)


def _placed(file: DiskFile, volume: Image, part: Partition) -> DiskFile:
    """The file with its volume's name, and its extents as bytes of the image."""
    moved = tuple(place for one in file.extents for place in volume.place_of(one))
    return replace(file, volume=part.name, extents=moved)


def _own_blocks(file: DiskFile, volume: Image, room: FreeMap) -> DiskFile:
    """A file of which blocks were reused with only those that are still its own: another's content is not given as its.

    What is left out reads as line ends in text, so that the rows around it stay rows, and as zeros in all else.
    """
    if not file.reused or not file.extents:
        return file
    kept = FreeMap.of((one.start, one.end) for one in room.part_of(file.extents)).without(file.taken)
    own = kept.part_of(file.extents)
    if sum(one.length for one in own) == sum(one.length for one in file.extents):
        return file
    try:
        head = volume.read(own[0].start, min(own[0].length, 4096)) if own else b"\0"
    except ImageError:
        head = b"\0"
    source = from_extents(volume.read, own, b"\0" if 0 in head else b"\n")
    left = sum(one.length for one in own)
    note = (
        f"{file.reused} of {file.blocks} blocks belong to something else now and are left out: {left} bytes are its own"
    )
    return replace(file, source=source, extents=own).noted(note)


def claimed_twice(files: Iterable[DiskFile]) -> list[DiskFile]:
    """The deleted files; blocks that a file deleted later (or nobody knows when) held as well count as reused."""
    files = list(files)
    claims = sorted((one.start, one.end, k) for k, file in enumerate(files) for one in file.extents)
    shared: dict[int, list[tuple[int, int, bool]]] = {}
    open_claims: list[tuple[int, int, int]] = []
    for start, end, k in claims:
        open_claims = [one for one in open_claims if one[1] > start]
        for _, other_end, other in open_claims:
            for loser, sure in _losers(files, k, other):
                shared.setdefault(loser, []).append((start, min(end, other_end), sure))
        open_claims.append((start, end, k))
    return [_reclaimed(file, shared[k]) if k in shared else file for k, file in enumerate(files)]


def _losers(files: list[DiskFile], one: int, other: int) -> tuple[tuple[int, bool], ...]:
    """Of two files that claim a block the one that held it first; both, unsure, when their order is not known.

    Where the volume does not number its deletions, a file that was made after the other's last change came later.
    """
    first, second = files[one].order, files[other].order
    if one == other:
        return ()
    if first != second and first >= 0 and second >= 0:
        return ((one, True),) if first < second else ((other, True),)
    if _over(files[one], files[other]):
        return ((one, True),)
    if _over(files[other], files[one]):
        return ((other, True),)
    return (one, False), (other, False)


def _over(earlier: DiskFile, later: DiskFile) -> bool:
    """Whether the last change of one file lies before the other was made."""
    last = [at for at in (earlier.changed, earlier.modified) if at]
    return bool(earlier.changed and later.created and later.created > max(last))


def _reclaimed(file: DiskFile, shared: list[tuple[int, int, bool]]) -> DiskFile:
    blocks = -(-FreeMap.of((start, end) for start, end, _ in shared).size // file.block_size)
    taken = (*file.taken, *(Extent(0, start, end - start) for start, end, sure in shared if sure))
    reused = min(file.blocks, (file.reused or 0) + blocks)
    return replace(file, reused=reused, taken=taken).noted(f"{blocks} blocks were also held by another deleted file")


def _zeros(file: DiskFile) -> DiskFile:
    """A note where the content begins with zeros only: on a disk with TRIM freed blocks read so."""
    try:
        head = file.source(0, min(file.size, ZEROS))
    except ImageError:
        return file.doubted("its content cannot be read from the image")
    if head and not any(head):
        return file.doubted("its content reads as zeros: the disk may have discarded the blocks (TRIM)")
    return file
