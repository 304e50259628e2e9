"""Files of XFS: live by the tree; deleted from the log and from inodes that were freed but keep their extents.

Freeing an inode sets its mode, size and count of extents to nothing; the records stay behind, and the time of its last
change is that of the deletion. The log has it as it was, with its exact size and its names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from tenmatsu.evidence.disks.disk_file import DOUBT, EARLIER, LARGEST, DiskFile, from_bytes, from_extents
from tenmatsu.evidence.disks.ext import DAMAGE
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.later_writes import LaterWrites
from tenmatsu.evidence.disks.xfs import BTREE, DIRECTORY, EXTENTS, LOCAL, REGULAR, Inode, Xfs
from tenmatsu.evidence.disks.xfs_log import Log, read_log
from tenmatsu.evidence.disks.xfs_names import (
    HEADS,
    Name,
    Tree,
    leftovers,
    live_tree,
    scan_names,
    short_entries,
    short_leftovers,
)
from tenmatsu.evidence.disks.xfs_own import overwritten
from tenmatsu.evidence.disks.xfs_replay import given_up, replayed
from tenmatsu.model import State, Unread

MOST_NAMES = 10_000
TAIL = 1 << 16
NOW = 1 << 62
"""Later than every number of the log."""
SIZE_LOST = f"{DOUBT}: its exact size is lost; zeros at its end were cut off"


def xfs_files(volume: Image) -> tuple[Iterator[DiskFile | Unread], Callable[[], FreeMap]]:
    """Everything on an XFS volume (paths and extents relative to it), and its free room. ValueError: no XFS."""
    fs = Xfs(volume)
    fault = None
    try:
        log = read_log(fs)
        newer = replayed(fs, log)
        if newer:
            fs = Xfs(newer)
            fs.freeing = list(given_up(fs, log))
    except DAMAGE:
        log = Log()
        fault = Unread("", "the log is damaged: deleted files were not looked for in it")
    return _all(fs, log, fault), lambda: fs.free


def _all(fs: Xfs, log: Log, fault: Unread | None) -> Iterator[DiskFile | Unread]:
    tree = live_tree(fs)
    yield from _live(fs, tree)
    for path in dict.fromkeys(tree.damaged):
        yield Unread(path, "the folder is damaged: what stands in it was not listed")
    if fault:
        yield fault
    else:
        yield from _limits(fs, log)
    freed: list[Inode] = []
    for place, piece in fs.scan():
        log.written |= dict.fromkeys(overwritten(fs, place, piece), NOW)
        freed += _freed_inodes(fs, tree, place, piece)
        scan_names(fs, tree, place, piece)
    _names_in_log(fs, log, tree)
    numbers: set[int] = set()
    for number, found in _deleted(fs, log, tree, freed):
        numbers.add(number)
        yield found
    yield from _only_names(fs, tree, numbers)
    for group in fs.blind:
        yield Unread("", f"the free room of group {group} cannot be read: its blocks are taken for used")


def _limits(fs: Xfs, log: Log) -> Iterator[Unread]:
    if not fs.log_start:
        yield Unread("", "the log is on another device: it was not examined")
    elif log.foreign:
        yield Unread("", "the log was written by a big-endian machine: it was not examined")


def _live(fs: Xfs, tree: Tree) -> Iterator[DiskFile | Unread]:
    for number, paths in tree.links.items():
        try:
            inode = fs.inode(number)
            if inode is None or inode.type != REGULAR:
                if inode is None or not inode.mode:
                    yield Unread(paths[0], "the inode of the file is damaged")
                continue
            notes = tuple(f"the same file as {path}" for path in paths[1:])
            yield _file(fs, inode, paths[0], State.LIVE, "directory", fs.extents(inode), notes)
        except DAMAGE:
            yield Unread(paths[0], "the inode of the file is damaged")


def _file(
    fs: Xfs,
    inode: Inode,
    path: str,
    state: State,
    method: str,
    extents: tuple[Extent, ...],
    notes: tuple[str, ...] = (),
) -> DiskFile:
    inside = inode.format == LOCAL
    return DiskFile(
        path=path,
        size=inode.size,
        state=state,
        method=method,
        source=from_bytes(inode.data[: inode.size]) if inside else from_extents(fs.volume.read, extents),
        created=inode.created,
        modified=inode.modified,
        changed=inode.changed,
        extents=extents,
        block_size=fs.block_size,
        blocks=sum(one.length for one in extents) // fs.block_size,
        notes=notes,
    )


def _freed_inodes(fs: Xfs, tree: Tree, place: int, piece: bytes) -> Iterator[Inode]:
    """Inodes without a mode, and whole ones in room that was freed as it was.

    On the way the names left behind in directories inside their inodes are kept.
    """
    rows = np.frombuffer(piece, np.uint8)[: len(piece) // fs.inode_size * fs.inode_size].reshape(-1, fs.inode_size)
    marked = (rows[:, 0] == 0x49) & (rows[:, 1] == 0x4E)
    for k in np.flatnonzero(marked).tolist():
        number = fs.number_at(place + k * fs.inode_size)
        inode = Inode(number, rows[k].tobytes())
        if inode.version == 3 and int.from_bytes(inode.raw[152:160], "big") != number:
            continue  # content that looks like an inode
        if inode.version not in (1, 2, 3):
            continue
        if not inode.mode or (inode.type == REGULAR and fs.is_free(inode)):
            yield inode
        elif inode.type == DIRECTORY and inode.format == LOCAL:
            for name in short_leftovers(fs, inode):
                tree.add(name)


def _names_in_log(fs: Xfs, log: Log, tree: Tree) -> None:
    """Names in logged directory inodes and in logged pieces of directory blocks."""
    for versions in log.inodes.values():
        for inode in versions:
            if inode.type == DIRECTORY and inode.format == LOCAL and inode.fork:
                for name in short_entries(fs, inode.fork[: inode.size], inode.number, inode.lsn):
                    tree.add(name)
    owners: dict[int, int] = {}
    for one in log.pieces:
        lsn, place, offset, piece = one.lsn, one.place, one.offset, one.data
        if offset == 0 and piece[:4] in HEADS and piece[3:4] == b"3":
            owners[place] = int.from_bytes(piece[40:48], "big")
        parent = owners.get(place, tree.owner.get(place, 0))
        if not parent and fs.volume.read(place, 4) not in HEADS:
            continue
        parent = parent or int.from_bytes(fs.volume.read(place + 40, 8), "big")
        whole = bytes(offset) + piece
        for name in leftovers(fs, whole, max(offset, 16), len(whole), parent, lsn):
            if name.name not in (".", ".."):
                tree.add(name)


def _deleted(fs: Xfs, log: Log, tree: Tree, freed: list[Inode]) -> Iterator[tuple[int, DiskFile]]:
    later = LaterWrites(log.written, fs.block_size)
    gone = {inode.number: inode for inode in freed}
    told: dict[int, list[Extent]] = {}
    for number, versions in log.inodes.items():
        if fs.is_inode_number(number):
            for one in _from_log(fs, tree, number, versions, gone, later):
                told.setdefault(number, []).extend(one.extents)
                yield number, one
    for number, inode in gone.items():
        found = _from_inode(fs, tree, inode, later)
        if found and not _within(found.extents, told.get(number, [])):
            yield number, found


def _within(extents: tuple[Extent, ...], claimed: list[Extent]) -> bool:
    """Whether every byte of `extents` is among those claimed."""
    taken = FreeMap.of((one.start, one.end) for one in claimed)
    return all(taken.free_in(one.start, one.end) == one.length for one in extents)


def _from_log(
    fs: Xfs, tree: Tree, number: int, versions: list[Inode], gone: dict[int, Inode], later: LaterWrites
) -> Iterator[DiskFile]:
    """Each file that an inode number was, newest content first; a content that later ones hold too is left out."""
    now = fs.inode(number)
    for generation in dict.fromkeys(one.generation for one in reversed(versions) if one.mode):
        known = [one for one in versions if one.generation == generation and one.mode]
        end = next((one for one in versions if _ended(one, known[0])), None)
        alive = now is not None and now.generation == generation and now.links and now.type == REGULAR
        alive = alive and end is None and now is not None and not fs.is_free(now)
        claimed = list(fs.extents(now)) if alive and now else []
        removed = now is not None and now.mode and now.generation == generation and not now.links
        own = fs.extents(now) if removed and now else ()  # removed, its blocks not yet given up
        for found in _contents(fs, tree, known, gone.get(number), claimed, end):
            dead = end.changed if end else None
            after = gone.get(number)
            if dead is None and after is not None and after.generation == (generation + 1) & 0xFFFFFFFF:
                dead = after.changed
            order = max(found.order, end.lsn if end and EARLIER not in found.notes else 0)
            again = later.after(found.extents, order)
            reused = fs.free.used_blocks(found.extents, fs.block_size, again, own)
            yield replace(found, reused=reused, deleted=dead, order=order, taken=tuple(again))


def _ended(one: Inode, first: Inode) -> bool:
    """Whether a logged inode is the end of the file that `first` began: no link left, or freed (generation + 1)."""
    freed = not one.mode and one.generation == (first.generation + 1) & 0xFFFFFFFF
    unlinked = one.mode and one.generation == first.generation and not one.links
    return bool(one.lsn >= first.lsn and (freed or unlinked))


def _contents(
    fs: Xfs, tree: Tree, known: list[Inode], after: Inode | None, claimed: list[Extent], end: Inode | None
) -> Iterator[DiskFile]:
    """Each content of a file that is not among the blocks already `claimed` by a later one."""
    for k in range(len(known) - 1, -1, -1):
        inode = known[k]
        if inode.type != REGULAR or not inode.links or not 0 < inode.size <= LARGEST:
            continue
        extents = _logged_extents(fs, known[: k + 1], after)
        if not extents or _within(extents, claimed):
            continue
        missing = inode.size - sum(one.length for one in extents)
        notes = (EARLIER,) if claimed else ()
        if missing > 0:
            notes = (*notes, f"{DOUBT}: {missing} bytes have no block (a hole, or part of the map is lost)")
        path = _path_before(tree, inode, end if not claimed else None)
        claimed += extents
        yield replace(_file(fs, inode, path, State.DELETED, "xfs-log", extents, notes), order=inode.lsn)


def _path_before(tree: Tree, inode: Inode, end: Inode | None) -> str:
    """The path as of the deletion, else as of the version; that of today for an earlier content of a live file."""
    live = tree.links.get(inode.number)
    last = end if end is not None else inode
    known = tree.path(inode.number, max(inode.lsn, end.lsn - 1 if end else 0), last.changed)
    return live[0] if live and known.startswith("inode-") else known


def _logged_extents(fs: Xfs, known: list[Inode], after: Inode | None) -> tuple[Extent, ...]:
    """The extents of the newest of `known`: its fork, else the last one logged before, else what the inode keeps."""
    newest = known[-1]
    if newest.format == EXTENTS:
        for one in reversed(known):
            if one.fork is not None and one.format == EXTENTS:
                records = fs.records(one.fork, newest.count)
                if len(records) >= 1 or not newest.count:
                    return fs.joined(records)
    disk = after if after is not None else fs.inode(newest.number)
    if disk is None:
        return ()
    if newest.format == BTREE:
        return fs.joined(fs.tree(disk, stale=True))
    return fs.joined(fs.records(disk.data, newest.count)) if newest.format == EXTENTS else ()


def _from_inode(fs: Xfs, tree: Tree, inode: Inode, later: LaterWrites) -> DiskFile | None:
    """The file that a freed inode was, from the records it keeps; None when it keeps none."""
    try:
        if inode.mode:
            extents, size = fs.extents(inode), inode.size
        else:
            extents = fs.joined(fs.records(inode.data)) or fs.joined(fs.tree(inode, stale=True))
            size = _without_zeros(fs, extents)
    except DAMAGE:
        return None
    if not extents or not size or sum(one.length for one in extents) > fs.volume.size:
        return None
    path = tree.path(inode.number, inode.written or 1 << 63, inode.changed)
    notes = () if inode.mode else (SIZE_LOST,)
    found = _file(fs, inode, path, State.DELETED, "xfs-inode", extents, notes)
    again = later.after(extents, inode.written)
    reused = fs.free.used_blocks(extents, fs.block_size, again)
    source = from_extents(fs.volume.read, extents)
    return replace(
        found,
        size=size,
        source=source,
        reused=reused,
        deleted=None if inode.mode else inode.changed,
        order=inode.written,
        taken=tuple(again),
    )


def _without_zeros(fs: Xfs, extents: tuple[Extent, ...]) -> int:
    """The size up to the last byte that is not zero."""
    for one in reversed(extents):
        left = one.length
        while left > 0:
            take = min(TAIL, left)
            piece = fs.volume.read(one.start + left - take, take).rstrip(b"\0")
            if piece:
                return one.logical + left - take + len(piece)
            left -= take
    return 0


def _only_names(fs: Xfs, tree: Tree, numbers: set[int]) -> Iterator[Unread]:
    """Files of which only the name is left."""
    low = {number & 0xFFFFFFFF for number in (*numbers, *tree.links, *tree.paths)}
    told = sorted(
        {
            _path_of(tree, one)
            for key, names in tree.names.items()
            if key not in low
            for one in names
            if one.type in (0, 1)
        }
    )
    for path in told[:MOST_NAMES]:
        yield Unread(path, "deleted: its name is left, its content was not found")
    if len(told) > MOST_NAMES:
        yield Unread("", f"{len(told) - MOST_NAMES} more deleted files of which only the names are left")


def _path_of(tree: Tree, name: Name) -> str:
    return tree.path(name.inode)
