"""YAML (by its name, or `%YAML`): lists of mappings, mappings kept by their key and several documents are records.

Every scalar is read as it is written (no dates, no octal numbers, no tags); a document that aliases make larger than it
may be is told, not unfolded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.objects import DEEP, by_key, flat, listed, lists_in, within
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

SUFFIXES = (".yml", ".yaml")
LARGEST = 128 << 20
MOST = 20_000_000
"""Nodes of one document, aliases unfolded."""
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _TooLarge(Exception):
    """Aliases make the document larger than MOST nodes."""


def claims(head: Head) -> int:
    """Its name, or the directive, and text that is no binary."""
    named = head.suffix in SUFFIXES or head.start.removeprefix(b"\xef\xbb\xbf").startswith(b"%YAML")
    return 45 if named and encoding_of(head.start[:65536]) is not None else 0


def read(source: Source) -> Iterator[Found]:
    """Tables, and what stands beside them as text `a: b`; a file that is no YAML is told as text, with the reason."""
    if source.size > LARGEST:
        yield Fault(f"YAML larger than {LARGEST >> 20} MB: not read")
        return
    with source.open() as file:
        data = file.read()
    encoding = encoding_of(data) or "utf-8"
    text = data.decode(encoding, "backslashreplace").removeprefix("\ufeff")
    try:
        documents = [one for one in yaml.load_all(text, Loader=_Loader) if one not in (None, "")]
        _measured(documents)
    except (yaml.YAMLError, RecursionError, ValueError, _TooLarge) as error:
        reason = "aliases unfold without end" if isinstance(error, _TooLarge) else type(error).__name__
        if source.window is None:
            yield from passages(text, (("part", "text"),))
        yield Fault(f"not YAML that can be read ({reason}): told as plain text")
        return
    yield from _found(source, documents, encoding)


def _found(source: Source, documents: list[Any], encoding: str) -> Iterator[Found]:
    root = documents[0] if len(documents) == 1 else documents
    if isinstance(root, dict) and (kept := by_key(root)):
        root = kept
    if isinstance(root, list) and len(root) > 1 and all(isinstance(one, dict) and one for one in root):
        yield listed(source, None, root, encoding)
        return
    beside: list[str] = []
    for at, document in enumerate(documents):
        wrapped = document if isinstance(document, dict) else {"list": document}
        lists = lists_in(wrapped)
        for name, records in lists.items():
            part = name if not at else f"{name}~{at + 1}"
            if source.wants(part):
                yield listed(source, part, records, encoding)
        for key, value in flat(wrapped, depth=DEEP).items():
            if not within(key, lists):
                beside.append(f"{key}: {text_of(value)}")
    if source.window is None:
        yield from passages("\n".join(beside), (("part", "beside"),))


def _measured(root: Any) -> None:
    """Raise _TooLarge when the document, with all aliases unfolded, has more than MOST nodes or holds itself."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not isinstance(node, (dict, list)):
            return 1
        known = sizes.get(id(node))
        if known is not None:
            if known < 0:
                raise _TooLarge
            return known
        sizes[id(node)] = -1
        total = 1 + sum(map(size, node.values() if isinstance(node, dict) else node))
        if total > MOST:
            raise _TooLarge
        sizes[id(node)] = total
        return total

    size(root)


READER = Reader("yaml", "application/yaml", claims, read)
