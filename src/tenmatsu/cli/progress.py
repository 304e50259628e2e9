"""Progress of long work on standard error: a bar for each stage, and nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tenmatsu.cli.screen import say
from tenmatsu.store.disk import size_text

Told = Callable[[str, int, int], None]

STAGES: Mapping[str, tuple[str, str]] = {
    "read": ("資料を読む", "reading the evidence"),
    "type": ("列を判定する", "typing columns"),
    "normalise": ("値をそろえる", "normal forms"),
    "code": ("照合の準備", "coding"),
    "candidates": ("組を選ぶ", "choosing pairs"),
    "weigh": ("組を量る", "weighing pairs"),
    "write": ("人を書き出す", "writing persons"),
    "result": ("結果をまとめる", "result and report"),
}
UNITS: Mapping[str, tuple[str, str]] = {
    "type": ("表", "tables"), "normalise": ("件", "records"), "code": ("件", "records"), "weigh": ("組", "pairs"),
}  # fmt: skip
"""What the numbers of a stage count; those of `read` are bytes, those of the others mean nothing to a reader."""


@contextmanager
def bars(lang: str, *, quiet: bool) -> Iterator[Told]:
    """Gives the function that is told (stage, done, total). Without a terminal, or `quiet`, it shows nothing."""
    console = Console(file=sys.stderr, highlight=False)
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=24), TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(), TextColumn("{task.fields[counted]}", style="dim"),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        told = _Bars(progress, lang)
        yield told
        told.finish()


class _Bars:
    def __init__(self, progress: Progress, lang: str) -> None:
        self.progress, self.lang = progress, lang
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """A stage that is told for the first time ends those before it."""
        if stage not in self.tasks:
            self.finish()
            self.tasks[stage] = self.progress.add_task(self._word(stage), total=total, counted="")
        self.progress.update(self.tasks[stage], completed=done, total=total, counted=self._counted(stage, total))

    def finish(self) -> None:
        """Whole bars for all stages so far: a table that holds no person is passed over and counts as done."""
        for task in self.progress.tasks:
            self.progress.update(task.id, completed=task.total)

    def _word(self, stage: str) -> str:
        return say(self.lang, *STAGES.get(stage, (stage, stage)))

    def _counted(self, stage: str, total: int) -> str:
        if stage == "read":
            return size_text(total)
        return f"{total:,} {say(self.lang, *UNITS[stage])}" if stage in UNITS else ""
