"""Names on ext: the live tree from the root, and every earlier name that journal or directory blocks still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tenmatsu.evidence.disks.ext import (
    DAMAGE,
    DIRECTORY,
    ENCRYPTED,
    IN_INODE,
    ROOT,
    Entry,
    Ext,
    Inode,
    entries,
    inline_entries,
)
from tenmatsu.evidence.disks.ext_journal import Journal
from tenmatsu.evidence.disks.ext_lives import NOW, Lives
from tenmatsu.evidence.disks.ext_loose import loose_folders

MOST_FOLDERS = 5_000_000
FILES, FOLDERS = (0, 1), (0, 2)
"""Types of entries that a file and a folder can have; 0 where the volume keeps none."""
LOST = "?"
"""Stands for a folder whose name is lost."""


@dataclass(frozen=True, slots=True)
class Name:
    """`inode` was called `name` in the folder `parent` (0 unknown) as of commit `sequence` (0: left behind)."""

    inode: int
    parent: int
    name: str
    sequence: int
    type: int


@dataclass(slots=True)
class Tree:
    """What the directories say: live paths by inode in the order of the walk, and earlier names."""

    paths: dict[int, str] = field(default_factory=lambda: {ROOT: ""})
    links: dict[int, list[str]] = field(default_factory=dict)
    names: defaultdict[int, list[Name]] = field(default_factory=lambda: defaultdict(list))
    owner: dict[int, int] = field(default_factory=dict)
    lives: Lives = field(default_factory=Lives)
    damaged: list[str] = field(default_factory=list)
    encrypted: list[str] = field(default_factory=list)

    def path(self, inode: int, sequence: int, generation: int | None = None, kinds: tuple[int, ...] = FILES) -> str:
        """The path an inode had at a commit, `inode-N` when no name of it is left."""
        parts: list[str] = []
        seen: set[int] = set()
        while inode not in seen and inode != ROOT:
            seen.add(inode)
            known = self._name(inode, sequence, generation, kinds)
            if known is None:
                parts.append(LOST if parts else f"inode-{inode}")
                break
            parts.append(known.name)
            if known.parent == ROOT:
                break
            if self._still(known.parent, sequence) and not self._name(known.parent, sequence, None, FOLDERS):
                parts.append(self.paths[known.parent])
                break
            if not known.parent:
                parts.append(LOST)
                break
            inode, generation, kinds = known.parent, None, FOLDERS
        return "/".join(reversed(parts))

    def _still(self, folder: int, sequence: int) -> bool:
        """Whether the folder that has this number now is the one that had it at a commit."""
        return folder in self.paths and self.lives.window(folder, sequence)[1] == NOW

    def _name(self, inode: int, sequence: int, generation: int | None, kinds: tuple[int, ...]) -> Name | None:
        """The last name at or before a commit, else the first one after it, else one left behind; all of one use."""
        first, last = self.lives.window(inode, sequence, generation)
        names = [one for one in self.names.get(inode, []) if one.type in kinds]
        before = [one for one in names if first <= one.sequence <= min(sequence, last)]
        after = [one for one in names if sequence < one.sequence <= last]
        if before:
            return max(before, key=lambda one: one.sequence)
        left = [one for one in names if not one.sequence]
        return min(after, key=lambda one: one.sequence) if after else (left[0] if left else None)


def live_tree(fs: Ext) -> Tree:
    """The tree from the root down, with the stale names of its blocks; broken folders are told in `damaged`."""
    tree = Tree()
    waiting = [ROOT]
    while waiting and len(tree.paths) < MOST_FOLDERS:
        folder = waiting.pop()
        inode = fs.inode(folder)
        if inode.flags & ENCRYPTED:
            tree.encrypted.append(tree.paths[folder])
            continue
        try:
            for entry in _folder(fs, folder, inode, tree):
                _enter(tree, folder, entry, waiting)
        except DAMAGE:
            tree.damaged.append(tree.paths[folder])
    return tree


def _folder(fs: Ext, number: int, inode: Inode, tree: Tree) -> Iterator[Entry]:
    """The entries of a folder, live and stale."""
    if inode.type != DIRECTORY:
        raise ValueError("no directory")
    if inode.flags & IN_INODE:
        yield from inline_entries(inode, fs.inodes)
        return
    for extent in fs.extents(inode):
        for at in range(extent.start, extent.end, fs.block_size):
            if at - extent.start + extent.logical >= inode.size:
                break
            tree.owner[at // fs.block_size] = number
            found = entries(fs.volume.read(at, fs.block_size), fs.inodes)
            if found is None:
                tree.damaged.append(tree.paths[number])
            yield from found or []


def _enter(tree: Tree, folder: int, entry: Entry, waiting: list[int]) -> None:
    if entry.name in (".", ".."):
        return
    if entry.stale:
        tree.names[entry.inode].append(Name(entry.inode, folder, entry.name, 0, entry.type))
        return
    path = f"{tree.paths[folder]}/{entry.name}".lstrip("/")
    if entry.type == 2 or (entry.type == 0 and entry.inode not in tree.paths and entry.inode not in tree.links):
        if entry.inode not in tree.paths:
            tree.paths[entry.inode] = path
            waiting.append(entry.inode)
        if entry.type == 2:
            return
    tree.links.setdefault(entry.inode, []).append(path)


def earlier_names(fs: Ext, journal: Journal, tree: Tree) -> None:
    """Add to the tree the names in all journal copies of directory blocks."""
    tree.lives = Lives.of(_states(fs, journal))
    homes = _earlier_folders(fs, journal, tree)
    for block, copies in journal.copies.items():
        if fs.first_inode_in(block) is not None:
            continue
        last: bytes | None = None
        found: list[Entry] | None = None
        for copy in copies:
            raw = journal.bytes_of(copy)
            if raw != last:  # the same names once more may be of other files: a number removed and given again
                last, found = raw, entries(raw, fs.inodes)
            if found:
                _add(tree, found, homes.get(block, 0) or tree.owner.get(block, 0), copy.sequence)
    folders = {(one.inode, one.name): one.parent for names in tree.names.values() for one in names if one.parent}
    for copy, found in loose_folders(fs, journal):
        known = (folders.get((one.inode, one.name), 0) for one in found)
        _add(tree, found, next(filter(None, known), 0), copy.sequence)


def _states(fs: Ext, journal: Journal) -> Iterator[tuple[int, int, int, bool]]:
    """(number, commit, generation, in use) of every copy of an inode, and of what the disk holds of those."""
    seen = set()
    for number, inode, sequence in inode_copies(fs, journal):
        seen.add(number)
        yield number, sequence, inode.generation, bool(inode.links)
    for number in seen:
        now = fs.inode(number)
        yield number, NOW, now.generation, bool(now.links)


def _add(tree: Tree, found: list[Entry], parent: int, sequence: int) -> None:
    """The names of a directory block as of a commit; its own first entry says best which folder it is of."""
    parent = next((one.inode for one in found[:1] if one.name == "."), 0) or parent
    for one in found:
        if one.name not in (".", "..") and one.type in (0, 1, 2):
            name = Name(one.inode, parent, one.name, 0 if one.stale else sequence, one.type)
            tree.names[one.inode].append(name)


def _earlier_folders(fs: Ext, journal: Journal, tree: Tree) -> dict[int, int]:
    """Block → directory inode, from the copies of directories' inodes (also of folders that are gone).

    Names of folders that are kept in their inodes go to the tree at once.
    """
    homes: dict[int, int] = {}
    for number, inode, copy in inode_copies(fs, journal):
        if inode.type != DIRECTORY or not inode.links or not inode.size:
            continue
        if inode.flags & IN_INODE:
            for entry in inline_entries(inode, fs.inodes):
                when = 0 if entry.stale else copy
                tree.names[entry.inode].append(Name(entry.inode, number, entry.name, when, entry.type))
            continue
        try:
            extents = fs.extents(inode, lambda block, upto=copy: journal.upto(block, upto))  # type: ignore[misc]
        except DAMAGE:
            continue
        for one in extents:
            homes |= dict.fromkeys(range(one.start // fs.block_size, one.end // fs.block_size), number)
    return homes


def inode_copies(fs: Ext, journal: Journal) -> Iterator[tuple[int, Inode, int]]:
    """(number, inode, commit) of every inode in every copy of an inode-table block, oldest first, repeats left out."""
    empty = bytes(fs.inode_size)
    for block, copies in journal.copies.items():
        first = fs.first_inode_in(block)
        if first is None:
            continue
        last = [b""] * fs.per_block
        for copy in copies:
            raw = journal.bytes_of(copy)
            for k in range(fs.per_block):
                one = raw[k * fs.inode_size : (k + 1) * fs.inode_size]
                if one != last[k] and one != empty:
                    last[k] = one
                    yield first + k, Inode(one), copy.sequence
