# ruff: noqa: E501 (what is written stands in one line)
"""How people write what concerns a person: lists in a chat, forms with boxes, talk, letters; and what looks alike."""

from __future__ import annotations

import pytest

from tenmatsu.pii.text import find


def values(text: str, kind: str) -> list[str]:
    return [spot.value for spot in find(text) if spot.kind == kind]


LISTS = [
    ("会員番号,氏名,電話\nM-00123,山田 花子,090-0000-0001\nM-00124,鈴木 一郎,090-0000-0002", "member_id", ["M-00123", "M-00124"]),
    ('"社員番号","氏名","メール"\n"E10023","藤田 真由美","fujita@example.com"', "employee_id", ["E10023"]),
    ("名簿です(会員番号 / 氏名 / 誕生日)\n0441461 / 高橋 由美子 / 1999/9/21", "birth_date", ["1999/9/21"]),
    ("名簿です(会員番号 / 氏名 / 誕生日)\n0441461 / 高橋 由美子 / 1999/9/21", "member_id", ["0441461"]),
    ("振込先(社員番号・氏名・銀行・口座番号)\n29168 林理恵 横浜銀行 青葉支店 5631396", "bank_account", ["5631396"]),
    ("保険者番号,記号,番号,氏名\n06139992,24-20,623,藤井 啓介", "health_insurance", ["06139992", "24-20", "623"]),
    ("氏名,生年月日,携帯\n伊藤:小野奈緒,1976/05/24,09000005505", "birth_date", ["1976/05/24"]),
    ("氏名、電話番号、住所が流出\n昨日、090-0000-0001、調査中", "name", []),
    ("品名,数量,単価\nコピー用紙,20,1980", "member_id", []),
]  # fmt: skip
FORMS = [
    ("口 座 番 号 2 1 1 4 4 5 1 (右づめ)", "bank_account", ["2 1 1 4 4 5 1"]),
    ("郵便番号:9 8 0 0 8 1 1", "postcode", ["9 8 0 0 8 1 1"]),
    ("患 者 番 号 3180231", "member_id", ["3180231"]),
    ("被 保 険 者 証\n記 号 49280 番 号 25", "health_insurance", ["49280", "25"]),
    ("有 効 期 限 :\n07/30\nカ ー ド", "card_expiry", []),
    ('<person zip="606-0823" tel="075-000-0002"/>', "postcode", ["606-0823"]),
    ("BDAY:2003-04-18", "birth_date", ["2003-04-18"]),
    ("Q2. 口座番号 → 0857811", "bank_account", ["0857811"]),
    ("番号 第 309012345620 号", "drivers_licence", ["309012345620"]),
    ("Office: 03-0000-0001", "phone", ["03-0000-0001"]),
    ("対応:新潟県新潟市東区河渡庚1丁目17番6号へ再送。", "address", ["新潟県新潟市東区河渡庚1丁目17番6号"]),
    ("パスワード ********(表示されません)", "password", []),
]
CARDS = [
    ("旧カード ●●●●-●●●●-●●●●-1828、有効期限11/29", "card", ["●●●●-●●●●-●●●●-1828"]),
    ("旧カード ●●●●-●●●●-●●●●-1828、有効期限11/29", "card_expiry", ["11/29"]),
    ("支払方法: クレジット (************6176)", "card", ["************6176"]),
    ("会員 xxxxxxxxxxxx1234 は退会", "card", []),
    ("クーポンの有効期限 11/29", "card_expiry", []),
]
BIRTHS = [
    ("生年月日も確認して\n[12:15] 木下: 1968/8/27って言ってました", "birth_date", ["1968/8/27"]),
    ("生年月日が違うようです。正しくは1958年4月17日でよいですか", "birth_date", ["1958年4月17日"]),
    ("重複が2件。小川清子、1987-04-14、ogawa@example.jp", "birth_date", ["1987-04-14"]),
    ("申込者山口麻衣 昭和47年8月8日 勤続4年", "birth_date", ["昭和47年8月8日"]),
    ("1951年(昭和26年)7月30日生まれ", "birth_date", ["1951年(昭和26年)7月30日"]),
    ("私は、平成元年十二月二十一日、新潟県で生まれ", "birth_date", ["平成元年十二月二十一日"]),
    ("生年月日が空欄のまま、申込日2019年4月1日で登録", "birth_date", []),
    ("山田太郎 2024年5月1日に来店", "birth_date", []),
    ("作業報告 鈴木一郎 2021/5/6 完了", "birth_date", []),
]
ACCOUNTS = [
    ("給与口座 → 静岡銀行 名古屋支店 9484279 名義相違", "bank_account", ["静岡銀行 名古屋支店 9484279"]),
    ("私の口座は千葉銀行 青葉支店で、番号は1104783です", "bank_account", ["千葉銀行 青葉支店で、番号は1104783"]),
    ("記号・番号は19702・7979、振込先は", "health_insurance", ["19702・7979"]),
    ("会員番号は4087711と2096232で、いずれも", "member_id", ["4087711", "2096232"]),
    ("東京都港区芝公園0-3-4 第2山本ハイツ304号 に転居", "address", []),
    ("新潟県長岡市原町575-8 第2山本ハイツ304号", "address", ["新潟県長岡市原町575-8 第2山本ハイツ304号"]),
    ("銀行名:福岡銀行 名古屋支店", "bank_account", []),
    ("大分市三川新町 3の17の2,076-000-0003", "phone", ["076-000-0003"]),
    ("「〇九〇‐一二三四‐五六七八」と書いた手紙", "phone", ["〇九〇‐一二三四‐五六七八"]),
    ("ログインID:m.suzuki@example.ne.jp", "member_id", []),
]
MORE = [
    ("パスワード eDJEpJw9y", "password", ["eDJEpJw9y"]),
    ("パスワード 変更のお知らせ", "password", []),
    (
        "INSERT INTO users (id, name, tel) VALUES (1, '大西賢治', '090-0000-0001'), (2, '関陽菜', '090-0000-0002');",
        "phone",
        ["090-0000-0001", "090-0000-0002"],
    ),
    ("INSERT INTO users (name, password) VALUES ('関陽菜', 'midori_5739');", "password", ["midori_5739"]),
    ("kenji.onishi@example.com/09026347997", "phone", ["09026347997"]),
    ("勤務先 株式会社大栄化成 電話078-000-0703 勤続7年", "phone", ["078-000-0703"]),
    ("背番号1 吉川 颯太(2011/4/8) 保護者 090-0000-0001", "birth_date", ["2011/4/8"]),
    ("年金の相談。妻の番号は5175-742414", "pension_number", ["5175-742414"]),
    ("本人確認:運転免許証(309012345620) マイナンバーカードは未取得", "my_number", []),
    ("カード 5898********8434 03/25", "card_expiry", ["03/25"]),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), [*LISTS, *FORMS, *CARDS, *BIRTHS, *ACCOUNTS, *MORE])
def test_a_way_of_writing_is_read(text: str, kind: str, wanted: list[str]) -> None:
    assert values(text, kind) == wanted
