"""Kinds of files by their first bytes, for what has no reader yet and must not pass as text."""

from __future__ import annotations

from tenmatsu.evidence.reading import Head

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
    (b"\x37\x7f\x06\x82", "application/x-sqlite-wal"),
    (b"\x37\x7f\x06\x83", "application/x-sqlite-wal"),
    (b"-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"),
    (b"age-encryption.org/v1", "application/x-age-encrypted"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "application/x-age-encrypted"),
    (b"Salted__", "application/x-openssl-encrypted"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x00\x01\x00\x00Standard", "application/vnd.ms-access"),
)


def signature_of(head: Head) -> str | None:
    """The media type that the first bytes announce. Two letters alone (MZ) are not enough: a NUL must follow."""
    for magic, kind in SIGNATURES:
        if head.start.startswith(magic) and (len(magic) > 2 or b"\0" in head.start[:512]):
            return kind
    return None


def media_type_of(head: Head) -> str:
    """The kind of file by its first bytes, for what has no reader."""
    return signature_of(head) or "application/octet-stream"
