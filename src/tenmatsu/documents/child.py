"""Word files, pages and workbooks that came from outside are parsed in a process of their own, which can be killed.

A paper that was edited, a template of somebody else, a file named to `check`: each is read by a fresh interpreter with
limits on memory, processor time and output, without network and without other programs. It gets the path and answers
with text or bytes alone (msgpack); what a hostile file made of it can send nothing else. Papers that lie as we wrote
them (equal to their hash) and those just made are read where we are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tenmatsu.confine import confine
from tenmatsu.errors import InputError

SECONDS, MEMORY, OUTPUT = 120, 1 << 30, 512 << 20
"""Processor seconds, bytes of memory beyond those of the interpreter, bytes of answer."""


class _Answer(msgspec.Struct):
    lines: list[str] = []
    content: bytes = b""
    error: str = ""


class _Job(msgspec.Struct):
    work: str
    path: str
    values: dict[str, str] = {}
    rows: dict[str, list[dict[str, str]]] = {}


def lines_apart(path: Path) -> list[str]:
    """The lines of a paper (see `lines`); InputError when it is of no known ending, is damaged, or exceeds a limit."""
    return _ask(_Job("lines", str(path))).lines


def text_apart(path: Path) -> str:
    """The text of a paper (see `readback`)."""
    return "\n".join(_ask(_Job("text", str(path))).lines)


def fill_apart(
    form: Path, values: Mapping[str, str], rows: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[bytes, str]:
    """A Word template filled (see `own_form`), and what the template says by itself."""
    told = {name: [dict(one) for one in many] for name, many in rows.items()}
    answer = _ask(_Job("fill", str(form), dict(values), told))
    return answer.content, "\n".join(answer.lines)


def _ask(job: _Job) -> _Answer:
    code = f"import sys; sys.path[:] = {sys.path!r}; from tenmatsu.documents.child import serve; serve()"
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and code
            [sys.executable, "-c", code],
            input=msgspec.msgpack.encode(job),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS * 3,
            check=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        answer = msgspec.msgpack.decode(done.stdout[: OUTPUT + 1], type=_Answer)
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise InputError(
            f"{job.path}: could not be read within the limits of time and memory; open it in its program, "
            "save it anew, and name that file"
        ) from error
    if answer.error:
        raise InputError(answer.error)
    return answer


def serve() -> None:
    """The life of the child: one job from standard input, one answer to standard output."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Job)
    work = _WORKS[job.work]
    _confine()
    try:
        answer = work(job)
    except InputError as error:
        answer = _Answer(error=str(error))
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.buffer.flush()
    os._exit(0)


def _confine() -> None:
    """Lay the limits on this process: everything that a parser needs was imported before."""
    import openpyxl  # noqa: F401
    from lxml import etree  # type: ignore[import-untyped]  # noqa: F401
    from selectolax.lexbor import LexborHTMLParser  # noqa: F401

    from tenmatsu.documents import lines, own_form, readback  # noqa: F401

    confine(memory=MEMORY, seconds=SECONDS, writes=0, files=64)


def _lines(job: _Job) -> _Answer:
    from tenmatsu.documents.lines import lines_of

    return _Answer(lines_of(Path(job.path)))


def _text(job: _Job) -> _Answer:
    from tenmatsu.documents.readback import text_of

    return _Answer(text_of(Path(job.path)).split("\n"))


def _fill(job: _Job) -> _Answer:
    from tenmatsu.documents.own_form import fill_form, own_text

    path = Path(job.path)
    content = fill_form(path, job.values, job.rows)
    return _Answer(own_text(path).split("\n"), content)


_WORKS: Mapping[str, Any] = {"lines": _lines, "text": _text, "fill": _fill}
