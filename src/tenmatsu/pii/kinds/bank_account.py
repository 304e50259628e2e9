# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Bank accounts: bank (4), branch (3), kind and number (7), names of bank and branch, of ゆうちょ."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "口座番号 銀行口座 銀行口座番号 振込先口座 振込口座 振込先 口座 口座情報 銀行名 銀行コード 銀行cd 金融機関 "
    "金融機関名 金融機関コード 金融機関cd 支店名 支店コード 支店番号 支店cd 店番 店番号 預金種目 預金種別 "
    "口座種別 口座種類 口座区分 普通当座 振込先銀行 振込先支店 振込先口座番号 引落口座 引落口座番号 引落先 "
    "振替口座 口座振替 ゆうちょ記号 ゆうちょ番号 通帳記号 通帳番号 ゆうちょ記号番号 ゆうちょ口座 "
    "返金口座 返金先口座 給与振込口座 給与振込先 報酬振込先 銀行口座情報 口座番号1 振込銀行 振込支店 銀行番号 "
    "引落銀行 引落銀行名 account_no accountno account_number accountnumber acct_no acctno bank_account "
    "bankaccount bank_account_no bankaccountno bank_account_number bankaccountnumber bank bank_name bankname "
    "bank_nm banknm bank_cd bankcd bank_code bankcode bank_no bankno branch_code branchcode branch_cd branchcd "
    "branch_no branchno bank_branch bankbranch bank_branch_name bankbranchname branchname_bank account_type "
    "accounttype acct_type accttype koza koza_no kozano kozabango koza_bango kouza kouza_no kouzano kouzabangou "
    "ginko ginko_mei ginkomei ginkou ginko_cd ginkocd shiten_cd shitencd shiten_mei shitenmei shiten "
    "yokin_shumoku yokinshumoku yucho yucho_kigo yucho_bango tsucho_kigo iban bban swift bic swift_code "
)
SAYS = "記号番号 記号 番号 種別 種目 支店 branch branch_name branchname 名義 "


def looks(look: Look) -> float:
    bank = look.rate(_BANK)
    kind = look.rate(r"^(普通|当座|貯蓄|普通預金|当座預金|貯蓄預金|普通口座)$")
    postal = look.rate(_POSTAL)
    return min(0.95, max(0.95 * bank, 0.95 * kind, 0.9 * postal, 0.9 * look.rate(_WHOLE)))


def allows(look: Look) -> float:
    return max(
        look.bare_rate(r"^[0-9]{3,8}$|^[0-9]{10,14}$"),
        look.rate(r"[銀信農漁労協金庫店部行所]|^(普通|当座|貯蓄)|^[\p{Han}\p{Katakana}A-ZＡ-Ｚ]{1,12}$"),
        look.rate(r"^[A-Z]{4,6}[A-Z0-9]{8,28}$|^[A-Z]{6}[A-Z0-9]{2,5}$"),
        look.rate(r"^[12]$"),
    )


_BANK = r"(銀行|信用金庫|信用組合|信金|労働金庫|農業協同組合|農協|信託銀行|ネット銀行|漁協|信組)$|^(みずほ|三菱UFJ|三井住友|りそな|ゆうちょ|楽天|PayPay)(銀行)?$"
_POSTAL = r"^1[0-9]{3}0[-\s][0-9]{2,7}1$"
_WHOLE = r"(銀行|信用金庫|信用組合).*(支店|本店|営業部).*[0-9]{6,7}"


KIND = Kind(
    word="bank_account",
    ja="銀行口座",
    en="bank account",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"^[0-9]{3,8}$|[\p{Han}\p{Katakana}]|^[0-9]{5}[- ][0-9]{2,8}$|^[A-Z0-9]{8,34}$"),
    hits=(
        ("", "みずほ銀行", "三井住友銀行", "ゆうちょ銀行"),
        ("口座番号", "1234567", "7654321"),
        ("記号番号", "10120-12345671", "14160-7654321"),
    ),
    misses=(("店舗名", "新宿店", "渋谷店"), ("商品番号", "1234567", "7654321")),
    says=tuple(SAYS.split()),
)
