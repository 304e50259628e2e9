"""Make the word lists that the random field looks up: python -m bench.names.dictionary JANOME_SYSDIC [out].

IPADIC 2.7.0 is taken from an unpacked wheel of janome (its folder janome/sysdic); janome is not needed afterwards.
"""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import zstandard

from tenmatsu.pii import words

OUT = Path(__file__).parents[2] / "src/tenmatsu/pii/data/ipadic.txt.zst"
KINDS = (
    ("名詞,固有名詞,人名,姓", "S"),
    ("名詞,固有名詞,人名,名", "G"),
    ("名詞,固有名詞,人名,一般", "N"),
    ("名詞,固有名詞,地域", "L"),
    ("名詞,固有名詞,組織", "O"),
    ("名詞,固有名詞,一般", "X"),
    ("名詞,接尾", "x"),
    ("名詞", "n"),
    ("副詞", "n"),
    ("連体詞", "n"),
    ("接続詞", "n"),
    ("接頭詞", "n"),
)
USEFUL = re.compile(r"[々〆ヶ\u3400-\u9fffァ-ヴー・ぁ-ん]+")


def lists(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {sign: set() for _, sign in KINDS}
    for part in range(10):
        words_of = runpy.run_path(str(folder / f"entries_compact{part}.py"))["DATA"]
        kinds_of = runpy.run_path(str(folder / f"entries_extra{part}.py"))["DATA"]
        for number, entry in words_of.items():
            sign = next((sign for start, sign in KINDS if kinds_of[number][0].startswith(start)), None)
            word = words.plain(entry[0])
            if sign and USEFUL.fullmatch(word) and (len(word) > 1 or sign in "SGx") and len(word) <= 10:
                found[sign].add(word)
    hiragana = re.compile("[ぁ-んー]+")
    found["n"] = {word for word in found["n"] if not hiragana.fullmatch(word)}
    return found


def main() -> None:
    found = lists(Path(sys.argv[1]))
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    text = "".join(f"{sign}\t{' '.join(sorted(found[sign]))}\n" for sign in found)
    out.write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    print({sign: len(one) for sign, one in found.items()}, out.stat().st_size)


if __name__ == "__main__":
    main()
