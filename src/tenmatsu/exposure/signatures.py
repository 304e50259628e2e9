"""Where in the text of a mail its writer's signature stands: lines that name him and his office, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_RULER = re.compile(r"^[\s\-=_*─━―—＿~～・.＊#+■□◆◇●○☆★∴∵│|┃※／/\\:;┏┓┗┛┌┐└┘]{2,}$")
_HEAD = re.compile(r"^\s*(?:from|sent|to|cc|date|subject|差出人|送信者|送信日時|日時|宛先|件名)\s*[:：]", re.I)
_TITLE = re.compile(r"[様殿氏]|さん|さま|先生|御中|くん|ちゃん")
_SENTENCE = re.compile(r"[。！？]|(?:です|ます|した)$")
_OFFICE = re.compile(
    r"[都道府県市区町村課部係室局所院社]|法人|学校|学園|大学|センター|組合|協会|機構|団体|銀行|クリニック|Inc|Ltd|Co\."
)
_LINES, _LENGTH, _PARTS = 14, 70, 3
"""A signature has no more lines than this, none longer, and no more parts between blank lines."""


def spans(text: str, ours: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Begin and end of each signature in `text`: a few short lines behind a ruler, or the last ones of all, without a
    sentence or a courtesy title, in which `ours` finds something of the sender's. Without a
    ruler its first line names an office: a list of names is none, nor is the head of an earlier mail."""
    groups = _groups(text)
    for at, (ruled, pieces) in enumerate(groups):
        if not ruled and at < len(groups) - 1:
            continue
        starts = [0] if ruled else [len(pieces) - 1]
        for first in starts:
            for last in range(min(len(pieces), first + _PARTS), first, -1):
                begin, end = pieces[first][0], pieces[last - 1][1]
                first_line = text[begin:end].strip().partition("\n")[0]
                if _plain(text[begin:end]) and ours(text[begin:end]) and (ruled or _OFFICE.search(first_line)):
                    yield begin, end
                    break


def _plain(body: str) -> bool:
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    if len(lines) > _LINES or any(len(line) > _LENGTH for line in lines):
        return False
    return not any(_HEAD.match(line) or _TITLE.search(line) or _SENTENCE.search(line) for line in lines)


def _groups(text: str) -> list[tuple[bool, list[tuple[int, int]]]]:
    """What stands between rulers, with whether one stands before it; each as its parts between blank lines."""
    found: list[tuple[bool, list[tuple[int, int]]]] = [(False, [])]
    at, open_ = 0, False
    for line in text.splitlines(keepends=True):
        plain, begin = line.strip(), at
        at += len(line)
        if plain and _RULER.match(plain):
            found.append((True, []))
            open_ = False
        elif not plain:
            open_ = False
        elif open_:
            found[-1][1][-1] = (found[-1][1][-1][0], at)
        else:
            found[-1][1].append((begin, at))
            open_ = True
    return [one for one in found if one[1]]
