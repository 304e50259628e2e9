"""An ext volume whose super block is lost, with the copy that the second group of blocks keeps in its place."""

from __future__ import annotations

import struct

from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.overlay import with_blocks

PLACE, SIZE = 1024, 1024


def with_backup(volume: Image) -> Image | None:
    """The volume with the super block of group 1 at its beginning; None where no such copy stands."""
    for block in (1024, 2048, 4096):
        first = 1 if block == PLACE else 0
        copy = volume.read((first + 8 * block) * block, SIZE)
        if len(copy) < SIZE or copy[56:58] != b"\x53\xef":
            continue
        log, group = struct.unpack_from("<I", copy, 24)[0], struct.unpack_from("<H", copy, 90)[0]
        if log <= 6 and PLACE << log == block and group == 1:
            return with_blocks(volume, {PLACE: lambda found=copy: found}, SIZE)  # type: ignore[misc]
    return None
