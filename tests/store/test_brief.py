"""case.toml: what is read is what was written, and every mistake is one sentence with its place."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tenmatsu.errors import CaseError
from tenmatsu.model import KIND_WORDS, Brief, Certainty, ColumnWord, Evidence, Master
from tenmatsu.store.brief import read_brief, write_brief
from tenmatsu.store.toml import pairs

HEAD = '[case]\ntitle = "t"\norganisation = "o"\nas_of = 2016-06-14\n'
EVIDENCE = '[[evidence]]\npath = "evidence"\n'
MASTER = '[[master]]\nname = "members"\npath = "master.csv"\nid = "会員番号"\n'
LEAK = {"intrusion": frozenset[str](), "misdirected-mail": frozenset({"recipients", "log"})}

FULL = """
[case]
title = "t"
organisation = "o"
sector = "travel"
as_of = 2016-06-14
passwords = ["a", "b"]

[[evidence]]
path = "evidence"
channel = "misdirected-mail"
window = [2016-03-19, 2016-03-24]
certainty = "confirmed"
recipient = "x"
passwords = ["c"]
log = "mail.log"

[[master]]
name = "members"
path = "master.csv"
id = "会員番号"
segments = ["サービス", "提携先"]

[[column]]
file = "evidence/a.csv"
column = "連絡先"
kind = "email"
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.csv").touch()
    (tmp_path / "master.csv").touch()
    (tmp_path / "result").mkdir()
    return tmp_path


def complaint(case: Path, text: str) -> str:
    (case / "case.toml").write_text(text)
    with pytest.raises(CaseError) as caught:
        read_brief(case, LEAK)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_form_of_the_manual_is_read(case: Path) -> None:
    (case / "case.toml").write_text(FULL)
    window = (date(2016, 3, 19), date(2016, 3, 24))
    assert read_brief(case, LEAK) == Brief(
        "t", "o", date(2016, 6, 14), "travel",
        (Evidence("evidence", "misdirected-mail", window, Certainty.CONFIRMED, "x", ("c",), {"log": "mail.log"}),),
        (Master("members", "master.csv", "会員番号", ("サービス", "提携先")),),
        (ColumnWord("evidence/a.csv", "連絡先", "email"),),
        ("a", "b"),
    )  # fmt: skip


