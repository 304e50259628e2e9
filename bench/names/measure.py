"""Exact precision, recall and F1 of the name finder: python -m bench.names.measure ner_wikipedia.json [--final]."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bench.names import office
from bench.names.corpus import Sentence, prose, wikipedia

from tenmatsu.pii import names

PROSE = Path(__file__).with_name("prose.txt")


def outcome(text: str, spans: list[tuple[int, int, str]], show: bool = False) -> tuple[int, int, int, int]:
    """How many names of a text are hit exactly, said, true, and touched by some finding."""
    wanted = {(start, end) for start, end, label in spans if label == "P"}
    found = {(one.start, one.end): one for one in names.persons(text)}
    if show and wanted != set(found):
        more = [(text[s:e], found[s, e].by) for s, e in set(found) - wanted]
        print(f"  {text[:90]!r} missed {[text[s:e] for s, e in wanted - set(found)]} false {more}")
    touched = sum(any(s < end and start < e for s, e in found) for start, end in wanted)
    return len(wanted & set(found)), len(found), len(wanted), touched


def figures(outcomes: list[tuple[int, int, int, int]]) -> str:
    """P, R, F1 by exact spans, and recall by overlap."""
    hit, said, true, touched = (sum(one) for one in zip(*outcomes, strict=True))
    precision, recall = hit / max(said, 1), hit / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    told = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} touched {touched / max(true, 1):.3f}"
    return f"{told} | {len(outcomes)} texts, {true} names"


def score(sentences: list[Sentence], show: bool = False) -> str:
    """The same with characters in a second."""
    began = time.perf_counter()
    outcomes = [outcome(text, spans, show) for text, spans in sentences]
    took = time.perf_counter() - began
    return f"{figures(outcomes)}, {sum(len(text) for text, _ in sentences) / took / 1000:.0f} kchar/s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--final", action="store_true", help="the last 15 % of Wikipedia: at the end only")
    parser.add_argument("--show", default="", help="wiki, office or prose: show what was missed there")
    said = parser.parse_args()
    names.persons("準備")
    low, high = (0.85, 1.0) if said.final else (0.70, 0.85)
    for name, sentences in (
        ("wiki", wikipedia(said.corpus, low, high)),
        ("office", office.sentences(1500, seed=99, held=True)),
        ("prose", prose(PROSE) if PROSE.exists() else []),
    ):
        print(f"{name:8}", score(sentences, name in said.show))


if __name__ == "__main__":
    main()
