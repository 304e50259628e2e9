"""What is known of mails beside their records: whose domains are everybody's, and the day that the header tells."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from tenmatsu.exposure.logs.times import JST

_LONGEST = 200
_ANYWHERE = (
    "outlook",
    "hotmail",
    "live",
    "yahoo",
    "gmx",
    "proton",
    "yandex",
    "ymail",
    "aol",
    "msn",
    "zoho",
    "fastmail",
)
_HOSTS = (
    "gmail.com", "googlemail.com", "icloud.com", "me.com", "mac.com", "rocketmail.com", "protonmail.com",
    "protonmail.ch", "pm.me", "tutanota.com", "tuta.io", "tuta.com", "mail.com", "email.com", "mail.ru", "qq.com",
    "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "naver.com", "hanmail.net",
    "daum.net", "nate.com", "kakao.com", "web.de", "t-online.de", "freenet.de", "orange.fr", "wanadoo.fr", "free.fr",
    "laposte.net", "libero.it", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "cox.net", "au.com",
    "uqmobile.jp", "i.softbank.jp", "softbank.jp", "rakuten.jp", "rakumail.jp", "excite.co.jp", "nifty.com", "ocn.com",
    "plala.or.jp", "infoseek.jp", "mail.goo.ne.jp", "willcom.com",
)  # fmt: skip
PUBLIC = rf"^(.+\.)?(({'|'.join(_ANYWHERE)})(\.[a-z]{{2,4}}){{1,2}}|{'|'.join(one.replace('.', r'[.]') for one in _HOSTS)}|[^.]+\.ne\.jp)$"  # noqa: E501
"""A pattern (re, RE2) of domains whose holders have nothing in common: public mail services, carriers, and all of
ne.jp, which is for network services and their subscribers (JPRS, 属性型JPドメイン名)."""


ROLES = re.compile(
    r"^(info(rmation)?|contact|support|office|sales|admin(istrator)?|webmaster|postmaster|help|desk|shop|order|recruit|saiyo|"
    r"inquiry|enquir(y|ies)|toiawase|otoiawase|mado(guchi)?|jimu(kyoku)?|soumu|somu|eigyo|kouhou|koho|jinji|keiri|uketsuke|"
    r"reception|hello|team|press|pr|mail|customer|service|secretariat|daihyo|honbu|kyoumu|gakkou|hoken)([-_.]?\d*)@"
)
"""Addresses of an office and not of a person, by what stands before the @."""


def moment(told: str) -> datetime | None:
    """The moment of a Date header (RFC 5322) in UTC, a time without a zone taken for UTC; None when it tells none."""
    try:
        at = parsedate_to_datetime(told[:_LONGEST].strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day(told: str) -> date | None:
    """The day of a Date header, in Japan; None when it tells none."""
    at = moment(told)
    return at.astimezone(JST).date() if at else None
