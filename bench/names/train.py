"""Make the weights of the name finder: python -m bench.names.train ner_wikipedia.json [weights].

Learns from Wikipedia sentences (share below .85; below .70 with --choose) and made sentences of the office; a part of
them is seen without the dictionaries. Takes about five minutes on one core; the same every time.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]  # the package ships no types
import zstandard
from bench.names import office
from bench.names.corpus import Sentence, wikipedia

from tenmatsu.pii.name_features import features
from tenmatsu.pii.names import fold, segments

MADE, ROUNDS, L1, L2 = 2500, 70, 0.2, 0.02
"""Made sentences, rounds, weights of the norms. With 5,000 and 90 F1 is .001 less on Wikipedia, .005 on the office."""
WEIGHTS = Path(__file__).parents[2] / "src/tenmatsu/pii/data/names.crf.zst"


def tags(size: int, spans: list[tuple[int, int, str]]) -> list[str]:
    """One tag for each character: B I E S for persons, the letter of other names, O."""
    out = ["O"] * size
    for start, end, label in spans:
        if label != "P":
            out[start:end] = [label] * (end - start)
        elif end - start == 1:
            out[start] = "S"
        else:
            out[start:end] = ["B", *["I"] * (end - start - 2), "E"]
    return out


def lessons(sentences: list[Sentence], hide: float, seed: int) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and tags of each segment; a share `hide` of the sentences is seen without the dictionaries."""
    chance = random.Random(seed)
    for text, spans in sentences:
        known = chance.random() >= hide
        wanted, folded = tags(len(text), spans), fold(text)
        for start, end in segments(folded):
            yield features(folded[start:end], known), wanted[start:end]


def learn(sets: list[tuple[list[Sentence], float]], path: Path, rounds: int, l1: float, l2: float) -> None:
    """Write to `path` the weights learned from sets of sentences, each with the share seen without the dictionaries."""
    learner = pycrfsuite.Trainer(verbose=False)
    for number, (sentences, hide) in enumerate(sets):
        for seen, wanted in lessons(sentences, hide, number):
            learner.append(seen, wanted)
    learner.set_params({"c1": l1, "c2": l2, "max_iterations": rounds, "feature.minfreq": 2})
    learner.train(str(path))


def train(corpus: Path, weights: Path, share: float, made: int, rounds: int, l1: float, l2: float) -> None:
    """Learn from the sentences of the corpus whose share lies below `share` and from `made` ones of the office."""
    sets = [(wikipedia(corpus, 0, share), 0.15), (office.sentences(made, seed=7, held=False), 0.25)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.crf"
        learn(sets, path, rounds, l1, l2)
        raw = path.read_bytes()
    weights.parent.mkdir(exist_ok=True)
    weights.write_bytes(zstandard.ZstdCompressor(level=19).compress(raw))
    print(f"{weights}: {len(raw):,} bytes, {weights.stat().st_size:,} packed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path, nargs="?", default=WEIGHTS)
    share = parser.add_mutually_exclusive_group()
    share.add_argument("--all", dest="share", action="store_const", const=1.0, help="leave no sentence aside")
    share.add_argument("--choose", dest="share", action="store_const", const=0.70, help="leave .70 to .85 aside too")
    parser.add_argument("--made", type=int, default=MADE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--l1", type=float, default=L1)
    parser.add_argument("--l2", type=float, default=L2)
    said = parser.parse_args()
    train(said.corpus, said.weights, said.share or 0.85, said.made, said.rounds, said.l1, said.l2)


if __name__ == "__main__":
    main()