MISTAKES = tomllib.loads(Path(__file__).with_name("brief_mistakes.toml").read_text())["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[str(number) for number in range(len(MISTAKES))])
def test_a_mistake_names_its_place(case: Path, mistake: dict[str, str]) -> None:
    text = mistake["toml"].replace("HEAD\n", HEAD).replace("EVIDENCE\n", EVIDENCE).replace("MASTER\n", MASTER)
    says = mistake["says"].replace("CASE", str(case)).replace("KINDS", ", ".join(KIND_WORDS))
    assert complaint(case, text) == says


STATED = '[case]\ntitle = "t"\norganisation = "o"\nas_of = 2023-07-28\n[[evidence]]\npath = "evidence"\n'


@pytest.mark.parametrize("value", ['"unknown"', "2023-07-25", "2023-07-25T09:30:00+09:00", "23", "true", '["a", "b"]'])
def test_a_fact_is_read_whatever_its_value_is(case: Path, value: str) -> None:
    fact = f'[[fact]]\nname = "discovered"\nvalue = {value}\nsource = "s"\nby = "b"\nat = 2023-07-25\n'
    (case / "case.toml").write_text(STATED + fact, encoding="utf-8")
    assert read_brief(case).facts[0]["name"] == "discovered"


@pytest.mark.parametrize(("key", "value"), [("value", "{ a = 1 }"), ("value", "[1]"), ("at", '"yesterday"')])
def test_a_fact_with_a_value_of_no_kind_is_told(case: Path, key: str, value: str) -> None:
    lines = {"name": '"x"', "value": '"y"', "source": '"s"', "by": '"b"', key: value}
    fact = "".join(f"{name} = {one}\n" for name, one in lines.items())
    assert "[[fact]] no. 1" in complaint(case, f"{STATED}[[fact]]\n{fact}")


def test_a_case_without_case_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no case.toml in this folder"):
        read_brief(tmp_path)
    with pytest.raises(CaseError, match=r"there is no such folder"):
        read_brief(tmp_path / "gone")


def test_a_file_saved_by_a_windows_editor_is_read(case: Path) -> None:
    (case / "case.toml").write_bytes(b"\xef\xbb\xbf" + (HEAD + EVIDENCE).replace("\n", "\r\n").encode())
    assert read_brief(case).title == "t"


def test_a_file_in_cp932_is_told_to_be_utf_8(case: Path) -> None:
    (case / "case.toml").write_bytes((HEAD + EVIDENCE).replace('"t"', '"漏えい"').encode("cp932"))
    with pytest.raises(CaseError, match="not UTF-8"):
        read_brief(case)


def test_evidence_on_another_mount_is_an_absolute_path(case: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("mount")
    (case / "case.toml").write_text(HEAD + f'[[evidence]]\npath = "{elsewhere}"\n')
    assert read_brief(case).evidence[0].path == str(elsewhere)


def test_a_column_may_stand_in_a_member_of_an_archive(case: Path) -> None:
    word = '[[column]]\nfile = "evidence/a.csv!内/b.csv"\ncolumn = "x"\nkind = "other"\n'
    (case / "case.toml").write_text(HEAD + EVIDENCE + word)
    assert read_brief(case).columns[0].file == "evidence/a.csv!内/b.csv"


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
FILLED = TEXT.filter(str.strip)
DATES = st.dates()
PASSWORDS = st.lists(TEXT, max_size=3).map(tuple)
VALUES = st.recursive(
    TEXT | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | DATES | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
EVIDENCES = st.builds(
    Evidence,
    path=st.sampled_from(["evidence", "evidence/a.csv", "./evidence"]),
    channel=st.just("misdirected-mail"),
    window=st.none() | st.tuples(DATES, DATES).map(lambda pair: (min(pair), max(pair))),
    certainty=st.sampled_from(Certainty),
    recipient=st.none() | TEXT,
    passwords=PASSWORDS,
    extra=st.dictionaries(st.sampled_from(["recipients", "log"]), VALUES),
)
BRIEFS = st.builds(
    Brief,
    title=FILLED,
    organisation=FILLED,
    as_of=DATES,
    sector=TEXT,
    evidence=st.lists(EVIDENCES, min_size=1, max_size=3, unique_by=repr).map(tuple),
    masters=st.lists(
        st.builds(Master, name=FILLED, path=st.just("master.csv"), id=FILLED, segments=PASSWORDS),
        max_size=2,
        unique_by=lambda one: one.name,
    ).map(tuple),
    columns=st.lists(
        st.builds(ColumnWord, file=st.just("evidence/a.csv"), column=FILLED, kind=st.sampled_from(KIND_WORDS)),
        max_size=2,
    ).map(tuple),
    passwords=PASSWORDS,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(brief=BRIEFS)
def test_what_is_written_is_read_again(case: Path, brief: Brief) -> None:
    write_brief(case, brief)
    assert read_brief(case, LEAK) == brief


def test_the_written_brief_is_its_owners(case: Path) -> None:
    write_brief(case, Brief("t", "o", datetime(2016, 6, 14).date(), evidence=(Evidence("evidence"),)))
    assert (case / "case.toml").stat().st_mode & 0o777 == 0o600


WORDS = (
    st.sampled_from(["case", "evidence", "master", "column", "title", "organisation", "as_of", "path", "window"]) | TEXT
)
TABLES = st.dictionaries(WORDS, VALUES | st.lists(st.dictionaries(WORDS, VALUES, max_size=4), max_size=2), max_size=4)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(top=TABLES, head=st.sampled_from(["", HEAD, HEAD + EVIDENCE]))
def test_whatever_the_tables_hold_it_is_read_or_told(case: Path, top: dict[str, object], head: str) -> None:
    (case / "case.toml").write_text(pairs(top) + head)
    with suppress(CaseError):
        read_brief(case)


def test_all_keys_that_are_missing_are_named_at_once(case: Path) -> None:
    (case / "case.toml").write_text('[case]\ntitle = "t"\n')
    with pytest.raises(CaseError, match=r'keys "organisation", "as_of" are missing'):
        read_brief(case)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=60) | TEXT.map(str.encode))
@example(content=b"a = " + b"9" * 5000)
@example(content=b"a = " + b"[" * 5000)
@example(content=(HEAD + f'[[evidence]]\npath = "{"x" * 5000}"\n').encode())
@example(content=(HEAD + '[[evidence]]\npath = "a\\u0000b"\n').encode())
def test_whatever_the_file_holds_it_is_told(case: Path, content: bytes) -> None:
    (case / "case.toml").write_bytes(content)
    with pytest.raises(CaseError):
        read_brief(case)
