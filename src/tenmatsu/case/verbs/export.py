"""`export`: a list leaves the case, and the ledger says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tenmatsu.case.story import brief_of
from tenmatsu.case.verbs.folder import result_folder, user
from tenmatsu.documents import export as lists
from tenmatsu.documents.export import Exported, What
from tenmatsu.errors import InputError
from tenmatsu.store.ledger import Ledger


def export(case: Path, what: What, to: Path, *, day: date, by: str = "") -> Exported:
    """Write the persons, the register or one list per segment to `to` (.xlsx, .csv, .parquet) and audit it.

    `day` is the date on the cover; `by` who takes the list (default: the user of this machine). The audit row holds
    the kind of list and file and the counts, no name of a file and no personal value. A list that cannot be audited is
    not written.
    """
    result = result_folder(case)
    brief = brief_of(case)
    if to.absolute().is_relative_to((case / "result").absolute()):
        raise InputError(f"{to}: stands inside the result, which the next investigation replaces; name another place")
    who = by.strip() or user()
    with Ledger(case) as ledger:
        ledger.audit("export begun", who, {"what": what, "file": to.suffix.lower()})
        written = lists.export(result, what, to, brief=brief, day=day)
        counts = {"rows": written.rows, "persons": written.persons, "lists": written.lists, "files": len(written.files)}
        ledger.audit("exported", who, {"what": what, "file": to.suffix.lower(), **counts})
    return written
