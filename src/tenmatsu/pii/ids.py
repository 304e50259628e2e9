"""What numbers of members and of staff have in common: short codes, told by the header or by neighbours alone."""

from __future__ import annotations

from tenmatsu.pii.look import Look

SHAPE = r"^[A-Za-z0-9ぁ-んァ-ヶ一-龠][A-Za-z0-9ー_.:/#@ -]{0,39}$"


def looks(look: Look) -> float:
    """The cells alone never tell whose number it is."""
    del look
    return 0.0


def allows(look: Look) -> float:
    """How well the cells go with a header that says so: codes, but no mails, moments or telephone numbers."""
    return max(
        0.0,
        look.rate(SHAPE) * (1 - look.rate(r"@"))
        - 0.9 * look.dated * look.rate(r"[-/年]")
        - look.rate(r"^0[0-9]{1,3}-[0-9]{1,4}-[0-9]{4}$"),
    )
