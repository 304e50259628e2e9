"""Judge a change of the name finder by cross-validation: python -m bench.names.folds ner_wikipedia.json [fold ...].

Three folds inside the first 85 % of the corpus: each is read by weights of the other two. The last 15 % stay unread.
Some four minutes on one core for each fold; the figures of all of them together are those to compare.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path
from unittest import mock

from bench.names import office
from bench.names.corpus import Sentence, prose, wikipedia
from bench.names.measure import PROSE, figures, outcome
from bench.names.train import L1, L2, MADE, ROUNDS, learn

from tenmatsu.pii import name_field, names

COUNT = 3


def fold(text: str) -> int:
    """The fold of a sentence: other digits of its hash than those that set the last 15 % apart."""
    return int(hashlib.sha256(text.encode()).hexdigest()[8:16], 16) % COUNT


def read(weights: bytes, sentences: list[Sentence]) -> list[tuple[int, int, int, int]]:
    """Names hit, said, true and touched in each sentence, read by these weights."""
    name_field.spans.cache_clear()
    name_field._own.__dict__.clear()
    with mock.patch.object(name_field, "_weights", lambda: weights):
        names.persons("準備")
        return [outcome(text, spans) for text, spans in sentences]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folds", type=int, nargs="*", default=list(range(COUNT)))
    said = parser.parse_args()
    learned, together = wikipedia(said.corpus, 0, 0.85), []
    for number in said.folds:
        others = [one for one in learned if fold(one[0]) != number]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "names.crf"
            learn([(others, 0.15), (office.sentences(MADE, seed=7, held=False), 0.25)], path, ROUNDS, L1, L2)
            weights = path.read_bytes()
        own = read(weights, [one for one in learned if fold(one[0]) == number])
        together += own
        print("fold  ", number, figures(own), flush=True)
        print("office", number, figures(read(weights, office.sentences(1500, seed=99, held=True))), flush=True)
        print("prose ", number, figures(read(weights, prose(PROSE))), flush=True)
    print("wiki  ", figures(together))


if __name__ == "__main__":
    main()
