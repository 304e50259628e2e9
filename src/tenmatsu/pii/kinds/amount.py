"""Sums of money."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "金額 合計 合計金額 請求額 請求金額 支払額 支払金額 お支払い金額 お支払金額 購入金額 累計購入金額 利用金額 "
    "ご利用額 利用額 料金 月額 月額料金 年額 単価 価格 販売価格 定価 売価 小計 税込金額 税抜金額 税額 消費税 "
    "消費税額 送料 手数料 割引額 値引額 割引 値引き 年収 世帯年収 月収 所得 所得金額 収入 給与 給与額 給料 基本給 "
    "時給 賞与 ボーナス 手当 残高 預金残高 口座残高 入金額 出金額 振込金額 保険料 月額保険料 年間保険料 保険金額 "
    "保険金 家賃 賃料 敷金 礼金 管理費 共益費 寄付金額 寄附金額 寄附額 税金 納税額 滞納額 借入額 融資額 借入残高 "
    "限度額 利用限度額 与信枠 与信限度額 医療費 診療費 自己負担額 旅行代金 宿泊料金 宿泊代金 チケット代 参加費 "
    "会費 年会費 月会費 授業料 学費 売上 売上金額 売上高 利用料 課金額 代金 希望年収 想定年収 支給額 控除額 "
    "差引支給額 総支給額 評価額 預り金 前払金 総額 決済金額 原価 予算 通話料 通信料 請求合計 amount price total "
    "total_amount totalamount total_price totalprice subtotal sub_total fee cost charge payment payment_amount "
    "paymentamount paid_amount balance salary income annual_income annualincome wage revenue sales sales_amount "
    "unit_price unitprice tax tax_amount taxamount discount discount_amount shipping_fee shippingfee rent deposit "
    "premium credit_limit creditlimit kingaku gokei gokei_kingaku seikyu_gaku seikyugaku nedan kakaku ryokin "
    "nenshu nensyu kyuyo zandaka tanka amt amt_total total_amt order_amount orderamount order_total ordertotal "
    "purchase_amount grand_total grandtotal donation_amount loan_amount yen jpy uriage monthly_fee monthlyfee "
    "total_spent totalspent lifetime_value ltv spent hokenryo yachin price_total "
)


def looks(look: Look) -> float:
    marked = look.rate(
        r"^[¥\\$€£]\s?-?[0-9,]+(\.[0-9]+)?$|^-?[0-9]{1,3}(,[0-9]{3})+円?$|^[0-9,]+円(\(税[込抜別]\))?$|^[0-9,.]+万円$"
    )
    small = look.rate(r"^-?[0-9]{1,3}$")
    round_ = look.rate(r"^-?[1-9][0-9]{0,7}0$|^0$|^[0-9]{2,6}80$")
    plain = 0.7 * look.rate(r"^-?[0-9]{2,9}(\.0)?$") * (round_ > 0.8 and small < 0.5 and look.same_length < 0.97)
    return min(0.93, max(0.93 * min(1.0, marked + 0.9 * small * (marked > 0.3)), plain))


def allows(look: Look) -> float:
    return look.rate(r"^[-+▲△]?[¥\\$]?\s?-?[0-9,.]+\s?(円|万円|千円|JPY|万|億)?(\(税[込抜別]\)|以上|未満|~.*)?$")


KIND = Kind(
    word="amount",
    ja="金額",
    en="amount",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"^[-+▲△]?[¥\\$]?\s?-?[0-9,.]+\s?(円|万円|千円|JPY|万|億)?"),
    hits=(("", "¥1,200", "¥35,000", "¥980"), ("合計金額", "1200", "35000"), ("", "1,200円", "980円", "12,000円")),
    misses=(("電話番号", "0312345678", "09012345678"), ("数量", "1", "2")),
)
