"""Audit logs: look-ups in a customer database, and log-ins on a server."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenmatsu.rehearsal.weblogs import MONTHS

HEADER = ("日時", "端末", "利用者ID", "操作", "画面", "顧客番号", "参照項目", "件数")


@dataclass(frozen=True, slots=True)
class LookUp:
    """One look-up: who saw which fields of which customer."""

    moment: datetime
    terminal: str
    user: str
    action: str
    screen: str
    customer: str
    fields: Sequence[str]


def write(path: Path, rows: Iterable[LookUp]) -> None:
    """A CSV in cp932, as the bank's system exports it, in order of time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="cp932", newline="") as out:
        log = csv.writer(out, lineterminator="\r\n")
        log.writerow(HEADER)
        for one in sorted(rows, key=lambda one: (one.moment, one.user, one.customer)):
            number = "1" if one.customer else "0"
            log.writerow(
                (f"{one.moment:%Y/%m/%d %H:%M:%S}", one.terminal, one.user, one.action, one.screen, one.customer,
                 ";".join(one.fields), number)
            )  # fmt: skip


def auth_line(moment: datetime, host: str, process: int, words: str) -> str:
    """A line of syslog as sshd writes it: its day is padded with a space, its year is not told."""
    return f"{MONTHS[moment.month - 1]} {moment.day:>2} {moment:%H:%M:%S} {host} sshd[{process}]: {words}"
