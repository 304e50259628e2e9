# ruff: noqa: E501 (patterns and tables are kept whole)
"""What looks like personal numbers and is none: web addresses, IP addresses, versions, decimals, amounts, ISBN, 法人番号, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import CHECK, CONTEXT, LABEL, Claim, Finder
from tenmatsu.pii.zones import matches

_NUMBER_OF = (
    "注文|受注|発注|伝票|予約|問い合わせ|問合せ|問合わせ|追跡|送り状|請求書|請求|見積書|見積|案件|製造|商品|製品|型|品|管理|受付|申込|申請|証券|契約|法人|登録|整理|決済|取引|"
    "領収書|領収|配送|荷物|貨物|出荷|ロット|シリアル|機種|図面|部品|文書|稟議|議案|チケット|トラッキング|承認|許可|届出|認定|特許|出願|便名|車台|車両|物件|店舗|事業所|内線|会議|ミーティング|識別"
)
_NUMBERED = re.compile(
    rf"(?:(?:{_NUMBER_OF})(?:票|書|用|ID)?(?:番号|番|№|No\.?|NO\.?|no\.?|コード|ID|Code|code|Number|#|ナンバー)|伝票|シリアル|ロット|追跡|送り状|トラッキング|内線|"
    r"ISBN|JAN|EAN|SKU|PO|SN|IMEI|Order|ORDER|order|Invoice|invoice|INVOICE|Tracking|tracking|Serial|serial|Version|version|Ticket|ticket|TICKET|Lot|Model|Part|Zoom|ミーティングID|会議ID)"
    r"(?:[ _]?(?:No\.?|NO\.?|no\.?|ID|Id|id|Code|code|Number|number|#|コード))?[ \t]*(?:[:=#(「『\]】]|は|が|の|\"){0,3}[ \t]*"
    r"([A-Za-z]{0,6}[-#]?[0-9][0-9A-Za-z]*(?:[- /.][0-9A-Za-z]*[0-9][0-9A-Za-z]*){0,6})"
)
_LONG = re.compile(r"[0-9]{5}|[0-9]{3,4}(?![0-9年])|[0-9]{1,2}[- /.][0-9]{1,4}[- /.][0-9]")
_PATTERNS = (
    (
        re.compile(
            r"(?:http|ftp|file|s3)s?://[!-'*-;=?-Z\\^-{|}~]+|www\.(?<![A-Za-z0-9.@-]www\.)[!-'*-;=?-Z\\^-{|}~]+"
        ),
        CHECK + 0.45,
    ),
    (
        re.compile(r"[0-9](?<![0-9.][0-9])[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2}|:[0-9]{2,5})?(?![0-9.]?[0-9])"),
        CHECK + 0.45,
    ),
    (re.compile(r"[0-9](?<![0-9.][0-9])[0-9]{0,2}\.[0-9]{3,}(?![0-9.]?[0-9])"), CHECK + 0.45),
    (re.compile(r"97[89](?<![0-9A-Za-z]...)[- ]?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9X](?![0-9])"), CHECK + 0.6),
    (re.compile(r"T[0-9]{13}(?<![0-9A-Za-z].{14})(?![0-9A-Za-z])"), LABEL),
    (
        re.compile(
            r"[0-9¥$€](?<![0-9][0-9])(?:(?<=[0-9])[0-9]{0,2}(?:,[0-9]{3}(?!-[0-9]))+(?:円|株|人|件|個|ドル)?|(?<=[¥$€]) ?[0-9]{1,15}(?:,[0-9]{3}){0,5}|(?<=[0-9])[0-9]{0,14} ?円)"
        ),
        CONTEXT + 0.6,
    ),
    (
        re.compile(
            r"[0-9a-fA-F](?<![0-9A-Za-z].)[0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])",
            re.IGNORECASE,
        ),
        LABEL,
    ),
)


def find(plain: str) -> Iterator[Claim]:
    for pattern, weight in _PATTERNS:
        for one in pattern.finditer(plain):
            yield Claim("other", *one.span(), "", 1.0, "no personal number", weight)
    for one in matches(_NUMBERED, plain, _LONG, 36, 40):
        if sum(char.isdigit() for char in one[1]) >= 3:
            yield Claim("other", *one.span(1), "", 1.0, "number of a thing", LABEL + 0.05)


FINDER = Finder("other", ("",), find, numeric=True)
