# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""ジャックス, July 2023: a server was entered, and nobody can say yet whose data it concerns. Invented machines.

Published on 28 July 2023: unlawful access to a server was seen on 25 July; lines to the outside were cut and experts asked; which machines and
how is under inquiry; services go on. No number and no item was given: the answer is "unknown", never 0.

Not published, and assumed: all of the logs. They hold log-ins (sshd), requests to a web server and connections through the firewall, and no
personal data of a customer: what the intruder took cannot be seen in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Evidence
from tenmatsu.rehearsal import weblogs
from tenmatsu.rehearsal.affair import Affair, Truth
from tenmatsu.rehearsal.auditlogs import auth_line
from tenmatsu.rehearsal.moments import between, jst
from tenmatsu.rehearsal.weblogs import Hit

LOW, HIGH = jst(2023, 7, 23), jst(2023, 7, 25, 14, 20)
ENTERED = jst(2023, 7, 24, 2, 41, 8)
INTRUDER = "203.0.113.77"
ACCOUNTS = ("root", "admin", "oracle", "test", "backup", "deploy")
BRIEF = Brief(
    title="サーバへの不正アクセス(2023年7月)の再現",
    organisation="架空信販株式会社",
    sector="finance",
    as_of=date(2023, 7, 28),
    evidence=(Evidence("evidence", "intrusion", (date(2023, 7, 24), date(2023, 7, 25))),),
    facts=(
        {"name": "discovered", "value": date(2023, 7, 25), "source": "不正アクセスの確認", "by": "システム部"},
        {"name": "certainty", "value": "unknown", "source": "外部専門家による調査中", "by": "システム部"},
    ),
)  # fmt: skip


def write(into: Path, rng: np.random.Generator) -> Truth:
    """Three logs."""
    evidence = into / "evidence"
    weblogs.write(evidence / "web01" / "access.log", _requests(rng))
    (evidence / "web01" / "auth.log").write_text("\n".join([*_logins(rng), ""]), encoding="ascii")
    (evidence / "fw").mkdir()
    (evidence / "fw" / "firewall.log").write_text("\n".join([*_connections(rng), ""]), encoding="ascii")
    names = ("web01/access.log", "web01/auth.log", "fw/firewall.log")
    published = {"persons": None, "items": None}
    return Truth(BRIEF, (), published, tuple((name, "a log") for name in names), known=False)


def _requests(rng: np.random.Generator) -> list[Hit]:
    hits = weblogs.passers_by(rng, LOW, HIGH, ("/", "/card/", "/loan/", "/company/", "/faq/"), 420)
    for at in range(260):
        moment = ENTERED - timedelta(minutes=58) + timedelta(seconds=9 * at)
        hits.append(Hit(moment, INTRUDER, f"/admin/login?try={at}", 401, 312, "POST"))
    for at, size in enumerate((48_211, 73_400_320, 73_400_320, 18_004_117)):
        hits.append(Hit(ENTERED + timedelta(minutes=11 + 7 * at), INTRUDER, f"/upload/.tmp/{at:02d}.7z", 200, size))
    return hits


def _logins(rng: np.random.Generator) -> list[str]:
    lines = []
    for at in range(140):
        moment = between(rng, LOW, ENTERED)
        account, port = ACCOUNTS[int(rng.integers(0, len(ACCOUNTS)))], int(rng.integers(30_000, 60_000))
        words = f"Failed password for {account} from {weblogs.visitor(rng)} port {port} ssh2"
        lines.append((moment, auth_line(moment, "web01", 2000 + at, words)))
    words = f"Accepted password for deploy from {INTRUDER} port 50122 ssh2"
    lines.append((ENTERED, auth_line(ENTERED, "web01", 2877, words)))
    return [line for _, line in sorted(lines)]


def _connections(rng: np.random.Generator) -> Iterator[str]:
    moments = sorted(between(rng, LOW, HIGH) for _ in range(300))
    for moment in moments:
        action, port = ("allow", 443) if rng.random() < 0.8 else ("deny", int(rng.integers(1, 1024)))
        yield f"{moment:%Y-%m-%dT%H:%M:%S%z} fw01 {action} tcp src={weblogs.visitor(rng)} dst=192.0.2.20 dport={port} bytes={int(rng.integers(80, 90_000))}"


AFFAIR = Affair(
    name="jaccs-2023",
    title="サーバへの不正アクセス、人数不明(2023年7月)",
    says={
        "ja": "サーバへの不正アクセスを確認した。個人データの漏えいの有無、対象の人数と項目は調査中であり、まだ分からない。",
        "en": "Unlawful access to a server is confirmed. Whether personal data leaked, whose and which, is under inquiry and not known yet.",
    },
    write=write,
)
