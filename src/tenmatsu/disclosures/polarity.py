"""Where a sentence denies: its clauses, and the words that turn one into "not included"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.disclosures.lexicon import led

_CLAUSE = re.compile(
    r"(?<=[がのりれしてでずけたすきいく])、|、(?=(?:一方|ただし|但し|なお|また(?!は)|"
    r"他方|しかし|ほか))|。|※|(?<=[。)])\s|;|ただし|なお、"
)

NEGATED = led(
    r"(?:含ま(?:れ(?:て)?(?:い|お)?)?(?:ない|ら?ず|り?ませ[んぬ]|なかった|ぬ)|含んで(?:い|"
    r"お)(?:ない|り?ません|らず)|含みませ|含まれませ"
    r"|(?:記載|記録|保存|保管|登録|保持|保有|格納|漏えい|漏洩|流出|流失|送信|公開|閲覧|"
    r"掲載|表示|取得|入力|開示|窃取|アクセス|収集|収録|管理|付番|添付|存在)(?:等)?(?:は)?(?:(?:し|"
    r"され|でき)(?:て)?(?:は)?(?:い|お|あ)?(?:ない|り?ませ|らず|なかった|ず|ぬ)|は(?:あり|"
    r"ござい|確認|認め|発生|なく|ない|一切))"
    r"|(?:漏えい|漏洩|流出)(?:した|している|していた)?(?:事実|可能性|形跡|[お恐]それ|"
    r"懸念|痕跡)?(?:及び[^、。]{0,20})?(?:は|も)(?:[^、。]{0,12})?(?:あり(?:ません|"
    r"ませ)|ない|なく|ござい|確認され(?:て(?:い|お)(?:ない|り?ません|らず))|認められ|"
    r"低い)"
    r"|対象(?:外|では(?:ない|あり|ござ)|となって(?:い|お)(?:ない|り?ません|らず)|に(?:は)?含まれ)|"
    r"該当(?:しない|しませ|いたしませ)|(?:を)?除(?:く|き|いた)|無事|守られて"
    r"|(?:情報|データ|番号|コード|口座|等|など|もの|内容|記録|写真)(?:について)?(?:は|"
    r"も)(?:一切)?(?:ありません|ございません|ない|なく|無い|なし)|(?:は|も)(?:一切)?(?:含まれ|"
    r"入って)(?:て)?(?:い|お)?(?:な|り?ませ|ら)"
    r"|(?:was|were|is|are|has|have)(?: been)? not|(?:did|does|do) not (?:include|contain)|"
    r"not (?:included|affected|compromised|exposed|leaked)|no (?:credit card|payment))"
)


def negation(clause: str) -> re.Match[str] | None:
    """The words that deny, unless they only say what should have been (表示されないようにする)."""
    found = NEGATED.search(clause)
    while found is not None and re.match(r"(?:よう|ため(?:に)?|まま|ところ|べき)", clause[found.end() :]):
        found = NEGATED.search(clause, found.end())
    return found


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, each with its offset: a comma cuts where a predicate ends, not inside a list."""
    at = 0
    for cut in _CLAUSE.finditer(text):
        head = text[at : cut.start()]
        if cut.group().startswith("、") and not _verbal(head):
            continue
        yield at, head
        at = cut.end()
    yield at, text[at:]


_VERBAL = re.compile(
    r"(?:ます|です|した|ました|ません|せん|ない|いる|ある|おり|あり|れ|され|でき|して|"
    r"って|おらず|らず|せず|ず|が|ため|ので|けれど|ものの|一方|き|い|た|る|し|(?<=[一-鿿ァ-ヺー])で)$"
)

_ITEM_END = re.compile(r"(?:氏名|住所|番号|アドレス|情報|など|等|ふりがな|よみがな)$")


def _verbal(head: str) -> bool:
    """Whether the words before a comma end in a predicate, not in an item of a list."""
    return _VERBAL.search(head) is not None and _ITEM_END.search(head) is None
