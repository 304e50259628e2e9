"""Which reader takes an item, by its own bytes first and its name last."""

from __future__ import annotations

from tenmatsu.evidence.reading import Head, Reader
from tenmatsu.evidence.sandbox import readers


def best_reader(head: Head) -> Reader | None:
    """The surest reader; None when there is none."""
    claims = [(_claim(reader, head), reader.name, reader) for reader in readers().values()]
    surest = max(claims, key=lambda claim: claim[:2], default=None)
    return surest[2] if surest and surest[0] > 0 else None


def _claim(reader: Reader, head: Head) -> int:
    """What a reader claims; one that stumbles over hostile bytes claims nothing, and the walk goes on."""
    try:
        return reader.claims(head)
    except Exception:  # a claim looks at foreign bytes in this very process
        return 0
