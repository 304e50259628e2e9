# ruff: noqa: E501 - tables of words, where one line holds one thing
"""The leak at a travel company's subsidiary in March 2016, told again with invented persons.

What was published: an intruder made a data file on a server on 21 March 2016 and deleted it; recovered on 13 May it held about
7,930,000 records; on 14 June these were announced as persons, and on 24 June corrected to 6,788,443 persons. Customers had booked at
the company's home page, at るるぶトラベル, at JAPANiCAN (about 700,000 guests from abroad) or at partners (about 500,000, of them dトラベル
about 330,000). 9,154 passport numbers, of which 4,359 were valid on 14 June 2016. "More than nine in ten of 8.7 million" registrations:
one person may be registered at several sites, so the master holds 8,700,000 registrations, of which 7,930,000 (91 %) belong to exposed
persons. That is how nine in ten can be true beside 6.79 million persons.

Figures that were not published, and are assumed: how many of the exposed persons are members (6,480,000; the others are companions
and partners' guests), the shares of the files, and every rate of error. No booking content was exposed in the case itself; the files here hold
booking numbers, days and remarks, since dumps do. As a disk (`tenmatsu.rehearsal.server`): the paths, that the server's volume is ext4,
and the minutes at which the files were made and deleted on 21 March.

Passports: see `tenmatsu.rehearsal.passports` for the rule of validity (T: 10 years, M: 5 years from the day of issue).
"""

from __future__ import annotations

from datetime import date

from tenmatsu.model import Brief, Certainty, Evidence, Master
from tenmatsu.rehearsal.scenario import Column, Figures, Layout, Scenario

NAME = Column("氏名", "name", "name", 0.0)
KANA = Column("フリガナ", "name_kana", "kana")
BIRTH = Column("生年月日", "birth_date", "birth")

