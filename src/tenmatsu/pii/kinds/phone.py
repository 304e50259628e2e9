# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Telephone and fax numbers of Japan by the numbering plan, +81 and zeros that Excel lost; 0120, 0800, 0570 and 0990 are nobody's."""

from __future__ import annotations

from collections import Counter

import polars as pl
from phonenumbers import PhoneNumber, is_valid_number

from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "ケータイ番号 スマホ番号(携帯) ショートメール 連絡先番号 ご連絡先番号 電話番号 電話 tel番号 自宅電話 自宅電話番号 自宅tel 携帯電話 携帯電話番号 携帯番号 携帯 携帯tel 固定電話 "
    "固定電話番号 連絡先電話番号 連絡先電話 連絡先tel 日中連絡先 昼間連絡先 日中の連絡先 勤務先電話番号 "
    "勤務先電話 勤務先tel 会社電話 会社電話番号 職場電話 緊急連絡先電話番号 緊急連絡先電話 緊急連絡先tel "
    "緊急電話番号 緊急電話 保護者電話番号 保護者電話 ファックス ファクス fax番号 ファックス番号 電話1 電話2 電話3 "
    "電話番号1 電話番号2 電話番号3 電話番号(自宅) 電話番号(携帯) 電話(自宅) 電話(携帯) 電話番号(ハイフンなし) "
    "tel(自宅) tel(携帯) 市外局番 市内局番 加入者番号 局番 お電話番号 ご連絡先電話番号 スマホ番号 スマートフォン "
    "携帯電話番号1 ケータイ ケイタイ でんわ 通話番号 発信番号 着信番号 発信者番号 電話番号(日中) 送付先電話番号 "
    "お届け先電話番号 届け先電話番号 配送先電話番号 請求先電話番号 契約電話番号 回線番号 契約番号(電話番号) "
    "ショートメール番号 sms番号 tel phone telephone tel_no telno telnum tel_num telephone_number telephonenumber "
    "phone_number phonenumber phone_no phoneno phonenum phone_num mobile mobile_phone mobilephone mobile_no "
    "mobileno mobile_number mobilenumber mobile_tel mobiletel cell cell_phone cellphone cellular cellphonenumber "
    "fax fax_no faxno fax_number faxnumber home_phone homephone home_tel hometel work_phone workphone work_tel "
    "worktel office_phone officephone contact_phone contact_tel contacttel contact_number contactnumber denwa "
    "denwa_no denwano denwabango denwa_bango denwabangou keitai keitai_no keitaino keitai_tel keitaitel "
    "keitai_denwa keitaidenwa jitaku_tel jitakutel jitaku_denwa jitakudenwa renrakusaki_tel renrakusakitel "
    "emergency_phone emergencyphone emergency_contact_phone emergencycontactphone emergency_tel tel1 tel2 tel3 "
    "tel01 tel02 tel03 phone1 phone2 phone3 mbl mbl_no mblno mobtel msisdn sms_number smsnumber tel_a tel_b tel_c "
    "kinmu_tel daytime_phone daytimephone evening_phone phn phn_no phnno tlno tel_h tel_m "
)
SAYS = (
    "連絡先 緊急連絡先 ご連絡先 第1連絡先 第2連絡先 contact renrakusaki emergency emergency_contact emergencycontact "
)


def looks(look: Look) -> float:
    if look.rate(r"[0-9]{2}") < 0.5:
        return 0.0
    marked = min(
        look.rate(MARKED), look.bare_rate(r"^[A-Za-z:]*(\+|00)?[0-9()./]{9,16}$") - look.bare_rate("^[0-9]{12,}$")
    )
    plain = look.rate(r"^0[5789]0[1-9][0-9]{7}$|^060[0-9]{8}$|^0([2-46-9][0-9]|1[1-9]|5[0-689])[0-9]{7}$")
    lost = look.bare_rate(r"^[5789]0[1-9][0-9]{7}$")
    short = look.rate(r"^[1-9][0-9]{8}$")
    if plain > 0.1 or short > 0.1:
        real = planned(look)
        plain, short = plain * real, short * (real if lost > 0.2 or (real > 0.97 and look.distinct > 2) else 0.0)
    return min(0.97, 0.99 * max(marked + 0.95 * plain, 0.0) + 0.9 * (lost + short))


def allows(look: Look) -> float:
    return max(
        look.bare_rate(r"^[(+]?[0-9()]{9,15}$"),
        look.rate(r"^[0-9]{1,5}$"),
        look.bare_rate(r"^[(+]*[0-9()]{7,17}(\D.{0,12})?$"),
    )


def planned(look: Look) -> float:
    """How far unmarked digits are numbers of the plan rather than a counter: 1 when nearly all are assigned ranges."""
    cells = look.bare.filter(look.bare.str.contains(r"^0?[1-9][0-9]{8,9}$")).head(300).to_list()
    if not cells:
        return 0.0
    heads = Counter(cell.zfill(10)[:6] for cell in cells)
    if len(cells) > 1 and max(heads.values()) > max(2.5 if len(cells) > 2 else 1.5, 0.4 * len(cells)):
        return 0.2
    good = sum(assigned("0" + cell.lstrip("0")) for cell in cells) / len(cells)
    return 1.0 if good > 0.93 else max(0.0, good - 0.4)


def assigned(digits: str) -> bool:
    """In a range of the plan that belongs to somebody: no free call, no navi-dial."""
    if digits.startswith(("0120", "0800", "0570", "0990")):
        return False
    return is_valid_number(PhoneNumber(country_code=81, national_number=int(digits)))


def valid(cells: pl.Series) -> pl.Series:
    """Within the numbering plan, and somebody's own."""
    digits = cells.str.replace_all(r"[\s()./-]", "").str.replace(r"^(\+|00)81\(?0?\)?", "0")
    digits = digits.str.replace(r"^([5789]0[0-9]{8}|[1-9][0-9]{8})$", "0$1")
    ours = digits.str.contains(r"^(0[56789]0[0-9]{8}|0[1-9][0-9]{8}|\+[1-9][0-9]{7,14})$")
    return (ours & ~digits.str.contains(r"^0(120|800|570|990|088)")).fill_null(False)


MARKED = (
    r"^(\(?0[0-9]{1,4}\)?[-.\s(/]?\(?[0-9]{1,4}\)?[-.\s)/][0-9]{3,4}|0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{4}|(tel|TEL|Tel)?[:\s]?0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4})$"
    r"|^[1-9][0-9]-[0-9]{4}-[0-9]{4}$"
    r"|^\+[1-9][0-9]{0,2}[-\s(]?[0-9()\s.-]{7,16}$|^00[1-9][0-9]{0,2}[-\s][0-9()\s.-]{7,16}$"
)


KIND = Kind(
    word="phone",
    ja="電話番号",
    en="telephone number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=valid,
    hits=(
        ("", "090-1234-5678", "03-1234-5678", "080-1111-2222"),
        ("", "09012345678", "0312345678", "08011112222"),
        ("TEL1", "+81 90 1234 5678", "9012345678"),
        ("連絡先", "090-1234-5678", "03(1234)5678"),
    ),
    misses=(
        ("", "2024-04-01", "2024-05-01"),
        ("注文番号", "0901234567", "0901234568"),
        ("郵便番号", "150-0001", "100-0005"),
    ),
    says=tuple(SAYS.split()),
)
