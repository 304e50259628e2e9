"""One place written ten ways has one key; two places have two."""

from __future__ import annotations

import polars as pl
import pytest

from tenmatsu.people import addresses


def key(text: str) -> str | None:
    return addresses.key(pl.Series([text], dtype=pl.String))[0]


@pytest.mark.parametrize(
    ("writings", "expected"),
    [
        (("東京都港区芝公園十二丁目３番４号 クレスト000", "東京都港区芝公園12-3-4-506", "港区芝公園１２－３－４",
          "東京都港区芝公園12ー3ー4　クレスト"), "港区芝公園12-3-4"),
        (("札幌市中央区北四条西五丁目1-2", "北海道札幌市中央区北4条西5丁目1番2号"), "札幌市中央区北4条西5-1-2"),
        (("京都市中京区烏丸通御池上る二条殿町552", "京都府京都市中京区二条殿町５５２番地"), "京都市中京区2条殿町552"),
        (("茨城県つくば市大字天王台1丁目1番地の1", "つくば市天王台1-1-1"), "つくば市天王台1-1-1"),
        (("横浜市保土ケ谷区天王町1-2", "神奈川県横浜市保土ヶ谷区天王町１丁目２番地"), "横浜市保土が谷区天王町1-2"),
        (("東京都千代田区一番町10-2", "〒102-0082 東京都千代田区一番町十番二号"), "千代田区一ばん町10-2"),
    ],
)  # fmt: skip
def test_one_place_has_one_key(writings: tuple[str, ...], expected: str) -> None:
    assert {key(text) for text in writings} == {expected}


def test_neighbours_have_two_keys() -> None:
    assert key("港区芝公園1-2-3") != key("港区芝公園1-2-4")


@pytest.mark.parametrize("text", ["", "不明", "-", "東京"])
def test_what_is_no_place_has_no_key(text: str) -> None:
    assert key(text) is None
