"""要配慮個人情報 apart from health: race, creed, social status, crimes, disability certificates, welfare."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "信仰 前科前歴 特別な配慮 配慮の要否 被害歴 生活保護の有無 補導 手帳の種類 障害の種類 "
    "信条 宗教 宗派 思想 思想信条 支持政党 人種 民族 社会的身分 犯罪歴 前科 犯歴 逮捕歴 犯罪被害 犯罪被害歴 "
    "犯罪経歴 障害 障害者手帳 障害等級 障害名 障害区分 障がい 障がい区分 障がい等級 身体障害者手帳 "
    "身体障害者手帳番号 療育手帳 精神障害者手帳 精神障害者保健福祉手帳 障害者手帳番号 障害種別 障害者区分 "
    "生活保護 生活保護区分 生活保護受給 生活保護受給有無 保護受給 労働組合 組合加入 性的指向 性自認 少年保護 "
    "懲戒歴 虐待 虐待歴 被虐待歴 dv支援 dv被害 dv 支援措置 要配慮 要配慮事項 配慮事項 要配慮情報 本籍(同和) 門地 "
    "破産歴 自己破産 補導歴 触法歴 政治的信条 支援区分 要支援者区分 手帳等級 障害の程度 障害の有無 "
    "配慮が必要な事項 religion creed race ethnicity ethnic criminal_record criminalrecord criminal_history "
    "criminalhistory conviction convictions disability disability_grade disabilitygrade disability_type "
    "political_party politicalparty political_view sexual_orientation sexualorientation gender_identity "
    "union_member unionmember trade_union shukyo shinjo jinshu hanzaireki zenka shogai_tokyu shogaisha_techo "
    "shogai welfare welfare_status seikatsu_hogo hairyo_jiko youhairyo political_opinion religious_affiliation "
)


def looks(look: Look) -> float:
    return 0.92 * look.rate(WORDS)


def allows(look: Look) -> float:
    return max(0.0, 1 - look.rate(r"@|^0[0-9]+-") - 0.9 * look.dated - 0.7 * look.kanji.full)


WORDS = (
    r"^(仏教|神道|キリスト教.{0,8}|カトリック|プロテスタント|イスラム教|ヒンドゥー教|ヒンズー教|ユダヤ教|浄土真宗|浄土宗|曹洞宗|日蓮宗|真言宗|天台宗|臨済宗|無宗教|創価学会|天理教|立正佼成会)$"
    r"|^(身体|精神|知的|発達|視覚|聴覚|肢体|内部)障[害がい]+.{0,12}$|^(身体障害者|療育|精神障害者保健福祉)手帳.{0,10}$|^(窃盗|傷害|詐欺|暴行|横領|恐喝|覚醒剤.{0,8}|逮捕歴|前科|交通違反|不起訴|執行猶予|懲役|罰金|略式起訴).{0,12}$|^(生活保護.{0,8}|(DV|虐待|ストーカー)(被害|支援|等支援).{0,8})$"
)


KIND = Kind(
    word="sensitive",
    ja="要配慮個人情報",
    en="special-care data",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"\S"),
    hits=(
        ("宗教", "仏教", "キリスト教"),
        ("障害等級", "1級", "2級"),
        ("", "身体障害者手帳2級", "療育手帳A", "精神障害者保健福祉手帳3級"),
    ),
    misses=(("会員種別", "一般", "特別"), ("国籍", "日本", "韓国")),
)
