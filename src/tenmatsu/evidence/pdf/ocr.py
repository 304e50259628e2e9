"""Text of pictures by optical character recognition, where the optional part for it is installed.

RapidOCR with the models that its wheel carries (PP-OCRv6 small, Apache-2.0): nothing is fetched. The settings are the
ones that read Japanese FAX forms best in our own measurements: larger pictures, no turning of single lines.
"""

from __future__ import annotations

import importlib.util
import time
from statistics import median
from typing import Any

from tenmatsu.evidence.pdf.ocr_forms import japanese

HOW_TO = "pip install 'tenmatsu[ocr]'"
DPI, LARGEST = 200, 3000
_SETTINGS = {
    "Det.limit_side_len": 2400, "Det.limit_type": "max", "Global.use_cls": False, "Global.max_side_len": LARGEST,
    "Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}  # fmt: skip
LINE = 0.6
"""Of the height of a box: how far the middles of two boxes of one line may be apart."""
LEANING = 3
"""Long boxes that must be there before they tell how a page leans."""
_COST = 20.0


class Ocr:
    """Reads pictures as long as `seconds` of processor time last; the engine is started by the first picture."""

    def __init__(self, seconds: float) -> None:
        self._end = time.process_time() + seconds - _COST
        self._engine: Any = None
        self.why = "" if importlib.util.find_spec("rapidocr") else f"OCR is not installed: {HOW_TO}"

    def lines(self, picture: Any) -> list[str] | None:
        """The lines of a picture (RGB, numpy); None when it was not read, and then `why` says the reason."""
        if not self.why and time.process_time() > self._end:
            self.why = "the time for OCR is used up: read the file apart, or in parts"
        if self.why:
            return None
        try:
            self._engine = self._engine or _engine()
            found = self._engine(picture)
        except MemoryError:
            raise
        except Exception as error:  # a foreign engine may raise anything, at its start and at work
            self.why = f"OCR does not work here ({type(error).__name__})"
            return None
        return _ordered(found)


def _engine() -> Any:
    from rapidocr import RapidOCR  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional

    return RapidOCR(params=_SETTINGS)


def _ordered(found: Any) -> list[str]:
    """The boxes as lines from top to bottom, the cells of a line parted by TAB."""
    if found.boxes is None or found.txts is None:
        return []
    lean = _lean(found.boxes)
    boxes = []
    for corners, text in zip(found.boxes, found.txts, strict=True):
        xs = [float(x) for x, _ in corners]
        ys = [float(y) - lean * float(x) for x, y in corners]
        boxes.append((sum(ys) / 4, max(ys) - min(ys), min(xs), japanese(str(text))))
    lines: list[list[tuple[float, str]]] = []
    middle = 0.0
    for y, tall, x, text in sorted(boxes):
        if not lines or y - middle > LINE * tall:
            lines.append([])
        lines[-1].append((x, text))
        middle = y
    return ["\t".join(text for _, text in sorted(line)) for line in lines]


def _lean(boxes: Any) -> float:
    """How far the lines of a page that was laid askew on the scanner sink to the right, for each step across."""
    leans = []
    for corners in boxes:
        (left, top), (right, other) = [(float(x), float(y)) for x, y in corners][:2]
        if right - left > 4 * abs(float(corners[3][1]) - top):
            leans.append((other - top) / (right - left))
    return median(leans) if len(leans) >= LEANING else 0.0
