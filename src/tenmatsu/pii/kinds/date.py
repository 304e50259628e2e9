"""Any other day or moment: registration, booking, update, stay."""

from __future__ import annotations

import numpy as np
import polars as pl

from tenmatsu.pii import dates
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "納期 納入日 期日 受渡日 実施日 対応日 決定日 認定日 起算日 発生日 送付日 返却日 貸出日 返品日 キャンセル日 "
    "日付 登録日 登録日時 登録年月日 作成日 作成日時 更新日 更新日時 最終更新日 最終更新日時 入会日 入会年月日 "
    "退会日 退会日時 加入日 予約日 予約日時 予約受付日 利用日 利用開始日 ご利用日 来店日 最終来店日 来院日 受診日 "
    "初診日 診察日 最終受診日 購入日 購入日時 注文日 注文日時 受注日 受注日時 発注日 発送日 出荷日 配送日 "
    "お届け日 納品日 配達希望日 支払日 入金日 請求日 決済日 決済日時 申込日 申込日時 お申込日 応募日 応募日時 "
    "受付日 受付日時 問い合わせ日 問合せ日時 回答日 回答日時 契約日 契約開始日 契約終了日 契約満了日 解約日 "
    "満期日 始期日 終期日 有効期限 有効期間 使用期限 期限 締切日 開始日 終了日 開始日時 終了日時 入社日 "
    "入社年月日 入社年 退職日 退社日 採用日 異動日 発令日 入学日 入学年月日 卒業日 卒業年月日 卒業年度 転入日 "
    "転出日 異動年月日 届出日 出発日 帰着日 帰国日 チェックイン チェックアウト チェックイン日 チェックアウト日 "
    "宿泊日 到着日 搭乗日 旅行日 公演日 公演日時 開催日 参加日 受講日 入場日時 入居日 退去日 契約年月日 配信日 "
    "配信日時 送信日時 開封日時 最終ログイン 最終ログイン日 最終ログイン日時 ログイン日時 アクセス日時 交付日 "
    "交付年月日 発行日 発行年月日 取得日 失効日 更新年月日 作成年月日 処理日 計上日 撮影日 検査日 検査日時 接種日 "
    "入院日 退院日 死亡日 婚姻日 結婚記念日 記念日 タイムスタンプ 日時 年月日 時刻 年月 年度 対象年月 "
    "旅券有効期限 パスポート有効期限 在留期限 在留期間 在留期間満了日 免許有効期限 回線開通日 開通日 次回更新日 "
    "試験日 面接日 内定日 勤務日 出勤日 時間 来場日時 登録日付 予約時間 date datetime timestamp time created "
    "created_at createdat created_on created_date createddate creation_date updated updated_at updatedat "
    "updated_on updated_date modified modified_at modified_date last_modified lastmodified deleted_at deletedat "
    "registered_at registeredat registered_on registration_date registrationdate reg_date regdate reg_dt regdt "
    "reg_ymd ins_dt insdt upd_dt upddt upd_date update_date updatedate create_date createdate insert_date "
    "insertdate ins_date order_date orderdate ordered_at orderedat order_dt booking_date bookingdate booked_at "
    "reservation_date reservationdate reserved_at visit_date visitdate visited_at last_visit lastvisit last_login "
    "lastlogin last_login_at lastloginat login_at join_date joindate joined_at joinedat joined hire_date hiredate "
    "hired_on start_date startdate end_date enddate started_at ended_at expires_at expiresat expiry_date "
    "expirydate expired_at valid_from valid_to valid_until payment_date paymentdate paid_at purchase_date "
    "purchasedate purchased_at shipped_at ship_date shipdate delivery_date deliverydate delivered_at check_in "
    "checkin check_out checkout checkin_date checkout_date departure_date departuredate arrival_date arrivaldate "
    "travel_date event_date eventdate entry_date entrydate submit_date submitted_at submittedat sent_at opened_at "
    "accessed_at confirmed_at verified_at email_verified_at cancelled_at withdrawn_at application_date applied_at "
    "contract_date contractdate admission_date discharge_date graduation_date enrollment_date issued_at "
    "issue_date issuedate toroku_bi torokubi toroku_nichiji torokunichiji touroku_bi tourokubi koshin_bi koshinbi "
    "koshin_nichiji koshinnichiji sakusei_bi sakuseibi yoyaku_bi yoyakubi nyukai_bi nyukaibi chumon_bi chumonbi "
    "moshikomi_bi moshikomibi keiyaku_bi keiyakubi hiduke hizuke nichiji nyusha_bi nyushabi nyukai_ymd toroku_ymd "
    "kaiyaku_bi year month passport_expiry passportexpiry passport_expiry_date passportexpirydate dt ymd "
    "passport_valid_until passport_exp shippedon last_seen last_seen_at "
)


def looks(look: Look) -> float:
    clock = look.rate(
        r"^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$|^(19|20)[0-9]{2}[-/年](0?[1-9]|1[0-2])月?$|^(0?[1-9]|1[0-2])月([0-9]{1,2}日)?$"
    )
    return min(0.9, max(0.9 * look.dated, 0.85 * clock) * (0.78 if look.timed < 0.3 else 1.0))


def allows(look: Look) -> float:
    text = look.rate(
        r"^[0-9]{1,4}[-/年:時]|^[0-9]{1,2}月|^(19|20)[0-9]{2}(年度?)?$|^[0-9]{10}$|^[0-9]{13}$|^[0-9]{6}$|^(明治|大正|昭和|平成|令和|[MTSHR])[0-9元]|^[0-9]{1,2}$|[0-9]~"
    )
    serial = look.share(~np.isnat(dates.serials(look.values))) if look.rate(r"^[0-9]{5}$") > 0.8 else 0.0
    return max(look.dated, text - look.rate(r"^(0[1-9]|1[0-2])/[2-4][0-9]$"), serial)


def valid(cells: pl.Series) -> pl.Series:
    return pl.Series(~np.isnat(dates.days(cells)))


KIND = Kind(
    word="date",
    ja="日付",
    en="other date",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=valid,
    hits=(
        ("登録日", "2021-04-01", "2022-05-10"),
        ("", "2024-04-01 10:12:00", "2024-04-02 11:00:00"),
        ("created_at", "2024/04/01 9:05", "2024/04/02 11:00"),
    ),
    misses=(("生年月日", "1975-01-02", "1988-11-30"), ("", "12345678", "99999999")),
    by_distinct=True,
)
