"""A page is cut into its incidents: sections, one-line lists, paragraphs, and houses that share a sentence."""

from __future__ import annotations

from tenmatsu.disclosures.read import read


def _houses(text: str) -> list[str]:
    return [incident.organisations[0].name for incident in read(text, "page").incidents]


def test_sections_under_headlines_are_incidents_and_other_sections_are_not() -> None:
    text = (
        "■瑞川市、名簿を紛失\n瑞川市は6月1日、市民30人の名簿を紛失したと発表した。\n"
        "■展示会のお知らせ\n7月に展示会を開きます。定員80名です。\n"
        "■ミナモ食品、不正アクセスで情報流出\nミナモ食品は6月2日、不正アクセスにより顧客50人の情報が"
        "流出したと発表した。\n"
    )
    assert _houses(text) == ["瑞川市", "ミナモ食品"]


def test_houses_that_share_a_sentence_are_told_apart() -> None:
    text = (
        "■瑞川市、白嶺町\n瑞川市は6月15日、白嶺町は6月4日、それぞれ不正アクセスの被害を公表している。\n■"
        "沖乃大学、学生の情報が流出\n沖乃大学は6月3日、不正アクセスにより学生20人の情報が流出したと発表し"
        "た。"
    )
    assert _houses(text) == ["瑞川市", "白嶺町", "沖乃大学"]


def test_an_earlier_case_told_in_passing_is_background() -> None:
    text = (
        "通販のハレノヒ、情報流出か\n2021年3月18日\nハレノヒは18日、不正アクセスを受け、顧客120人の情"
        "報が流出したおそれがあると発表しました。\n"
        "企業をめぐっては、去年9月、家電のデンキノモリでもサイバー攻撃により会員4500人の個人情報が流出しています。"
    )
    incidents = read(text, "page").incidents
    assert [one.kind for one in incidents] == ["primary", "background"]
    assert incidents[1].counts[0].value == 4500


def test_a_tail_of_another_matter_is_cut_off() -> None:
    notice = "個人情報が流出しました。関係の皆様にご迷惑をおかけし、深くお詫び申し上げます。\n\n"
    tail = (
        "ポイントでおトクに旅をする方法を試す\n\n1991年に始まった列車に乗った。\n料金は1730円。\n500ポイ"
        "ントを使った。\n席は4人がけだった。\n"
    )
    text = (
        f"【#1】株式会社ミナモ 情報流出に関するお詫び 2023年7月14日\n\n{notice}{tail}\n"
        f"【#2】瑞川市 個人情報の漏えいについて 2023年7月20日\n\n{notice}"
    )
    first = read(text, "page").incidents[0]
    assert not first.counts and not any("1991" in one.date for one in first.timeline)
