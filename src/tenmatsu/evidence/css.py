"""What a style does to the text under it: hidden outright, or of a size or colour that nobody can see."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_MEDIA = re.compile(r"@(?:media|supports|font-face|keyframes)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_LENGTH = re.compile(r"([-+]?[\d.]+)\s*([a-z%]*)")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)%?)?\s*\)")
_HSL = re.compile(r"hsla?\(\s*[-\d.]+(?:deg|turn|rad)?[\s,]+([\d.]+)%[\s,]+([\d.]+)%(?:[\s,/]+([\d.]+)(%?))?\s*\)")
_VARIABLE = re.compile(r"(--[\w-]{1,60})\s*:\s*([^;{}<>\"']{1,80})")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_NAMES = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "navy": (0, 0, 128), "blue": (0, 0, 255),
          "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "yellow": (255, 255, 0),
          "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245)}  # fmt: skip
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "mm": 2.83, "cm": 28.3, "in": 72.0}
_CUT = re.compile(r"inset\(\s*(100|[5-9]\d)%|circle\(\s*0")
TINY = 2.0
_PROPERTIES = ("display", "visibility", "opacity", "font", "color", "background", "height", "width", "max-",
               "text-indent", "left", "top", "clip", "transform", "mso-hide")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks here. `gone` cannot be undone further in; the rest can. `back` None: a picture or unknown."""

    gone: bool = False
    shown: bool = True
    points: float = 12.0
    colour: Colour | None = (0, 0, 0)
    back: Colour | None = (255, 255, 255)

    @property
    def hidden(self) -> bool:
        """Whether a reader of the page would not see text that looks so."""
        return self.gone or not self.shown or self.points <= TINY or alike(self.colour, self.back)


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours cannot be told apart by eye."""
    return one is not None and other is not None and max(abs(a - b) for a, b in zip(one, other, strict=True)) < 16


def declarations(style: str) -> dict[str, str]:
    """`color: #FFF; display:none !important` as a mapping, lower case."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {key.strip(): value.replace("!important", "").strip() for key, _, value in pairs if value}


def rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """(selector, declarations) of a style sheet that can hide text; what holds for other media only is left out."""
    plain = _MEDIA.sub("", _SCREEN.sub(r"\1", _COMMENT.sub("", sheet)))
    found = ((selector.strip(), declarations(body)) for selector, body in _RULE.findall(plain))
    return [(selector, body) for selector, body in found if any(key.startswith(_PROPERTIES) for key in body)]


def without_variables(page: str) -> str:
    """A page or sheet in which every `var(--x)` is what its last definition says."""
    if "var(" not in page:
        return page
    named = dict(_VARIABLE.findall(page))
    return _VAR.sub(lambda found: str(named.get(found[1], found[2] or found[0])).strip(), page)


def colour_of(text: str) -> Colour | None:
    """#fff, #ffffff, rgb(…) or a name; None when it is none of them or transparent."""
    text = text.strip().lower()
    if found := re.fullmatch(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", text):
        return (int(found[1] * 2, 16), int(found[2] * 2, 16), int(found[3] * 2, 16))
    if found := re.fullmatch(r"#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?", text):
        return (int(found[1], 16), int(found[2], 16), int(found[3], 16))
    if found := _RGB.fullmatch(text):
        return None if found[4] and float(found[4]) == 0 else (int(found[1]), int(found[2]), int(found[3]))
    if found := _HSL.fullmatch(text):
        return _grey(float(found[1]), float(found[2]), found[3])
    return _NAMES.get(text)


def _grey(saturation: float, light: float, opaque: str | None) -> Colour | None:
    """Of hsl colours those that are no colour at all, between black and white; None for others."""
    if (opaque and float(opaque) == 0) or (saturation > 5 and 2 < light < 98):
        return None
    level = round(light * 2.55)
    return level, level, level


def points_of(text: str, now: float) -> float:
    """A font size in points; `now` when it is a word."""
    found = _LENGTH.match(text)
    if not found:
        return now
    try:
        value = float(found[1])
    except ValueError:
        return now
    if found[2] in ("em", "%"):
        return now * value * (0.01 if found[2] == "%" else 1.0)
    return value * _POINTS.get(found[2], 0.75)


def _zero(text: str) -> bool:
    return bool(re.fullmatch(r"0+(\.0+)?\s*[a-z%]*", text))


def _away(style: dict[str, str]) -> bool:
    far = any(re.match(r"-\d{3,}", style.get(key, "")) for key in ("left", "top", "text-indent", "margin-left"))
    small = any(_zero(style.get(key, "x")) for key in ("height", "max-height", "width", "max-width"))
    cut = "rect(0" in style.get("clip", "") or bool(_CUT.search(style.get("clip-path", "")))
    flat = bool(re.search(r"scale[xy]?\(\s*0*(\.0+)?\s*[,)]", style.get("transform", "")))
    return far or (small and "hidden" in style.get("overflow", "")) or cut or flat


def under(look: Look, style: dict[str, str]) -> Look:
    """The look of what stands inside an element with this style."""
    if not style:
        return look
    gone = style.get("display") == "none" or _zero(style.get("opacity", "x")) or style.get("mso-hide") == "all"
    now = replace(look, gone=look.gone or gone or _away(style))
    if "visibility" in style:
        now = replace(now, shown=style["visibility"] not in ("hidden", "collapse"))
    if "font-size" in style:
        now = replace(now, points=points_of(style["font-size"], look.points))
    if "color" in style:
        clear = style["color"] == "transparent" or bool(re.search(r"rgba\([^)]*[, /]0(\.0*)?%?\s*\)", style["color"]))
        now = replace(now, colour=look.back if clear else colour_of(style["color"]))
    return replace(now, back=_back(style, now.back))


def _back(style: dict[str, str], now: Colour | None) -> Colour | None:
    if "url(" in style.get("background", "") + style.get("background-image", "") or "gradient" in style.get(
        "background", ""
    ) + style.get("background-image", ""):
        return None
    for word in re.findall(
        r"rgba?\([^)]*\)|[#\w]+", style.get("background-color", "") + " " + style.get("background", "")
    ):
        if (found := colour_of(word)) is not None and not word.isdigit():
            return found
    return now
