# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Numbers by which an organisation knows its customer, member, patient or pupil. Without a header: the column whose values name a row."""

from __future__ import annotations

from tenmatsu.pii.ids import SHAPE, allows, looks
from tenmatsu.pii.kind import Kind, matches

HEADERS = (
    "会員番号 会員id 会員no 会員コード 会員cd 会員ナンバー 会員証番号 会員カード番号 お客様番号 お客さま番号 "
    "お客様id お客様no お客様コード 顧客番号 顧客id 顧客no 顧客コード 顧客cd 顧客ナンバー 顧客管理番号 取引者番号 "
    "利用者番号 利用者id 利用者no ユーザid ユーザーid ユーザ番号 ユーザー番号 ユーザーno ユーザーコード "
    "ログインid アカウントid アカウント アカウント番号 マイページid 患者番号 患者id 患者no 患者コード 診察券番号 "
    "診察券no カルテ番号 カルテno 学籍番号 生徒番号 生徒id 児童番号 学生番号 学生id 学生証番号 受講者番号 "
    "受講生番号 組合員番号 組合員コード 加入者コード 加入者id マイレージ番号 マイレージ会員番号 マイル番号 "
    "ポイントカード番号 ポイント会員番号 ポイント番号 お得意様番号 得意先コード 契約者番号 契約者id 契約者コード "
    "被験者番号 参加者番号 参加者id 入居者番号 入居者id 宛名番号 住民番号 住民id 世帯番号 住民コード "
    "図書館利用者番号 利用カード番号 図書カード番号 個人id 個人コード 個人no 受験者番号 応募者id 寄付者id "
    "寄附者番号 登録者番号 登録者id 登録番号 団員番号 選手番号 園児番号 識別番号 顧客識別番号 お客様識別番号 "
    "本人識別番号 メンバーid メンバー番号 識別id member_id memberid member_no memberno member_num membernum "
    "member_number membernumber member_cd membercd member_code membercode mem_no memno mem_id memid mbr_no mbrno "
    "mbr_id mbrid membership_no membershipno membership_number membershipnumber membership_id membershipid "
    "customer_id customerid customer_no customerno customer_number customernumber customer_code customercode "
    "customer_cd customercd cust_id custid cust_no custno cust_cd custcd cust_code custcode cust_num custnum "
    "cst_id cstid cst_no cstno cst_cd cstcd client_id clientid client_no clientno client_code clientcode user_id "
    "userid user_no userno user_cd usercd user_number uid usr_id usrid login_id loginid login account_id "
    "accountid patient_id patientid patient_no patientno pt_id ptid chart_no chartno karte_no karteno student_id "
    "studentid student_no studentno pupil_id kaiin_no kaiinno kaiin_id kaiinid kaiinbango kaiin_bango kaiinbangou "
    "kaiin_cd kaiincd kokyaku_no kokyakuno kokyaku_id kokyakuid kokyaku_cd kokyakucd kokyakubango kokyaku_bango "
    "okyakusama_no okyakusamabango kanja_no kanjano kanja_id kanjaid kanjya_id gakuseki_no gakusekibango gakuseki "
    "seito_no seitono subscriber_id subscriberid person_id personid passenger_id guest_id guestid contact_id "
    "contactid mileage_no mileageno ffp_no ffpno point_card_no loyalty_no loyaltyid loyalty_id riyosha_no "
    "riyoshabango contractor_id contractorid tenant_id tenantid atena_no atenano resident_id residentid "
    "citizen_id participant_id participantid attendee_id attendeeid applicant_id applicantid "
)
SAYS = "id no. 番号 コード 管理番号 管理no 整理番号 登録id 資格番号 "

KIND = Kind(
    word="member_id",
    ja="会員番号",
    en="member or customer number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(SHAPE),
    hits=(
        ("会員番号", "00012345", "00012346"),
        ("cust_id", "C-000123", "C-000456"),
        ("学籍番号", "2021A001", "2021A002"),
    ),
    misses=(("注文番号", "100001", "100002"), ("", "12", "7", "12")),
    says=tuple(SAYS.split()),
)
