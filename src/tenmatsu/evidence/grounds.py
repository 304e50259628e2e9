"""The ground of a slide: the colour of its background, its layout's or its master's, and what those paint on it."""

from __future__ import annotations

from typing import Any

from tenmatsu.evidence.css import WHITE, Colour, colour_of
from tenmatsu.evidence.zipxml import Package, child, get, tag

Frame = tuple[int, int, int, int]
EVERYWHERE: Frame = (-(1 << 62), -(1 << 62), 1 << 62, 1 << 62)
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_ABOVE = ("slideLayout", "slideMaster")


class Ground:
    """What lies behind the shapes of one slide. `colour` None: a picture, a gradient, or not known."""

    def __init__(self, package: Package, part: str, root: Any) -> None:
        layers = [root]
        master, now = "", part
        for kind in _ABOVE:
            target = next((one.target for one in package.relations(now) if one.kind == kind), "")
            above = package.xml(target) if target else None
            if above is None:
                break
            layers.append(above)
            now = master = target
        theme = next((one.target for one in package.relations(master) if one.kind == "theme"), "") if master else ""
        self._scheme = _scheme(package.xml(theme) if theme else None, layers[-1])
        self.colour = self._of(layers)
        self.painted = [frame for layer in layers[1:] for frame in _painted(layer)]

    def ink(self, solid: Any | None) -> Colour | None:
        """The colour of a `solidFill`: its own, or that of the theme; None where it is changed or not known."""
        for one in solid if solid is not None else ():
            if len(one):
                return None
            if tag(one) == "srgbClr":
                return colour_of(get(one, "val"))
            if tag(one) == "sysClr":
                return colour_of(get(one, "lastClr"))
            if tag(one) == "schemeClr":
                return self._scheme.get(get(one, "val"))
        return None

    def _of(self, layers: list[Any]) -> Colour | None:
        for layer in layers:
            back = child(child(layer, "cSld"), "bg")
            if back is None:
                continue
            about, reference = child(back, "bgPr"), child(back, "bgRef")
            if about is not None:
                return self.ink(child(about, "solidFill"))
            return self.ink(reference) if get(reference, "idx") in ("", "0", "1001") else None
        return WHITE if len(layers) == len(_ABOVE) + 1 else None


def _scheme(theme: Any | None, master: Any) -> dict[str, Colour | None]:
    """Name of a colour as slides call it → the colour."""
    colours: dict[str, Colour | None] = {}
    listed = next((one for one in (theme.iter() if theme is not None else ()) if tag(one) == "clrScheme"), ())
    for one in listed:
        held = next(iter(one), None)
        if held is not None:
            colours[tag(one)] = colour_of(get(held, "val") if tag(held) == "srgbClr" else get(held, "lastClr"))
    names = dict(_USUAL)
    told = child(master, "clrMap")
    names.update({key: str(value) for key, value in told.attrib.items()} if told is not None else {})
    return {**colours, **{name: colours.get(target) for name, target in names.items()}}


def _painted(layer: Any) -> list[Frame]:
    """The frames of pictures and filled shapes of a layout or master, over which text may stand."""
    found = []
    for one in layer.iter():
        if tag(one) == "pic" or (tag(one) == "sp" and filled(one)):
            frame = frame_of(one)
            found += [frame] if frame else []
    return found


def filled(shape: Any) -> bool:
    """Whether a shape has a filling: its own, or that of its style."""
    about = child(shape, "spPr")
    for one in about if about is not None else ():
        if tag(one).endswith("Fill"):
            return tag(one) != "noFill"
    reference = child(child(shape, "style"), "fillRef")
    return reference is not None and get(reference, "idx") not in ("", "0", "1000")


def frame_of(shape: Any) -> Frame | None:
    """Left, top, right, bottom in EMU; None where the layout places the shape."""
    frame = child(child(shape, "spPr"), "xfrm") if child(shape, "spPr") is not None else child(shape, "xfrm")
    off, ext = child(frame, "off"), child(frame, "ext")
    try:
        x, y, wide, high = int(get(off, "x")), int(get(off, "y")), int(get(ext, "cx")), int(get(ext, "cy"))
    except (AttributeError, ValueError, TypeError):
        return None
    return x, y, x + wide, y + high


def meets(one: Frame, other: Frame) -> bool:
    """Whether two frames have an area in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
