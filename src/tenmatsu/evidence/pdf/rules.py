"""The ruled lines of a page: thin paths, the strokes of outlined ones, and the edges of shaded rows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.pdf.page import Box, Matrix, PageView

THIN, SHORT, MOST = 2.6, 4.0, 20_000
"""Points: how thick a rule may be, how long it is at least; segments of one page that are looked at."""

Span = tuple[float, float, float]
"""Where a rule runs (its y, or its x when it is upright), and from where to where, in points."""


@dataclass(slots=True)
class Rules:
    """`across` horizontal rules, `upright` vertical ones, `shades` upper and lower edges of filled areas."""

    across: list[Span] = field(default_factory=list)
    upright: list[Span] = field(default_factory=list)
    shades: list[Span] = field(default_factory=list)

    def add(self, box: Box, filled: bool) -> None:
        """A box that is a rule because it is thin, or an area with two edges."""
        left, top, right, bottom = box
        wide, tall = right - left, bottom - top
        if tall <= THIN and wide >= SHORT:
            self.across.append(((top + bottom) / 2, left, right))
        elif wide <= THIN and tall >= SHORT:
            self.upright.append(((left + right) / 2, top, bottom))
        elif filled and wide >= SHORT and tall >= SHORT:
            self.shades += [(top, left, right), (bottom, left, right)]


def rules_of(view: PageView) -> Rules:
    """All rules of a page, in points from the top left."""
    rules, left = Rules(), MOST
    for thing, matrix, painted in view.paths:
        box = painted.box
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            rules.add(box, True)
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        left -= raw.FPDFPath_CountSegments(thing)
        if left < 0:
            break
        for piece in _pieces(thing, matrix):
            if stroke.value:
                for one, other in pairwise(piece):
                    rules.add(_around([one, other]), False)
            elif fill.value and len(piece) > 2:
                rules.add(_around(piece), True)
    return rules


Point = tuple[float, float]


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(thing: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each part of a path; curves are left away."""
    own = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, own):
        own.a, own.b, own.c, own.d, own.e, own.f = 1, 0, 0, 1, 0, 0
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[Point] = []
    for at in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        inner = (own.a * x.value + own.c * y.value + own.e, own.b * x.value + own.d * y.value + own.f)
        point = (a * inner[0] + c * inner[1] + e, b * inner[0] + d * inner[1] + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from [piece] if len(piece) > 1 else []
            piece = [point]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            piece.append(point)
        else:
            piece = []
        if raw.FPDFPathSegment_GetClose(segment) and piece:
            piece.append(piece[0])
    if len(piece) > 1:
        yield piece
