"""A passphrase from TENMATSU_PASSPHRASE or from the terminal; never from an argument, which others can see."""

from __future__ import annotations

import getpass
import os
import sys

from tenmatsu.cli.screen import say
from tenmatsu.errors import InputError

VARIABLE = "TENMATSU_PASSPHRASE"


def new_passphrase(lang: str) -> str:
    """A passphrase to seal with, asked for twice."""
    if told := os.environ.get(VARIABLE):
        return told
    first = _asked(say(lang, "新しいパスフレーズ: ", "New passphrase: "))
    if not first:
        raise InputError("an empty passphrase protects nothing; type one, or give --recipient")
    if _asked(say(lang, "もう一度: ", "Once more: ")) != first:
        raise InputError("the two passphrases differ; nothing was sealed, run the command again")
    return first


def passphrase(lang: str) -> str:
    """The passphrase of a sealed file."""
    return os.environ.get(VARIABLE) or _asked(say(lang, "パスフレーズ: ", "Passphrase: "))


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise InputError(f"no terminal to ask for the passphrase on; set {VARIABLE} or give a key")
    return getpass.getpass(prompt)
