"""Rich text: what fields are told to do and what variables hold is hidden text, where people would read it."""

from __future__ import annotations


def rtf(body: str) -> bytes:
    escaped = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in body)
    return ("{\\rtf1\\ansi\\ansicpg932 " + escaped + "\\par}").encode("ascii")


def test_the_address_behind_a_link_and_a_variable_are_hidden_text(seen) -> None:
    link = '連絡先{\\field{\\*\\fldinst HYPERLINK "mailto:hanako@example.jp?subject=山田花子"}{\\fldrslt 担当}}'
    passages = seen({"a.rtf": rtf(link + "{\\*\\docvar {客}{山田太郎}}")}).passages
    hidden = [one.text for one in passages if one.hidden]
    assert hidden == ["hanako@example.jp?subject=山田花子", "客山田太郎"]
    assert [one.text for one in passages if not one.hidden] == ["連絡先担当"]


def test_fields_that_only_programs_read_are_no_text(seen) -> None:
    page = "1{\\field{\\*\\fldinst PAGE \\\\* MERGEFORMAT}{\\fldrslt 2}}"
    page += '{\\field{\\*\\fldinst HYPERLINK "#_Toc1"}{\\fldrslt 章}}'
    assert [one.text for one in seen({"a.rtf": rtf(page)}).passages] == ["12章"]
