"""Compressed RTF of Outlook (MS-OXRTFCP): LZFu with a dictionary that is filled beforehand."""

from __future__ import annotations

import struct

FILLED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""The 207 bytes that the dictionary begins with (MS-OXRTFCP 2.1.2.1)."""
RING = 4096
COMPRESSED, PLAIN = 0x75465A4C, 0x414C454D
LARGEST = 64 << 20


def unpacked(data: bytes) -> bytes:
    """The RTF itself; what is broken ends where it breaks."""
    if len(data) < 16:
        return data
    kind = struct.unpack_from("<I", data, 8)[0]
    if kind != COMPRESSED:
        return data[16:] if kind == PLAIN else data
    ring = bytearray(FILLED.ljust(RING, b" "))
    write, at, out = len(FILLED), 16, bytearray()
    while at < len(data) and len(out) < LARGEST:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                start, size = token >> 4, (token & 0xF) + 2
                if start == write:
                    return bytes(out)
                letters = [(start + step) % RING for step in range(size)]
            else:
                if at >= len(data):
                    return bytes(out)
                ring[write] = data[at]
                letters, at = [write], at + 1
            for place in letters:
                letter = ring[place]
                ring[write] = letter
                out.append(letter)
                write = (write + 1) % RING
    return bytes(out)
