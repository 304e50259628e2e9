"""The case folder as the verbs meet it: is it one, and has it a result."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from tenmatsu.errors import CaseError, InputError
from tenmatsu.store.brief import NAME
from tenmatsu.store.publish import recover


def case_folder(case: Path) -> Path:
    """The folder, when it holds a case.toml; CaseError when it does not."""
    if not case.exists():
        raise CaseError(f"{case}: no such folder; name the folder that holds {NAME}")
    if not case.is_dir():
        raise CaseError(f"{case}: this is a file; name the folder that holds {NAME}")
    if not (case / NAME).is_file():
        raise CaseError(f"{case}: no {NAME} in this folder; name the folder that holds it")
    return case


def result_folder(case: Path) -> Path:
    """CASE/result; InputError when nothing has been investigated yet. A publication that was cut off is finished."""
    result = case_folder(case) / "result"
    if not result.is_dir() and os.access(case, os.W_OK):
        recover(case)
    if not (result / "summary.json").is_file():
        raise InputError(f"{case}: there is no result yet; run tenmatsu investigate {case}")
    return result


def user() -> str:
    """Who is at the desk, for the audit, when nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
