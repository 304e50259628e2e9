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
