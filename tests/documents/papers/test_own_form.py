"""A paper on the organisation's own Word template: its fields by name, its format kept, nothing run."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tenmatsu.case.verbs.check import check_papers
from tenmatsu.case.verbs.write import Papers, write
from tenmatsu.errors import InputError

from .conftest import DAY, Desk


def form(folder: Path, *paragraphs: tuple[str, ...], row: tuple[str, ...] = ()) -> Path:
    """A template whose paragraphs are given run by run (each second one bold), with one table."""
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for place, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(place % 2)
    if row:
        table = document.add_table(rows=2, cols=len(row))
        for place, text in enumerate(row):
            table.rows[0].cells[place].text = "見出し"
            table.rows[1].cells[place].text = text
    document.sections[0].header.paragraphs[0].text = "社外秘 {{ organisation }}"
    path = folder / "mine.docx"
    document.save(str(path))
    return path


def written(desk: Desk, path: Path, name: str = "public-notice") -> Papers:
    return write(desk.folder, (name,), day=DAY, form=path)


def test_a_field_that_word_split_into_runs_is_filled_in_the_format_of_its_first_sign(fax: Desk, tmp_path: Path) -> None:
    path = form(tmp_path, ("対象は ", "{{ per", "sons", " }}", " です。"), ("{{day}}",))
    assert not written(fax, path).refused
    assert "対象は 1人 です。" in fax.text("public-notice")
    runs = Document(str(fax.folder / "papers/public-notice-v1.docx")).paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs][:2] == [("対象は ", False), ("1人", True)]
    head = Document(str(fax.folder / "papers/public-notice-v1.docx")).sections[0].header.paragraphs[0].text
    assert head == "社外秘 株式会社見本"


def test_a_row_is_repeated_for_each_item(register: Callable[..., Desk], tmp_path: Path) -> None:
    desk = register()
    path = form(tmp_path, ("{{ sentence }}",), row=("{{ items.word }}", "{{ items.persons }}"))
    assert not written(desk, path).refused
    table = Document(str(desk.folder / "papers/public-notice-v1.docx")).tables[0]
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells[0] == ("見出し", "見出し") and ("旅券番号", "1人") in cells and len(cells) == 4


@pytest.mark.parametrize("name", ["{{ nobody }}", "{{ 7*7 }}", "{% for x in y %}", "{{ persons.__class__ }}"])
def test_what_is_no_field_is_refused_with_those_there_are(fax: Desk, tmp_path: Path, name: str) -> None:
    found = written(fax, form(tmp_path, (name,))).refused["public-notice"]
    assert "no field" in found and "persons_at_most" in found and "items.word" in found
    assert not list(fax.folder.glob("papers/*.docx"))


def test_a_value_is_never_read_as_a_field(fax: Desk, tmp_path: Path) -> None:
    fax.states(cause="{{ persons }}の誤り", supersedes="ファクスの誤送信", note="試し")
    assert not written(fax, form(tmp_path, ("{{ cause }}",))).refused
    assert "{{ persons }}の誤り" in fax.text("public-notice")


def test_a_form_with_macros_or_a_fetching_field_or_a_wrong_number_is_refused(fax: Desk, tmp_path: Path) -> None:
    path = form(tmp_path, ("対象は9人です。{{ persons }}",))
    assert "9人" in written(fax, path).refused["public-notice"]
    path = form(tmp_path, ("{{ persons }}",))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert "macros" in written(fax, path).refused["public-notice"]
    path.write_bytes(b"not a zip")
    assert "no Word file" in written(fax, path).refused["public-notice"]


def test_a_field_of_the_report_can_be_named(fax: Desk, tmp_path: Path) -> None:
    assert not written(fax, form(tmp_path, ("{{ report_kind }}／{{ art7_items }}",)), "appi-report").refused
    assert "速報／1号　該当" in fax.text("appi-report")


def test_it_is_checked_like_every_paper(fax: Desk, tmp_path: Path) -> None:
    written(fax, form(tmp_path, ("対象は {{ persons }} です。",), ("電話 0120-123-456",)))
    assert not check_papers(fax.folder).differences
    path = fax.folder / "papers/public-notice-v1.docx"
    document = Document(str(path))
    document.paragraphs[0].runs[0].text = "対象は 3人 です。"
    document.save(str(path))
    (one, *_) = check_papers(fax.folder).differences
    assert (one.said, one.instead) == ("3人", "1人")


def test_a_form_is_for_one_paper_that_has_words(fax: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one paper"):
        write(fax.folder, (), day=DAY, form=form(tmp_path, ("{{ persons }}",)))
