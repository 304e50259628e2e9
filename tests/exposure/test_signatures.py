"""Where the signature of a mail stands."""

from __future__ import annotations

import pytest

from tenmatsu.exposure.signatures import spans

OWN = "desk@city.example.jp"
SIGNED = f"架空市 子育て支援課\n窪田\n\nTEL 099-000-0000\n{OWN}\n"


@pytest.mark.parametrize("ruler", ["-- \n", "━━━━━━\n", "*=*=*=*=*\n", "+++++++\n", "┏━━━━┓\n"])
def test_it_stands_behind_a_ruler_with_its_blank_lines(ruler: str) -> None:
    text = f"各位\nご案内です。\n\n{ruler}{SIGNED}"
    assert [text[begin:end] for begin, end in spans(text, lambda block: OWN in block)] == [SIGNED]


def test_or_it_is_the_last_block_of_all() -> None:
    text = f"ご案内です。\n\n架空市 窪田\n{OWN}"
    assert [text[begin:end] for begin, end in spans(text, lambda block: OWN in block)] == [f"架空市 窪田\n{OWN}"]


@pytest.mark.parametrize(
    "text",
    [
        f"参加者\n山田 太郎\n佐藤 花子\n{OWN}\n\n以上です。",
        f"--\n山田 太郎様\n{OWN}",
        f"--\n山田さんは{OWN}までご連絡ください。",
        f"--\nFrom: 窪田 <{OWN}>\nCc: 山田 太郎",
        "--\n山田 太郎\nyamada@example.com",
        f"欠席者は次のとおりです。\n\n山田 太郎\n佐藤 花子\n連絡先 {OWN}",
        "",
    ],
)
def test_a_list_a_letter_and_an_earlier_head_are_none(text: str) -> None:
    assert list(spans(text, lambda block: OWN in block)) == []
