"""Names of files on Linux are bytes: UTF-8 today, cp932 or EUC-JP on old servers and out of old archives."""

from __future__ import annotations

from tenmatsu.evidence.encoding import encoding_of

OLD = ("cp932", "euc_jp", "eucjp_ms")


def name_of(raw: bytes) -> str:
    r"""The name as text: UTF-8, else the Japanese encoding that reads it, else its odd bytes as `\x8c`."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        encoding = encoding_of(raw, cut=False)
    try:
        name = raw.decode(encoding) if encoding in OLD else ""
    except UnicodeDecodeError:
        name = ""
    return name if name.isprintable() and name and "/" not in name else raw.decode("utf-8", "backslashreplace")
