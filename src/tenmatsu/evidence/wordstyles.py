"""The styles of a Word document, each with what those that it is based on say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tenmatsu.evidence.css import Colour, colour_of
from tenmatsu.evidence.zipxml import child, get, tag

DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its text. `coloured`: it says a colour, `ink` (None: the automatic one). `size` in half
    points. `shade` its `w:shd`."""

    vanish: bool = False
    coloured: bool = False
    ink: Colour | None = None
    size: int | None = None
    shade: Any | None = None


def is_on(element: Any | None) -> bool:
    """A switch: there, and not said to be off."""
    return element is not None and get(element, "val", "1").lower() not in ("0", "false", "off", "none")


def ink_of(element: Any) -> Colour | None:
    """The colour of `w:color`; None for the automatic one."""
    value = get(element, "val")
    return None if value in ("", "auto") else colour_of(value)


def size_of(element: Any | None) -> int | None:
    """Half points of `w:sz`."""
    value = get(element, "val") if element is not None else ""
    return int(value) if value.isdigit() else None


def styles_of(root: Any | None) -> dict[str, Style]:
    """Identifier → style, for those that change what is seen of a text."""
    every = {get(one, "styleId"): one for one in (root if root is not None else ()) if tag(one) == "style"}
    found = {name: _style(every, name) for name in every}
    return {name: style for name, style in found.items() if style != Style()}


def _style(every: dict[str, Any], name: str) -> Style:
    """The style, from the furthest that it is based on to itself."""
    line: list[Any] = []
    while name in every and len(line) < DEEPEST:
        line.append(every[name])
        based = child(every[name], "basedOn")
        name = get(based, "val") if based is not None else ""
    style = Style()
    for one in reversed(line):
        about = child(one, "rPr")
        for said in about if about is not None else ():
            style = _with(style, tag(said), said)
        ground = child(child(one, "pPr"), "shd")
        style = style if ground is None else replace(style, shade=ground)
    return style


def _with(style: Style, name: str, said: Any) -> Style:
    match name:
        case "vanish":
            return replace(style, vanish=is_on(said))
        case "color":
            return replace(style, coloured=True, ink=ink_of(said))
        case "sz":
            return replace(style, size=size_of(said))
        case "shd":
            return replace(style, shade=said)
    return style
