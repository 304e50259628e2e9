"""Which records an actor's looks show: by their ids, by conditions that the tables of the evidence can answer, or all.

A branch of a statement that names ids shows those; one that compares other columns (name, branch, a range of ids) shows the
rows for which the comparison holds in the evidence; one that bounds nothing that can be followed may have shown every row.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from tenmatsu.exposure.channel import Scene, quoted
from tenmatsu.exposure.given import texts
from tenmatsu.exposure.logs.answers import plain
from tenmatsu.exposure.logs.audit_log import AuditLog, Searched, is_id
from tenmatsu.exposure.logs.ids import key, sql_key
from tenmatsu.exposure.logs.statement import Branch, Condition
from tenmatsu.model import KIND_WORDS, PART_OF

PERSONS = re.compile(
    r"customer|client|member|user|person|patient|student|employee|staff|applicant|account|顧客|会員|患者|学生|生徒|職員|社員|利用者|申込者|個人",
    re.I,
)
TELLING = 5
"""Signs of a value that is an id's whatever its column is called, when a record has it; a shorter one may be a branch's."""
MOST_CONDITIONS = 2000
"""Different statements without an id that are followed one by one; the rest are taken for every row."""
CALLED = {
    "tel": "phone", "telno": "phone", "telephone": "phone", "phoneno": "phone", "phonenumber": "phone", "mobile": "phone",
    "mail": "email", "mailaddress": "email", "emailaddress": "email", "addr": "address", "address1": "address", "address2": "address",
    "birthday": "birth_date", "birthdate": "birth_date", "dob": "birth_date", "dateofbirth": "birth_date", "zip": "postcode",
    "zipcode": "postcode", "postalcode": "postcode", "kana": "name_kana", "namekana": "name_kana", "kananame": "name_kana",
    "fullname": "name", "customername": "name", "membername": "name", "patientname": "name", "gender": "sex",
    "accountno": "bank_account", "accountnumber": "bank_account", "cardno": "card", "cardnumber": "card", "mynumber": "my_number",
    "氏名": "name", "名前": "name", "住所": "address", "電話番号": "phone", "生年月日": "birth_date", "性別": "sex", "カナ": "name_kana",
    "メールアドレス": "email", "郵便番号": "postcode", "口座番号": "bank_account", "カード番号": "card", "勤務先": "employer",
}  # fmt: skip


@dataclass
class Views:
    """How often every row was bounded by nothing (`wide`), conditions were followed (`followed`) and found no record
    (`missed`), and the columns and fields that no label of the evidence explains. `elsewhere` tells how often which other
    tables were read, of which nothing is in the evidence."""

    wide: int = 0
    followed: int = 0
    missed: int = 0
    unknown: set[str] = field(default_factory=set)
    elsewhere: dict[str, int] = field(default_factory=dict)


def viewed(scene: Scene, log: AuditLog | None, name: str) -> Views:
    """Make the tables `name`_ids (id, shown), `name`_rows (record_id, shown; null for every record) and `name`_shown (shown,
    kinds; null for all). `log` is None where it could not be read: then every record may have been shown."""
    told, shown = Views(), _Shown(scene)
    ids: list[tuple[str, int]] = []
    rows: list[tuple[int | None, int]] = []
    if log is None:
        rows.append((None, shown.of(())))
    else:
        follow = _Follow(scene, name, log)
        for one in log.looked:
            number = shown.of(one.fields)
            ids += ((key(each), number) for each in one.ids)
        ours = _ours(scene, log, shown, follow)
        for asked in log.searched:
            named, found, wide = follow.all(asked.branches)
            if wide and not named and _elsewhere(asked, ours, shown):
                told.elsewhere |= {one: told.elsewhere.get(one, 0) + asked.times for one in asked.tables}
                continue
            number = shown.of(asked.columns)
            ids += ((each, number) for each in named)
            rows += ((each, number) for each in found or ())
            rows += [(None, number)] if wide else []
            told.wide += asked.times if wide else 0
            told.followed += asked.times if found is not None and not wide and not named else 0
            told.missed += asked.times if not (named or found or wide) else 0
    told.unknown = shown.unknown
    _table(scene, f"{name}_ids", ("id", pa.string()), ids)
    _table(scene, f"{name}_rows", ("record_id", pa.int64()), rows)
    kinds = pa.table(
        {"shown": pa.array(range(len(shown.kinds)), pa.int32()), "kinds": pa.array(shown.kinds, pa.list_(pa.string()))}
    )
    _put(scene, f"{name}_shown", kinds)
    return told


def _ours(scene: Scene, log: AuditLog, shown: _Shown, follow: _Follow) -> set[str]:
    """The tables of the database that the evidence holds, as the statements tell: those of which columns with a label of
    the evidence were shown or records were named, and those that are called like a file or sheet of it."""
    files = {re.sub(r"\.\w+$", "", re.split(r"[/!]", item)[-1]).casefold() for item in scene.tables}
    found = {name for asked in log.searched for name in asked.tables if name in files}
    for asked in log.searched:
        if shown.known(asked.columns) or follow.all(asked.branches)[0]:
            found |= set(asked.tables)
    return found


def _elsewhere(asked: Searched, ours: set[str], shown: _Shown) -> bool:
    """Whether a statement read other tables alone: none that is ours or called like one or like persons, and no column
    that the evidence knows."""
    if not ours or not asked.tables or shown.known(asked.columns):
        return False
    return not any(PERSONS.search(name) or any(one in name or name in one for one in ours) for name in asked.tables)


def _table(scene: Scene, name: str, first: tuple[str, pa.DataType], rows: Sequence[tuple[object, int]]) -> None:
    _put(scene, name, pa.table({first[0]: pa.array([one for one, _ in rows], first[1]), "shown": pa.array([n for _, n in rows], pa.int32())}))  # fmt: skip


def _put(scene: Scene, name: str, table: pa.Table) -> None:
    scene.db.register("given_rows", table)
    scene.db.execute(f"CREATE OR REPLACE TABLE {name} AS FROM given_rows")
    scene.db.unregister("given_rows")


class _Shown:
    """The kinds that lists of fields show, by number."""

    def __init__(self, scene: Scene) -> None:
        self.labels = labels(scene)
        self.numbers: dict[tuple[str, ...], int] = {}
        self.kinds: list[list[str] | None] = []
        self.unknown: set[str] = set()

    def known(self, fields: Iterable[str]) -> set[str]:
        """The kinds that the fields show, as far as they say any."""
        return {kind for one in fields if (kind := self.labels.get(plain(one)) or _called(one))}

    def of(self, fields: tuple[str, ...]) -> int:
        """The number of the list; its kinds are None (all) where no field says anything known."""
        if fields not in self.numbers:
            known: set[str] = set()
            for one in fields:
                kind = self.labels.get(plain(one)) or _called(one)
                known |= {kind} if kind else set()
                if not kind and one != "*" and not is_id(one):
                    self.unknown.add(one)
            known |= {PART_OF[kind] for kind in known if kind in PART_OF}
            self.numbers[fields] = len(self.kinds)
            self.kinds.append(sorted(known) if known and "*" not in fields else None)
        return self.numbers[fields]


def _called(name: str) -> str | None:
    """The kind that a column is called by: a word of ours, or a usual name of it."""
    word = plain(name)
    return CALLED.get(word) or next((kind for kind in KIND_WORDS if plain(kind) == word), None)


def labels(scene: Scene) -> dict[str, str]:
    """Label of the tables, as it is compared → kind."""
    return {plain(one.header): one.kind for _, columns in scene.tables.values() for one in columns if one.header}


class _Follow:
    """What the conditions of statements bound."""

    def __init__(self, scene: Scene, name: str, log: AuditLog) -> None:
        self.scene, self.name = scene, name
        self.labels = labels(scene)
        self.own = {plain(one) for one in (*texts(scene, "id"), *texts(scene, "log_id"))}
        self.held = self._held(value for one in log.searched for b in one.branches for c in b for value in c.values)
        self.known: dict[Branch, set[int] | None] = {}

    def _held(self, values: Iterable[str]) -> set[str]:
        """Which of the values in the statements are ids of records."""
        named = pa.table({"id": pa.array(sorted({key(one) for one in values}), pa.string())})
        self.scene.db.register("given_values", named)
        rows = self.scene.db.execute(
            f"SELECT DISTINCT id FROM given_values SEMI JOIN {self.name} USING (id)"
        ).fetchall()
        self.scene.db.unregister("given_values")
        return {row[0] for row in rows}

    def all(self, branches: Iterable[Branch]) -> tuple[set[str], set[int] | None, bool]:
        """The ids that the branches name, the records that their other conditions bound (None where there were none), and
        whether one bounds nothing."""
        named: set[str] = set()
        found: set[int] | None = None
        for branch in branches:
            by_id = [{key(value) for value in one.values} for one in branch if self.is_id(one)]
            if by_id:
                named |= set.intersection(*by_id) or set.union(*by_id)
                continue
            rows = self._rows(branch)
            if rows is None:
                return named, found, True
            found = (found or set()) | rows
        return named, found, False

    def is_id(self, one: Condition) -> bool:
        """Whether a condition names ids of records."""
        name = plain(one.name)
        if one.test != "in":
            return False
        if name in self.own:
            return True
        telling = all(key(value) in self.held and len(key(value)) >= TELLING for value in one.values)
        if name in self.labels and not is_id(one.name):
            return telling and self.labels[name] in ("member_id", "employee_id")
        if name == "id" and one.of and not PERSONS.search(one.of):
            return telling
        return is_id(one.name) or (name not in self.labels and telling)

    def _rows(self, branch: Branch) -> set[int] | None:
        """The records for which a branch holds; None where nothing of it can be followed."""
        if branch not in self.known:
            if len(self.known) >= MOST_CONDITIONS:
                return None
            self.known[branch] = self._asked(branch)
        return self.known[branch]

    def _asked(self, branch: Branch) -> set[int] | None:
        found: set[int] | None = None
        for item, (table, columns) in self.scene.tables.items():
            places = {plain(one.header): one.position for one in columns if one.header}
            by_kind = _single({one.kind: [two.position for two in columns if two.kind == one.kind] for one in columns})
            tests = [test for one in branch if (test := self._test(one, places, by_kind))]
            if tests:
                query = (
                    f"SELECT DISTINCT r.record_id FROM {self.scene.records} AS r JOIN read_parquet({quoted(table.path)}) AS t "
                    f"ON r.row = t.row JOIN {self.name} AS i ON i.record_id = r.record_id "
                    f"WHERE r.item = {quoted(item)} AND {' AND '.join(tests)}"
                )
                found = (found or set()) | {row[0] for row in self.scene.db.execute(query).fetchall()}
        return found

    def _test(self, one: Condition, places: Mapping[str, int], by_kind: Mapping[str, int]) -> str | None:
        """A condition as SQL over a row `t` and its id `i.id`; None where the table has no such column."""
        name = plain(one.name)
        at = places.get(name) or by_kind.get(_called(one.name) or "")
        if (name in self.own or is_id(one.name)) and not (one.of and not PERSONS.search(one.of)):
            return _compared("i.id", "i.id", one)
        return _compared(f"t.c{at}", sql_key(f"t.c{at}"), one) if at else None


def _single(kinds: Mapping[str, list[int]]) -> dict[str, int]:
    return {kind: places[0] for kind, places in kinds.items() if len(places) == 1}


_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def _compared(raw: str, cell: str, one: Condition) -> str | None:
    """The condition on a cell (`cell`: as ids are compared); a cell that cannot be compared may hold."""
    if one.test == "in":
        return f"{cell} IN ({', '.join(quoted(key(value)) for value in one.values)})"
    if one.test == "like":
        return f"{cell} LIKE {quoted(key(unicodedata.normalize('NFKC', one.values[0])))}"
    ends = list(zip((">=", "<="), one.values, strict=False)) if one.test == "between" else [(one.test, one.values[0])]
    if all(_NUMBER.fullmatch(value) for _, value in ends):
        number = f"TRY_CAST(replace({raw}, ',', '') AS DOUBLE)"
        return " AND ".join(f"coalesce({number} {sign} {value}, true)" for sign, value in ends)
    if raw != "i.id":
        return None
    return " AND ".join(
        f"(length({cell}) <> {len(key(value))} OR {cell} {sign} {quoted(key(value))})" for sign, value in ends
    )
