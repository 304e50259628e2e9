"""`seal` and `purge`: the case as one encrypted file, and the end of a case. `unseal` is that of the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.errors import StoreError
from tenmatsu.store import purge as ending
from tenmatsu.store import seal as sealed
from tenmatsu.store.certificate import Certificate
from tenmatsu.store.ledger import NAME, Ledger, Tip, Verified
from tenmatsu.store.seal import Sealed


def seal(
    case: Path, to: Path, *, passphrase: str | None = None, recipients: Sequence[str] = (), by: str = ""
) -> Sealed:  # fmt: skip
    """Pack the case into the new file `to`, encrypted (age), and note it in the ledger, also in the packed one.

    `recipients` are age1… or ssh public keys. InputError when neither a passphrase nor a recipient is given, or `to`
    exists; StoreError when an investigation is at work.
    """
    who = by.strip() or user()
    with Ledger(case_folder(case)) as ledger:
        ledger.audit("sealing", who, {"passphrase": bool(passphrase), "recipients": len(recipients)})
    done = sealed.seal(case, to, passphrase=passphrase, recipients=recipients)
    with Ledger(case) as ledger:
        ledger.audit("sealed", who, {"sha256": done.sha256, "bytes": done.size, "files": done.files})
    return done


def purge(case: Path, *, by: str, reason: str, when: datetime | None = None, keep: Path | None = None) -> Certificate:
    """Destroy the case folder and leave a certificate (NAME.purged.json, .txt) in `keep`, or beside the folder."""
    return ending.purge(case, by=by, reason=reason, when=when or datetime.now(UTC), keep=keep)


def verify(case: Path, expected: Tip | None = None) -> Verified:
    """Compute the chain of the ledger again; with a tip written down earlier, also that nothing was cut off since."""
    if not (case_folder(case) / NAME).is_file():
        raise StoreError(f"{case}: there is no {NAME} in this case; nothing was ever run or decided in it")
    with Ledger(case) as ledger:
        return ledger.verify(expected)
