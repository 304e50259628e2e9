# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Addresses, whole or over several columns: prefecture, city, town and block, building."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "州/県 州・県 住所以下 町丁目 住所詳細以下 "
    "建物名号室 マンション名・部屋番号 建物名・階数 町以降 町名番地以降 市区町村以降 都市区 建物名階数 番地号 住所 ご住所 お住まい 居住地 現住所 自宅住所 住所1 住所2 住所3 住所4 住所5 住所(自宅) 住所(都道府県) "
    "住所(市区町村) 住所(番地) 住所(建物名) 住所(建物) 住所(町名番地) 都道府県 都道府県名 県名 県 府県 "
    "都道府県市区町村 市区町村 市区町村名 市町村 市町村名 市区郡 市区 区市町村 町名 町域 町域名 町名番地 "
    "町名・番地 町名以下 丁目番地 番地 番地等 番地以下 丁目 字 大字 それ以降の住所 以降の住所 以降住所 建物 "
    "建物名 建物名等 建物名・部屋番号 建物名部屋番号 マンション名 マンション アパート名 アパート・マンション名 "
    "ビル名 ビル・マンション名 建物・部屋番号 方書 所在地 住居 住居地 住居所 本籍地 本籍 送付先住所 お届け先住所 "
    "届け先住所 配送先住所 請求先住所 勤務先住所 会社住所 実家住所 帰省先住所 保護者住所 緊急連絡先住所 "
    "連絡先住所 物件所在地 物件住所 住民票住所 住所カナ 住所(カナ) 住所フリガナ 住所(フリガナ) 出身地 出身 現住地 "
    "お住まいの地域 お住まいの都道府県 住所(市区町村以下) 都道府県(漢字) 出身県 設置場所住所 使用場所住所 "
    "設置先住所 住所(全角) 町字 番地・建物名 住所詳細 登録住所 転居先住所 旧住所 新住所 前住所 address addr adr "
    "address1 address2 address3 addr1 addr2 addr3 addr01 addr02 addr03 address01 address02 adrs address_line1 "
    "addressline1 address_line2 addressline2 address_line_1 address_line addressline street street_address "
    "streetaddress street1 street2 city town pref prefecture pref_name prefname pref_nm prefnm state province "
    "region_state building building_name buildingname bldg bldg_name bldgname apartment apt house_number "
    "housenumber chome banchi jusho jyusyo juusho jusho1 jusho2 jusho3 jusyo jyuusho jyusho todofuken todouhuken "
    "todoufuken ken kenmei shikuchoson sikucyoson shikuchouson shichoson shi_ku_cho choiki cho_iki choimei "
    "tatemono tatemono_mei tatemonomei mansion mansion_name home_address homeaddress work_address workaddress "
    "shipping_address shippingaddress billing_address billingaddress mailing_address mailingaddress residence "
    "domicile full_address fulladdress address_kanji addresskanji jusho_kanji jushokanji address_kana addresskana "
    "jusho_kana jushokana location_address city_name cityname municipality ward district addr_pref addr_city "
    "addr_town addr_bldg addr_all locality honseki ku adr1 adr2 katagaki "
)
SAYS = "住所コード名 地域 エリア 番地号 country_address location 所在 アドレス "


def looks(look: Look) -> float:
    if look.japanese < 0.3:
        blocks = look.rate(BLOCK) - 0.7 * look.rate(r"^[0-9]{1,2}-[0-9]{1,2}$")
        return 0.85 * max(0.0, blocks) * (1 - look.dated) * (look.unique > 0.2) + 0.9 * look.rate(ENGLISH)
    city, town = look.place
    whole = look.rate(WHOLE)
    prefecture = look.rate(PREFECTURE)
    short = look.rate(SHORT) if look.distinct > 3 or look.rate(SHORT) > 0.9 else 0.0
    blocks = look.rate(TOWN_BLOCK)
    building = look.rate(BUILDING)
    named = max(0.0, town - look.kanji.family) if town > 0.5 else 0.0
    kana = look.rate(KANA)
    parts = (
        0.98 * whole,
        0.96 * prefecture,
        0.55 * short,
        0.93 * city,
        0.85 * look.rate(CITY),
        0.94 * blocks,
        0.85 * building + 0.4 * look.rate(ROOM) * (building > 0.2),
        (0.9 * town if town > 0.8 and look.kanji.family < 0.5 else 0.8 * named) * (look.length > 1.5),
        0.95 * kana,
    )
    mixed = look.rate(f"{WHOLE}|{PREFECTURE}|{TOWN_BLOCK}|{BUILDING}|{BLOCK}|{CITY_TOWN}")
    return min(
        0.97,
        max(*parts, 0.9 * mixed)
        * (1 - look.company)
        * (1 - look.rate(PLATE))
        * (1 - look.rate(r"(店|支店|営業所|病院|学校|大学|支社|駅)$")),
    )


