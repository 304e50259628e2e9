"""Which reader takes an item, by its own bytes first and its name last."""

from __future__ import annotations

from tenmatsu.evidence.reading import Head, Reader
from tenmatsu.evidence.sandbox import readers

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MSCF", "application/vnd.ms-cab-compressed"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x00\x01\x00\x00Standard", "application/vnd.ms-access"),
)


def best_reader(head: Head) -> Reader | None:
    """The surest reader; None when there is none."""
    claims = [(reader.claims(head), reader.name, reader) for reader in readers().values()]
    surest = max(claims, key=lambda claim: claim[:2], default=None)
    return surest[2] if surest and surest[0] > 0 else None


def media_type_of(head: Head) -> str:
    """The kind of file by its first bytes, for what has no reader."""
    return next((kind for magic, kind in SIGNATURES if head.start.startswith(magic)), "application/octet-stream")
