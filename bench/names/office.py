# ruff: noqa: E501 (sentences are kept whole)
"""Made sentences of the office: mails, minutes, forms, letters, reports of incidents, lists. A quarter of the patterns is kept apart.

Slots: N full name, F surname, G given name, E foreign name in katakana, R in Latin letters, Y reading; O organisation, L place, B place without its suffix, D section,
T title, H honorific, d date, t time, p telephone, m mail address, n number. Names of persons alone are to be found.
"""

from __future__ import annotations

import random
import re
from functools import cache

from bench.names.corpus import Sentence, share

from tenmatsu.pii import name_words, words

PATTERNS = """
{O}{D}の{F}です。いつもお世話になっております。
{O} {D} {F}様\\nいつもお世話になっております。{O}の{F}でございます。
{F}さん\\nお疲れ様です。{F}です。
{F}{T}\\nお疲れさまです。{D}の{N}です。
お世話になっております、{O}の{F}です。先日は{F}様にご同席いただき、ありがとうございました。
CCに弊社{D}の{F}と{F}を入れております。
本件は{F}さんに引き継ぎましたので、以後は{F}までご連絡ください。
{O}\\n代表取締役 {N} 様
{O}　{D}　御中\\n{N}宛
{L}の{N}様より、{d}に電話で問い合わせがあった。
お客様({N}様、{L}在住)から苦情の申し出があり、{D}の{F}が対応した。
{t}頃、{D}の{F}が誤って{N}様宛のメールを{N}様に送信した。
{N}氏から{N}氏への送金が確認された。
出席者:{N}、{N}、{N}、{F}({D})
出席者　{F}{T}、{F}{T}、{F}、{F}(記録)
欠席:{F}
議長は{N}{T}が務め、書記に{F}を指名した。
{F}:予算の件はいかがでしょうか。\\n{F}:来週までに回答します。
{F}委員より、{L}の施設について質問があった。
{F}{T}から{O}との契約更新について報告があり、{F}{T}が了承した。
氏名:{N}\\n住所:{L}{n}\\n電話:{p}
氏　名　{N}\\nフリガナ　{Y}\\n生年月日　{d}
申請者氏名 {N} 印
お名前 {N}({Y})
お名前: {N}\\nメール: {m}\\nお問い合わせ内容: {L}店の営業時間を教えてください。
担当:{D} {F} 電話:{p}
担当者 {F}　内線{n}
患者:{N}({n}歳)\\n主治医:{F}
患者 {N}({Y}) {n}歳 男性、{d}入院
{N}さん({n}歳、女性)は{d}に{O}を受診した。
{F}医師の診察の結果、{N}さんは{L}の{O}に転院となった。
{F}看護師が{N}様の点滴を{N}様に取り違えた。
保護者:{N}　児童:{G}
長男の{G}({n}歳)と長女の{G}が在籍している。
{n}年{n}組 {N}
担任の{F}先生に{G}のことを相談しました。
{N},{L},{p}
{n},{N},{Y},{m}
{n}　{N}　{L}　{p}
{N}\\t{D}\\t{p}
・{N}({D})\\n・{N}({O})
1. {N}\\n2. {N}\\n3. {N}
{N}/{N}/{N}
{d} {t} {F} → {F}へ引継ぎ
拝啓 {N}様におかれましては、ますますご清栄のこととお慶び申し上げます。
このたび、{N}様の個人情報({L}の住所、電話番号)が漏えいした可能性があることが判明いたしました。
{N}の個人番号が記載された書類を、{O}に送付すべきところ{O}に誤送付した。
{O}の従業員{N}が、顧客{n}名分の情報を{O}に持ち出した。
{O}の元社員で{L}在住の{N}容疑者({n})を逮捕した。
{L}署は{d}、{O}社員の{N}被告を書類送検した。
{N}が{d}に退職し、後任に{N}が着任した。
{d}付で{D}{T}に{N}が就任する。
{N}({L}支社)を{D}に異動させる。
本日{F}が不在のため、代わりに{F}がご連絡いたします。
{F}が席を外しておりますので、戻りましたら折り返しお電話いたします。
{N}と申します。{d}に{O}で購入した商品が届きません。
私は{L}に住む{N}です。
妻の{G}が{O}に勤めています。
{N}の母です。{G}の提出物について連絡します。
父{N}、母{N}、本人{N}
世帯主 {N}、続柄 妻 {G}、子 {G}
契約者 {N}、被保険者 {N}、受取人 {N}
{E}氏は{O}の{D}で勤務している。
{E}さんから英文の問い合わせを受けました。
{O}の{E}と申します。
通訳は{E}が担当した。
Name: {R}
{R}様、ご予約ありがとうございます。
From: {R} <{m}>\\nTo: {N} <{m}>
From: {N} <{m}>\\nSubject: 打合せの件
To: {F}様; {F}様
送信者 {N} 宛先 {N}; {N}; {N}
--\\n{O} {D}\\n{N}({Y})\\n〒{n} {L}\\nTEL {p}
{N} / {R}\\n{O}
以上\\n{D} {F}
記録:{F}
文責 {N}
報告者 {D} {N} 報告日 {d}
{F}が操作ログを確認したところ、{F}のアカウントから{n}件の照会があった。
利用者ID {n}({N})が{N}さんの記録を閲覧していた。
アカウント名 {m} の所有者は{N}である。
{F}、{F}両名に聞き取りを行った。
{N}ほか{n}名
{N}外{n}名の請求
原告 {N}　被告 {O}
上記代理人弁護士 {N}
連帯保証人 {N} 住所 {L}
{F}くんと{F}さんが日直です。
{G}ちゃんのお迎えは{F}さんが来ます。
{N}君は{O}に合格した。
{F}選手が{L}の大会で優勝した。
作家の{N}による講演会を{L}で開く。
講師:{O} {T} {N}氏
{O}会長の{N}氏は「再発防止に努める」と述べた。
{O}は{d}、{N}社長が辞任すると発表した。
{N}教授({O})の研究室で、USBメモリを紛失した。
紹介者は{N}様です。
{N}様ご本人に電話で確認済み。{F}様は{L}へ転居されたとのこと。
【至急】{F}様の件
Re: {F}さん宛の請求書について
添付は{N}様分の診断書です。
{N}_履歴書.pdf
送付先:{L} {N}様方
{F}家の墓地使用許可書
故{N}儀 葬儀のご案内
喪主 {N}
弔電:{O} {T} {N}
ご予約は{d}{t}、{N}様2名で承りました。
宿泊者 {N}、同伴者 {N}
席次:{F}、{F}、{F}、{F}
司会 {F}
{F}社長と{F}専務が{L}に出張する。
{F}→{F}→{F}の順で決裁
承認 {F} 確認 {F} 起案 {F}
作業者{F}、確認者{F}
{F}と{F}で{O}を訪問した。
本日の当番は{F}、明日は{F}です。
みなさんご存じの{N}さんが今月で退職されます。
{N}に電話したがつながらなかった。
{N}の住所を{L}に変更。
{N}より返信あり。{F}に転送済。
先ほど{F}から連絡があり、{O}の工事は{d}に延期になったそうです。
{F}も{F}も聞いていないと言っている。
{L}の{F}と申しますが、{F}さんはいらっしゃいますか。
{F}先輩、昨日はごちそうさまでした。
同期の{F}と{B}で飲んだ。
友人の{G}に借りた本を返した。
{G}と{G}は{B}へ遊びに行った。
{G}、宿題は終わったの？
今朝は{G}が熱を出したので、{G}に仕事を休んでもらった。
妻{N}と長男{N}が立ち会った。
夫{G}は{O}に勤務、次女{G}は高校生。
医師{F}は家族に説明し、同意を得た。
同日、職員{F}は上司の{F}に報告した。
介護士{F}が居室を訪れると、{F}さんは床に座っていた。
会長{F} 副会長{F} 会計{F} 監査{F}
{F}、{F}は遅刻。
監督は{N}、主演は{N}である。
{N}運転士がブレーキをかけたが間に合わなかった。
{E}大使が{B}を訪れた。
留学生:{E}(ベトナム)
{F}は「知らなかった」と話している。
{F}によると、{B}の倉庫には鍵がかかっていなかった。
元従業員の{F}が{F}に渡したとみられる。
""".strip().split("\n")  # fmt: skip

