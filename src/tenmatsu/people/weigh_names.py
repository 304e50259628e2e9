"""What names, birth and sex say of a pair, under each of the three explanations (people/weigh.py)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tenmatsu.people.features import DAYS, SEXES
from tenmatsu.people.pair import Pair, pick
from tenmatsu.people.weights import BIT


def person_name(pair: Pair) -> None:
    """Given name by script, family name, or the whole name where it could not be split."""
    known_name, name = pair.compare("name")
    known_reading, reading = pair.compare("reading")
    known_kana, kana = pair.compare("kana")
    known_given, given = pair.compare("given")
    known_spoken, spoken = pair.compare("reading_given")
    split, split_sound = pair.either_known("given"), pair.either_known("reading_given")
    given, spoken = given | name & split, spoken | reading & split_sound
    known_given, known_spoken = known_given | name & split, known_spoken | reading & split_sound
    sounds_off = known_kana & spoken & ~kana & ~pair.compare("kana_given")[1]
    whole_only = (known_name | known_reading) & ~known_given & ~known_spoken
    pair.both_scripts = known_given & known_spoken
    _given(pair, known_given, given, known_spoken, spoken, sounds_off)
    _family(pair, name | reading)
    alike = known_name & name | known_reading & reading
    share = np.where(name, pair.share("name"), pair.share("reading"))
    pair.add(
        "name",
        pick((whole_only & ~alike, 0.05), (whole_only, 0.95)),
        pick((whole_only & ~alike, 1.0), (whole_only, 0.002)),
        np.where(whole_only & alike, share, np.float32(1.0)),
    )
    pair.agree("name", name)
    pair.agree("name_kana", kana)
    pair.agree("name_reading", reading & ~kana)
    pair.agree("given_name", given & ~name)
    pair.agree("given_kana", spoken & ~reading)
    pair.differ("given_name", (known_given & ~given & ~spoken) | (known_spoken & ~spoken & ~given))
    pair.differ("name_kana", whole_only & ~alike)
    pair.independent += (name | reading | given | spoken).astype(np.int8)


def _given(
    pair: Pair,
    known_kanji: npt.NDArray[np.bool_],
    kanji: npt.NDArray[np.bool_],
    known_spoken: npt.NDArray[np.bool_],
    spoken: npt.NDArray[np.bool_],
    sounds_off: npt.NDArray[np.bool_],
) -> None:
    """The given name tells members of a household apart; 健一 and 賢一 may be father and son with one reading."""
    slip, off = pair.rates.slip, 1 - pair.rates.given
    by_kanji, by_sound = pair.share("given"), pair.share("reading_given")
    both, one_slips = known_kanji & known_spoken, np.float32(slip * 0.6 + off)
    same = pick(
        (both & kanji & spoken, (1 - slip - off) * np.where(sounds_off, 0.1, 1.0)),
        (both & kanji, slip * 0.5), (both & spoken, slip * 0.4), (both, slip * 0.05 + off * 0.5),
        (known_kanji & kanji, 1 - one_slips), (known_kanji, one_slips),
        (known_spoken & spoken, 1 - one_slips), (known_spoken, one_slips),
    )  # fmt: skip
    household = pick(
        (both & kanji & spoken, by_kanji + 0.001), (both & kanji, 0.0005), (both & spoken, by_sound * 0.5 + 0.016),
        (both, 0.99),
        (known_kanji & kanji, by_kanji + 0.001), (known_kanji, 0.99), (known_spoken & spoken, by_sound + 0.007),
        (known_spoken, 0.99),
    )  # fmt: skip
    strangers = pick(
        (both & kanji & spoken, by_kanji), (both & kanji, by_kanji * 0.1), (both & spoken, by_sound),
        (known_kanji & kanji & ~known_spoken, by_kanji), (known_spoken & spoken & ~known_kanji, by_sound),
    )  # fmt: skip
    pair.add("given", same, household, strangers)


def _family(pair: Pair, whole: npt.NDArray[np.bool_]) -> None:
    known_kanji, kanji = pair.compare("family")
    known_spoken, spoken = pair.compare("reading_family")
    known, alike = known_kanji | known_spoken | whole, kanji | spoken | whole
    rate = pair.rates.family
    share = np.where(kanji, pair.share("family"), pair.share("reading_family")).astype(np.float32)
    pair.add(
        "family",
        pick((known & alike, rate), (known, 1 - rate)),
        pick((known & alike, 0.92), (known, 0.08)),
        np.where(known & alike, share, np.float32(1.0)),
    )
    pair.agree("family_name", alike & ~whole)


def birth(pair: Pair) -> None:
    left, right = pair.among.at(DAYS, pair.a), pair.among.at(DAYS, pair.b)
    known = (left != 0) & (right != 0)
    equal = known & (left == right)
    near = known & ~equal & nearly(left, right)
    rate, close = pair.rates.birth_date, pair.rates.birth_near
    given_too = (pair.mask & (BIT["given_name"] | BIT["name"] | BIT["name_kana"] | BIT["name_reading"])) != 0
    fashion = np.where(given_too, np.float32(3.0), np.float32(1.0))
    pair.add(
        "birth_date",
        pick((equal, rate), (near, close), (known, max(1 - rate - close, 0.004))),
        pick((equal, 0.008), (near, 0.005), (known, 0.987)),
        np.where(equal, np.minimum(pair.share(DAYS) * fashion, 1), np.where(near, np.float32(0.002), np.float32(1.0))),
    )
    pair.agree("birth_date", equal)
    pair.differ("birth_date", known & ~equal & ~near)
    pair.independent += equal.astype(np.int8)


def nearly(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Days written YYYYMMDD that one slip turns into one another: a digit, month and day swapped, a decade."""
    differing = np.zeros(len(left), np.int8)
    x, y = left.astype(np.int64), right.astype(np.int64)
    for _ in range(8):
        differing += (x % 10 != y % 10).astype(np.int8)
        x, y = x // 10, y // 10
    swapped = (
        (left // 10000 == right // 10000) & (left % 100 == right // 100 % 100) & (left // 100 % 100 == right % 100)
    )
    near: npt.NDArray[np.bool_] = (differing <= 1) | swapped
    return near


def sex(pair: Pair) -> None:
    left, right = pair.among.at(SEXES, pair.a), pair.among.at(SEXES, pair.b)
    known = (left != 0) & (right != 0)
    equal = known & (left == right)
    rate = pair.rates.sex
    given_too = (pair.mask & (BIT["given_name"] | BIT["name"])) != 0
    other = pick((known & given_too & equal, 0.97), (known & given_too, 0.03), (known, 0.5))
    pair.add("sex", pick((equal, rate), (known, 1 - rate)), other, other)
    pair.agree("sex", equal)
    pair.differ("sex", known & ~equal)
