"""Mails, mailboxes, address books and calendars: everybody named in them, whatever wrote them."""

from __future__ import annotations

import base64
import io
import quopri
import random
import struct
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import pyzipper
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.evidence import sandbox
from tenmatsu.evidence.content_lines import content_lines
from tenmatsu.evidence.mail_charset import decoded
from tenmatsu.evidence.mail_header import addresses, parameters, text_of, words
from tenmatsu.evidence.mail_mime import parsed
from tenmatsu.evidence.mail_passwords import alone_in, told_in
from tenmatsu.evidence.mapi_rtf import FILLED, unpacked
from tenmatsu.evidence.reading import Child, Head, Source
from tenmatsu.evidence.sniff import best_reader

HEAD = b"From: taro@example.co.jp\r\nTo: hanako@example.jp\r\nSubject: x\r\n"


def word(text: str, codec: str = "iso-2022-jp", name: str = "") -> str:
    return f"=?{name or codec}?B?{base64.b64encode(text.encode(codec)).decode()}?="


def told(found, item: str = "evidence/a.eml") -> dict[str, str]:
    """Place → text of the visible passages of one item."""
    return {
        ";".join(f"{key}={value}" for key, value in one.locator.place): one.text
        for one in found.passages
        if one.locator.item == item and not one.hidden
    }


def hidden(found, item: str = "evidence/a.eml") -> list[str]:
    return [one.text for one in found.passages if one.locator.item == item and one.hidden]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("a@example.jp", ["a@example.jp"]),
        ('"Yamada, Taro" <a@example.jp>, b@example.jp', ["Yamada, Taro <a@example.jp>", "b@example.jp"]),
        ("Yamada, Taro <a@example.jp>; b@example.jp", ["Yamada, Taro <a@example.jp>", "b@example.jp"]),
        (f'"{word("山田")}" <a@example.jp>', ["山田 <a@example.jp>"]),
        (
            f"{word('山田 太郎')} <a@example.jp>,\r\n\t{word('佐藤, 花子', 'utf-8')} <b@example.jp>",
            ["山田 太郎 <a@example.jp>", "佐藤, 花子 <b@example.jp>"],
        ),
        (f"{word('髙橋①', 'cp932', 'Shift_JIS')} <a@example.jp>", ["髙橋① <a@example.jp>"]),
        (f"{word('张伟', 'gbk', 'gb2312')} <a@example.jp>", ["张伟 <a@example.jp>"]),
        ("=?utf-8?Q?=E5=B1=B1=E7=94?=\r\n =?utf-8?Q?=B0_T?= <a@example.jp>", ["山田 T <a@example.jp>"]),
        ("=?UTF-8?B?5bGx55Sw <a@example.jp>", ["山田 <a@example.jp>"]),
        ("undisclosed-recipients:;", ["undisclosed-recipients:;"]),
        ('営業部: a@example.jp, "B, C" <b@example.jp>;, c@example.jp',
         ["a@example.jp", "B, C <b@example.jp>", "c@example.jp"]),
        ("a@example.jp (山田 太郎)", ["山田 太郎 <a@example.jp>"]),
        ("'a@example.jp' <a@example.jp>", ["a@example.jp"]),
        ('"unbalanced <a@example.jp>, b@example.jp', ["unbalanced <a@example.jp>", "b@example.jp"]),
        ("a@example.jp b@example.jp", ["a@example.jp", "b@example.jp"]),
        ("a@example.jp,, <mailto:b@example.jp>,", ["a@example.jp", "b@example.jp"]),
        ('"a..b."@mobile.example.jp, c..d.@mobile.example.jp', ["a..b.@mobile.example.jp", "c..d.@mobile.example.jp"]),
        ("", []),
    ],
)  # fmt: skip
def test_every_address_of_a_header_is_told_by_itself(header: str, expected: list[str]) -> None:
    assert [one.replace('"', "") for one in addresses(header.encode())] == expected


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8", "iso-2022-jp"])
def test_a_header_of_raw_bytes_is_read_in_any_encoding(codec: str) -> None:
    assert list(addresses("表示 能美子, 予備 <a@example.jp>, 山田 <b@example.jp>".encode(codec))) == [
        "表示 能美子, 予備 <a@example.jp>",
        "山田 <b@example.jp>",
    ]


