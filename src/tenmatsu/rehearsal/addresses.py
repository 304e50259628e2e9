"""Addresses as people and systems write them: 1丁目2番3号, 1-2-3, １－２－３, 一丁目2番3号; 大字, 通り名, 条.

The building stands in some and not in others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from tenmatsu.rehearsal import chance, lexicon, places
from tenmatsu.rehearsal.chunk import Chunk
from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.words import choose, joined, pick, text_of, wide

STYLES = ("long", "dash", "wide", "kanji", "half", "no", "odd_dash", "block")
MIXES: dict[str, tuple[float, ...]] = {
    "mixed": (0.28, 0.36, 0.10, 0.08, 0.08, 0.02, 0.04, 0.04),
    "long": (0.80, 0.10, 0.0, 0.05, 0.05, 0.0, 0.0, 0.0),
    "dash": (0.05, 0.88, 0.04, 0.0, 0.0, 0.0, 0.03, 0.0),
    "wide": (0.0, 0.05, 0.90, 0.05, 0.0, 0.0, 0.0, 0.0),
}
"""Share of each style by the style of a file (assumed)."""
_KANJI = ("", "一", "二", "三", "四", "五", "六", "七", "八")
NO_BUILDING = 0.25
"""Share of records of flat dwellers that leave the building out (assumed)."""
NO_PREFECTURE = 0.12
LIVES_IN_FLAT = 0.45


@dataclass(frozen=True, slots=True)
class _Site:
    town: Ints
    key: Ints
    chome: Ints
    block: Ints
    house: Ints


def _site(one: Chunk) -> _Site:
    """Where each record says that the person lives: now, or before the move; a company's desk at the company."""
    people, who = one.people, one.who
    town = np.where(one.moved == 1, people.old_town[who], people.town[who]).astype(np.int64)
    desk = one.desk >= 0
    number = len(places.towns().town)
    town = np.where(desk, chance.below(one.desk, 41, number), np.where(one.guest, 0, town))
    key = np.where(one.moved == 1, who * 2 + 1, people.house[who].astype(np.int64) * 2)
    key = np.where(desk, one.desk * 2 + 10**9, key)
    divided = places.towns().chome.take(town)
    return _Site(
        town,
        key,
        np.where(divided == 1, 1 + (6 * chance.even(key, 42) ** 1.4).astype(np.int64), 0),
        1 + chance.below(key, 43, 38),
        1 + chance.below(key, 44, 24),
    )


def postcode(one: Chunk) -> pl.Series:
    """Seven digits in the style of the file."""
    code = _native(one, places.towns().postcode.gather(_site(one).town))
    style = one.style.get("postcode", "hyphen")
    if style == "plain":
        return code
    split = _native(one, joined("〒" if style == "mark" else "", code.str.slice(0, 3), "-", code.str.slice(3)))
    return wide(split) if style == "wide" else split


def prefecture(one: Chunk) -> pl.Series:
    """都道府県."""
    return places.towns().prefecture.gather(_site(one).town)


def city(one: Chunk) -> pl.Series:
    """市区町村."""
    return places.towns().city.gather(_site(one).town)


def rest(one: Chunk) -> pl.Series:
    """Town and numbers, without the building."""
    site = _site(one)
    return joined(_town(one, site), "", _numbers(one, site))


def building(one: Chunk) -> pl.Series:
    """Building and room; empty for a house, and where it was left out."""
    return _building(one, _site(one), "")


def town_line(one: Chunk) -> pl.Series:
    """City, town and numbers in one cell."""
    site = _site(one)
    return joined(places.towns().city.gather(site.town), "", _town(one, site), "", _numbers(one, site))


def line(one: Chunk) -> pl.Series:
    """The whole address in one cell."""
    site = _site(one)
    full = one.rng.random(len(one)) >= NO_PREFECTURE
    head = choose(
        full.astype(np.int64),
        [pl.Series([""] * len(one), dtype=pl.String), places.towns().prefecture.gather(site.town)],
    )
    space = "" if one.style.get("building") == "joined" else "　" if one.style.get("space", "wide") == "wide" else " "
    body = joined(places.towns().city.gather(site.town), "", _town(one, site), "", _numbers(one, site))
    return _native(one, joined(head, "", body, "", _building(one, site, space)))


def _native(one: Chunk, text: pl.Series) -> pl.Series:
    """Guests from abroad gave no address in Japan."""
    if not one.guest.any():
        return text
    return choose(one.guest.astype(np.int64), [text, pl.Series([""] * len(one), dtype=pl.String)])


def _town(one: Chunk, site: _Site) -> pl.Series:
    table = places.towns()
    town = table.town.gather(site.town)
    old = (table.old.take(site.town) == 1) & (chance.even(site.key, 45) < 0.4) & (one.rng.random(len(one)) < 0.6)
    kyoto = (table.kyoto.take(site.town) == 1) & (chance.even(site.key, 46) < 0.7) & (one.rng.random(len(one)) < 0.7)
    before = pl.Series(places.STREETS).gather(chance.below(site.key, 47, len(places.STREETS)))
    ward = choose(
        np.where(kyoto, 2, np.where(old, 1, 0)),
        [pl.Series([""] * len(one), dtype=pl.String), pl.Series(["大字"] * len(one), dtype=pl.String), before],
    )
    return joined(ward, "", town)


def _numbers(one: Chunk, site: _Site) -> pl.Series:
    mix = MIXES[one.style.get("address", "mixed")]
    style = one.rng.choice(len(STYLES), len(one), p=mix)
    chome, block, house = text_of(site.chome), text_of(site.block), text_of(site.house)
    kanji = pl.Series(_KANJI).gather(site.chome)
    divided = site.chome > 0
    long = joined(chome, "丁目", block, "番", house, "号")
    dash = joined(chome, "-", block, "-", house)
    with_chome = choose(
        style,
        [
            long,
            dash,
            wide(dash),
            joined(kanji, "丁目", block, "番", house, "号"),
            joined(chome, "丁目", block, "-", house),
            joined(chome, "の", block, "の", house),
            joined(chome, "−", block, "−", house),
            joined(chome, "丁目", block, "番地", house),
        ],
    )
    short = joined(block, "-", house)
    without = choose(
        style,
        [
            joined(block, "番地", house),
            short,
            wide(short),
            joined(block, "番", house, "号"),
            joined(block, "番地の", house),
            joined(block, "の", house),
            joined(block, "ー", house),
            joined(block, "番地", house),
        ],
    )
    return choose(divided.astype(np.int64), [without, with_chome])


def _building(one: Chunk, site: _Site, space: str) -> pl.Series:
    flat = (chance.even(site.key, 48) < LIVES_IN_FLAT) & (one.rng.random(len(one)) >= NO_BUILDING)
    names = lexicon.surnames().kanji.gather(chance.below(site.key, 49, 1500))
    house = pl.Series(places.HOUSES).gather(chance.below(site.key, 50, len(places.HOUSES)))
    room = text_of(100 * (1 + chance.below(site.key, 51, 9)) + 1 + chance.below(site.key, 52, 12))
    end = pick(one.rng, ("", "号室", "号"), len(one))
    text = joined(space, house, names, " " if space else "", room, end)
    return choose(flat.astype(np.int64), [pl.Series([""] * len(one), dtype=pl.String), text])
