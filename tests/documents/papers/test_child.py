"""What came from outside is parsed in a process of its own; nothing of it can reach this one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tenmatsu.documents import child
from tenmatsu.errors import InputError

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
TAIL = "</w:t></w:r></w:p></w:body></w:document>"


def word(path: Path, text: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{HEAD}{text}{TAIL}")
    return path


def test_lines_text_and_a_filled_form_come_back(tmp_path: Path) -> None:
    form = word(tmp_path / "form.docx", "対象は{{ persons }}です。")
    assert child.lines_apart(form) == ["対象は{{ persons }}です。"]
    assert "対象は" in child.text_apart(form)
    content, own = child.fill_apart(form, {"persons": "4人"}, {})
    (tmp_path / "filled.docx").write_bytes(content)
    assert child.lines_apart(tmp_path / "filled.docx") == ["対象は4人です。"]
    assert own.startswith("対象は") and "persons" not in own


def test_the_sentence_of_an_error_comes_back_whole(tmp_path: Path) -> None:
    form = word(tmp_path / "form.docx", "{{ person }}")
    with pytest.raises(InputError, match="no field 'person'; there are persons"):
        child.fill_apart(form, {"persons": "4人"}, {})


def test_a_file_that_eats_the_limits_is_refused_and_we_live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 1)
    hungry = tmp_path / "notice.html"
    hungry.write_text("<div>" * 400_000 + "x", "utf-8")
    with pytest.raises(InputError, match=r"notice\.html"):
        child.lines_apart(hungry)