def test_an_encoded_word_cut_in_the_middle_of_a_character_is_joined() -> None:
    whole = base64.b64encode("個人情報の名簿を送ります".encode("iso-2022-jp")).decode()
    assert words(f"=?iso-2022-jp?B?{whole[:17]}?= =?iso-2022-jp?B?{whole[17:]}?=") == "個人情報の名簿を送ります"
    raw = "名簿です".encode()
    cut = [f"=?utf-8?B?{base64.b64encode(raw[at : at + 4]).decode()}?=" for at in range(0, len(raw), 4)]
    assert text_of("\r\n ".join(cut).encode()) == "名簿です"


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("㈱髙島①".encode("cp932"), "Shift_JIS", "㈱髙島①"),
        (b"\x1b$B-j9b\x1b(I1\x1b(B", "iso-2022-jp", "㈱高ｱ"),
        ("日本語の本文です。".encode(), "us-ascii", "日本語の本文です。"),
        ("日本語の本文です。".encode(), "iso-8859-1", "日本語の本文です。"),
        ("日本語の本文です。".encode("cp932"), "utf-8", "日本語の本文です。"),
        ("日本語の本文です。".encode("iso-2022-jp"), "utf-8", "日本語の本文です。"),
        ("日本語の本文です。".encode("euc_jp"), None, "日本語の本文です。"),
        ("日本語の本文です。".encode("cp932"), "x-no-such-charset", "日本語の本文です。"),
        ("Müller, Zoë".encode("latin-1"), "iso-8859-1", "Müller, Zoë"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("안녕하세요".encode("cp949"), "ks_c_5601-1987", "안녕하세요"),
        (b"plain", "punycode", "plain"),
    ],
)
def test_a_body_is_read_though_its_charset_is_wrong(data: bytes, charset: str | None, text: str) -> None:
    assert decoded(data, charset) == (text, None)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"attachment; filename*=utf-8''%E9%A1%A7%E5%AE%A2.csv", "顧客.csv"),
        (b"attachment;\r\n filename*0*=utf-8''%E9%A1%A7;\r\n filename*1*=%E5%AE%A2;\r\n filename*2=.csv", "顧客.csv"),
        (f'attachment; filename="{word("顧客.csv")}"'.encode(), "顧客.csv"),
        ('attachment; filename="顧客.csv"'.encode("cp932"), "顧客.csv"),
        ("attachment; filename=顧客 名簿.csv".encode(), "顧客 名簿.csv"),
        (b'attachment; filename="a;b \\"c\\".csv"', 'a;b "c".csv'),
        (b"attachment; filename=plain.csv; filename*=utf-8''%E9%A1%A7.csv", "顧.csv"),
    ],
)
def test_the_name_of_an_attachment_is_read_in_every_form(value: bytes, name: str) -> None:
    assert parameters(value)[1]["filename"] == name


def test_a_mail_gives_addresses_bodies_and_attachments(seen, samples, rows) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "総務 <soumu@example.co.jp>", ", ".join(f"u{n}@example.jp" for n in range(42))
    mail["Bcc"], mail["Date"] = "田中 <t@example.jp>", "Mon, 1 Apr 2024 10:00:00 +0900"
    mail["Subject"] = "【重要】個人情報を含む長い件名のお知らせ（" + "第二報" * 12 + "）"
    mail.set_content("電話は 03-0000-0001 です。\n")
    mail.add_attachment(samples.CSV, maintype="text", subtype="csv", filename="名簿.csv")
    found = seen({"a.eml": mail.as_bytes()})
    assert not found.unread
    places = told(found)
    assert [places[f"header=To;n={n}"] for n in (1, 42)] == ["u0@example.jp", "u41@example.jp"]
    assert places["header=Bcc;n=1"] == "田中 <t@example.jp>"
    assert places["header=Subject"] == mail["Subject"]
    assert places["part=1"] == "電話は 03-0000-0001 です。\n"
    assert rows(found.tables["evidence/a.eml!名簿.csv"]) == samples.PEOPLE
    assert found.items["evidence/a.eml!名簿.csv"].parent == "evidence/a.eml"


