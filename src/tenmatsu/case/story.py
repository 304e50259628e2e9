"""The story of a case, top to bottom: evidence in, records, persons, register, report.

Each step is kept in CASE/.work and not done twice; CASE/result is replaced as a whole when everything is there.
"""

from __future__ import annotations

import json
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from tenmatsu import __version__
from tenmatsu.case import cards, chapters, findings, intake, items, passages, prose, result
from tenmatsu.case.facts import write_facts
from tenmatsu.case.intake import Taken, Told
from tenmatsu.case.narrow import narrow
from tenmatsu.documents.report.page import write_report
from tenmatsu.exposure.channel import channel_keys, channels
from tenmatsu.exposure.register import Witness, register
from tenmatsu.model import Brief, Table, TypedColumn, Unread
from tenmatsu.people.count import Interval
from tenmatsu.people.engines import splink_review
from tenmatsu.store.brief import read_brief
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.publish import publish, recover
from tenmatsu.store.steps import Steps, fingerprint, finished


def brief_of(case: Path) -> Brief:
    """case.toml, read strictly; CaseError names the file, the key and what is allowed."""
    return read_brief(case, channel_keys())


def investigate(case: Path, *, memory: str = "4GB", fresh: bool = False, told: Told | None = None) -> dict[str, Any]:
    """Investigate a case and write CASE/result; answers what summary.json says. `told` is given the progress.

    `memory` bounds what the engines hold; what does not fit goes to disk. Finished steps are not done again unless
    their inputs have changed or `fresh` is set. CaseError and StoreError say what the user can mend.
    """
    tell = told or (lambda _what, _done, _total: None)
    began = time.monotonic()
    brief = brief_of(case)
    recover(case)
    with Steps(case / ".work") as steps, Ledger(case) as ledger:
        if fresh:
            steps.clear()
        run = ledger.begin_run({"version": __version__, "memory": memory, "fresh": fresh})
        try:
            summary = _Investigation(case, brief, memory, steps, ledger, tell).run(began)
        except BaseException as error:
            ledger.end_run(run, "failed", {"error": type(error).__name__})
            raise
        ledger.end_run(run, "done", {"persons": summary["persons"], "records": summary["records"]})
    return summary


@dataclass(frozen=True, slots=True)
class _Made:
    """What the steps have made: their folders, and what was taken in."""

    folder: Path
    found: Path
    parts: chapters.Parts
    evidence: list[Taken]
    typed: list[list[TypedColumn]]
    unread: list[Unread]


