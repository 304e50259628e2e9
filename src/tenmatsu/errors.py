"""What can go wrong, for the person at the desk.

    TenmatsuError              one sentence: where, what, what to do; never a personal value in it
    ├── CaseError              the case folder or its case.toml (the user's to mend)
    ├── EvidenceError          an evidence file that cannot be taken in at all
    ├── LocatorError           a locator that points nowhere
    ├── RuleError              a rule, kind, channel or template file that is not well formed
    ├── InputError             a file, name or option given on the command line
    └── StoreError             the case on disk: full disk, wrong rights, broken chain

The doors turn each of them into the sentence and exit code 2; anything else is our fault and exits with 1.
"""


class TenmatsuError(Exception):
    """One sentence for the person at the desk."""


class CaseError(TenmatsuError):
    """The case folder or its case.toml is not as it must be."""


class EvidenceError(TenmatsuError):
    """Evidence that cannot be taken in."""


class LocatorError(TenmatsuError):
    """A locator that cannot be read or points nowhere."""


class RuleError(TenmatsuError):
    """A rule, kind, channel or template that is not well formed."""


class InputError(TenmatsuError):
    """What was given on the command line cannot be used."""


class StoreError(TenmatsuError):
    """The case on disk cannot be read or written."""