def test_what_a_page_hides_is_hidden_and_what_the_plain_text_says_is_not_told_twice(seen) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.jp", "x"
    mail.set_content("山田 太郎 様\n")
    mail.add_alternative('<p>山田 太郎 様</p><p style="display:none">b@example.jp</p>', subtype="html")
    found = seen({"a.eml": mail.as_bytes(), "b.eml": mail.as_bytes().replace(b"plain", b"x-none")})
    assert "part=2" not in told(found)
    assert hidden(found) == ["b@example.jp"]
    only = EmailMessage()
    only["From"], only["Subject"] = "a@example.jp", "x"
    only.set_content("<p>佐藤&nbsp;花子<br>03-0000-0002</p>", subtype="html", charset="iso-2022-jp")
    assert "03-0000-0002" in told(seen({"c.eml": only.as_bytes()}), "evidence/c.eml")["part=1"]


def test_headers_that_no_one_sees_are_hidden_and_those_of_machines_are_left(seen) -> None:
    data = (
        b"Return-Path: <r@example.jp>\r\nReceived: from a by b for <z@example.jp>; Mon, 1 Apr 2024\r\n"
        b"DKIM-Signature: v=1; i=@example.jp\r\nX-Forwarded-By: w@example.jp\r\nX-Count: 03-0000-0001\r\n" + HEAD
    )
    found = seen({"a.eml": data + b"\r\nbody\r\n"})
    assert hidden(found) == [
        "r@example.jp",
        "for <z@example.jp>",
        "w@example.jp",
    ]


def test_mails_in_mails_keep_their_bytes(seen) -> None:
    inner = HEAD + "Content-Type: text/plain; charset=cp932\r\n\r\n内側の本文\r\n".encode("cp932")
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nouter\r\n--b\r\n"
    data += b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b\r\nContent-Type: message/rfc822\r\n"
    data += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(inner) + b"\r\n--b--\r\n"
    found = seen({"a.eml": data})
    assert not found.unread
    first, second = found.items["evidence/a.eml!part-2.eml"], found.items["evidence/a.eml!part-3.eml"]
    assert (first.sha256, first.size) == (second.sha256, len(inner))
    assert told(found, "evidence/a.eml!part-2.eml")["part=1"] == "内側の本文\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\r\nbody\r\n",
        b"\xef\xbb\xbf" + HEAD + b"\r\nbody\r\n",
        b"\r\n\r\n" + HEAD + b"\r\nbody\r\n",
        b"X-Spam: no\r\nX-Odd-Thing: 1\r\n" + HEAD + b"\r\nbody\r\n",
        HEAD.replace(b"\r\n", b"\n") + b"\nbody\n",
        HEAD.replace(b"\r\n", b"\r") + b"\rbody\r",
        HEAD.upper() + b"\r\nbody\r\n",
        (HEAD + b"\r\nbody\r\n").decode().encode("utf-16"),
        str(len(HEAD) + 8).encode() + b"      \n" + HEAD + b"\r\nbody\r\n<?xml version='1.0'?><plist></plist>",
    ],
)
def test_a_mail_is_known_without_its_name(seen, data: bytes) -> None:
    found = seen({"noname": data})
    assert found.items["evidence/noname"].media_type == "message/rfc822"
    assert told(found, "evidence/noname")["part=1"].strip() == "body"


