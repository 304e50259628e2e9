"""Charts in docx, pptx and xlsx (ECMA-376, 21.2): titles, and the copies of cells that a chart keeps.

The copies are told where the cells themselves are not in the file: the workbook was left away, lies elsewhere, or its
sheet was deleted. Otherwise the cells are read, and nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Found
from tenmatsu.evidence.zipxml import Package, get, tag

_PARTS = r"(?:xl|word|ppt)/charts/chart(?:Ex)?\d+\.xml"


def charts(package: Package, cells: Set[str] = frozenset()) -> Iterator[Found]:
    """The words of every chart at `chart=1` …; `cells` are the words that the file's own cells hold."""
    for at, part in enumerate(package.matching(_PARTS), 1):
        root = package.xml(part)
        if root is None:
            continue
        held = any(one.kind == "package" and one.target in package.zip.NameToInfo for one in package.relations(part))
        lines = ["".join(_texts(one, "t")) for one in root.iter() if tag(one) == "p"]
        if not held:
            for series in (one for one in root.iter() if tag(one) == "ser"):
                lines += _series(series, cells)
        yield from passages("\n".join(dict.fromkeys(line for line in lines if line.strip())), (("chart", str(at)),))


def _texts(element: Any, name: str) -> Iterator[str]:
    return (one.text or "" for one in element.iter() if tag(one) == name)


def _series(series: Any, cells: Set[str]) -> Iterator[str]:
    """Its name, then each category with its value; those that a cell still holds are left away."""
    kept = {tag(one): _points(one) for one in series if tag(one) in ("tx", "cat", "xVal", "val", "yVal", "bubbleSize")}
    yield from (text for text in kept.get("tx", {}).values() if text not in cells)
    labels = kept.get("cat") or kept.get("xVal") or {}
    values = kept.get("val") or kept.get("yVal") or {}
    for number in sorted(labels.keys() | values.keys()):
        label = labels.get(number, "")
        if label and label not in cells:
            yield "\t".join(filter(None, (label, values.get(number, ""))))


def _points(element: Any) -> dict[int, str]:
    """Number of a point → the text kept for it; of several levels of categories all, parted by a blank."""
    found: dict[int, str] = {}
    for one in element.iter():
        if tag(one) == "pt" and get(one, "idx").isdigit():
            text = "".join(_texts(one, "v")).strip()
            found[int(get(one, "idx"))] = f"{text} {found.get(int(get(one, 'idx')), '')}".strip()
    return found
