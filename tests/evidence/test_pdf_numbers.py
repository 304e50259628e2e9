"""Numbers that a PDF keeps as objects of their own, as most programs do, do not end the search beside the pages."""

from __future__ import annotations

import pikepdf

from .test_pdf_leftovers import OPEN, SECRET, changed, hidden_of, open_line, pdf, shown_of


def test_a_number_that_is_an_object_of_its_own_does_not_end_the_search(seen) -> None:
    def numbers(document: pikepdf.Pdf) -> None:
        document.Root.Left = pikepdf.Array([document.make_indirect(120), document.make_indirect(0.5)])
        document.Root.Note = document.make_indirect(pikepdf.Dictionary(Alt=pikepdf.String(SECRET)))

    found = seen({"a.pdf": changed(pdf(open_line), numbers)})
    assert hidden_of(found.passages) == [SECRET]
    assert shown_of(found.passages) == OPEN
    assert not found.unread