def allows(look: Look) -> float:
    if look.rate("@") > 0.5:
        return 0.0
    number = look.rate(r"^[0-9]{5,}$|^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{4}$")
    return max(
        0.0,
        1
        - number
        - 0.8 * look.dated
        - 0.9 * look.rate(r"^[0-9]{3}-[0-9]{4}$")
        - 0.8 * look.rate(r"^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$|^https?:"),
    )


_PREF = "北海道|(?:東京|大阪|京都|[\\p{Han}]{2,3}?)[都府県]"
PREFECTURE = r"^(北海道|東京都|大阪府|京都府|[\p{Han}]{2,3}県)$"
SHORT = (
    r"^(東京|大阪|京都|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎"
    r"|熊本|大分|宮崎|鹿児島|沖縄)$"
)
WHOLE = r"^〒?[0-9-]{0,8}\s?(北海道|東京都|大阪府|京都府|[\p{Han}]{2,3}県)\s?[^\s0-9]{1,7}?[市区町村郡]"
CITY = r"^[\p{Han}\p{Hiragana}\p{Katakana}ヶケ]{1,7}(市|区|町|村|郡)$"
CITY_TOWN = r"^[\p{Han}\p{Hiragana}\p{Katakana}ヶケ]{1,6}[市区町村郡][^。、]{1,30}$"
TOWN_BLOCK = r"^[\p{Han}\p{Hiragana}\p{Katakana}ー々ヶケノ\s]{1,16}\s?(第?[0-9]{1,5}(-[0-9]{1,5}){1,3}|[0-9一二三四五六七八九十]{1,4}丁目|[0-9]{1,5}番地?|[0-9]{1,5}号|[0-9]{1,5}-[0-9]{1,4})"
BLOCK = r"^([0-9]{1,4}-[0-9]{1,3}(-[0-9]{1,4}){0,2}|[0-9]{1,3}丁目.*|[0-9]{1,5}番地?([0-9]{1,4}号?)?(-?[0-9]+)?)$"
BUILDING = r"(マンション|ハイツ|コーポ|アパート|メゾン|パレス|シャトー|レジデンス|ハイム|コート|ヴィラ|ビラ|ハウス|タワー|荘|クレスト|パーク|グランド|シティ|ビル(ディング)?|ドミトリー|団地|ガーデン|プラザ|レオパレス|ライオンズ|コンフォート|ルネ|サン|フォレスト|ヒルズ|テラス|アーバン|エステート)[\p{Han}\p{Katakana}A-Z]{0,8}[\sーA-Z-]*([0-9]{1,4}(号室?|階|F)?)$|号室$|号棟"
PLATE = r"^[\p{Han}\p{Hiragana}]{1,4}\s?[0-9]{2,3}\s?\p{Hiragana}\s?[・.0-9-]{1,6}"
ROOM = r"[0-9]{2,4}(号室?)?$"
ENGLISH = r"(?i)\b[a-z]+-(ku|shi|cho|machi|gun|ken)\b|\b(tokyo|osaka|street|st\.|avenue|ave\.?|road|rd\.)\b.*\d|\d.*\b(tokyo|osaka|street|avenue|road)\b"
KANA = r"^(ホッカイドウ|トウキョウト|オオサカフ|キョウトフ|\p{Katakana}{2,5}ケン)\s?\p{Katakana}+"


KIND = Kind(
    word="address",
    ja="住所",
    en="address",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"[\p{Han}\p{Katakana}\p{Hiragana}]|[A-Za-z]{2}|^[0-9-]+$"),
    hits=(
        ("", "東京都港区芝公園12丁目3番4号 クレスト000", "大阪府大阪市北区梅田1-2-3"),
        ("", "東京都", "大阪府", "北海道"),
        ("jusho1", "東京都港区", "大阪市北区"),
        ("建物名", "コーポ佐藤 101", "ハイツ田中203"),
    ),
    misses=(("", "佐藤", "鈴木", "高橋"), ("店舗名", "港区店", "新宿店")),
    says=tuple(SAYS.split()),
)