@pytest.mark.parametrize(
    "data",
    [
        "件名：会議\n日時：明日\n".encode(),
        b"date,from,to\n1,2,3\n",
        b"a: 1\nb: 2\n",
        b"Server: x\nDate: y\n\n<html>",
        b"#!/bin/sh\n",
    ],
)
def test_what_is_no_mail_is_not_taken_for_one(data: bytes) -> None:
    reader = best_reader(Head("x", len(data), data, data))
    assert reader is not None and reader.name not in ("eml", "mbox")


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n", "breaks off"),
        (b"Content-Type: multipart/mixed; boundary=b\r\n\r\nno part at all\r\n", "cannot be told apart"),
        (b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\n0000\r\n", "S/MIME"),
        (b"Content-Type: message/partial; id=x; number=1\r\n\r\nhalf\r\n", "in pieces"),
        (b"\r\n-----BEGIN PGP MESSAGE-----\r\nabc\r\n", "PGP"),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"\xe3\x81\x82" * 9 + b"\xff", "no characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_mail_is_said(seen, tail: bytes, reason: str) -> None:
    assert any(reason in why for why in seen({"a.eml": HEAD + tail}).unread.values())


def test_a_wrong_boundary_is_found_out(seen) -> None:
    tail = b"Content-Type: multipart/mixed; boundary=wrong\r\n\r\n"
    tail += b"--right\r\nContent-Type: text/plain\r\n\r\none\r\n--right--\r\n"
    assert told(seen({"a.eml": HEAD + tail}))["part=1"] == "one"


def test_an_opaque_signature_gives_the_mail_inside(seen) -> None:
    def der(tag: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        size = len(body).to_bytes(2, "big")
        return bytes((tag, 0x82)) + size + body

    inner = "Content-Type: text/plain; charset=utf-8\r\n\r\n署名された本文\r\n".encode()
    oid = bytes.fromhex("06092a864886f70d0107")
    content = der(0x30, oid + b"\x01", der(0xA0, der(0x24, der(4, inner[:20]), der(4, inner[20:]))))
    whole = der(0x30, oid + b"\x02", der(0xA0, der(0x30, b"\x02\x01\x01\x31\x00", content)))
    tail = b'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\n'
    tail += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(whole)
    found = seen({"a.eml": HEAD + tail})
    assert not found.unread
    assert told(found, "evidence/a.eml!smime.p7m.eml")["part=1"] == "署名された本文\n"


def test_flowed_lines_and_uuencoded_files_are_read(seen) -> None:
    text = b"Content-Type: text/plain; charset=us-ascii; format=flowed\r\n\r\nTel 03-0000- \r\n0001\r\n-- \r\nT.\r\n"
    text += b'begin 644 a.txt\r\n+;F%M92P@=&5L"@``\r\n`\r\nend\r\n'
    found = seen({"a.eml": HEAD + text})
    assert told(found)["part=1"].startswith("Tel 03-0000- 0001\n-- \nT.\n")
    assert "evidence/a.eml!a.txt" in found.items


def test_a_long_body_is_cut_at_line_ends(seen) -> None:
    lines = [f"{number} {'あ' * 40}" for number in range(8000)]
    data = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "\n".join(lines).encode()
    places = {place: text for place, text in told(seen({"a.eml": data})).items() if place.startswith("part")}
    assert "".join(places.values()) == "\n".join(lines)
    assert max(map(len, places.values())) <= 200_000
    for place, text in list(places.items())[1:]:
        assert text.startswith(lines[int(place.split("line=")[1]) - 1])


MAILS = [HEAD.replace(b"x\r\n", f"No. {n}\r\n".encode()) + f"\r\nbody {n}\r\n".encode() for n in range(1, 4)]


@pytest.mark.parametrize(
    "line",
    [
        b"From - Mon Jan 01 00:00:00 2024\r\n",
        b"From 1790000000000000001@xxx Mon Jan 01 00:00:00 +0000 2024\r\n",
        b"From taro@example.co.jp Mon Jan  1 00:00:00 2024\n",
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
        b"From \r\n",
    ],
)
def test_a_mailbox_gives_its_mails(seen, line: bytes) -> None:
    odd = b"\r\nFrom here on nothing is a mail: at 10:00\r\n>From my desk\r\n"
    data = b"\r\n".join(line + mail + (odd if at == 0 else b"") for at, mail in enumerate(MAILS))
    found = seen({"INBOX": data})
    assert not found.unread
    assert [told(found, f"evidence/INBOX!{n:04}.eml")["header=Subject"] for n in (1, 2, 3)] == [
        "No. 1",
        "No. 2",
        "No. 3",
    ]
    assert (
        "From here on nothing is a mail: at 10:00\nFrom my desk\n" in told(found, "evidence/INBOX!0001.eml")["part=1"]
    )
    assert "evidence/INBOX!0004.eml" not in found.items


def test_one_mail_of_a_mailbox_is_opened_alone(tmp_path, samples) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(samples.mbox(samples.eml("b.csv"), samples.eml()))
    source = Source("a.mbox", str(path), str(tmp_path), path.stat().st_size, part="0002.eml!a.csv")
    members = [one for one in sandbox.run("mbox", source) if isinstance(one, Child)]
    assert [one.name for one in members] == ["0002.eml"]
    inner = Source("x", members[0].path, str(tmp_path), 1, part="a.csv")
    assert [one.name for one in sandbox.run("eml", inner) if isinstance(one, Child)] == ["a.csv"]


def test_a_message_of_outlook_is_read_as_the_mail_that_it_was(seen, samples) -> None:
    found = seen({"a.msg": samples.msg()})
    assert told(found, "evidence/a.msg") == {
        "header=From;n=1": "総務 <soumu@example.co.jp>",
        "header=To;n=1": "佐藤 <sato@example.jp>",
        "header=Cc;n=1": "suzuki@example.jp",
        "header=Bcc;n=1": "田中 一 <tanaka@example.jp>",
        "header=Subject": "名簿の送付",
        "part=1": "お送りします。",
    }


def test_transport_headers_8_bit_strings_and_messages_inside_are_read(seen, samples) -> None:
    inner = samples.properties(
        24, {0x3FFD: 932}, {0x0037: ("内側".encode("cp932"), 8), 0x1000: ("㈱の本文".encode("cp932"), 8)}
    )
    head = (
        "From: 山田 <y@example.jp>\r\nTo: a@example.jp\r\nContent-Type: text/html\r\nMessage-ID: <1@example.jp>\r\n\r\n"
    )
    streams = samples.properties(32, {0x3FDE: 932}, {0x007D: head, 0x1013: "<p>本文①</p>".encode("cp932")})
    streams |= samples.properties(8, {0x0C15: 1}, {0x3003: "A@example.jp"}, "__recip_version1.0_#00000000/")
    streams |= samples.properties(
        8, {0x0C15: 3}, {0x3001: "部外秘", 0x3003: "b@example.jp"}, "__recip_version1.0_#00000001/"
    )
    at = "__attach_version1.0_#00000000/"
    streams |= samples.properties(8, {0x3705: 5}, {0x3001: "転送"}, at)
    streams |= {f"{at}__substg1.0_3701000D/{name}": data for name, data in inner.items()}
    found = seen({"a.msg": samples.ole(streams)})
    assert not found.unread
    places = told(found, "evidence/a.msg")
    assert (places["header=To;n=1"], places["header=Bcc;n=1"]) == ("a@example.jp", "部外秘 <b@example.jp>")
    assert "header=To;n=2" not in places
    assert places["part=1"].strip() == "本文①"
    assert told(found, "evidence/a.msg!転送.eml")["part=1"] == "㈱の本文"


def test_compressed_rtf_is_unpacked() -> None:
    # the example of MS-OXRTFCP 3.1.1
    packed = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277 05b06c647d0a800fa0"
    assert unpacked(bytes.fromhex(packed)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(bytes(8) + b"MELA" + bytes(4) + b"{\\rtf1}") == b"{\\rtf1}"
    assert len(FILLED) == 207


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    out = b"\x78\x9f\x3e\x22\x01\x00"
    for level, number, value in attributes:
        out += struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return out


def mapi(**values: str | bytes) -> bytes:
    out = struct.pack("<I", len(values))
    for tag, value in values.items():
        kind, data = (0x1F, f"{value}\0".encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        out += struct.pack("<HHII", kind, int(tag[1:], 16), 1, len(data)) + data.ljust(-(-len(data) // 4) * 4, b"\0")
    return out


def test_what_outlook_packs_into_winmail_is_read(seen, samples, rows) -> None:
    packed = tnef(
        (1, 0x00069007, struct.pack("<II", 932, 0)),
        (1, 0x0002800C, "本文は㈱例示へ".encode("cp932")),
        (1, 0x00069004, struct.pack("<I", 1) + mapi(p3001="佐藤", p3003="sato@example.jp")),
        (2, 0x00069002, bytes(14)),
        (2, 0x00018010, b"MEIBO~1.CSV\0"),
        (2, 0x0006800F, samples.CSV),
        (2, 0x00069005, mapi(p3707="名簿 一覧.csv")),
    )
    mail = HEAD + b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    found = seen({"a.eml": mail + base64.encodebytes(packed), "cut.dat": packed[:-40]})
    item = "evidence/a.eml!winmail.dat"
    assert told(found, item) == {"header=To;n=1": "佐藤 <sato@example.jp>", "part=1": "本文は㈱例示へ"}
    assert rows(found.tables[f"{item}!名簿 一覧.csv"]) == samples.PEOPLE
    assert set(found.unread) == {"evidence/cut.dat"}


def test_a_data_file_of_outlook_that_cannot_be_read_says_so(seen) -> None:
    assert "evidence/a.pst" in seen({"a.pst": b"!BDN" + bytes(2000)}).unread


def sealed(password: str, name: str = "a.csv", data: bytes = b"x,y\n1,2\n") -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, data)
    return out.getvalue()


def letter(text: str, attached: bytes | None = None) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.co.jp", "b@example.jp", "資料"
    mail.set_content(text, charset="utf-8")
    if attached:
        mail.add_attachment(attached, maintype="application", subtype="zip", filename="資料.zip")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("password", "text"),
    [
        ("Xy7#kP2q", "先ほどのファイルのパスワードをお送りします。\n\n  Xy7#kP2q\n\n以上"),
        ("20240401", "PW:20240401"),
        ("ABCD1234", "解凍パスワードは「ＡＢＣＤ１２３４」です。"),
        ("ひみつ", "パスワード：ひみつ"),
        ("p@ss.", "> password is p@ss.\n"),
        ("k9!x", "添付の件です。\n\nk9!x\n"),
        ("a:b=c", "Password = a:b=c"),
    ],
)
def test_the_password_in_the_next_mail_opens_the_archive(seen, password: str, text: str) -> None:
    found = seen({"in/1.eml": letter("送ります。", sealed(password)), "in/2.eml": letter(text)})
    assert not found.unread
    assert "evidence/in/1.eml!資料.zip!a.csv" in found.tables
    assert "opened with a password found in a mail" in found.items["evidence/in/1.eml!資料.zip!a.csv"].notes


def test_an_archive_stays_unread_when_no_mail_names_its_password(seen) -> None:
    found = seen({"1.eml": letter("送ります。", sealed("correct horse")), "2.eml": letter("パスワード: wrong")})
    assert found.unread["evidence/1.eml!資料.zip!a.csv"].startswith("encrypted, and no password is given; ")
    assert len([one for one in found.found if getattr(one, "item", "").endswith("a.csv")]) == 1


def test_passwords_are_found_in_turn(seen, samples) -> None:
    outer = sealed("one-1", "in.zip", sealed("two-2"))
    found = seen({"a.zip": outer, "m.mbox": samples.mbox(letter("PW: one-1"), letter("password two-2"))})
    assert "evidence/a.zip!in.zip!a.csv" in found.tables
    assert not found.unread


def test_no_bytes_of_a_member_are_left_behind(seen, tmp_path) -> None:
    seen({"1.eml": letter("x", sealed("never")), "2.eml": letter("PW: other")})
    assert list((tmp_path / "into").glob("member-*")) == []


def test_candidates_are_words_that_stand_in_the_mail() -> None:
    assert "Ab3$x" in told_in("ZIPのパスワードは Ab3$x となります。")
    assert "http://example.jp/" not in told_in("パスワード再設定 http://example.jp/")
    assert alone_in("山田様\nAb3$x9\na@example.jp\n-----\nlong line with blanks\n") == ["Ab3$x9"]


def qp(text: str, codec: str) -> str:
    return quopri.encodestring(text.encode(codec)).decode().replace("=\n", "=\r\n")


OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    f"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:{qp('山田;太郎', 'cp932')}\r\n"
    "TEL;CELL:090-0000-0001\r\nTEL;HOME;VOICE:03-0000-0001\r\nTEL;HOME;VOICE:03-0000-0009\r\n"
    f"ADR;HOME;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:;;{qp('表町1-2-3 ハイツ101号室', 'cp932')};"
    f"{qp('千代田区', 'cp932')};{qp('東京都', 'cp932')};100-0001;\r\n"
    "EMAIL;CELL:taro@example.jp\r\nPHOTO;ENCODING=BASE64;TYPE=JPEG:\r\n AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n"
)
NEW = (
    "BEGIN:VCARD\nVERSION:3.0\nN:佐藤;花子;;;\nFN:佐藤 花子\nitem1.EMAIL;type=INTERNET:hanako@example.jp\n"
    "TEL;type=CELL;type=VOICE:080-0000-0002\nORG:例示株式会社;営業部\nBDAY;value=date:1980-01-02\n"
    "NOTE:改行\\nあり\\, カンマ\nADR;type=HOME:;;丸の内1-1;千代田区;東京都;1000005;日本\nX-ODD:何か\nEND:VCARD\n"
)


def test_cards_of_old_phones_are_records(seen, rows) -> None:
    table = seen({"a.vcf": OLD.encode() * 2}).tables["evidence/a.vcf"]
    card = dict(zip(table.header, rows(table)[1], strict=True))
    assert card == {
        "姓": "山田", "名": "太郎", "携帯電話": "090-0000-0001", "自宅電話": "03-0000-0001",
        "自宅電話2": "03-0000-0009",
        "メールアドレス": "taro@example.jp", "自宅郵便番号": "100-0001",
        "自宅住所": "東京都千代田区表町1-2-3 ハイツ101号室",
    }  # fmt: skip
    assert table.notes["photos"] == 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le"])
def test_cards_are_read_in_any_encoding(seen, rows, codec: str) -> None:
    found = seen({"contacts": NEW.encode(codec)})
    table = found.tables["evidence/contacts"]
    card = dict(zip(table.header, rows(table)[0], strict=True))
    assert not found.unread
    assert (card["氏名"], card["会社名"], card["部署名"], card["備考"]) == (
        "佐藤 花子",
        "例示株式会社",
        "営業部",
        "改行\nあり, カンマ",
    )
    assert (card["自宅住所"], card["生年月日"], card["その他"]) == (
        "東京都千代田区丸の内1-1",
        "1980-01-02",
        "X-ODD: 何か",
    )


def test_a_calendar_tells_who_met_whom(seen) -> None:
    lines = [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1@example.jp", 'ORGANIZER;CN="山田, 太郎":mailto:taro@example.jp',
        "ATTENDEE;CN=佐藤;RSVP=TRUE:MAILTO:a@example.jp", "SUMMARY:面談", "DESCRIPTION:電話 03-0000-0001\\n以上",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    folded = "\r\n".join(lines).encode().replace("佐藤".encode(), b"\xe4\xbd\r\n \x90\xe8\x97\xa4")
    found = seen({"a.ics": folded})
    (text,) = told(found, "evidence/a.ics").values()
    assert text == (
        "ORGANIZER: 山田, 太郎 <taro@example.jp>\nATTENDEE: 佐藤 <a@example.jp>\nSUMMARY: 面談\n"
        "DESCRIPTION: 電話 03-0000-0001\n以上"
    )
    assert "breaks off" in seen({"b.ics": folded[:-30]}).unread["evidence/b.ics"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", HEAD, b"BEGIN:VCARD\r\n", b"To: ", HEAD + b"Content-Type: "]))
def test_no_bytes_break_the_parsing(data: bytes, before: bytes) -> None:
    mail = parsed(before + data)
    for part in mail.walk():
        part.body()
    for _, value in mail.headers:
        text_of(value)
        list(addresses(value))
    for line in content_lines(before + data):
        line.text()


def test_damaged_cards_and_calendars_are_never_silent(seen) -> None:
    chance = random.Random(5)
    files = {}
    for number in range(30):
        for name, data in (("a.vcf", OLD.encode() + NEW.encode()), ("a.eml", letter("x", b"y" * 99))):
            out = bytearray(data)
            for _ in range(chance.choice((1, 5, 40))):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
            files[f"{number}/{name}"] = bytes(out[: chance.choice((len(out), chance.randrange(1, len(out))))])
    found = seen(files)
    said = {*found.tables, *found.unread, *(one.locator.item for one in found.passages)}
    for name in files:
        assert any(item.split("!")[0] == f"evidence/{name}" for item in said), name


def test_a_contact_of_outlook_is_told_with_labels_birthday_and_named_addresses(seen, samples) -> None:
    birthday = int((datetime(1980, 5, 4, 15, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    streams = samples.properties(
        32, {0x3FDE: 65001}, {0x001A: "IPM.Contact", 0x3001: "佐藤 花子", 0x8000: "a@example.jp"}
    )
    streams["__properties_version1.0"] += struct.pack("<HHIQ", 0x40, 0x3A42, 6, birthday)
    streams["__nameid_version1.0/__substg1.0_00030102"] = struct.pack("<IHH", 0x8083, 4, 0)
    streams["__nameid_version1.0/__substg1.0_00040102"] = b""
    found = seen({"a.msg": samples.ole(streams)})
    (text,) = [one.text for one in found.passages if "part" in str(one.locator)]
    assert text.splitlines() == ["氏名: 佐藤 花子", "生年月日: 1980-05-05", "メールアドレス: a@example.jp"]


def test_a_list_of_recipients_names_its_members(seen, samples) -> None:
    entry = bytes(4) + bytes.fromhex("812B1FA4BEA310199D6E00DD010F5402") + b"\0\0\x01\x90"
    entry += "佐藤\0SMTP\0a@example.jp\0".encode("utf-16-le")
    streams = samples.properties(32, {0x3FDE: 65001}, {0x001A: "IPM.DistList", 0x3001: "役員"})
    streams["__substg1.0_80001102-00000000"] = entry
    streams["__nameid_version1.0/__substg1.0_00030102"] = struct.pack("<IHH", 0x8054, 4, 0)
    found = seen({"a.msg": samples.ole(streams)})
    assert any("宛先表: 佐藤 <a@example.jp>" in one.text for one in found.passages)


def test_a_recipient_known_by_an_exchange_name_has_the_address_of_its_entry_id(seen, samples) -> None:
    entry = bytes(4) + bytes.fromhex("812B1FA4BEA310199D6E00DD010F5402") + b"\0\0\x01\x90"
    entry += "佐藤\0SMTP\0a@example.jp\0".encode("utf-16-le")
    streams = samples.properties(32, {0x3FDE: 65001}, {0x001A: "IPM.Note", 0x1000: "本文"})
    row = {0x3001: "佐藤", 0x3003: "/O=X/CN=SATO", 0x0FFF: entry}
    streams |= samples.properties(8, {0x0C15: 1}, row, "__recip_version1.0_#00000000/")
    found = seen({"a.msg": samples.ole(streams)})
    assert any(one.text == "佐藤 <a@example.jp>" for one in found.passages)


def test_a_message_without_any_body_is_no_broken_mail(seen, samples) -> None:
    streams = samples.properties(32, {}, {0x001A: "IPM.Note", 0x0037: "件名だけ"})
    found = seen({"a.msg": samples.ole(streams)})
    assert found.unread == {} and [one.text for one in found.passages] == ["件名だけ"]