BARE = """
{O}は{L}に本社を置く。
{O}と{O}は{d}に業務提携を発表した。
{L}から{L}までの運賃は{n}円です。
お客様各位\\n平素は格別のお引き立てを賜り、厚く御礼申し上げます。
{O}御中\\n請求書を送付いたします。
{D}、{D}、{D}の各部門で確認してください。
{L}支店の口座に{n}円を振り込んだ。
会場:{L}会館\\n日時:{d}{t}
個人情報の取扱いについては{D}までお問い合わせください。
{O}のサーバーに不正アクセスがあり、{n}件の情報が流出した。
{L}{L}では{d}に停電が発生した。
担当部署:{D}\\n電話:{p}
件名:システムメンテナンスのお知らせ
住所:{L}{n}\\n会社名:{O}
{O}前のバス停から{L}行きに乗る。
商品名:ブルーマウンテン コーヒー 200g
勤務先:{O} {D}
申込内容:スタンダードプラン
原因:設定ミス\\n対策:パスワードの変更
{L}、{L}、{L}の3地区で説明会を行う。
来週は{B}へ出張します。
{B}の店舗は来月閉店する。
{B}から{B}まで新幹線で移動した。
{B}に引っ越してから三年になる。
{B}で会議がありますので、{B}支店には夕方うかがいます。
{B}の名物は何ですか。
{B}、{B}、{B}の各工場を視察した。
{B}駅前で待ち合わせ。
昨日は{B}で買い物をして、{B}に寄って帰りました。
{O}の前で写真を撮った。
マネージャー、スタッフ、ベンダー、メーカーの役割を整理する。
パソコンのソフトウェアとブラウザーを更新してください。
""".strip().split("\n")

