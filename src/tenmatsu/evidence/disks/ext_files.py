"""Files of ext2, ext3 and ext4: live by the tree, deleted from the journal and from inodes that keep their map.

On unlink ext3 and ext4 clear the block map of the inode; the journal still holds the inode as it was, its folder, and
its extent or indirect blocks. ext2 has no journal: only inodes that kept their map (old kernels, debugfs) give content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from tenmatsu.evidence.disks.disk_file import DOUBT, EARLIER, LARGEST, DiskFile, from_bytes, from_extents, moment
from tenmatsu.evidence.disks.ext import DAMAGE, ENCRYPTED, IN_INODE, REGULAR, Ext, Inode, inline
from tenmatsu.evidence.disks.ext_journal import Journal, read_journal, replayed
from tenmatsu.evidence.disks.ext_loose import adopt
from tenmatsu.evidence.disks.ext_names import Tree, earlier_names, inode_copies, live_tree
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.later_writes import LaterWrites
from tenmatsu.model import State, Unread

FIRST_USER_INODE = 11
INODES_UNSET = 0x1
ORPHAN = 100_000_000
"""A time of death below this is the number of the next inode in the list of orphans."""
GAP = 8
"""A mount or a repair skips some commit numbers; more missing ones are commits that were overwritten."""
MOST_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Version:
    """A file as a copy of its inode has it; `sequence` the commit of the copy, 0 for the inode on the disk."""

    number: int
    inode: Inode
    sequence: int


def ext_files(volume: Image) -> tuple[Iterator[DiskFile | Unread], Callable[[], FreeMap]]:
    """Everything on an ext volume (paths and extents relative to it), and its free room. ValueError: no ext."""
    fs = Ext(volume)
    fault = None
    try:
        journal = read_journal(fs)
        newer = replayed(journal)
        if newer:
            fs = Ext(newer)
            journal.fs = fs
        adopt(fs, journal)
    except DAMAGE:
        journal = Journal(fs)
        fault = Unread("", "the journal is damaged: deleted files were not looked for in it")
    return _all(fs, journal, fault), lambda: fs.free


def _all(fs: Ext, journal: Journal, fault: Unread | None) -> Iterator[DiskFile | Unread]:
    tree = live_tree(fs)
    yield from _live(fs, tree)
    for path in dict.fromkeys(tree.damaged):
        yield Unread(path, "the folder is damaged: what stands in it was not listed")
    for path in tree.encrypted:
        yield Unread(path, "the folder is encrypted (fscrypt): names and content were not examined")
    if fault:
        yield fault
    else:
        yield from _limits(fs, journal)
    earlier_names(fs, journal, tree)
    found = list(_deleted(fs, journal, tree))
    yield from (one for _, one in found)
    yield from _only_names(fs, tree, found)


def _limits(fs: Ext, journal: Journal) -> Iterator[Unread]:
    """What a search for deleted files on this volume could not see."""
    if not fs.compatible & 0x4:
        yield Unread("", "the volume keeps no journal (ext2): of deleted files only rows in free blocks can be found")
    elif not fs.journal_inode:
        yield Unread("", "the journal is on another device: deleted files were not looked for in it")
    elif not journal.sequences:
        yield Unread("", "the journal is empty: files deleted before cannot be found by name")
    if journal.fast_commit:
        yield Unread("", "the journal has fast commits, which were not examined")


def _live(fs: Ext, tree: Tree) -> Iterator[DiskFile | Unread]:
    for number, paths in tree.links.items():
        try:
            inode = fs.inode(number)
            if inode.type == REGULAR:
                yield _file(fs, Version(number, inode, 0), paths[0], State.LIVE, "directory", _also(paths))
        except DAMAGE:
            yield Unread(paths[0], "the inode of the file is damaged")


def _also(paths: list[str]) -> tuple[str, ...]:
    return tuple(f"the same file as {path}" for path in paths[1:])


def _file(
    fs: Ext,
    version: Version,
    path: str,
    state: State,
    method: str,
    notes: tuple[str, ...],
    extents: tuple[Extent, ...] | None = None,
) -> DiskFile:
    inode = version.inode
    if inode.flags & IN_INODE:
        extents, source = (), from_bytes(inline(inode))
    else:
        extents = fs.extents(inode) if extents is None else extents
        source = from_extents(fs.volume.read, extents)
    if inode.flags & ENCRYPTED:
        notes = (*notes, "encrypted (fscrypt): the content cannot be read without its key")
    return DiskFile(
        path=path,
        size=inode.size,
        state=state,
        method=method,
        source=source,
        created=inode.created,
        modified=inode.modified,
        changed=inode.changed,
        extents=extents,
        block_size=fs.block_size,
        blocks=sum(-(-one.length // fs.block_size) for one in extents),
        notes=notes,
    )


def _deleted(fs: Ext, journal: Journal, tree: Tree) -> Iterator[tuple[int, DiskFile]]:
    """Every version of a file that is not what the disk holds now, each only when it had blocks the later ones lack."""
    versions: defaultdict[tuple[int, int], list[Version]] = defaultdict(list)
    ends: dict[tuple[int, int], tuple[Inode, int]] = {}
    for number, inode, sequence in inode_copies(fs, journal):
        if inode.type != REGULAR or number < FIRST_USER_INODE:
            continue
        key = (number, inode.generation)
        if inode.links and inode.size and inode.size <= LARGEST and inode.map.strip(b"\0"):
            versions[key].append(Version(number, inode, sequence))
        elif not inode.links:
            ends.setdefault(key, (inode, sequence))
    blocks = _journal_blocks(fs, journal)
    for key, known in versions.items():
        for one in _versions(fs, journal, tree, known, ends.get(key), blocks):
            yield key[0], one
    yield from _kept_maps(fs, tree, versions)


def _versions(
    fs: Ext, journal: Journal, tree: Tree, known: list[Version], end: tuple[Inode, int] | None, blocks: LaterWrites
) -> Iterator[DiskFile]:
    newest = known[-1]
    now = fs.inode(newest.number)
    same = now.generation == newest.inode.generation and (now.type == REGULAR or not now.links)
    alive = bool(same and now.links)
    dead = now if same and not alive else (end[0] if end else None)
    claimed: list[Extent] = list(_quiet_extents(fs, journal, Version(newest.number, now, 0))) if alive else []
    for version in reversed(known):
        extents = _quiet_extents(fs, journal, version)
        inside = version.inode.flags & IN_INODE and not alive and version is newest
        if not inside and (not extents or _within(extents, claimed)):
            continue
        earlier = bool(claimed)
        claimed += extents
        last = version.sequence if earlier else max(version.sequence, _last_commit(known, end))
        path = tree.path(version.number, last, version.inode.generation) if not alive else _live_name(tree, version)
        notes = (EARLIER,) if earlier else ()
        found = _file(fs, version, path, State.DELETED, "ext-journal", notes, extents)
        yield _judged(fs, journal, found, version, dead, end, blocks)


def _last_commit(known: list[Version], end: tuple[Inode, int] | None) -> int:
    """The last commit at which a file may still have had a name: a rename need not write its inode again."""
    return end[1] - 1 if end else known[-1].sequence


def _live_name(tree: Tree, version: Version) -> str:
    return tree.links.get(version.number, [tree.path(version.number, version.sequence, version.inode.generation)])[0]


def _quiet_extents(fs: Ext, journal: Journal, version: Version) -> tuple[Extent, ...]:
    """The extents of a version, () when its tree cannot be read."""
    if version.inode.flags & IN_INODE:
        return ()
    upto = version.sequence or 1 << 40
    try:
        return fs.extents(version.inode, lambda block: journal.upto(block, upto) if version.sequence else None)
    except DAMAGE:
        return ()


def _within(extents: tuple[Extent, ...], claimed: list[Extent]) -> bool:
    """Whether every byte of `extents` is already claimed by a later version."""
    free = FreeMap.of((one.start, one.end) for one in claimed)
    return all(free.free_in(one.start, one.end) == one.length for one in extents)


def _journal_blocks(fs: Ext, journal: Journal) -> LaterWrites:
    newest = {block * fs.block_size: copies[-1].sequence for block, copies in journal.copies.items()}
    return LaterWrites(newest, fs.block_size)


def _judged(
    fs: Ext,
    journal: Journal,
    found: DiskFile,
    version: Version,
    dead: Inode | None,
    end: tuple[Inode, int] | None,
    blocks: LaterWrites,
) -> DiskFile:
    """The file with its time of deletion, its reused blocks, and what speaks against its being whole."""
    earlier = EARLIER in found.notes  # given up before the file was removed, for its own later content
    sequence = max(version.sequence, end[1] if end and not earlier else 0)
    again = blocks.after(found.extents, sequence)
    held = _quiet_extents(fs, journal, Version(version.number, dead, 0)) if dead and dead.died < ORPHAN else ()
    missing = found.size - sum(one.length for one in found.extents) if found.extents else 0
    notes = list(found.notes)
    if (lost := journal.lost_after(sequence)) > GAP:
        notes.append(f"{DOUBT}: {lost} later commits are no longer in the journal")
    if missing > 0 and not version.inode.flags & IN_INODE:
        notes.append(f"{DOUBT}: {missing} bytes have no block (a hole, or part of the map is lost)")
    reused = fs.free.used_blocks(found.extents, found.block_size, again, held)
    return replace(found, reused=reused, deleted=_died(dead), order=sequence, notes=tuple(notes), taken=tuple(again))


def _died(dead: Inode | None) -> datetime | None:
    """When the file was deleted: by the last change, finer than the time of death, unless the two are far apart."""
    if dead is None:
        return None
    died, changed = moment(dead.died), dead.changed
    if died is None or dead.died < ORPHAN or (changed and abs(died - changed) < timedelta(minutes=1)):
        return changed
    return died


def _kept_maps(fs: Ext, tree: Tree, known: Collection[tuple[int, int]]) -> Iterator[tuple[int, DiskFile]]:
    """Deleted inodes whose map was not cleared (ext2 of old kernels, debugfs), when the journal did not give them."""
    for number, inode in _dead_inodes(fs):
        if (number, inode.generation) in known or not inode.size or inode.size > LARGEST:
            continue
        extents = _quiet_extents(fs, Journal(fs), Version(number, inode, 0))
        if not extents:
            continue
        path = tree.path(number, 1 << 40)
        found = _file(fs, Version(number, inode, 0), path, State.DELETED, "ext-inode", (), extents)
        own = extents if inode.died < ORPHAN else ()  # removed, its blocks not yet given up
        reused = fs.free.used_blocks(extents, fs.block_size, own=own)
        yield number, replace(found, reused=reused, deleted=_died(inode), order=inode.died)


def _dead_inodes(fs: Ext) -> Iterator[tuple[int, Inode]]:
    """Inodes of regular files without links that still have a map, by whole inode tables."""
    for group, (_, table, flags) in enumerate(fs.groups):
        if flags & INODES_UNSET and fs.read_only & 0x410:
            continue
        raw = fs.volume.read(table * fs.block_size, fs.inodes_per_group * fs.inode_size)
        rows = np.frombuffer(raw, np.uint8)[: len(raw) // fs.inode_size * fs.inode_size].reshape(-1, fs.inode_size)
        mapped = np.where(rows[:, 34] & 8, rows[:, 42] > 0, rows[:, 40:100].any(axis=1))  # extents: their number
        dead = (rows[:, 1] >> 4 == REGULAR) & (rows[:, 26] == 0) & (rows[:, 27] == 0) & mapped
        for k in np.flatnonzero(dead).tolist():
            yield group * fs.inodes_per_group + k + 1, Inode(rows[k].tobytes())


def _only_names(fs: Ext, tree: Tree, found: list[tuple[int, DiskFile]]) -> Iterator[Unread]:
    """Files of which only the name is left: neither alive nor among the recovered."""
    content = {number for number, _ in found}
    told: set[str] = set()
    for number, names in tree.names.items():
        if number in content or number in tree.links or number in tree.paths or number < FIRST_USER_INODE:
            continue
        if all(one.type == 2 for one in names):
            continue
        told.add(tree.path(number, 1 << 40))
    for path in sorted(told)[:MOST_NAMES]:
        yield Unread(path, "deleted: its name is left, its content was not found")
    if len(told) > MOST_NAMES:
        yield Unread("", f"{len(told) - MOST_NAMES} more deleted files of which only the names are left")