class _Investigation:
    """One run over one case; each method is a step, in order."""

    def __init__(self, case: Path, brief: Brief, memory: str, steps: Steps, ledger: Ledger, tell: Told) -> None:
        self.case, self.brief, self.memory = case, brief, memory
        self.steps, self.ledger, self.tell = steps, ledger, tell

    def run(self, began: float) -> dict[str, Any]:
        evidence, masters, read = self._intake()
        typed, typed_masters, kinds = self._types(evidence, masters, read)
        found, searched = self._find(evidence, typed, kinds)
        mentions = prose.mentions(evidence, found)
        parts, normal = self._normalise(evidence, masters, typed, typed_masters, mentions, f"{kinds} {searched}")
        decisions = self.ledger.decisions()
        told = [(one.left, one.right, one.verdict.value) for one in decisions]
        with self.steps.step("persons", fingerprint(normal, told, self.brief.fuzzy)) as work:
            if not work.done:
                resolved = chapters.find_persons(parts, decisions, work.dir, self.tell)
                counts = chapters.write_persons(resolved, parts, self.brief.masters, work.dir, self.memory, self.tell)
                if self.brief.fuzzy:
                    counts["review"] += self._fuzzy(work.dir)
                chapters.forget_scratch(work.dir)
                (work.dir / "counts.json").write_bytes(msgspec.json.encode(counts))
            folder = work.dir
        unread = intake.unread_of(evidence, masters)
        return self._result(_Made(folder, found, parts, evidence, typed, unread), began)

    def _fuzzy(self, folder: Path) -> int:
        """Further pairs for review, proposed by Splink; nothing is joined by them."""
        records, queue = folder / "records.parquet", folder / "review.parquet"
        self.tell("fuzzy", 0, 1)
        found = splink_review.review(records, queue, queue, memory=self.memory)
        self.tell("fuzzy", 1, 1)
        return found

    def _intake(self) -> tuple[list[Taken], list[Taken], str]:
        paths = [one.path for one in self.brief.evidence] + [one.path for one in self.brief.masters]
        inputs = fingerprint(
            intake.listing(self.case, paths), self.brief.evidence, self.brief.masters, self.brief.passwords
        )
        with self.steps.step("intake", inputs) as work:
            if not work.done:
                intake.take_in(self.case, self.brief, work.dir, self.tell)
            evidence, masters = intake.taken(work.dir)
        return evidence, masters, inputs

    def _types(
        self, evidence: list[Taken], masters: list[Taken], read: str
    ) -> tuple[list[list[TypedColumn]], list[list[TypedColumn]], str]:
        mark = fingerprint(read, self.brief.columns)
        intake.check_words([*evidence, *masters], self.brief)
        with self.steps.step("types", mark) as work:
            kept = work.dir / "columns.json"
            if not work.done:
                both = [intake.type_all(side, self.brief, self.tell) for side in (evidence, masters)]
                kept.write_bytes(msgspec.json.encode(both, enc_hook=float))
            typed, typed_masters = msgspec.json.decode(kept.read_bytes(), type=list[list[list[TypedColumn]]])
        return typed, typed_masters, mark

    def _find(self, evidence: list[Taken], typed: list[list[TypedColumn]], kinds: str) -> tuple[Path, str]:
        """Running text: its findings, and the records that they make."""
        mark = fingerprint(kinds, "found", self.brief.evidence)
        with self.steps.step("found", mark) as work:
            if not work.done:
                prose.find(evidence, typed, self.brief, finished(self.steps.root, "intake"), work.dir, self.tell)
            return work.dir, mark

    def _normalise(
        self,
        evidence: list[Taken],
        masters: list[Taken],
        typed: list[list[TypedColumn]],
        typed_masters: list[list[TypedColumn]],
        mentions: list[Table],
        kinds: str,
    ) -> tuple[chapters.Parts, str]:
        mark = fingerprint(kinds, "normal")
        with self.steps.step("normal", mark) as work:
            if not work.done:
                chapters.write_parts(evidence, masters, typed, typed_masters, self.brief, mentions, work.dir, self.tell)
            return chapters.parts(work.dir), mark

    def _result(self, made: _Made, began: float) -> dict[str, Any]:
        staged = self.steps.staging()
        columns = [one for table in intake.shown_columns(made.evidence, made.typed) for one in table]
        intake.write_columns(columns, staged / "columns.csv")
        items.write(made.evidence, staged / "items.csv")
        sheets = findings.sheets(made.evidence, made.typed, made.parts)
        findings.write(made.evidence, sheets, made.parts, made.found, staged / "findings.parquet")
        counts = json.loads((made.folder / "counts.json").read_text("utf-8"))
        chapters.link_files(made.folder, staged)
        self.tell("result", 0, 3)
        summary = self._exposed(made, staged, sheets, counts)
        self.tell("result", 2, 3)
        seconds = self.steps.seconds()
        summary["seconds"] = {**seconds, "this_run": round(time.monotonic() - began, 1)}
        summary["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        tip = self.ledger.tip()
        summary["ledger"] = {"rows": tip.rows, "hash": tip.hash}
        result.write_summary(summary, staged / "summary.json")
        cards.mask(staged, memory=self.memory, scratch=self.steps.root)
        write_report(staged, self.brief, staged / "report.html", version=__version__)
        publish(staged, self.case / "result")
        self.tell("result", 3, 3)
        return summary

    def _exposed(
        self, made: _Made, staged: Path, sheets: list[findings.Sheet], counts: dict[str, Any]
    ) -> dict[str, Any]:
        """The register, and the counts of what it says."""
        said = self._register(made, staged, sheets)
        self.tell("result", 1, 3)
        unread = [*made.unread, *said.unread]
        intake.write_unread(unread, staged / "unread.csv")
        write_facts(said.facts, staged / "facts.csv")
        inputs = result.inputs(made.evidence, made.parts.rows)
        if not counts["records"]:
            return result.nothing(self.brief, inputs, len(unread))
        counts["persons"] = Interval(**counts["persons"])
        out = narrow(staged, counts["persons"], memory=self.memory, scratch=self.steps.root) if said.narrowed else None
        ruled_out = {"records": out.records_ruled_out, "persons": out.persons_ruled_out} if out else {}
        if out and not out.records and unread:
            return result.nothing(self.brief, inputs, len(unread)) | {"ruled_out": ruled_out}
        if out:
            counts |= {"persons": out.persons, "records": out.records, "affected": None}
        summary = result.summarise(
            staged, self.brief, counts, inputs, len(unread), memory=self.memory, scratch=self.steps.root
        )
        if out:
            summary["ruled_out"] = ruled_out
        return summary

    def _register(self, made: _Made, staged: Path, sheets: list[findings.Sheet]) -> Witness:
        placed = {item: numbers for one in made.evidence for item, numbers in one.placed().items()}
        about = self.steps.root / "items.parquet"
        items.write_parquet(made.evidence, about)
        texts = self._texts(made)
        said = register(
            staged / "records.parquet", staged / "columns.csv", self.brief, staged / "exposures.parquet",
            memory=self.memory, scratch=self.steps.root, case=self.case, placed=placed,
            findings=staged / "findings.parquet", items=about, texts=texts,
            tables={one.item: (one.table, one.columns) for one in sheets},
        )  # fmt: skip
        about.unlink()
        if texts:
            texts.unlink()
        return said

    def _texts(self, made: _Made) -> Path | None:
        """The heads and bodies of mails, for the ways out that read them."""
        intake_folder, to = finished(self.steps.root, "intake"), self.steps.root / "texts.parquet"
        ways = channels()
        frames = [
            passages.of_mails(path, one.shown)
            for one in made.evidence
            if any(ways[self.brief.evidence[number].channel].texts for number in one.everyone())
            and (path := intake_folder / f"evidence-{one.number}" / passages.NAME).is_file()
        ]
        if not frames:
            return None
        pl.concat(frames).write_parquet(to)
        return to