SECTIONS = [
    "営業部",
    "総務部",
    "人事課",
    "経理部",
    "情報システム部",
    "法務部",
    "広報室",
    "企画課",
    "市民課",
    "税務課",
    "福祉課",
    "教務課",
    "医事課",
    "看護部",
    "薬剤部",
    "開発第二課",
    "カスタマーサポート",
    "お客様相談室",
    "監査室",
    "品質保証部",
    "個人情報保護管理室",
    "コールセンター",
    "営業本部",
    "支援係",
    "窓口係",
]
TITLES = [
    "部長",
    "課長",
    "係長",
    "主任",
    "社長",
    "専務",
    "常務",
    "次長",
    "室長",
    "主査",
    "店長",
    "院長",
    "校長",
    "理事長",
    "本部長",
    "副部長",
    "議員",
    "委員長",
    "会長",
    "所長",
    "局長",
    "参事",
]
BUSINESS = [
    "製作所",
    "工業",
    "建設",
    "商店",
    "電機",
    "製薬",
    "運輸",
    "物産",
    "不動産",
    "印刷",
    "食品",
    "医院",
    "病院",
    "クリニック",
    "歯科",
    "法律事務所",
    "会計事務所",
    "銀行",
    "大学",
    "高等学校",
    "小学校",
    "組",
    "酒造",
    "製菓",
    "ビル",
    "記念館",
    "公園",
    "神社",
    "化学",
    "自動車",
    "産業",
    "興業",
    "設計",
    "薬局",
    "書店",
    "ホーム",
    "財団",
    "鉄工所",
    "内科",
    "産婦人科",
    "美術館",
    "産業株式会社",
    "ホールディングス",
    "システムズ",
    "テクノロジーズ",
]
FOREIGN = [
    "ジョン",
    "マイケル",
    "デイビッド",
    "トーマス",
    "ロバート",
    "マリア",
    "アンナ",
    "サラ",
    "グエン",
    "ファム",
    "リン",
    "チャン",
    "マーク",
    "ピーター",
    "エミリー",
    "カルロス",
    "フェルナンド",
    "アフマド",
    "モハメド",
    "スレシュ",
    "ラジェシュ",
    "キム",
    "パク",
    "イ",
    "チェ",
    "ダニエル",
    "ルイス",
    "オリビア",
    "ソフィア",
    "ジェームズ",
]
FAMILY = [
    "スミス",
    "ジョンソン",
    "ブラウン",
    "ウィリアムズ",
    "ガルシア",
    "ロドリゲス",
    "ミュラー",
    "シュミット",
    "グエン",
    "ヴァン",
    "タパ",
    "シャルマ",
    "シン",
    "カーン",
    "リー",
    "チャン",
    "ワン",
    "サントス",
    "クルーズ",
    "シルバ",
    "ペレイラ",
    "デュボワ",
    "ロッシ",
    "イワノフ",
    "アンダーソン",
    "テイラー",
    "ウィルソン",
]


@cache
def _lists() -> dict[str, list[str]]:
    kinds = name_words.kinds()
    kanji = re.compile("[々\u3400-\u9fffヶ]{1,3}")
    given = re.compile("[々\u3400-\u9fffぁ-ん]{1,3}")
    return {
        "common": sorted(words.surnames()),
        "rare": sorted(one for one, kind in kinds.items() if "S" in kind and kanji.fullmatch(one)),
        "given": sorted(one for one, kind in kinds.items() if "G" in kind and given.fullmatch(one) and len(one) > 1),
        "many": sorted(one for one, kind in kinds.items() if "g" in kind and kanji.fullmatch(one) and len(one) > 1),
        "romaji": sorted(words.surname_romaji()),
        "given romaji": sorted(words.given_romaji()),
        "place": sorted(words.PREFECTURES) * 4 + sorted(words.cities()),
        "bare place": sorted(one[:-1] for one in words.cities() | set(words.PREFECTURES) if len(one) in (3, 4)),
        "town": sorted(one for one in words.towns() if kanji.fullmatch(one)),
        "reading": sorted(words.surname_readings()),
        "given reading": sorted(words.given_readings()),
    }


