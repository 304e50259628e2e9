# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Nationality or country."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "国籍 国籍・地域 国籍コード 国籍名 国籍地域 国籍/地域 出身国 国 国名 国・地域 国コード 居住国 発行国 "
    "旅券発行国 在住国 パスポート発行国 国籍(英字) 母国 nationality nationality_code nationalitycode "
    "nationality_cd citizenship country country_code countrycode country_cd countrycd country_name countryname "
    "kokuseki kokuseki_cd kokusekicd kuni nation passport_country passportcountry issuing_country issuingcountry "
    "country_of_birth residence_country natl nat_cd "
)


def looks(look: Look) -> float:
    if look.distinct > 260:
        return 0.0
    return max(
        0.92 * look.rate(NAMES) * (look.distinct >= 2 or look.n < 3),
        0.85 * look.rate(CODE3),
        0.75 * look.rate(CODE2) * (look.distinct >= 3),
    )


def allows(look: Look) -> float:
    return max(
        0.0,
        look.rate(r"^[\p{Han}\p{Katakana}\p{Hiragana}ー・A-Za-z ,.()']{1,40}$|^[0-9]{2,3}$") - 0.6 * look.kanji.full,
    )


NAMES = (
    r"(?i)^(日本|アメリカ|米国|アメリカ合衆国|中国|中華人民共和国|韓国|大韓民国|北朝鮮|朝鮮|台湾|香港|マカオ|フィリピン|ベトナム|ヴェトナム|タイ|インドネシア|インド|ネパール|ミャンマー|マレーシア|シンガポール|スリランカ|バングラデシュ|パキスタン|モンゴル|カンボジア|ラオス|ブラジル|ペルー|アルゼンチン|メキシコ|カナダ|イギリス|英国|フランス|ドイツ|イタリア|スペイン|ポルトガル|ロシア|ウクライナ|オーストラリア|ニュージーランド|オランダ|ベルギー|スイス|スウェーデン|ノルウェー|フィンランド|デンマーク|ポーランド|トルコ|イラン|イスラエル|サウジアラビア|エジプト|南アフリカ|ナイジェリア|ケニア|ガーナ|オーストリア|アイルランド|チェコ|ギリシャ|ハンガリー|ルーマニア|コロンビア|チリ|ボリビア|ウズベキスタン|無国籍)(人|籍|国籍)?$"
    r"|^(japan|japanese|usa|u\.s\.a\.|united states.*|american|china|chinese|korea|south korea|korean|republic of korea|taiwan|taiwanese|hong kong|philippines|filipino|vietnam|vietnamese|thailand|thai|indonesia|indonesian|india|indian|nepal|nepalese|myanmar|malaysia|singapore|brazil|brazilian|peru|canada|canadian|united kingdom|uk|british|france|french|germany|german|italy|italian|spain|spanish|russia|russian|australia|australian|new zealand|netherlands|mexico)$"
)
CODE3 = r"^(JPN|USA|CHN|KOR|TWN|HKG|PHL|VNM|THA|IDN|IND|NPL|MMR|MYS|SGP|BRA|PER|CAN|GBR|FRA|DEU|ITA|ESP|RUS|AUS|NZL|NLD|MEX|MNG|LKA|BGD|PAK|KHM|LAO|CHE|SWE|NOR|FIN|DNK|POL|TUR|IRN|ISR|EGY|ZAF|NGA|ARG|CHL|COL|UKR|BEL|AUT|PRT|IRL)$"
CODE2 = r"^(JP|US|CN|KR|TW|HK|PH|VN|TH|ID|IN|NP|MM|MY|SG|BR|PE|CA|GB|FR|DE|IT|ES|RU|AU|NZ|NL|MX|MN|LK|BD|PK)$"


KIND = Kind(
    word="nationality",
    ja="国籍",
    en="nationality",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"^[\p{Han}\p{Katakana}\p{Hiragana}A-Za-z]|^[0-9]{2,3}$"),
    hits=(("", "日本", "中国", "韓国", "ベトナム"), ("国籍", "JPN", "USA")),
    misses=(("都道府県", "東京都", "大阪府"), ("言語", "ja", "en")),
)
