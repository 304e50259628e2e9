"""What is known of mails beside their records: whose domains are everybody's, and the day that the header tells."""

from __future__ import annotations

from datetime import UTC, date
from email.errors import HeaderParseError
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from tenmatsu.exposure.logs.times import JST

_HEAD = 1 << 18
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


def day(path: Path) -> date | None:
    """The day of the Date header of the mail at `path`, in Japan; None when it is no such file or tells none."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        told = BytesHeaderParser().parsebytes(head.lstrip(b"\xef\xbb\xbf\r\n"))["Date"]
        at = parsedate_to_datetime(str(told)) if told else None
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(JST).date() if at else None
    except (OSError, ValueError, TypeError, IndexError, OverflowError, HeaderParseError):
        return None
