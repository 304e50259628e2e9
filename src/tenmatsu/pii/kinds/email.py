"""E-mail addresses, with those of carriers that RFC 5321 forbids (`taro..yamada@docomo.ne.jp`, `x.@ezweb.ne.jp`)."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches, share

HEADERS = (
    "携帯アドレス pcアドレス スマホアドレス 連絡用アドレス 登録アドレス "
    "メールアドレス メアド メール eメール e-メール eメールアドレス 電子メール 電子メールアドレス メールアドレス1 "
    "pcメール pcメールアドレス 携帯メール 携帯メールアドレス 連絡先メール 連絡先メールアドレス メール(pc) "
    "メール(携帯) 通知先メールアドレス メルアド アドレス(メール) 保護者メールアドレス 登録メールアドレス "
    "mailアドレス emailアドレス e-mailアドレス メールアドレス(確認) ご連絡先メールアドレス 配信先アドレス "
    "配信アドレス 配信先メールアドレス 送信先アドレス 宛先アドレス email mail e_mail mail_address mailaddress "
    "email_address emailaddress mailaddr mail_addr mladdr ml_addr emailaddr email_addr mailadr mladr eml email1 "
    "mail1 email2 mail2 pc_mail pcmail mobile_mail mobilemail keitai_mail keitaimail pc_email pcemail "
    "contact_email user_email meruado meado meiru mail_ad mailad e_mail_address login_mail loginmail emailid "
    "email_id recovery_email work_email workemail mailto "
)
SAYS = "連絡先 アドレス contact address ご連絡先 ユーザーid ログインid "
_SHAPE = r"(?i)^(mailto:)?[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}$"

KIND = Kind(
    word="email",
    ja="メールアドレス",
    en="e-mail address",
    headers=tuple(HEADERS.split()),
    looks=share(_SHAPE, 0.99),
    allows=share(r"@", 1.0),
    valid=matches(_SHAPE),
    hits=(
        ("", "taro@example.com", "hana.sato@example.jp"),
        ("連絡先", "taro..y@docomo.ne.jp", "x.@ezweb.ne.jp"),
        ("電話番号", "a@example.com", "b@example.org"),
    ),
    misses=(("", "https://example.com", "https://example.org"), ("メール配信", "希望する", "希望しない")),
    says=tuple(SAYS.split()),
)
