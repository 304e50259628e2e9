# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Passwords, plain or hashed (bcrypt, argon2, crypt, hex digests under a header)."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "ログインpw 会員pw pass_word パスワード パスワード(平文) pw 暗証番号 ログインパスワード 仮パスワード 初期パスワード パスワードハッシュ "
    "ハッシュ化パスワード パスワード(ハッシュ) 暗証 暗号化パスワード 会員パスワード 秘密の答え 秘密の質問の答え "
    "合言葉 旧パスワード パスコード セキュリティコード password passwd pass pwd password_hash passwordhash "
    "password_digest passworddigest encrypted_password encryptedpassword hashed_password hashedpassword pass_hash "
    "passhash passwd_hash pwd_hash pwdhash user_pass userpass login_pass loginpass login_password loginpassword "
    "pswd psswrd pin pin_code pincode secret hash salt password_salt passwordsalt user_password userpassword "
    "user_pwd anshobango ansho pasuwado security_answer securityanswer crypted_password cryptedpassword pw_hash "
    "pwhash passphrase passcode hashedpw cvv cvc api_key apikey access_token accesstoken reset_token "
    "remember_token "
)


def looks(look: Look) -> float:
    digest = look.rate(r"^[0-9a-fA-F]{40}$|^[0-9a-fA-F]{64}$|^[0-9a-fA-F]{128}$")
    mixed = look.rate(r"^[!-~]{8,20}$") * look.rate(r"[0-9]") * look.rate(r"[a-z]")
    signs = look.rate(r"^[!-~]*[!#$%&*+?^~;<>(){}\[\]|\\\"'=,][!-~]*$")
    varied = (
        look.unique > 0.85
        and look.rate(r"[a-z].*[0-9].*[a-z]|[A-Z].*[a-z].*[0-9]|[0-9].*[a-z].*[A-Z]") > 0.4
        and look.rate("@|/|\\s|\\.|^[0-9a-f-]{32,36}$|_") < 0.2
    )
    return max(
        0.97 * look.rate(CRYPT),
        0.7 * digest,
        0.65 * look.rate(r"^[0-9a-f]{32}$"),
        0.85 * mixed * min(1.0, 3 * signs) * (look.rate("@.*\\.|^https?:|\\s|^[\\d,.+-]+$") < 0.2),
        0.6 * mixed * varied,
    )


def allows(look: Look) -> float:
    return (
        look.rate(r"^[!-~]{1,200}$")
        * (1 - 0.9 * look.rate(r"^[^@]+@[a-z0-9-]+\.[a-z.]+$"))
        * (1 - 0.8 * look.dated * look.rate("[-/]"))
    )


CRYPT = r"^(\$(2[abxy]?|1|5|6|argon2(id|i|d)|pbkdf2[^$]*|y|apr1|P|H|S)\$.+|\{(SSHA|SHA|MD5|CRYPT|bcrypt)[0-9]*\}.+|pbkdf2_sha(1|256)\$.+|scrypt[:$].+|sha1\$.+|pbkdf2:.+)$"


KIND = Kind(
    word="password",
    ja="パスワード",
    en="password",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"^[!-~]{1,255}$"),
    hits=(
        (
            "",
            "$2b$12$KIXQ4S6p1mJ8zY9xN0a1bOeRtYuIoPaSdFgHjKlZxCvBnM1234567",
            "$2b$12$abcdefghijklmnopqrstuuAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ),
        ("password", "tanuki2024", "hana0505"),
        ("password_hash", "5f4dcc3b5aa765d61d8327deb882cf99", "098f6bcd4621d373cade4e832627b4f6"),
    ),
    misses=(
        ("uuid", "76433ac8-16d0-461f-bc0e-6454165ec5f3", "76433ac8-16d0-461f-bc0e-6454165ec5f4"),
        ("user_agent", "Mozilla/5.0", "curl/8.0"),
    ),
)
