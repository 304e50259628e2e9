"""How fast notices are read: MB of UTF-8 text per second of processor time, on one core.

    python bench/read_notices.py [FOLDER] [SECONDS]

Without a folder, invented notices are made by the generator of the tests. Prints MB/s and peak memory of this process.
"""

from __future__ import annotations

import importlib.util
import re
import resource
import sys
import time
from pathlib import Path

from tenmatsu.disclosures.read import read

_TESTS = Path(__file__).parents[1] / "tests" / "disclosures"
_MARK = re.compile(r"\{\{[^{}|]*\|?([^{}]*)\}\}")


def _made(count: int) -> list[str]:
    spec = importlib.util.spec_from_file_location("generator", _TESTS / "generator.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    texts = [_MARK.sub(r"\1", module.notice(seed)) for seed in range(count)]
    for name in ("companies", "cities", "schools_hospitals", "articles", "none"):
        written = (_TESTS / "notices" / f"{name}.txt").read_text(encoding="utf-8")
        texts += [_MARK.sub(r"\1", part) for part in written.split("%%% ")[1:]]
    return texts


def main() -> None:
    """Read everything once to warm up, then until the time is over."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else 5.0
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))] if folder else _made(200)
    for text in texts:
        read(text, "warm")
    size = done = 0
    start = time.process_time()
    while time.process_time() - start < limit:
        text = texts[done % len(texts)]
        read(text, "bench")
        size += len(text.encode())
        done += 1
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done} documents, {size / 1e6:.2f} MB in {spent:.1f} s: {size / 1e6 / spent:.2f} MB/s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
