"""The verbs at the door: what is printed, what a mistake gets, and what never reaches an error or a log."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tenmatsu import case
from tenmatsu.cli.commands.investigate import memory
from tenmatsu.cli.main import commands, main, parser
from tenmatsu.errors import InputError
from tenmatsu.store.ledger import Ledger

MARKED = "標識禁止漏洩"
"""A value of the evidence that must never be seen where no value belongs."""
PEOPLE = f"""氏名,フリガナ,生年月日,メールアドレス,電話番号,備考
{MARKED},ヒョウシキ マルイ,1971-02-03,{MARKED}@example.jp,090-6482-3157,=1+1
水野 直樹,ミズノ ナオキ,1980-05-06,naoki@example.com,080-7315-2648,
水野 直樹,ミズノ ナオキ,1980/5/6,naoki@example.com,080-7315-2648,
島田 里美,シマダ サトミ,1990-07-08,satomi@example.net,,長い旅
"""
BRIEF = """[case]
title = "扉の事案"
organisation = "架空商店"
as_of = 2024-06-01

[[evidence]]
path = "evidence"
channel = "intrusion"
certainty = "possible"
"""


@pytest.fixture(scope="module")
def investigated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door") / "case"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "a.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "case.toml").write_text(BRIEF, encoding="utf-8")
    case.investigate(folder)
    return folder


@pytest.fixture
def folder(investigated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(investigated, tmp_path / "case"))


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    """What a command prints; on standard output when it succeeds, else its one sentence."""
    capsys.readouterr()
    assert main([str(one) for one in arguments]) == code
    told = capsys.readouterr()
    if code:
        assert told.err.count("\n") == 1, told.err
        assert told.err.startswith("tenmatsu: ")
        assert MARKED not in told.err
        return told.err
    assert told.err == ""
    return told.out


def test_every_verb_of_the_manual_is_a_command() -> None:
    verbs = {one.name for one in commands()}
    assert {"rehearse", "investigate", "show", "why", "open", "export", "score", "doctor", "decide", "seal", "unseal",
            "purge", "verify"} <= verbs  # fmt: skip
    manual = (Path(__file__).parents[2] / "docs" / "manual" / "cli.md").read_text("utf-8")
    mine = {"rehearse", "investigate", "show", "why", "open", "export", "score", "doctor", "decide", "seal", "unseal",
            "purge", "verify"}  # fmt: skip
    assert [name for name in sorted(mine) if f"tenmatsu {name}" not in manual] == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_show_speaks_both_languages(folder: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    told = said(capsys, "show", folder, "--lang", lang)
    assert ("本人" if lang == "ja" else "Persons") in told
    for by in ("item", "segment", "file", "reach"):
        assert said(capsys, "show", folder, "--by", by, "--lang", lang)
    assert json.loads(said(capsys, "show", folder, "--json"))["records"] == 4


def test_investigate_prints_the_funnel_and_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "investigate", folder)
    assert "Persons" in told
    assert str(folder / "result" / "report.html") in told
    summary = json.loads(said(capsys, "investigate", folder, "--json", "--memory", "1 gb"))
    assert summary == json.loads((folder / "result" / "summary.json").read_text("utf-8"))


def test_why_shows_the_value_as_written_beside_its_normal_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "why", folder, "a.csv#row=3", "--lang", "ja")
    assert "1980/5/6" in told
    assert "1980-05-06" in told
    assert json.loads(said(capsys, "why", folder, 2, "--json"))["records"]


def test_open_marks_the_very_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "open", folder, "a.csv#row=2;col=氏名", "--neighbours", 1)
    assert "▶ row 2" in told
    assert "line 3" in told
    assert "▶ 氏名" in told
    assert "島田" not in told
    rows = json.loads(said(capsys, "open", folder, "evidence/a.csv#row=2", "--json"))
    assert rows["marked"] == 2
    assert rows["rows"][2][2][0] == "水野 直樹"


def test_open_reaches_sheets_and_members(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "顧客"
    for row in (("氏名", "電話番号"), ("桑田 修", "03-5678-1234")):
        book.active.append(row)
    book.save(folder / "evidence" / "b.xlsx")
    shutil.make_archive(str(folder / "evidence" / "c"), "zip", folder / "evidence", "b.xlsx")
    for item in ("b.xlsx!顧客", "c.zip!b.xlsx!顧客"):
        assert "桑田 修" in said(capsys, "open", folder, f"{item}#row=1")


def test_an_export_is_noted_without_any_value(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "list.xlsx"
    told = said(capsys, "export", folder, "persons", "--to", to, "--by", "mori")
    assert str(to) in told
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with Ledger(folder) as ledger:
        last = ledger.audits()[-1]
    assert (last["action"], last["who"]) == ("exported", "mori")
    assert MARKED not in json.dumps(last, ensure_ascii=False)
    said(capsys, "export", folder, "persons", "--to", tmp_path / "list.docx", code=2)
    said(capsys, "export", folder, "persons", "--to", tmp_path / "none" / "list.csv", code=2)
    said(capsys, "export", folder, "persons", "--to", folder / "result" / "list.csv", code=2)


def test_a_sealed_case_opens_again_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENMATSU_PASSPHRASE", "four words and more")
    told = said(capsys, "seal", folder, "--to", tmp_path / "case.tenmatsu")
    assert "SHA-256" in told
    said(capsys, "unseal", tmp_path / "case.tenmatsu", "--to", tmp_path / "again")
    assert (tmp_path / "again" / "result" / "summary.json").read_bytes() == (
        folder / "result" / "summary.json"
    ).read_bytes()
    assert "as it was written" in said(capsys, "verify", tmp_path / "again")
    monkeypatch.setenv("TENMATSU_PASSPHRASE", "wrong")
    said(capsys, "unseal", tmp_path / "case.tenmatsu", "--to", tmp_path / "third", code=2)


def test_a_purge_asks_first_and_leaves_a_certificate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ("purge", folder, "--by", "mori", "--reason", "期限の到来")
    assert "--yes" in said(capsys, *wanted, code=2)
    assert folder.is_dir()
    said(capsys, *wanted, "--yes")
    assert not folder.exists()
    certificate = json.loads((folder.parent / "case.purged.json").read_text("utf-8"))
    assert certificate["complete"]
    assert certificate["title"] == "扉の事案"


def test_a_ledger_that_was_altered_is_found_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tip = said(capsys, "verify", folder).splitlines()[-1]
    said(capsys, "decide", folder, 0, 3, "different", "--by", "mori")
    assert "as it was written" in said(capsys, "verify", folder, "--tip", tip)
    rows, _, value = tip.partition(":")
    assert main(["verify", str(folder), "--tip", f"{int(rows) + 5}:{value}"]) == 2


BAD_BRIEFS = {
    'titel = "x"': "titel",
    "as_of = yesterday": "case.toml",
    'as_of = "2024-06-01"': "as_of",
}


@pytest.mark.parametrize(("line", "says"), BAD_BRIEFS.items())
def test_a_mistake_in_the_brief_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, says: str
) -> None:
    text = BRIEF.replace("as_of = 2024-06-01", line)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    assert says in said(capsys, "investigate", folder, code=2)


def test_missing_things_are_named(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such folder" in said(capsys, "show", tmp_path / "nowhere", code=2)
    assert "case.toml" in said(capsys, "why", tmp_path, 0, code=2)
    shutil.rmtree(folder / "evidence")
    assert "evidence" in said(capsys, "investigate", folder, code=2)
    assert said(capsys, "show", folder), "the earlier result is still shown"
    assert "Persons" not in said(capsys, "open", folder, "a.csv#row=1", code=2)
    shutil.rmtree(folder / "result")
    for verb in (("show",), ("why", 0), ("decide", 0, 1, "same", "--by", "m"), ("export", "persons", "--to", "x.csv")):
        assert "tenmatsu investigate" in said(capsys, verb[0], folder, *verb[1:], code=2)
    assert "score" not in said(capsys, "score", folder, code=2)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("why", "CASE", "99"), "from 0 to 3"),
        (("why", "CASE", "a.csv#row=99"), "from 1 to 4"),
        (("why", "CASE", "b.csv#row=1"), "--by file"),
        (("why", "CASE", "a.csv"), "locator"),
        (("open", "CASE", "a.csv#row=99"), "no row 99"),
        (("open", "CASE", "b.csv#row=1"), "b.csv"),
        (("open", "CASE", "a.csv#nonsense"), "locator"),
        (("open", "CASE", "a.csv#row=1;col=無い"), "column"),
        (("investigate", "CASE", "--memory", "lots"), "4GB"),
        (("investigate", "CASE", "--memory", "1MB"), "too little"),
        (("rehearse", "nothing-2016", "NEW"), "jtb-2016"),
        (("rehearse", "jtb-2016", "NEW", "--noise", "loud"), "noisy"),
        (("rehearse", "jtb-2016", "NEW", "--scale", "-1"), "scale"),
        (("rehearse", "jtb-2016", "CASE"), "case"),
        (("score", "CASE"), "rehearsal"),
        (("decide", "CASE", "0"), "same|different|unsure"),
        (("verify", "CASE", "--tip", "zz"), "ROWS:HASH"),
        (("unseal", "NEW", "--to", "NEW2"), "no such file"),
    ],
)
def test_a_users_mistake_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    places = {"CASE": folder, "NEW": tmp_path / "new", "NEW2": tmp_path / "new2"}
    assert says in said(capsys, *(places.get(one, one) for one in arguments), code=2)


@pytest.mark.skipif(os.geteuid() == 0, reason="rights do not bind the superuser")
def test_a_case_that_cannot_be_written_is_still_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.chmod(0o500)
    try:
        assert said(capsys, "show", folder)
        said(capsys, "investigate", folder, code=2)
    finally:
        folder.chmod(0o700)


def test_amounts_of_memory() -> None:
    assert [memory(text) for text in ("4GB", "2 gb", "800m", "1.5GiB")] == ["4GB", "2GB", "800MB", "1.5GiB"]
    with pytest.raises(InputError):
        memory("4")


def test_no_value_of_the_evidence_reaches_a_fault_or_a_file_name(folder: Path, tmp_path: Path) -> None:
    """A run in its own process, with a table that cannot be written: whatever is said, it holds no value."""
    code = (
        "import sys\nfrom tenmatsu.people import links\n"
        f"def broken(*_a, **_k): raise RuntimeError('{MARKED}')\n"
        "links.write = broken\nfrom tenmatsu.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "investigate", str(folder), "--fresh"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "a fault of tenmatsu itself" in done.stderr
    assert MARKED not in done.stderr + done.stdout
    names = [path.name for path in folder.rglob("*")]
    assert not any(MARKED in name for name in names)
    assert MARKED.encode() not in (folder / "ledger.db").read_bytes()
    assert (folder / "result" / "summary.json").is_file()


def test_the_door_opens_fast() -> None:
    """The heavy engines are loaded by the verbs that need them."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, tenmatsu.cli.main as m; m.parser(); print('polars' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for one in commands():
        with pytest.raises(SystemExit) as ended:
            parser().parse_args([one.name, "--help"])
        assert ended.value.code == 0
        assert "--lang" in capsys.readouterr().out
