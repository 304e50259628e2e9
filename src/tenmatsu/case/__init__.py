"""The story of a case: its verbs are those of the command line.

    from pathlib import Path
    from tenmatsu import case

    folder = case.rehearse("jtb-2016", Path("demo"), scale=0.01)
    summary = case.investigate(folder)          # what CASE/result/summary.json says
    case.show(folder, "item")                   # a Breakdown; without `by` the Funnel
    case.why(folder, 17)                        # a Why: records, chain of links, matches, pairs left apart
    case.open_(folder, "members.csv#row=17")    # Rows, read from the evidence itself

Every verb raises a subclass of `tenmatsu.errors.TenmatsuError` for what the user can mend. Days are arguments.
"""

from tenmatsu.case.story import brief_of, investigate
from tenmatsu.case.verbs.decide import decide, decide_from
from tenmatsu.case.verbs.export import export
from tenmatsu.case.verbs.opening import open_
from tenmatsu.case.verbs.sealing import purge, seal, verify
from tenmatsu.case.verbs.show import show
from tenmatsu.case.verbs.survey import survey
from tenmatsu.case.verbs.why import why, why_all
from tenmatsu.case.verbs.write import issue, write
from tenmatsu.rehearsal.score import score
from tenmatsu.rehearsal.write import rehearse
from tenmatsu.store.doctor import examine as doctor
from tenmatsu.store.unseal import unseal

__all__ = [
    "brief_of", "decide", "decide_from", "doctor", "export", "investigate", "issue", "open_", "purge", "rehearse",
    "score", "seal", "show", "survey", "unseal", "verify", "why", "why_all", "write",
]  # fmt: skip
