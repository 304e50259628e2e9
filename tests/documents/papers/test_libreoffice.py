"""LibreOffice opens every paper, and what it prints is what stands in the file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tenmatsu.documents.lines import lines_of
from tenmatsu.documents.write import templates

OFFICE = shutil.which("soffice")


def converted(files: list[Path], form: str, into: Path) -> Path:
    """All files in the form, by one run of LibreOffice with a profile of its own."""
    assert OFFICE
    profile = f"-env:UserInstallation=file://{into}/profile"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        form,
        "--outdir",
        str(into),
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr
    return into


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\ufffe", "-").replace("\u00ad", "-"))


@pytest.mark.large
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer-nogui)")
def test_every_word_paper_prints_all_its_lines(register: Callable[..., Any], tmp_path: Path) -> None:
    desk = register()
    desk.states(
        event="leak", certainty="possible", known="2026-11-24 医事課", cause="不正アクセス", persons_my_number="1"
    )
    desk.writes(*templates())
    files = []
    for place, path in enumerate(sorted(desk.folder.glob("papers/**/*.docx"))):
        files.append(tmp_path / f"{place:02}-{path.name}")
        shutil.copyfile(path, files[-1])
    assert len(files) >= len(templates()) - 1
    into = converted(files, "pdf", tmp_path / "pdf")
    for path in files:
        document = pypdfium2.PdfDocument(into / f"{path.stem}.pdf")
        printed = squeezed("".join(page.get_textpage().get_text_range() for page in document))
        told = [squeezed(cell) for line in lines_of(path) for cell in line.split("\t")]
        assert not [cell for cell in told if cell and cell not in printed], path.name
