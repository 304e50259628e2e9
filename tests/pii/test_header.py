# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Labels of exports and databases that people really meet, each with the kind that it says and whose value it is."""

from __future__ import annotations

import pytest

from tenmatsu.pii.lexicon import lexicon

LABELS = """
family_name 注文者名字 送付先名字 BillLastName ShipLastName お名前(姓) LastName Last_Name 姓（漢字） 戸籍上の姓 ビジネスネーム：姓 契約者の姓 姓_漢字 氏名【姓】 kanji_last_name 苗字（全角） user[last_name] customer.last_name family-name 請求先_姓 shipping_last_name 名前_姓
given_name BillFirstName ShipFirstName お名前(名) FirstName First-Name 名（漢字） 戸籍上の名 ビジネスネーム：名 名_漢字 氏名【名】 kanji_first_name GivenName 請求先_名 shipping_first_name
name ご氏名 Billing_Name ShippingName お客様氏名 お客様のお名前 申込者氏名 会員氏名（漢字） CustomerName 患者様氏名 *氏名 氏名※必須 【必須】お名前 利用者氏名 Contact_Name 世帯主氏名 児童氏名 保護者名 参加者氏名 受給者氏名 宿泊代表者名 購入者氏名 入会者氏名 受取人氏名 予約者氏名 被保険者氏名 契約者氏名 CUSTOMER_NAME cst_nm KOKYAKU_NM 氏名（戸籍） 同伴者1氏名 緊急連絡先（氏名）
name_kana 氏名（フリガナ） 氏名（セイメイ） ご氏名（カナ） お客様名（フリガナ） CustomerNameKana cst_nm_kana 患者カナ氏名 氏名ｶﾅ ﾌﾘｶﾞﾅ ｶﾅ氏名 ﾌﾘｶﾞﾅ（全角） 保護者フリガナ お名前（ふりがな） 会員氏名（カナ） カナ氏名 氏名_フリガナ 申込者フリガナ 利用者名カナ KANA_SHIMEI kana_name 氏名よみ 氏名よみがな 予約者名（カナ） 被保険者カナ氏名
family_kana 注文者名字フリガナ BillLastNameKana お名前(セイ) 姓（ヨミガナ） 姓_カナ 姓ｶﾅ セイ（全角カナ） last_name_kana LastNameKana 姓フリガナ フリガナ（セイ） sei_kana
given_kana BillFirstNameKana お名前(メイ) 名（ヨミガナ） 名_カナ 名ｶﾅ メイ（全角カナ） first_name_kana FirstNameKana 名フリガナ フリガナ（メイ） mei_kana
postcode 注文者郵便番号 BillZipCode 配送先郵便番号 MailingPostalCode Billing_Zip ShipZipCode 住民票住所の郵便番号 PostalCode ZIP_CODE 郵便番号（半角数字） 勤務先郵便番号 yubin_bango 請求先〒 POST_CD
address 注文者住所：都道府県 注文者住所：都市区 注文者住所：町以降 BillPrefecture BillCity BillAddress1 ShipAddress2 MailingStreet MailingCity Billing_Address1 住民票住所の都道府県 市区町村・番地 番地・建物名 住所（都道府県） お届け先住所1 届け先住所 現住所（番地以降） ご住所（建物名・部屋番号） 住所2（建物名） HomeAddress JUSHO_1 ADDR_2 addr_full 住所_番地 ご自宅住所 住所（ふりがな） 丁目・番地 建物名・号室
phone 注文者電話番号 BillPhoneNumber MobilePhone 携帯電話番号 お電話番号 TEL（携帯） 連絡先（TEL） 電話番号（半角） BillingPhone 自宅TEL 携帯TEL 日中連絡の取れる電話番号 PhoneNumber 緊急連絡先電話番号 保護者携帯電話 TEL_HOME tel-no ケータイ番号 勤務先TEL FAX FAX番号 送付先電話番号 contactPhone 電話番号（固定）
email 注文者メールアドレス BillMailAddress Email_Address メールアドレス（PC） e-mailアドレス E-MAIL E-Mail1 携帯メールアドレス mailAddress ご連絡先メールアドレス お客様メールアドレス MAIL_ADDR user.email 保護者メール 社用メールアドレス 個人メールアドレス
birth_date Birthdate お誕生日 生年月日（YYYY/MM/DD） 誕生日（西暦） BirthDay birth_date BIRTH_DT 生年月日_西暦 患者生年月日 date_of_birth 児童生年月日 会員生年月日 SEINENGAPPI
sex 戸籍上の性別 性別（任意） GENDER Sex 性別CD 患者性別
member_id お客様ID 会員番号（8桁） CustomerID 利用者番号 AccountId 顧客管理番号 KAIIN_NO 患者番号 学生証番号 UserId MEMBER_CODE お客様コード 診察券No
employee_id 社員番号 従業員番号 EmployeeNumber 職員コード SHAIN_CD 社員No.
date 登録日 初回購入日 入社年月日 注文日時 CreatedDate LastModifiedDate 最終購入日 予約日 来場日 UpdatedAt 申込み日 ご利用開始日 入会年月日 送信日時 作成日時 出荷予定日 契約更新日 チェックイン日 退職年月日 受付日時 資格取得年月日 入金予定日
amount 合計金額 請求金額 Total_Spent お支払い合計 商品合計金額 送料 ご利用金額 年収（万円） 購入合計金額 Subtotal 月額保険料 お買い上げ合計金額 税込価格
other 注文番号 受注ステータス 商品名 お買い上げ回数 Accepts_Marketing LeadSource 会員ランク 配送方法 支払方法 ポイント 緊急連絡先の続柄 続柄 お支払方法 is_deleted del_flag 年齢 座席番号 店舗名 メルマガ購読 クーポンコード 商品コード DM可否 性別不問フラグ ニックネーム 最寄駅 会員種別 ステータス
free_text ショップ用メモ欄 備考 備考欄 コメント 問い合わせ内容 ご要望・ご質問 Note 特記事項 対応メモ 自由記入欄 お客様コメント Description 志望動機 相談内容
occupation 職業 ご職業 Occupation 職種 役職 Title_job 保護者の職業
employer 会社名 勤務先 勤務先名 会社名・団体名 Company CompanyName 部署 Department 所属会社 貴社名
bank_account 給与振込口座の銀行コード 口座番号 銀行名 支店コード 預金種別 振込先口座番号 AccountNumber 引落口座 金融機関コード BANK_CD
my_number マイナンバー 個人番号 MyNumber 個人番号（マイナンバー） MY_NUMBER
pension_number 基礎年金番号 年金手帳番号
health_insurance 保険者番号 被保険者証記号 健康保険証番号 保険証番号
drivers_licence 運転免許証番号 免許証番号 免許証No DriversLicenseNo
residence_card 在留カード番号 在留カードNo
passport パスポート番号 旅券番号 PassportNo パスポートNo.
passport_issue_date 旅券発行年月日 パスポート発行日 PassportIssueDate
card クレジットカード番号 カード番号 CardNumber CREDIT_CARD_NO カードNo.
password パスワード password_digest ログインPW encrypted_password PASSWD 仮パスワード
medical 病名 アレルギー 既往歴 血液型 診療科 服薬状況 アレルギーの有無 持病の有無 身長（cm） 体重(kg) ワクチン接種回数
sensitive 宗教 障害者手帳の有無 犯罪歴 信条 障害等級
nationality 国籍 Nationality 国籍・地域
name_romaji 氏名（ローマ字） ローマ字氏名 パスポート表記氏名 英字氏名 NAME_EN カード名義
card_expiry カード有効期限 CardExpiry クレジットカード有効期限
name 氏名／名称 会員名（漢字） 応募者 代表者 送り状宛名 受診者氏名 漢字名 名前（フルネーム） 患者名（漢字） FULLNAME FullName Name_Kanji kanjiName 利用者氏名（漢字） 搭乗者名 お子さまのお名前 参加者名1 ゲスト名 契約者名義 氏名_漢字 名義 保護者様氏名 学生氏名 入所者氏名 ご契約者名 お申込者名 ご本人様氏名 CUST_NAME KJ_NAME SHIMEI_KANJI name_kj user_name_kanji
family_name 氏名（姓） 姓(Last_Name) 漢字姓 Family_Name user_last_name lastname_kanji SEI_KJ 参加者_姓 氏名・姓
given_name 氏名（名） 名(First_Name) 漢字名（名） Given_Name user_first_name MEI_KJ 参加者_名
name_kana 氏名フリガナ（全角カナ） KN_NAME KANA_NM 会員名（カナ） ヨミガナ 受診者カナ氏名 お名前（カナ） フリガナ（セイメイ） よみ ふりがな（ひらがな） kana_full 漢字氏名のカナ 契約者名（カナ）
name_romaji 氏名（英文） Name_(Roman) PASSPORT_NAME 英語氏名 アルファベット氏名 ROMAJI_NM 氏名（ローマ字表記） ローマ字（姓） LAST_NAME_ROMAJI
sex 性別（男女） 性別コード sex_flg ご性別 性別（1:男_2:女）
birth_date 生年月日（8桁） 誕生年月日 ご生年月日 BIRTHDATE birthYmd 生年月日（和暦） 出生年月日 bday 会員誕生日 BIRTH 生年月日（西暦8桁）
email メール アドレス（メール） E-mailアドレス メールアドレス1 loginEmail EMAIL_1 MailAddress1 通知用メールアドレス メールアドレス（任意） 連絡先E-mail 携帯アドレス PCアドレス
phone 電話番号（ハイフンあり） 携帯 TEL1 tel_2 電話 連絡先電話番号1 電話番号（日中） 携帯番号（ハイフンなし） Mobile_No 自宅電話番号 ＴＥＬ 電話番号2 緊急時の電話番号 会社TEL home-tel PHONE_NO_1 固定電話 TELNO 代表電話 携帯・自宅電話 緊急連絡先（電話番号）
postcode 〒番号 郵便番号1 zip-code POSTAL_CD 住所：郵便番号 自宅郵便番号 郵便番号（7桁） Zip/Postal_Code
address 住所：番地 ご自宅住所 address-1 市町村 番地号 都道府県名 住所1（都道府県） 住所２（市区町村） ADDRESS_KANJI 住所_1 アパート・マンション名 居住都道府県 お住まい 現住所1 住所（番地・建物） 建物・部屋番号 州/県 Address_Line_1 pref_name CITY_NM 町丁目 勤務地住所 ご住所1 住所（カナ） 請求先ご住所 住所以下
passport パスポートNO 旅券番号（半角） PASSPORT_NUM 旅券No
passport_issue_date 旅券の発行日 パスポート発給日 PASSPORT_ISSUED_ON 旅券発行日（西暦）
card カードNo カード番号（下4桁以外） CARDNO クレジットカードNo credit_card_num
card_expiry カード有効期限（MM/YY） CARD_EXP_YM card_expiry_date 有効期限（MM/YY）
bank_account 銀行支店名 口座番号（7桁） 金融機関 支店番号 銀行口座番号 口座種別 KOUZA_NO BANK_NAME 口座No
my_number マイナンバー（12桁） 個人番号（12桁） MYNUMBER
pension_number 基礎年金番号（10桁） 年金No
health_insurance 被保険者番号 保険者番号（8桁） 健康保険証_記号 保険証記号番号 被保険者証の番号
drivers_licence 免許証No. 運転免許証No 免許番号 LICENSE_NO
residence_card 在留カード番号（12桁） ZAIRYU_NO 在留カードの番号
member_id 会員No お客様No. 顧客コード CustomerNo CUSTOMER_ID 会員ＩＤ マイページID メンバーID 学籍番号（半角） 患者No 利用者ID 会員証番号 user-id CLIENT_CD KOKYAKU_CD 生徒ID 顧客ＮＯ 診察券ID memberNo userId
employee_id 社員コード 従業員ID emp-no 職員No STAFF_ID 社員NO 個人コード（社員）
password パスワード（ハッシュ） hashed_pw user_passwd PASSWORD_HASH login_password パスワード（暗号化済） ログインパスワード
occupation 職業（選択） ご職業について JOB_CD 職業名 役職名 お仕事
employer 勤務先名（会社名） 会社名（任意） お勤め先名 COMPANY_NM 所属部署 部署名 学校名 所属（会社・学校名）
medical 既往症・持病 アレルギーの有無・内容 診断 主病名 受診診療科 血液型（ABO） BLOOD 検査結果（血糖） 要介護度 服用中の薬 症状 身長 体重 ワクチン接種歴 健康状態について
sensitive 障がい者手帳 障害の内容 信仰 宗教・信条 前科前歴 障害者手帳等級 特別な配慮
nationality 国籍（国名） NATIONALITY_CD 国・地域名 COUNTRY_OF_CITIZENSHIP
date 登録年月日 受付年月日 UPDATE_DATE 最終ログイン日 insert_time 利用年月日 会員登録日 申込み日時 チェックイン予定日 来店日時 退会年月日 資格喪失日 卒業年月 乗車日 納期 購入年月日 配信日 REGIST_DATE upd_time 発送予定日 受講日時 登録日（西暦） 宿泊開始日 有効期限日 予約時刻
amount 購入額 支払総額 合計（税込） 利用料金 契約金額 年間保険料 給与支給額 salary_amount TOTAL_PRICE 割引金額 寄付額 入金金額 売上金額（円） お支払金額（税込） 家賃（円） PRICE ポイント利用額
free_text 備考（自由記入） 連絡事項 お客様からのご要望 REMARKS メモ1 相談内容詳細 クレーム内容 comment_text 特記 スタッフメモ 面談内容 お問い合わせ詳細 その他（自由記述） アンケート自由回答 ご質問内容 経過記録
other 処理区分 会員ランク名 ポイント数 メルマガ受信 注文ID 予約コード 商品カテゴリ 利用回数 配送会社 追跡番号 支払ステータス 会員種別コード 都道府県コード 店舗CD プラン名 is_deleted ACTIVE_FLG アンケート同意 来場回数 ツアーコード 便名 座席 参加人数 学年 クラス 組 年代 配信停止フラグ ログイン回数 端末種別 アクセス元IP 広告コード 紹介コード 更新回数 公演コード 席種 枚数 物件名 契約プラン 解約理由コード 保険種類 証券番号 申込番号 受付No 整理No 取扱店 担当部署 勤続年数 ロット番号 顧客区分 性別不明フラグ project_name event_title 宿泊プラン名 ルームタイプ 航空会社 出発空港 会員ステータス 契約状態 利用サービス 退会理由コード
"""

CASES = [(text.strip(), line.split()[0]) for line in LABELS.strip().splitlines() for text in line.split()[1:]]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_a_label_says_its_kind(text: str, kind: str) -> None:
    kinds = lexicon().read(text).kinds
    assert kinds and max(kinds, key=lambda word: kinds[word]) == kind


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("緊急連絡先電話番号", "emergency"), ("保護者氏名", "guardian"), ("同伴者1氏名", "companion"), ("担当者名", "staff"),
        ("お届け先住所", "recipient"), ("送付先郵便番号", "recipient"), ("請求先氏名", "billing"), ("shipping_name", "recipient"),
        ("emergency_contact_phone", "emergency"), ("氏名", "self"), ("お客様電話番号", "self"), ("billing_address", "billing"),
        ("被保険者氏名", "insured"), ("被保険者番号", "self"), ("主治医", "staff"), ("email", "self"), ("parent_id", "self"),
        ("ShipLastName", "recipient"), ("BillZipCode", "billing"), ("口座名義人", "account_holder"), ("紹介者名", "referrer"),
    ],
)  # fmt: skip
def test_a_label_says_whose_value_it_is(text: str, role: str) -> None:
    assert lexicon().read(text).role == role
