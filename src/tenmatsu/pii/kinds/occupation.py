# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Occupations and posts."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "職業 職種 ご職業 職業コード 職業区分 職業名 お仕事 職務 役職 役職名 肩書 肩書き 職位 業種職種 現職 職階 職名 "
    "保護者職業 職種名 役職コード 雇用形態 雇用区分 職業(業種) 身分 occupation job job_title jobtitle profession "
    "shokugyo shokugyou syokugyo shokushu syokusyu yakushoku yakusyoku position job_name jobname job_type jobtype "
    "work title occupation_cd occupationcd occupation_code occupationcode occupation_name role_title post_title "
    "employment_type employmenttype koyo_keitai post_name "
)
SAYS = "職業・勤務先 お勤め先/職業 "


def looks(look: Look) -> float:
    known = look.rate(WORDS)
    alike = look.rate(ALIKE) * (look.kanji.full < 0.2) * min(1.0, look.unique + 0.7) if known > 0.25 else 0.0
    return 0.9 * max(known, 0.9 * alike) * (1 - look.company)


def allows(look: Look) -> float:
    return max(0.0, 1 - look.rate(r"@|^[0-9]{4,}$|^0[0-9]+-") - look.dated - 0.8 * look.kanji.full - 0.7 * look.company)


ALIKE = r"(士|師|員|家|手|工|者|官|業|生|婦|優|人|職|長|監督|作家|選手|クリエイター|デザイナー|エンジニア|プログラマー|スタッフ|アイドル|タレント|モデル|ライター|ナー|ター|リスト)$"
"""Endings of occupations: believed once a quarter of the cells are known ones."""
WORDS = (
    r"^((会社|公務|団体|銀行|店|教職|事務|販売|派遣社|契約社|正社|期間従業|乗務|警備|作業|図書館司書|添乗|研究|職|駅|船|署|委|議|工|社)員.{0,6}|会社役員|会社経営者?|経営者?|自営業者?|自由業|フリーランス|フリーター|個人事業主|主婦.{0,6}|主夫|専業主[婦夫].{0,6}|学生.{0,6}|大学生|大学院生|高校生|中学生|小学生|専門学校生|無職|年金.{0,4}|定年退職|農業|漁業|林業|農林水産業"
    r"|パート.{0,9}|アルバイト.{0,6}|医師|歯科医師?|獣医師?|[\p{Han}]{0,5}(看護|薬剤|弁護|教|調理|美容|理容|整備|介護|栄養|調律|漫才|占い|講|保健|助産|技|庭|料理|詐欺|漁|技能|技術|測量|鑑定|税理|会計|弁理|行政書|司法書|建築|保育|介護福祉|社会労務|気象予報|操縦|福祉|療法|歯科衛生|中小企業診断|宅建|司書|不動産鑑定|消防|力|学芸|通関)(士|師|員)"
    r"|(作|画|音楽|建築|写真|作曲|書道|落語|小説|漫画|脚本|評論|芸術|翻訳|実業|政治|彫刻)家|(歌|騎|運転|選|投)手|(声|男|女)?優|俳優|役者|記者|編集者|翻訳者|通訳.{0,4}|研究者|司会者|経営者|労働者|教授|准教授|教諭|教員|裁判官|検察官|警察官|自衛官|消防官|外交官|秘書|大工|左官|職人|芸人|モデル|ダンサー|デザイナー|エンジニア|プログラマー?|アナウンサー|パイロット|イラストレーター|コンサルタント|カウンセラー|ライター|ジャーナリスト"
    r"|システムエンジニア|スポーツ選手|タクシー運転手|トラック運転手|ディレクター|プロデューサー|コピーライター|ファッションデザイナー|グラフィックデザイナー|インテリアコーディネーター|ケアマネージャー|客室乗務員|YouTuber|ユーチューバー|コック|シェフ|ソムリエ|ネイリスト|(営業|事務|販売|製造|技術|専門|管理|総合|一般|企画|研究|開発|経理|人事|総務|広報)職?|営業職|代表取締役.{0,4}|取締役.{0,6}|(専務|常務)取締役?|監査役|執行役員|(副|次)?(部長|課長|係長|主任|店長|社長|所長|工場長|室長|班長|支店長)(代理|補佐|代行)?|次長|一般社員|平社員|マネージャー|チーフ|リーダー"
    r"|国家公務員|地方公務員|牧師|神父|僧侶|校長|園長|宇宙飛行士|棋士|力士|整体師|柔道整復師|鍼灸師|マッサージ師|臨床検査技師|放射線技師|産業|求職中|嘱託|退職者|配達員|郵便局員|調教師|花火師|きき酒師|ファイナンシャルプランナー|学芸員|[\p{Han}\p{Katakana}ー]{0,12}(デザイナー|エンジニア|クリエイター|プログラマー|監督|作家|ライター|プロデューサー|ディレクター|コンサルタント|マネージャー|スタイリスト|ヘルパー|ガイド|スタッフ|オペレーター|インストラクター|トレーナー|農家|職人|俳優|声優)|配管工|とび職|漁師|アイドル|棋士|その他)$"
)


KIND = Kind(
    word="occupation",
    ja="職業",
    en="occupation",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z]|^[0-9]{1,3}$"),
    hits=(("", "会社員", "公務員", "主婦", "学生", "自営業"), ("職業", "会社員", "看護師")),
    misses=(("", "佐藤花子", "鈴木一郎", "高橋健太"), ("部署", "営業部", "総務部")),
    says=tuple(SAYS.split()),
)
