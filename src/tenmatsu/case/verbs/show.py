"""`show`: the funnel of a result and its breakdowns, as they stand in the files of the last investigation."""

from __future__ import annotations

from pathlib import Path

from tenmatsu.case.verbs.folder import result_folder
from tenmatsu.documents.breakdown import Breakdown, By, breakdown
from tenmatsu.documents.funnel import Funnel, funnel


def show(case: Path, by: By | None = None) -> Funnel | Breakdown:
    """The funnel, or with `by` (item, segment, file, reach) the persons broken down; InputError without a result."""
    result = result_folder(case)
    return breakdown(result, by) if by else funnel(result)
