"""Passwords that lock a medium or a file: a protection, not a thing that stood on it."""

from __future__ import annotations

import re

_KEY = re.compile(r"(?:パスワード|暗証番号|PINコード)$")
_BETWEEN = r"[^。、漏流閲含載ハ暗取窃盗]"
_GUARDS = re.compile(
    r"(?:\([^)]{0,12}\))?(?:"
    r"(?:、?(?:及び|および|並びに|または|又は|もしくは|若しくは|や|と|・|、)(?:データの?|ファイルの?)?暗号化|等|など|自体)?"
    rf"{_BETWEEN}{{0,12}}?(?:は|が|を|も|に|で|の|による|によって|により)"
    rf"(?:、|暗号化も)?{_BETWEEN}{{0,8}}?(?:"
    r"未?設定(?!の?(?:ミス|不備|誤)|変更)|未設|掛け|掛か|かけ|かか[っらり]|保護|ロック|施[さし]|付け|付い|付与|付され|"
    r"つけ|つい(?:て[いお]|た)|講じ|なく|無く|無し|なし|ない(?:と|状態|まま|もの|US|ファイル)|なけれ|解除|不要|必要|知らな)|"
    r"(?:等|など)?による(?:暗号化|認証|制限|管理)|つき|なし|無し|有り|あり(?!の)|も、?暗号化も)"
)
"""Words that make a secret the lock of the medium, not a thing that stood on it."""
_BESIDE = re.compile(
    r"暗号化(?:処理)?(?:や|、|・|及び|および|並びに|または|又は|もしくは|も|と|/)(?:、)?(?:ファイルの|端末の|起動)?$"
)
"""暗号化 just before it: both are protections."""


def locks(name: str, text: str, start: int, end: int) -> bool:
    """Whether the secret called `name` at text[start:end] is told as a lock (パスワードは設定されていなかった)."""
    if _KEY.search(name) is None:
        return False
    return _GUARDS.match(text, end) is not None or _BESIDE.search(text, 0, start) is not None