HOME_OLD = (
    Column("予約番号", "other", "booking", 0.0), Column("予約日", "date", "booked", 0.0),
    Column("氏名", "name", "name", 0.0), Column("氏名カナ", "name_kana", "kana", 0.04), Column("性別", "sex", "sex", 0.05),
    BIRTH, Column("郵便番号", "postcode", "postcode"), Column("住所", "address", "address"),
    Column("電話番号", "phone", "phone"), Column("メールアドレス", "email", "email", 0.05), Column("備考", "free_text", "note", 0.0),
)  # fmt: skip
HOME_NEW = (
    Column("受付番号", "other", "booking", 0.0), Column("姓", "family_name", "family", 0.0), Column("名", "given_name", "given", 0.0),
    Column("セイ", "family_kana", "family_kana", 0.03), Column("メイ", "given_kana", "given_kana", 0.03),
    Column("性別区分", "sex", "sex"), Column("誕生日", "birth_date", "birth"), Column("E-mail", "email", "email", 0.04),
    Column("自宅TEL", "phone", "landline", 0.45), Column("携帯TEL", "phone", "mobile", 0.2), Column("〒", "postcode", "postcode"),
    Column("都道府県", "address", "prefecture"), Column("市区町村番地", "address", "town_line"), Column("建物名", "address", "building"),
    Column("旅券番号", "passport", "passport", 0.0), Column("旅券発行年月日", "passport_issue_date", "issued", 0.0),
    Column("支払金額", "amount", "amount", 0.0),
)  # fmt: skip
RURUBU = (
    Column("reserve_no", "other", "booking", 0.0), Column("reserve_date", "date", "booked", 0.0), Column("name_kanji", "name", "name", 0.0),
    Column("name_kana", "name_kana", "kana", 0.05), Column("sex", "sex", "sex"), Column("birthday", "birth_date", "birth"),
    Column("mail_address", "email", "email", 0.03), Column("tel", "phone", "phone"), Column("zip", "postcode", "postcode"),
    Column("pref", "address", "prefecture"), Column("address1", "address", "city"), Column("address2", "address", "rest"),
    Column("address3", "address", "building"), Column("plan_name", "other", "plan", 0.0), Column("price", "amount", "amount", 0.0),
)  # fmt: skip
JAPANICAN = (
    Column("Booking ID", "other", "booking", 0.0), Column("Last Name", "family_name", "romaji_family", 0.0),
    Column("First Name", "given_name", "romaji_given", 0.0), Column("Nationality", "nationality", "nationality"),
    Column("Date of Birth", "birth_date", "birth"), Column("Gender", "sex", "sex"), Column("Email", "email", "email", 0.02),
    Column("Phone Number", "phone", "mobile"), Column("Check-in", "date", "booked", 0.0), Column("Remarks", "free_text", "note", 0.0),
)  # fmt: skip
PARTNER_D = (
    Column("提携先", "other", "partner", 0.0), NAME, KANA, Column("お客様メールアドレス", "email", "email", 0.02),
    Column("ご連絡先電話番号", "phone", "mobile"), BIRTH, Column("性別", "sex", "sex"), Column("ご住所", "address", "address", 0.3),
)  # fmt: skip
PARTNERS_BARE = (
    Column("", "other", "partner", 0.0), Column("", "other", "booking", 0.0), Column("", "name", "name", 0.0), Column("", "name_kana", "kana"),
    Column("", "email", "email", 0.04), Column("", "phone", "phone"), Column("", "birth_date", "birth"), Column("", "date", "booked", 0.0),
    Column("", "postcode", "postcode"),
)  # fmt: skip
COMPANIONS = (
    Column("予約番号", "other", "booking", 0.0), Column("同行者氏名", "name", "name", 0.0), Column("同行者生年月日", "birth_date", "birth", 0.08),
)  # fmt: skip
TRAVELLERS = (
    Column("渡航者氏名", "name", "name", 0.0), Column("ローマ字氏名", "name_romaji", "romaji", 0.02), BIRTH, Column("性別", "sex", "sex"),
    Column("パスポート番号", "passport", "passport", 0.0), Column("パスポート取得日", "passport_issue_date", "issued", 0.0),
    Column("連絡先電話", "phone", "mobile"), Column("メール", "email", "email", 0.15),
)  # fmt: skip
MEMBER_LIST = (
    Column("会員番号", "member_id", "member", 0.0), Column("お名前", "name", "name", 0.0), Column("ふりがな", "name_kana", "kana"),
    BIRTH, Column("メール", "email", "email"), Column("電話", "phone", "phone"), Column("〒", "postcode", "postcode"), Column("住所", "address", "address"),
)  # fmt: skip
SHEET = (
    Column("No", "other", "booking", 0.0), Column("代表者", "name", "name", 0.0), Column("代表者カナ", "name_kana", "kana"),
    Column("連絡先", "phone", "phone"), Column("E-Mail", "email", "email", 0.1), BIRTH, Column("住所", "address", "address"),
    Column("備考", "free_text", "note", 0.0),
)  # fmt: skip
MASTER = (
    Column("会員番号", "member_id", "member", 0.0), Column("氏名", "name", "name", 0.0), Column("フリガナ", "name_kana", "kana", 0.01),
    Column("性別", "sex", "sex", 0.02), Column("生年月日", "birth_date", "birth", 0.03), Column("メールアドレス", "email", "email", 0.02),
    Column("電話番号", "phone", "phone", 0.05), Column("郵便番号", "postcode", "postcode", 0.04), Column("住所", "address", "address", 0.04),
    Column("サービス", "other", "service", 0.0), Column("提携先", "other", "partner", 0.0), Column("登録日", "date", "booked", 0.0),
)  # fmt: skip

