"""A test in words, Japanese and English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tenmatsu.law.duty import Words
from tenmatsu.law.items import name_of
from tenmatsu.law.vocabulary import term_of

if TYPE_CHECKING:
    from tenmatsu.law.condition import Test

_CLASS = {
    "sensitive": Words("要配慮個人情報", "special care-required information"),
    "property": Words("財産的被害が生じうる項目", "data that may cause loss of property"),
    "login_pair": Words("ログインIDとパスワードの組", "login ID with password"),
    "password": Words("パスワード", "password"),
    "login": Words("ログインID", "login ID"),
    "unique": Words("固有の識別番号", "unique identifiers"),
    "plain": Words("その他の項目", "other items"),
    "open": Words("自由記述", "free text"),
}


@cache
def say(test: Test) -> Words:
    """`persons more_than 1000` → 本人の数 > 1,000（最大で判定）."""
    term = term_of(str(test.fact))
    stem = str(test.fact)
    match test.operator:
        case "at_least" | "more_than":
            sign = f"≧ {test.at_least:,}" if test.at_least is not None else f"> {test.more_than:,}"
            judged = test.judge == "at_most"
            return Words(
                f"{stem} {sign}{term.unit}{'（最大の数で判定）' if judged else ''}",
                f"{stem} {sign}{' (judged by the maximum)' if judged else ''}",
            )
        case "has_class":
            named = [_CLASS[one] for one in test.has_class or ()]
            return Words(
                f"{stem} に {'・'.join(one.ja for one in named)} を含む",
                f"{stem} include {' or '.join(one.en for one in named)}",
            )
        case "contains":
            return _contains(test, term.type == "items")
        case "one_of":
            listed = ", ".join(test.one_of or ())
            return Words(f"{stem} ∈ {listed}", f"{stem} is one of {listed}")
        case "may_be":
            return Words(f"{stem} = {test.may_be}（疑いを含む）", f"{stem} is {test.may_be}, or suspected")
        case "proven":
            return Words(f"{stem} = {test.proven}（確認済み）", f"{stem} is {test.proven}, beyond doubt")
        case "on_or_after":
            return Words(f"{stem} ≧ {test.on_or_after}", f"{stem} on or after {test.on_or_after}")
        case "before":
            return Words(f"{stem} < {test.before}", f"{stem} before {test.before}")
        case _:
            return Words(f"{stem} = {test.equals}", f"{stem} is {test.equals}")


def recorded(fact: str, there: bool) -> Words:
    """Whether a fact has been recorded."""
    term = term_of(fact)
    return Words(
        f"{term.ja}：{'記録あり' if there else '事実の記録なし'}",
        f"{term.en}: {'recorded' if there else 'no fact recorded'}",
    )


def _contains(test: Test, items: bool) -> Words:
    words = test.contains or ()
    ja = [name_of(word, "ja") if items else word for word in words]
    en = [name_of(word, "en") if items else word for word in words]
    return Words(f"{test.fact} に {'・'.join(ja)} を含む", f"{test.fact} include {' or '.join(en)}")


def tell(test: Test, lang: str) -> str:
    """A whole test as one line, with what silence means where that is said."""
    for parts, word in ((test.all, " ∧ "), (test.any, " ∨ ")):
        if parts is not None:
            inner = word.join(tell(one, lang) for one in parts)
            return f"({inner})" if len(parts) > 1 else inner
    if test.negated is not None:
        return f"¬{tell(test.negated, lang)}"
    if test.situations is not None:
        numbers = ", ".join(map(str, test.situations)) or ("いずれか" if lang == "ja" else "any")
        return f"{numbers}号" if lang == "ja" else f"situation {numbers}"
    if test.given is not None:
        return recorded(str(test.fact), test.given)[lang]
    silent = f"（記録なし→{test.absent}）" if lang == "ja" else f" (unsaid → {test.absent})"
    return say(test)[lang] + (silent if test.absent else "")
