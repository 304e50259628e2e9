# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Health and care: diagnoses, departments of a hospital, drugs, allergies, results, blood group, body measures."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "診断 服用中の薬 服用薬剤 かかりつけ医 受診歴 検温 検温結果 障害・疾病 ケガの有無 体調 通院先 内服 主症状 診断書 治療 処方せん "
    "告知内容 告知事項 告知傷病 服薬状況 内服薬 常用薬 持病・既往歴 通院状況 通院歴 治療状況 病名 傷病名 診断名 主病名 疾患 疾患名 既往歴 既往症 持病 現病歴 症状 主訴 診療科 受診科 診療科名 科名 "
    "診療内容 治療内容 処置 処方 処方薬 処方内容 薬剤 薬剤名 薬品名 服薬 服用薬 投薬 投薬内容 お薬 アレルギー "
    "アレルギー有無 アレルギー情報 食物アレルギー 薬アレルギー 薬剤アレルギー アレルギー歴 検査結果 検査値 "
    "検査項目 健診結果 健康診断結果 健康状態 健康診断 診断結果 所見 医師所見 血液型 血液 身長 体重 bmi 腹囲 血圧 "
    "最高血圧 最低血圧 血圧(上) 血圧(下) 収縮期血圧 拡張期血圧 脈拍 体温 血糖値 血糖 hba1c コレステロール 視力 "
    "聴力 要介護度 介護度 要介護区分 介護認定 入院歴 手術歴 妊娠 妊娠有無 ワクチン 接種歴 接種回数 予防接種 喫煙 "
    "喫煙歴 飲酒 飲酒歴 体脂肪率 健康情報 傷病 傷病コード icd10 icd10コード カルテ 診療情報 障害内容 "
    "ストレスチェック 心電図 尿検査 尿蛋白 γ-gtp 問診 問診内容 看護記録 病歴 病状 診療区分 病棟 持病・アレルギー "
    "健診判定 判定結果 医療情報 血液型(abo) rh ワクチン種類 medical diagnosis disease disease_name diseasename "
    "condition medical_condition medicalcondition medical_history medicalhistory symptom symptoms illness "
    "medication medications medicine drug drug_name drugname prescription allergy allergies blood_type bloodtype "
    "blood blood_group bloodgroup height weight height_cm weight_kg heightcm weightkg blood_pressure "
    "bloodpressure bp_sys bp_dia pulse temperature_body body_temperature byomei byoumei shobyomei shobyoumei "
    "kiourekireki kioreki shinryoka shinryouka shinryo_ka arerugi ketsuekigata ketueki ketsueki shincho taiju "
    "treatment clinical_department test_result testresult health_status healthstatus vaccine vaccination smoking "
    "drinking icd icd_code icdcode icd_10 health_condition medical_notes patient_notes lab_result lab_value "
    "care_level carelevel yokaigo kenshin_kekka body_fat "
)


def looks(look: Look) -> float:
    blood = look.rate(r"^(A|B|O|AB)(型|[+-]|RH[+-])$") if look.distinct <= 16 else 0.0
    letters = (
        0.9 * look.rate(r"^(A|B|O|AB)$")
        if 3 <= look.distinct <= 4 and look.rate("^O$") > 0.05 and look.rate("^AB$") > 0
        else 0.0
    )
    return 0.93 * max(
        blood,
        letters,
        look.rate(WORDS),
        look.rate(r"^[A-TV-Z][0-9]{2}\.[0-9]{1,2}$"),
        look.rate(r"^(1[0-9]{2}|[89][0-9])/([4-9][0-9]|1[01][0-9])$"),
    )


def allows(look: Look) -> float:
    return max(0.0, 1 - look.rate(r"@|^[0-9]{5,}$|^0[0-9]+-") - 0.9 * look.dated - 0.7 * look.kanji.full)


WORDS = (
    r"(症|炎|癌|がん|腫瘍|骨折|糖尿病|高血圧|喘息|ぜんそく|アレルギー|疾患|不全|梗塞|貧血|潰瘍|風邪|感冒|インフルエンザ|花粉|うつ病|認知症|白内障|緑内障|肺炎|骨粗鬆|片頭痛|偏頭痛|捻挫|打撲|ヘルニア|筋腫|卒中|てんかん|リウマチ|脂質異常|高脂血|狭心|痛風|結石|ポリープ|発熱|頭痛|腹痛|腰痛|めまい|蕁麻疹|じんましん|障害|気胸|肝硬変|甲状腺|心房細動|不整脈|ヘルペス|水虫|白癬|アトピー|ペースメーカー|透析|通院中|服薬中)$"
    r"|^(内科|外科|小児科|眼科|耳鼻咽喉科|耳鼻科|皮膚科|整形外科|産婦人科|婦人科|産科|精神科|心療内科|泌尿器科|脳神経外科|循環器内科|消化器内科|呼吸器内科|神経内科|放射線科|歯科|麻酔科|形成外科|救急科|リハビリテーション科|[\p{Han}]{2,5}(内科|外科))$"
    r"|(錠|カプセル|散|軟膏|点眼液?|注射液?|シロップ|細粒|テープ|吸入)\s?[0-9.]*\s?(mg|μg|g|ml|%)?$|[0-9.]+\s?mg\b|^(要支援|要介護)[1-5]$|^(卵|乳|小麦|そば|えび|かに|落花生|ピーナッツ|甲殻類|乳製品|ペニシリン|ハウスダスト|スギ花粉|牛乳|卵白|大豆|いくら|キウイ|ナッツ類)(アレルギー)?$|^(異常なし|要再検査|要精密検査|経過観察|要治療|要経過観察)$"
)


KIND = Kind(
    word="medical",
    ja="医療・健康",
    en="health and care",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"\S"),
    hits=(
        ("", "糖尿病", "高血圧症", "気管支喘息", "なし"),
        ("診療科", "内科", "小児科"),
        ("血液型", "A", "B", "O", "AB"),
    ),
    misses=(("備考", "特にありません", "窓側を希望します"), ("学科", "国文科", "数学科")),
)
