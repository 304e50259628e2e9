"""Mails as mailing lists, old tools and directories write them: nothing in them is altered or lost silently."""

from __future__ import annotations

import base64
import io

import pytest
import pyzipper

from tenmatsu.evidence.mail_header import addresses, parameters
from tenmatsu.evidence.mail_passwords import halves_in, told_in

HEAD = b"From: taro@example.co.jp\r\nTo: hanako@example.jp\r\nSubject: x\r\n"
DATA = "氏名,電話\r\n山田 花子,03-0000-0001\r\n鈴木 一郎,03-0000-0002\r\n佐藤 健,03-0000-0003\r\n".encode("cp932")


def attached(body: bytes, coding: bytes = b"base64") -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="q"\r\n\r\n--q\r\nContent-Type: text/csv\r\n'
    inner = b"Content-Disposition: attachment; filename=a.csv\r\nContent-Transfer-Encoding: " + coding + b"\r\n\r\n"
    return HEAD + head + inner + body + b"\r\n--q--\r\n"


def texts(found) -> list[str]:
    return [one.text for one in found.passages]


@pytest.mark.parametrize("size", [len(DATA), len(DATA) - 1, len(DATA) - 2])
def test_the_footer_of_a_mailing_list_is_no_part_of_an_attachment(seen, size: int) -> None:
    lines = base64.encodebytes(DATA[:size])
    footer = b"--\r\n_______________________________\r\nmembers mailing list\r\nmembers@example.org\r\n"
    found = seen({"a.eml": attached(lines + footer)})
    assert found.items["evidence/a.eml!a.csv"].size == size
    assert any("members@example.org" in one.text and one.hidden for one in found.passages)


def test_single_foreign_characters_in_base64_cost_nothing(seen) -> None:
    lines = base64.encodebytes(DATA).replace(b"\n", b" \r\n\r\n").replace(b"g", b"!g", 1)
    assert seen({"a.eml": attached(lines)}).items["evidence/a.eml!a.csv"].size == len(DATA)


def test_blanks_behind_a_soft_line_break_are_no_text(seen) -> None:
    quoted = b"=E5=B1=B1=E7=\t \r\n=94=B0 =e8=\r\n=8a=b1=e5=ad=90"
    mail = HEAD + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert "山田 花子" in texts(seen({"a.eml": mail + quoted}))


def test_files_in_a_text_by_uuencode_in_base64(seen) -> None:
    found = seen(
        {"a.eml": HEAD + b"\r\nx\r\nbegin-base64 644 a.csv\r\n" + base64.encodebytes(DATA) + b"====\r\nend\r\n"}
    )
    assert found.items["evidence/a.eml!a.csv"].size == len(DATA)


def test_a_nul_in_the_body_makes_no_other_file_of_a_mail(seen) -> None:
    found = seen({"a.eml": HEAD + b"\r\n03-0000-0001\0 x", "b": HEAD + b"\r\n\0\0"})
    assert texts(found).count("hanako@example.jp") == 2


def test_where_an_attachment_lies_that_was_not_sent_is_told(seen) -> None:
    kind = b'Content-Type: message/external-body; access-type=URL; URL="https://files.example.jp/x"\r\n\r\n'
    assert any("https://files.example.jp/x" in text for text in texts(seen({"a.eml": HEAD + kind})))


def test_labels_of_a_mailbox_are_told(seen) -> None:
    label = base64.b64encode("患者 山田太郎".encode())
    found = seen({"a.eml": b"X-Gmail-Labels: =?UTF-8?B?" + label + b"?=\r\n" + HEAD + b"\r\nx"})
    assert "患者 山田太郎" in texts(found)


def test_what_is_encrypted_with_pgp_or_age_is_unread(seen) -> None:
    kind = b'MIME-Version: 1.0\r\nContent-Type: multipart/encrypted; boundary="q"\r\n\r\n'
    armour = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0000\r\n-----END PGP MESSAGE-----\r\n"
    part = b"--q\r\nContent-Type: application/octet-stream; name=e.asc\r\n\r\n" + armour + b"\r\n--q--\r\n"
    found = seen({"a.eml": HEAD + kind + part, "b.asc": armour, "c.age": b"age-encryption.org/v1\n-> X25519 x\n"})
    assert {"evidence/a.eml", "evidence/a.eml!e.asc", "evidence/b.asc", "evidence/c.age"} == set(found.unread)


def der(tag: int, *values: bytes) -> bytes:
    body = b"".join(values)
    size = len(body)
    return bytes((tag, size)) + body if size < 128 else bytes((tag, 0x82)) + size.to_bytes(2, "big") + body


