"""Month and year at which a payment card ends: 05/29, 2029-05, 0529."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches, share

HEADERS = (
    "カード有効期限 クレジットカード有効期限 クレジット有効期限 クレカ有効期限 有効期限(月/年) 有効期限(mm/yy) "
    "有効期限mmyy カード期限 カード有効年月 カード有効期限月 カード有効期限年 card_expiry cardexpiry card_exp "
    "cardexp card_expire cardexpire card_expiration cardexpiration expiry_mmyy card_exp_date cardexpdate cc_exp "
    "ccexp cc_expiry ccexpiry exp_mm_yy expmmyy card_valid_thru cardvalidthru valid_thru validthru credit_expiry "
    "exp_month exp_year expmonth expyear card_expiry_date cardexpirydate card_limit cardlimit cardyukokigen "
    "card_yuko_kigen expire_card creditcardexpire credit_card_expire card_exp_ym creditcardexpirydate "
    "credit_card_expiry expiration "
)
SAYS = "有効期限 expiry exp expiry_date expire expires expiration_date valid_until yuko_kigen yukokigen exp_date 期限 "
_MMYY = r"^(0[1-9]|1[0-2])\s?/\s?(20)?[2-4][0-9]$"

KIND = Kind(
    word="card_expiry",
    ja="カード有効期限",
    en="card expiry",
    headers=tuple(HEADERS.split()),
    looks=share(_MMYY, 0.93),
    allows=lambda look: max(
        look.rate(_MMYY),
        look.rate(r"^(0?[1-9]|1[0-2])?[/-]?(20)?[0-9]{2}$|^20[0-9]{2}[-/年]?(0?[1-9]|1[0-2])月?$|^[0-9]{1,4}$"),
        0.5 * look.dated,
    ),
    valid=matches(
        _MMYY + r"|^(0[1-9]|1[0-2])[0-9]{2}$|^20[0-9]{2}[-/](0[1-9]|1[0-2])$|^(0?[1-9]|1[0-2])$|^(20)?[0-9]{2}$"
    ),
    hits=(("", "05/29", "11/27", "01/30"), ("カード有効期限", "0529", "1127")),
    misses=(("有効期限", "2029-05-01", "2030-01-01"), ("", "13/29", "25/12")),
    says=tuple(SAYS.split()),
)
