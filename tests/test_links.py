"""Every relative link of a page in this repository leads to something that is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

HOME = Path(__file__).parents[1]
PAGES = sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md"), *HOME.glob("bench/*.md"), *HOME.glob("src/**/*.md")])
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
CODE = re.compile(r"^(```+|~~~+).*?^\1[^\n]*$|`[^`\n]+`", re.M | re.S)


def targets(page: Path) -> list[tuple[str, str]]:
    """(path, heading) of each link that stays in the repository, code left out."""
    text = CODE.sub("", page.read_text("utf-8"))
    ends = [one or other for one, other in LINK.findall(text)]
    inside = [end for end in ends if not re.match(r"[a-z][a-z0-9+.-]*:", end)]
    return [(path, heading) for path, _, heading in (unquote(end).partition("#") for end in inside)]


def headings(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    titles = re.findall(r"^#+ (.+?)\s*$", CODE.sub(lambda found: found[0].strip("`"), page.read_text("utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(HOME))) for page in PAGES])
def test_no_link_is_dead(page: Path) -> None:
    dead = []
    for path, heading in targets(page):
        end = (page.parent / path).resolve() if path else page
        if not end.exists() or (heading and end.suffix == ".md" and heading not in headings(end)):
            dead.append(f"{path}#{heading}" if heading else path)
    assert dead == []


@pytest.mark.parametrize("drawing", sorted(HOME.glob("docs/**/*.svg")), ids=lambda path: path.name)
def test_a_drawing_needs_nothing_from_outside(drawing: Path) -> None:
    text = drawing.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|@font-face|url\(|<script|<image", text)
    assert set(re.findall(r"font-family: ([^;]+)", text)) <= {"monospace"}