def test_a_signature_kept_as_a_file_gives_its_content_and_its_certificate(seen) -> None:
    data, signed = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    content = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "電話は03-0000-0001です".encode()
    inner = der(0x30, data, der(0xA0, der(0x04, content)))
    certificate = der(0xA0, der(0x30, der(0x0C, "山田 花子".encode()), der(0x16, b"hanako@example.jp")))
    whole = der(0x30, signed, der(0xA0, der(0x30, der(0x02, b"\x01"), der(0x31), inner, certificate)))
    found = seen({"smime.p7m": whole, "a.p7m": der(0x30, bytes.fromhex("06092a864886f70d010703"), der(0xA0))})
    assert "電話は03-0000-0001です" in texts(found)
    assert [one.text for one in found.passages if one.hidden] == ["山田 花子\nhanako@example.jp"]
    assert "private key" in found.unread["evidence/a.p7m"]


LDIF = (
    "version: 1\n\n# people\ndn:: {dn}\nobjectClass: inetOrgPerson\ncn:: {cn}\nmail: a@example.jp\nmail: b@example.jp\n"
    "telephoneNumber: 03-0000-\n 0001\njpegPhoto:: /9j/4AAQ\n\ndn: uid=2,dc=example,dc=jp\ncn: Suzuki\nL: Tokyo\n\n"
    "# search result\nsearch: 2\nresult: 0 Success\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_directory_gives_a_record_for_each_entry(seen, rows, values, end: str) -> None:
    coded = {key: base64.b64encode(text.encode()).decode() for key, text in (("dn", "cn=山田"), ("cn", "山田 花子"))}
    found = seen({"a.ldif": LDIF.format(**coded).replace("\n", end).encode()})
    table = found.tables["evidence/a.ldif"]
    assert table.header == ("dn", "objectClass", "cn", "mail", "telephoneNumber", "jpegPhoto", "L")
    assert rows(table)[0][:5] == ["cn=山田", "inetOrgPerson", "山田 花子", "a@example.jp、b@example.jp", "03-0000-0001"]
    assert (rows(table)[1][2], table.rows, table.notes) == ("Suzuki", 2, {"binary": 1})
    assert (values(table, "line"), found.unread) == ([4, 13], {})


def sealed(password: str) -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr("a.csv", DATA)
    return out.getvalue()


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("x", "前半は「Ab3」、後半は「9!z.」です。"),
        ("PW前半 Ab3", "PW後半 9!z."),
        ("x", "パ ス ワ ー ド ： Ab39!z."),
        ("x", "暗号化キー\tAb39!z."),
        ("x", "パスは Ab39!z. でお願いします"),
    ],
)
def test_a_password_in_halves_or_written_wide_opens_the_archive(seen, subject: str, text: str) -> None:
    words = [base64.b64encode(one.encode()) for one in (subject, text)]
    second = b"From: a@example.co.jp\r\nTo: b@example.jp\r\nSubject: =?utf-8?B?" + words[0] + b"?=\r\n"
    second += b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + words[1]
    found = seen({"1.zip": sealed("Ab39!z."), "2.eml": second})
    assert "evidence/1.zip!a.csv" in found.tables and not found.unread


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (b'"O\'Brien \\"Bob\\"" <a@example.jp>', 'O\'Brien "Bob" <a@example.jp>'),
        (b"'Yamada' <a@example.jp>", "Yamada <a@example.jp>"),
        (b"\"'Yamada'\" <a@example.jp>", "Yamada <a@example.jp>"),
        (b"D'Arc <a@example.jp>", "D'Arc <a@example.jp>"),
    ],
)
def test_quotes_that_belong_to_a_name_stay(text: bytes, shown: str) -> None:
    assert list(addresses(text)) == [shown]


def test_a_file_name_cut_inside_an_escape_is_whole() -> None:
    value = b"attachment; filename*1*=5%90%8D.csv; filename*0*=utf-8''%E6%B0%8F%E"
    assert parameters(value)[1] == {"filename": "氏名.csv"}


def test_who_sent_on_behalf_of_another_is_told(seen, samples) -> None:
    names = {
        0x001A: "IPM.Note",
        0x1000: "x",
        0x0042: "部長",
        0x0065: "a@example.jp",
        0x0C1A: "秘書",
        0x0C1F: "b@example.jp",
    }
    found = seen({"a.msg": samples.ole(samples.properties(32, {0x3FDE: 65001}, names))})
    assert {"部長 <a@example.jp>", "秘書 <b@example.jp>"} <= set(texts(found))


def test_halves_are_words_that_stand_in_the_mail() -> None:
    assert halves_in("前半：Ａｂ３\n後半：xyz.") == (["Ab3"], ["xyz", "xyz."])
    assert halves_in("前半戦の結果") == ([], [])
    assert told_in("キーボードは黒です") == []
