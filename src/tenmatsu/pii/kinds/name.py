"""Full names in kanji (or mixed with kana): 1,999 surnames cover about 80 % of the population, the rest is shape."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "名義 ゲスト名 通称 通称名 旧氏名 本名 漢字フルネーム 患者様名 お相手氏名 代表者様名 ご担当者名 "
    "担当医師 担当医師名 ご契約者 "
    "氏名 お名前 名前 御名前 姓名 氏名(漢字) 氏名漢字 漢字氏名 漢字名 氏名(全角) お名前(漢字) 名前(漢字) 顧客名 "
    "お客様名 お客さま名 会員名 利用者名 契約者名 契約者 申込者 申込者名 患者名 患者氏名 生徒名 生徒氏名 児童名 "
    "児童氏名 学生氏名 社員名 社員氏名 従業員名 従業員氏名 職員氏名 宿泊者 宿泊者名 宿泊者氏名 予約者 予約者名 "
    "代表者名 代表者氏名 参加者名 参加者氏名 購入者 購入者名 注文者名 注文者氏名 乗客名 搭乗者名 旅行者名 世帯主 "
    "世帯主名 世帯主氏名 本人氏名 保護者 保護者名 保護者氏名 緊急連絡先氏名 担当者 担当者名 担当者氏名 同伴者 "
    "同伴者名 同行者名 被保険者 被保険者名 被保険者氏名 配偶者氏名 配偶者名 紹介者 紹介者名 送付先名 送付先氏名 "
    "お届け先名 お届け先氏名 届け先名 届け先氏名 配送先氏名 配送先名 請求先名 請求先氏名 受取人 受取人名 "
    "受取人氏名 受講者名 受診者名 受診者氏名 応募者名 応募者氏名 当選者名 入居者 入居者名 入居者氏名 借主 借主名 "
    "借主氏名 貸主氏名 所有者 所有者名 オーナー名 納税者氏名 納税義務者名 会員氏名 顧客氏名 担任 担任名 主治医 "
    "担当医 講師名 来場者名 来場者氏名 寄付者名 宛名 フルネーム 戸籍氏名 児童生徒氏名 園児名 園児氏名 選手名 "
    "部員名 氏名1 同意者 同意者氏名 お子様名 お子様氏名 連帯保証人 連帯保証人氏名 保証人氏名 責任者 責任者名 "
    "名義人 名義人名 契約名義人 契約名義 親権者名 親権者氏名 依頼主名 送り主名 贈り主名 name fullname full_name "
    "nm customer_name cust_nm cust_name client_name member_name user_fullname person_name patient_name "
    "student_name employee_name emp_name guest_name passenger_name pax_name contact_name recipient_name "
    "shipping_name billing_name display_name real_name kanji_name name_kanji namekanji kanji_shimei kj_shimei "
    "kjshimei shimei shimei_kj shimeikanji simei namae onamae kanjishimei shimei_kanji kokyaku_mei kokyakumei "
    "kaiinmei kaiin_shimei knj_nm knjnm nm_kj nmkj kj_nm kjnm name_kj namekj name_ja nameja jpname holder_name "
    "applicant_name tenant_name attendee_name participant_name hogosha_mei "
    "hogoshamei tanto_nm tantonm tantosha_mei tantousha_name tantoshamei staffname staff_name guardian_name "
    "emergency_contact_name emergencycontactname emergencyname companion_name doctor_name teacher_name buyer_name "
    "shipto_name shiptoname consignee kanjya_mei kanja_shimei seito_mei syainmei shain_mei shainmei yoyakusha_mei "
    "keiyakushamei atena kjnm1 hito_mei hitomei honnin_shimei shime "
)
SAYS = (
    "連絡先名 緊急連絡先 依頼主 お届け先 届け先 送付先 配送先 請求先 お客様 顧客 会員 利用者 患者 生徒 児童 学生 "
    "代表者 代表 customer client recipient guardian companion passenger guest "
)


def looks(look: Look) -> float:
    if look.rate(_NOT) > 0.5:
        return 0.0
    seen = look.kanji
    loose = max(0.0, seen.begins - seen.full)
    return min(0.97, (1.4 * seen.full + 0.7 * loose + (0.3 * seen.split * seen.shape)) * (1 - look.company))


def allows(look: Look) -> float:
    seen = look.kanji
    alone = max(seen.family, seen.given) if seen.full < 0.15 and seen.split < 0.1 else 0.0
    kana = look.rate(_KANA)
    return max(
        0.0,
        (look.rate(_SHAPE) + look.rate(_LATIN) * 0.6) * (1 - look.company)
        - 0.3 * alone
        - 0.75 * kana
        - 0.5 * look.rate(_NOT),
    )


_KANA = r"^[\p{Katakana}\p{Hiragana}ー・\s]+$"
_SHAPE = r"^[\p{Han}\p{Hiragana}\p{Katakana}々ヶー・\s]{1,24}(様|殿|さん|氏|\(.*\))?$"
_LATIN = r"^[A-Za-z][A-Za-z'. ,\-]{1,40}$"
_NOT = r"(店|支社|本社|営業所|コース|プラン|セット|ビル|[部課室]|センター|病院|学校|大学|市|区|県|町)$|[0-9]"


KIND = Kind(
    word="name",
    ja="氏名",
    en="full name",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE[:-1] + "|" + _LATIN[1:]),
    hits=(
        ("", "佐藤 花子", "鈴木一郎", "高橋　健太", "田中美咲", "渡辺 誠"),
        ("氏名", "佐藤花子", "鈴木 一郎"),
        ("cust_nm", "髙橋健太", "伊藤 さくら"),
    ),
    misses=(("店舗名", "新宿店", "渋谷店"), ("", "新宿区", "横浜市", "千代田区"), ("", "スタンダード", "プレミアム")),
    says=tuple(SAYS.split()),
)
