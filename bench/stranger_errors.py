"""What goes wrong in the stranger's world. `rate(p)` is p at the base noise, scaled by the noise and a factor of the seed."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import random
from datetime import date, timedelta

from stranger_words import FAMILY_TWINS, Words, roman

LOOKALIKE_KANA = {
    "そ": "ん",
    "ん": "そ",
    "し": "つ",
    "つ": "し",
    "く": "た",
    "ろ": "こ",
    "が": "か",
    "ば": "は",
    "ざ": "さ",
    "ど": "と",
    "ぎ": "き",
    "じ": "し",
    "ょ": "よ",
    "っ": "つ",
    "ゅ": "ゆ",
    "る": "ろ",
}
"""Kana that readers of scans take for one another (in their katakana shapes), lost voicing marks, small ones made large."""
LOOKALIKE_KANJI = {
    "裕": "祐",
    "祐": "裕",
    "紀": "記",
    "弘": "広",
    "広": "弘",
    "博": "傅",
    "太": "大",
    "恵": "惠",
    "真": "眞",
    "朗": "郎",
    "郎": "朗",
    "美": "実",
    "実": "美",
    "英": "栄",
    "晃": "晄",
    "義": "儀",
    "信": "伸",
    "政": "正",
    "沙": "紗",
    "紗": "沙",
    "彩": "采",
    "輔": "補",
    "介": "佑",
    "隆": "降",
    "智": "知",
    "知": "智",
}
ERAS = (
    (date(2019, 5, 1), "R", "令和"),
    (date(1989, 1, 8), "H", "平成"),
    (date(1926, 12, 25), "S", "昭和"),
    (date(1912, 7, 30), "T", "大正"),
)


class Slips:
    """Draws of mistakes."""

    def __init__(self, rng: random.Random, level: float, words: Words) -> None:
        self.rng, self.level, self.words = rng, level, words
        self.tune: dict[float, float] = {}
        self.swap = rng.choice((0.001, 0.004, 0.01))
        self.look = rng.choice((0.004, 0.01, 0.02))
        self.marry = rng.choice((0.005, 0.02, 0.04))
        self.dummy = rng.choice((0.003, 0.015, 0.03))
        self.short = rng.choice((0.0, 0.001, 0.004))

    def rate(self, base: float) -> float:
        """The share of records on which this goes wrong, at most a half."""
        tuned = self.tune.setdefault(base, base * self.rng.uniform(0.5, 1.4))
        return min(0.5, tuned * self.level)

    def happens(self, base: float) -> bool:
        return self.rng.random() < min(0.5, base * self.level)

    def names(
        self, family: tuple[str, str], given: tuple[str, str], former: tuple[str, str]
    ) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both names as the record has them."""
        if former != family and self.happens(self.marry):
            family = former
        if family[0] in FAMILY_TWINS and self.happens(0.06):
            family = (FAMILY_TWINS[family[0]], family[1])
        if self.happens(self.look):
            given = (self.kanji(given[0]), given[1]) if self.rng.random() < 0.5 else (given[0], self.kana(given[1]))
        if self.happens(self.look / 3):
            family = (family[0], self.kana(family[1]))
        if self.happens(self.short) and len(given[1]) > 2:
            given = (given[1][:2], given[1][:2])
        if self.happens(self.swap):
            family, given = given, family
        return family, given

    def kanji(self, text: str) -> str:
        """One kanji replaced by its lookalike."""
        at = [place for place, char in enumerate(text) if char in LOOKALIKE_KANJI]
        if not at:
            return text[:-1] if len(text) > 2 else text
        place = self.rng.choice(at)
        return text[:place] + LOOKALIKE_KANJI[text[place]] + text[place + 1 :]

    def kana(self, text: str) -> str:
        """One kana misread."""
        at = [place for place, char in enumerate(text) if char in LOOKALIKE_KANA]
        if not at:
            return text
        place = self.rng.choice(at)
        return text[:place] + LOOKALIKE_KANA[text[place]] + text[place + 1 :]

    def romaji(self, family: str, given: str, style: dict[str, str]) -> str:
        """Letters, with the long vowels and hyphens as each clerk likes them."""
        last, first = roman(family), roman(given)
        if self.rng.random() < 0.4:
            last, first = (word.replace("ou", "o").replace("oo", "o").replace("uu", "u") for word in (last, first))
        elif self.rng.random() < 0.2:
            last = last.replace("ou", "oh").replace("oo", "oh")
        if len(first) > 5 and self.happens(0.1):
            first = first[:3] + "-" + first[3:]
        if style["romaji"] == "comma":
            return f"{last.upper()}, {first.title()}"
        return f"{first.title()} {last.title()}" if style["romaji"] == "title" else f"{last} {first}".upper()

    def born(self, born: date) -> date | None:
        """A birthday with one slip, a wrong era, or a stand-in (None)."""
        if self.happens(self.dummy):
            return None
        if not self.happens(0.01):
            return born
        how = self.rng.randrange(4)
        if how == 0 and born.day <= 12 and born.day != born.month:
            return date(born.year, born.day, born.month)
        if how == 1:
            return born + timedelta(days=self.rng.choice((-1, 1, 10, -10)))
        if how == 2 and born.month != 2:
            return born.replace(year=born.year + self.rng.choice((-1, 1, 10, -10)))
        return born.replace(
            day=min(born.day, 28), year=max(1912, born.year - 63 if born.year >= 1989 else born.year + 1)
        )

    def day(self, day: date | None, style: str) -> str:
        return self.plain(day, style) if day else self.rng.choice(("1900/01/01", "9999/99/99", "0000-00-00", "未入力"))

    @staticmethod
    def plain(day: date, style: str) -> str:
        """A day in the style of a table."""
        if style.startswith("era"):
            start, letter, name = next(era for era in ERAS if day >= era[0])
            year = day.year - start.year + 1
            if style == "era":
                return f"{letter}{year:02d}/{day.month:02d}/{day.day:02d}"
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
        forms = {"slash": "%Y/%m/%d", "iso": "%Y-%m-%d", "eight": "%Y%m%d", "kanji": "%Y年%m月%d日"}
        return f"{day.year}/{day.month}/{day.day}" if style == "short" else day.strftime(forms[style])

    def mobile(self, number: str, line: str) -> str:
        """The number, another, the landline, a slip, or a stand-in."""
        if self.happens(self.dummy):
            return self.rng.choice(("00-0000-0000", "090-1111-1111", "未登録", "0000", "03-2000-0000"))
        if self.happens(0.05):
            return number[:4] + f"{(int(number[4:8]) * 7 + 1234) % 9000 + 1000}" + number[8:]
        if self.happens(0.02):
            return line
        return self.transposed(number) if self.happens(0.005) else number

    def transposed(self, number: str) -> str:
        """Two neighbouring digits exchanged near the end."""
        return number[:-2] + number[-1] + number[-2]

    def mail(self, mail: str, stand_in: str) -> str:
        """The address, with a tag, in capitals, at a mistyped domain, or a stand-in."""
        if self.happens(self.dummy):
            return self.rng.choice((stand_in, "a@example.com", "未登録"))
        if self.happens(0.02):
            mail = mail.replace("@", "+mag@")
        if self.happens(0.01):
            mail = mail.replace("example", "exmaple")
        return mail.upper() if self.happens(0.01) else mail

    def address(self, address: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
        """(prefecture, city, town, numbers, building) as somebody wrote them, abbreviated or spelled out."""
        _, prefecture, city, rest, building = address
        town, numbers = rest.split("\t")
        if self.happens(0.1):
            prefecture = ""
        if self.happens(0.03):
            city = city.replace("市", "", 1) if "区" not in city and city.count("市") == 1 and len(city) > 2 else city
        if self.happens(0.1):
            town = (
                town.replace("ケ", "ヶ").replace("ノ", "の")
                if "ケ" in town or "ノ" in town
                else town.removeprefix("大字")
            )
        if self.happens(0.4):
            numbers = (
                numbers.replace("丁目", "-").replace("番地", "-").replace("番", "-").removesuffix("号").rstrip("-")
            )
        if self.happens(0.05):
            numbers = "".join(chr(ord(char) + 0xFEE0) if char in "0123456789-" else char for char in numbers)
        if building and self.happens(0.3):
            building = self.rng.choice(
                ("", " #" + building[-3:], building.replace("マンション", "M").replace("ビル", "Bldg"))
            )
        return prefecture, city, town, numbers, building
