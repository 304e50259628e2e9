"""What happened, by the closed list in `lexicons/causes.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tenmatsu.disclosures import lexicon, tells
from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Stated
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.scene import Scene

_QUIET = ("prevention", "request", "links", "contact", "secondary")
_GENERAL = re.compile(
    r"場合(?:は|に|には|、)|万一|もし|(?:し|れ)ないよう|注意(?:喚起|を呼|くださ|して)|再発防止|防止(?:する|策|に)|訓練|研修|今後|徹底"
)
_PASSING = re.compile(r"アクセス:魚拓|アクセス$")
_PLAIN = frozenset(("FAX誤送信", "誤送信(BCC漏れ)", "墨消し不備", "ランサムウェア"))
_COVERS: dict[str, tuple[str, ...]] = {
    "誤送信(BCC漏れ)": ("誤送信", "設定不備", "公開状態"),
    "FAX誤送信": ("誤送信", "誤送付"),
    "墨消し不備": ("誤掲載", "公開状態", "設定不備", "誤交付", "誤送付"),
    "紛失(電子媒体)": ("紛失(書類)", "置き忘れ"),
    "置き忘れ": ("紛失(書類)",),
    "盗難": ("紛失(書類)", "紛失(電子媒体)", "置き忘れ"),
    "ランサムウェア": ("マルウェア", "公開状態"),
    "誤廃棄": ("紛失(書類)", "紛失(電子媒体)"),
    "設定不備": ("公開状態", "誤掲載"),
    "誤掲載": ("公開状態", "誤送付"),
    "誤交付": ("誤送付",),
    "内部不正閲覧": ("不正アクセス",),
    "Web改ざん(スキミング)": ("公開状態", "設定不備", "マルウェア"),
    "アカウント不正利用": ("公開状態",),
    "不正アクセス": ("公開状態", "設定不備", "誤掲載"),
}


@dataclass(frozen=True, slots=True)
class _Known:
    value: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def _known() -> tuple[_Known, ...]:
    return tuple(
        _Known(
            one["value"],
            tuple(one["needs"]),
            lexicon.led("|".join(one["patterns"])),
            re.compile(one["unless"]) if "unless" in one else None,
        )
        for one in lexicon.load("causes")["cause"]
    )


def read(scene: Scene) -> Iterable[Stated]:
    """Each cause once, with the first words that state it; the vaguer gives way to the plainer."""
    found: dict[str, Stated] = {}
    weight: dict[str, int] = {}
    for sentence in scene.sentences:
        likely = _likely(sentence.text)
        if not likely or not _speaks(sentence):
            continue
        for known in likely:
            match = known.pattern.search(sentence.text)
            if match is None or (known.unless and known.unless.search(sentence.text)):
                continue
            weight[known.value] = weight.get(known.value, 0) + 1
            if known.value not in found:
                found[known.value] = Stated(known.value, scene.quote(*_around(sentence, match)))
    if "マルウェア" in found and "標的型メール" not in found:
        _by_mail(scene, found, weight)
    covered = {
        vague
        for value in found
        for vague in _COVERS.get(value, ())
        if value in _PLAIN or weight[value] * 3 >= weight.get(vague, 0)
    }
    for value, stated in found.items():
        if value not in covered:
            yield stated


_OPENED = re.compile(r"添付(?:の)?ファイル[^。]{0,20}(?:開|実行|クリック)")


def _by_mail(scene: Scene, found: dict[str, Stated], weight: dict[str, int]) -> None:
    """An infection through an opened attachment came by mail, also when the sentences are apart."""
    for sentence in scene.sentences:
        match = _OPENED.search(sentence.text)
        if (
            match
            and sentence.under[-1:] not in (("prevention",), ("request",))
            and not re.search(r"ないで|ください|注意|控え", sentence.text)
        ):
            found["標的型メール"] = Stated("標的型メール", scene.quote(*_around(sentence, match)))
            weight["標的型メール"] = 1
            return


@cache
def _needs() -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """A pattern that finds at each place the longest needed word, and the causes (by number) that it may speak of."""
    held: dict[str, set[int]] = {}
    for number, known in enumerate(_known()):
        for need in known.needs:
            held.setdefault(need, set()).add(number)
    whole = {need: frozenset(one for head in held if need.startswith(head) for one in held[head]) for need in held}
    return re.compile(lexicon.trie(tuple(held))), whole


def _likely(text: str) -> list[_Known]:
    """The causes of which the sentence holds a needed word, in the order of the list."""
    pattern, causes = _needs()
    words: set[str] = set()
    found = pattern.search(text)
    while found is not None:
        words.add(found.group())
        found = pattern.search(text, found.start() + 1)
    if not words:
        return []
    known = _known()
    return [known[number] for number in sorted(set().union(*(causes[word] for word in words)))]


def _speaks(sentence: Sentence) -> bool:
    if sentence.under[-1:] and sentence.under[-1] in _QUIET:
        return False
    if "アクセス" in sentence.text and _PASSING.search(sentence.text):
        return False
    return not (_GENERAL.search(sentence.text) and not tells.told(sentence))


def _around(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    """The clause about the words that matched."""
    left = max(map(sentence.text[: match.start()].rfind, "、。(「")) + 1
    right = sentence.text.find("、", match.end())
    stop = right if 0 <= right - match.end() <= 40 else min(len(sentence.text.rstrip("。\n")), match.end() + 30)
    left = max(left, match.start() - 40)
    return sentence.start + left, sentence.start + max(stop, match.end())


CLAIM = Claim(
    "causes",
    read,
    lambda fact: fact.value if isinstance(fact, Stated) else "",
    (
        ("流出のお詫び\n当社サーバーが不正アクセスを受け、個人情報が流出しました。", ("不正アクセス",)),
        (
            "漏えいのお詫び\n職員がBCCで送るべきところをTOで一斉送信し、メールアドレスが漏えいしました。",
            ("誤送信(BCC漏れ)",),
        ),
        ("紛失のお詫び\n教諭が生徒の成績を入れたUSBメモリを紛失しました。", ("紛失(電子媒体)",)),
    ),
    ("流出のお詫び\n当社の顧客情報が流出しました。原因は調査中です。",),
)