def family(chance: random.Random) -> str:
    """Mostly a common surname, at times a rare one, at times two characters that are none."""
    lists, dice = _lists(), chance.random()
    if dice < 0.65:
        return chance.choice(lists["common"]).translate(VARIANTS if chance.random() < 0.2 else {})
    if dice < 0.9:
        return chance.choice(lists["rare"])
    return chance.choice(lists["rare"])[0] + chance.choice(lists["rare"])[-1]


VARIANTS = str.maketrans("高崎浜辺斎沢広国桜真", "髙﨑濵邊齋澤廣國櫻眞")


def given(chance: random.Random) -> str:
    return chance.choice(_lists()["given" if chance.random() < 0.7 else "many"])


def _katakana(text: str) -> str:
    return "".join(chr(ord(one) + 0x60) if "ぁ" <= one <= "ん" else one for one in text)


def _slot(sign: str, chance: random.Random) -> tuple[str, str]:
    """The text of a slot, and its label or ''."""
    lists, pick = _lists(), chance.choice
    if sign == "N":
        return family(chance) + pick(["", "", "", " ", "　"]) + given(chance), "P"
    if sign in "FG":
        return (family if sign == "F" else given)(chance), "P"
    if sign == "E":
        first, dot = pick(FOREIGN), pick(["・", "・", "・", " ", ""])
        return first if not dot else first + dot + pick(FAMILY), "P"
    if sign == "R":
        first, last = pick(lists["given romaji"]).capitalize(), pick(lists["romaji"]).capitalize()
        return pick(
            [f"{first} {last}", f"{last} {first}", f"{last.upper()} {first}", f"{last.upper()} {first.upper()}"]
        ), "P"
    if sign == "O":
        stem = pick([family(chance), pick(lists["town"]), pick(lists["place"])[:2], pick(FAMILY)])
        body = stem + pick(BUSINESS)
        return pick(["株式会社" + body, body + "株式会社", body, body, body, "㈱" + body, "(有)" + body]), "G"
    if sign == "B":
        return pick(lists["bare place"]), "L"
    if sign == "L":
        return pick([pick(lists["place"]), pick(lists["place"]) + pick(lists["town"]), pick(lists["town"])]), "L"
    return _plain(sign, chance), ""


def _plain(sign: str, chance: random.Random) -> str:
    pick, number = chance.choice, chance.randint
    if sign == "Y":
        return _katakana(pick(_lists()["reading"]) + pick(["", " ", "　"]) + pick(_lists()["given reading"]))
    if sign == "d":
        return pick(
            [
                f"{number(1, 12)}月{number(1, 28)}日",
                f"20{number(10, 26)}/{number(1, 12)}/{number(1, 28)}",
                f"令和{number(1, 8)}年{number(1, 12)}月",
            ]
        )
    return {
        "D": lambda: pick(SECTIONS),
        "T": lambda: pick(TITLES),
        "H": lambda: pick(["様", "さん", "氏", "殿"]),
        "t": lambda: f"{number(0, 23)}時{number(0, 59)}分",
        "p": lambda: f"0{number(3, 99)}-{number(1000, 9999)}-{number(1000, 9999)}",
        "m": lambda: f"{pick(_lists()['romaji'])}{number(1, 99)}@example.jp",
        "n": lambda: str(number(1, 99)),
    }[sign]()


def fill(pattern: str, chance: random.Random) -> Sentence:
    """A pattern with its slots filled."""
    text, spans = "", []
    for piece in re.split(r"(\{[A-Za-z]\})", pattern.replace("\\n", "\n").replace("\\t", "\t")):
        word, label = _slot(piece[1], chance) if len(piece) == 3 and piece[0] == "{" else (piece, "")
        if label:
            spans.append((len(text), len(text) + len(word), label))
        text += word
    return text, spans


def sentences(count: int, seed: int, held: bool) -> list[Sentence]:
    """`count` sentences of the patterns kept apart (`held`) or of the others; the same every time."""
    chance = random.Random(seed)
    chosen = [one for one in PATTERNS if (share(one) > 0.75) == held]
    bare = [one for one in BARE if (share(one) > 0.75) == held] or BARE[:1]
    return [fill(chance.choice(bare if chance.random() < 0.15 else chosen), chance) for _ in range(count)]
