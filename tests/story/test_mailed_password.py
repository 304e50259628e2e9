"""An archive whose password came in the next mail is read, counted, and opened again."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import polars as pl
import pyzipper

from tenmatsu import case

from .folder import make

LIST = "氏名,メール\n" + "".join(f"山田 {n}郎,y{n}@example.net\n" for n in "一二三四五")


def _mail(subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@example.co.jp", "taro@example.com", subject
    mail.set_content(text)
    return mail


def test_the_list_behind_a_mailed_password_is_counted_and_opens(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with pyzipper.AESZipFile(packed, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"Xk29-tulip")
        archive.writestr("list.csv", LIST.encode())
    first = _mail("名簿の送付", "添付のとおりです。\n")
    first.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="list.zip")
    second = _mail("パスワード", "先ほどの添付のパスワードは次のとおりです。\n\nXk29-tulip\n")
    files = {"evidence/1.eml": first.as_bytes(), "evidence/2.eml": second.as_bytes()}
    folder = make(tmp_path / "case", files)
    summary = case.investigate(folder)
    records = pl.read_parquet(folder / "result" / "records.parquet")
    inside = records.filter(pl.col("item") == "1.eml!list.zip!list.csv")
    assert inside.height == 5 and summary["unread"] == 0
    opened = case.open_(folder, "1.eml!list.zip!list.csv#row=3")
    assert not isinstance(opened, tuple) and opened.rows[2][2][1] == "y三@example.net"
