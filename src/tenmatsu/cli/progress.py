"""Progress of long work on standard error: a bar for each stage, and nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

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


@contextmanager
def bars(lang: str, *, quiet: bool) -> Iterator[Told]:
    """Gives the function that is told (stage, done, total). Without a terminal, or `quiet`, it shows nothing."""
    console = Console(file=sys.stderr, highlight=False)
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=28), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        yield _Bars(progress, lang)


class _Bars:
    def __init__(self, progress: Progress, lang: str) -> None:
        self.progress, self.lang = progress, lang
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """A stage that is told for the first time ends the one before it."""
        if stage not in self.tasks:
            self.tasks[stage] = self.progress.add_task(self._word(stage), total=total)
        self.progress.update(self.tasks[stage], completed=done, total=total)

    def _word(self, stage: str) -> str:
        words = STAGES.get(stage)
        return stage if words is None else words[0 if self.lang == "ja" else 1]
