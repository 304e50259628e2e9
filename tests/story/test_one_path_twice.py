"""One file under two [[evidence]] is read once: records and persons count once, each way out keeps its own lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl

from tenmatsu import case

from .folder import csv_bytes, make, strangers

HEAD = '[case]\ntitle = "手作りの事案"\norganisation = "架空商店"\nas_of = 2024-06-01\n'
ROUTE = (
    '\n[[evidence]]\npath = "evidence/answers.csv"\nchannel = "open-form"\ncertainty = "confirmed"\n'
    'logs = ["evidence/access.log"]\nroutes = [{{ path = "{}", since = 2024-05-01, until = 2024-05-10 }}]\n'
)
INTRUSION = '\n[[evidence]]\npath = "{}"\nchannel = "intrusion"\ncertainty = "{}"\nrecipient = "{}"\n'
ANSWERED = ("氏名", "メールアドレス", "送信日時")
LOG = '203.0.113.{} - - [{}/May/2024:09:00:00 +0900] "GET {} HTTP/1.1" 200 900 "-" "Mozilla/5.0"\n'


def _answers(count: int) -> bytes:
    people = strangers(count)
    return csv_bytes([(one[0], one[4], f"2024-05-0{2 + n % 6} 08:00:00") for n, one in enumerate(people)],
                     header=ANSWERED)  # fmt: skip


def _brief(folder: Path, *evidence: str) -> Path:
    (folder / "case.toml").write_text(HEAD + "".join(evidence), encoding="utf-8")
    return folder


def _result(folder: Path) -> tuple[dict[str, object], pl.DataFrame, pl.DataFrame]:
    result = folder / "result"
    summary = json.loads((result / "summary.json").read_text("utf-8"))
    return summary, pl.read_parquet(result / "records.parquet"), pl.read_parquet(result / "exposures.parquet")


def test_two_routes_over_one_file_keep_their_own_lines(tmp_path: Path) -> None:
    asked = ((9, "01", "/x"), (9, "04", "/qr"), (9, "06", "/web"), (8, "06", "/web"), (9, "11", "/x"))
    log = "".join(LOG.format(*one) for one in asked)
    folder = make(tmp_path / "case", {"evidence/answers.csv": _answers(6), "evidence/access.log": log.encode()})
    case.investigate(_brief(folder, ROUTE.format("/qr"), ROUTE.format("/web")))
    summary, records, lines = _result(folder)
    assert records.height == 5
    assert summary["persons"] == {"best": 5, "at_least": 5, "at_most": 5}
    assert [one["path"] for one in summary["inputs"]] == ["answers.csv"]  # type: ignore[attr-defined]
    names = lines.filter(pl.col("item") == "name")
    assert dict(names.group_by("recipient").len().rows()) == {"203.0.113.8": 5, "203.0.113.9": 5}
    assert set(names["records"]) == {1}
    assert summary["items"]["name"] == {"records": 5, "persons": 5, "confirmed": 5}  # type: ignore[index]


def test_a_file_within_a_folder_belongs_to_its_own_evidence_alone(tmp_path: Path) -> None:
    people = strangers(30)
    files = {"evidence/a.csv": csv_bytes(people[:10]), "evidence/sub/b.csv": csv_bytes(people[10:])}
    folder = make(tmp_path / "case", files)
    inner = INTRUSION.format("evidence/sub/b.csv", "confirmed", "乙")
    case.investigate(_brief(folder, inner, INTRUSION.format("./evidence/", "possible", "甲")))
    summary, records, lines = _result(folder)
    assert records.height == 30
    assert summary["files"] == 2
    assert summary["certainty"] == {"confirmed": 20, "possible": 10}
    held = lines.join(records.select("person_id", held="item"), on="person_id")
    assert set(held.select("held", "recipient").unique().rows()) == {("a.csv", "甲"), ("sub/b.csv", "乙")}
    assert case.why(folder, "sub/b.csv#row=3").records[0].row.read_from == "evidence"


def test_two_recipients_of_one_file_are_told_of_the_same_persons(tmp_path: Path) -> None:
    folder = make(tmp_path / "case", {"evidence/a.csv": csv_bytes(strangers(12))})
    both = [INTRUSION.format("evidence/a.csv", certainty, who) for certainty, who in
            (("confirmed", "甲"), ("possible", "乙"))]  # fmt: skip
    case.investigate(_brief(folder, *both))
    summary, records, lines = _result(folder)
    assert records.height == 12
    assert summary["certainty"] == {"confirmed": 12, "possible": 0}
    assert lines.filter(pl.col("item") == "name").group_by("recipient").len().sort("recipient").rows() == [
        ("乙", 12), ("甲", 12)
    ]  # fmt: skip
    with (folder / "result" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1


def test_a_log_that_one_evidence_names_is_no_record_of_another(tmp_path: Path) -> None:
    audit = "日時,利用者,顧客番号\n" + "".join(f"2024-05-02 10:00:0{n},h01,C00{n}\n" for n in range(5))
    rows = [(f"C00{n}", *one) for n, one in enumerate(strangers(5))]
    files = {
        "evidence/customers.csv": csv_bytes(rows, header=("顧客番号", "氏名")),
        "evidence/audit.csv": audit.encode(),
    }
    folder = make(tmp_path / "case", files)
    looked = (
        '\n[[evidence]]\npath = "evidence/customers.csv"\nchannel = "browsing"\ncertainty = "possible"\n'
        'logs = ["evidence/audit.csv"]\nactor = "h01"\n'
    )
    case.investigate(_brief(folder, INTRUSION.format("./evidence", "possible", "甲"), looked))
    summary, records, _ = _result(folder)
    assert set(records["item"]) == {"customers.csv"}
    assert summary["persons"] == {"best": 5, "at_least": 5, "at_most": 5}