FILES = (
    Layout("reserve_2007_2012.csv", "home", HOME_OLD, 0.40, titles=("予約顧客データ抽出結果", "抽出日時:2016/03/21 02:14:07 対象:2007/09/28-2012/12/31"),
           repeat_header=5_000, booked=(date(2007, 9, 28), date(2012, 12, 31)), total="合計,{rows}件", styles={"phone": "mixed", "kana": "narrow", "date": "slash1"}),
    Layout("reserve_2013_2016.csv", "home", HOME_NEW, 0.60, booked=(date(2013, 1, 1), date(2016, 3, 21)), styles={"phone": "plain", "date": "eight", "sex": "digit", "postcode": "plain", "address": "dash"}),
    Layout("rurubu/rurubu_rsv_01.csv", "rurubu", RURUBU, 0.5, quote="always", styles={"date": "iso", "space": "narrow", "postcode": "plain", "null": "NULL", "address": "mixed", "sex": "letter"}),
    Layout("rurubu/rurubu_rsv_02.csv", "rurubu", RURUBU, 0.5, quote="always", styles={"date": "iso", "space": "narrow", "postcode": "plain", "null": "NULL", "address": "mixed", "sex": "letter"}),
    Layout("japanican/guest_list.csv", "inbound", JAPANICAN, 1.0, encoding="utf-8-sig", newline="\n", booked=(date(2009, 4, 1), date(2016, 3, 21)), styles={"date": "iso", "sex": "english", "case": "title"}),
    Layout("partner/d_travel.tsv", "docomo", PARTNER_D, 1.0, encoding="euc_jp", separator="\t", newline="\n", booked=(date(2014, 2, 27), date(2016, 3, 21)), styles={"phone": "hyphen", "date": "kanji", "space": "narrow", "address": "long"}),
    Layout("partner/partner_rsv.dat", "partners", PARTNERS_BARE, 1.0, header=False, styles={"phone": "paren", "date": "slash", "space": "none"}),
    Layout("companion.csv", "companions", COMPANIONS, 1.0, encoding="utf-8", newline="\n", styles={"date": "era_short", "space": "wide"}),
    Layout("overseas/渡航者名簿.csv", "travellers", TRAVELLERS, 1.0, titles=("渡航者名簿(旅券情報)",), styles={"date": "slash", "phone": "hyphen"}),
    Layout("backup.zip!会員抽出/会員リスト.csv", "members", MEMBER_LIST, 1.0, form="zip", styles={"date": "era_long", "kana": "hira", "phone": "wide", "postcode": "mark", "address": "wide"}),
    Layout("group/団体代表者.xlsx!代表者一覧", "groups", SHEET, 1.0, form="xlsx", titles=("団体旅行 代表者一覧",), styles={"phone": "no_zero", "date": "slash1"}),
)  # fmt: skip

SCENARIO = Scenario(
    name="jtb-2016",
    title="旅行予約サイトへの不正アクセス(2016年3月)",
    brief=Brief(
        title="旅行予約サイトへの不正アクセス(2016年3月)の再現",
        organisation="架空旅行株式会社",
        sector="travel",
        as_of=date(2016, 6, 14),
        evidence=(Evidence("evidence", "intrusion", (date(2016, 3, 19), date(2016, 3, 24)), Certainty.POSSIBLE),),
        masters=(Master("members", "master/members.csv", "会員番号", ("サービス", "提携先")),),
    ),
    figures=Figures(
        records=7_930_000,
        persons=6_788_443,
        registrations=8_700_000,
        registrations_affected=7_930_000,
        members=6_480_000,
        inbound=700_000,
        partners={"dトラベル": 330_000},
        passports=9_154,
        passports_valid=4_359,
    ),
    files=FILES,
    master=Layout(
        "members.csv", "master", MASTER, 1.0, styles={"phone": "hyphen", "date": "slash", "address": "mixed"}
    ),
    sources={"home": 0.545, "rurubu": 0.395, "partners": 0.027, "companions": 0.024, "members": 0.007, "groups": 0.002},
    services=("JTBホームページ", "るるぶトラベル", "JAPANiCAN", "提携サイト"),
    partners=("", "dトラベル", "Yahoo!トラベル", "auトラベル", "DeNAトラベル"),
    booked=(date(2007, 9, 28), date(2016, 3, 21)),
)
