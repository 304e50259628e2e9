"""The data items of a scene, exposed and expressly not: clause by clause, so that a negation keeps to its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.facts import DataItem
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.lexicon import led
from tenmatsu.disclosures.locks import locks
from tenmatsu.disclosures.polarity import NEGATED, clauses, negation
from tenmatsu.disclosures.scene import Scene

_ITEM = re.compile(lexicon.trie(tuple(sorted(lexicon.words("items", "items"), key=len, reverse=True))))
_NEVER = frozenset(lexicon.words("items", "never"))
_OWNER = re.compile(
    rf"^(?:(?:"
    rf"{'|'.join(sorted(map(re.escape, lexicon.words('items', 'owners')), key=len, reverse=True))})(?:"
    rf"等)?の|[^、。]{{0,12}}?(?:方|様|さん|者|員|生徒|児童|氏|人)の|本件の|各)+"
)
_TAIL = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, lexicon.words('items', 'tails')), key=len, reverse=True))})$")
_SEPARATOR = re.compile(
    r"[、,,・/／\s]+|及び|および|並びに|ならびに|または|又は|もしくは|若しくは|や(?!り)|"
    r"と(?=[一-鿿ァ-ヶA-Za-zお])|[&＆+]|;|[(「『\[]|●|■|○|◆"
)

_NONE_OF = re.compile(r"(?:以外|を除く|除いた)")
_EXPOSED = led(
    r"漏(?:えい|洩|れ)|流[出失]|閲覧|公開|紛失|送信|送付|記載|含(?:ま|む|み|ん)|記され|"
    r"書かれ|記した|保存|記録|格納|保管|登録|盗|窃取|交付|廃棄|開示|表示|掲載|見え|"
    r"見られ|対象|項目|内訳|情報は|情報が|以下|次の|入った|入って|持ち出|影響|取得|"
    r"暗号化|アクセス|参照|送ら|渡|配布|配信|入力|収録|保有|管理して|可能性|[お恐]それ|"
    r"判明|複製|コピー|書かれ|印字|添付|伝え|leak|expos|includ|access|compromis|contain"
)
_QUIET = frozenset({"prevention", "request", "links", "contact"})
_ADVICE = led(
    r"(?:伝え|教え|答え|知らせ)ない(?:で|よう)|お聞き|聞くこと|聞き出|お伺い|お尋ね|伺うこと|変更(?:を|して|いただ|くだ|し(?:た|"
    r"ま))|注意|ご確認(?:くだ|を)|問い合わせ(?:の際|いただ)|再設定|リセット|初期化|"
    r"再発行|停止(?:を|し)|差し?替え|身に覚え|不審な|入力(?:を求|しない|し(?:て|た)(?:くだ|"
    r"場合))|求めること|送信者名|差出人|送信元|異なるメールアドレス|送信(?:する際|時)|チェック|確認(?:を怠|不足|せず|の徹底)|徹底|"
    r"研修を(?:実施|行)|再発|法律|プライバシーポリシー|取得し、|利用目的|第三者提供|"
    r"フィッシング|なりすまし(?:メール|て)|装(?:い|った)|連絡(?:し|を)(?:て|行|差)|"
    r"通知|ご連絡|(?:宛|当て)に(?:連絡|メール|お知)|モニタリング|届出|電話番号(?:に|"
    r"へ|から)(?:電話|お|ご)|担当:|お客様番号を|よう(?:に|お願い)|特定(?:でき|し)"
)
_STRONG = led(
    r"漏(?:えい|洩)|流出|流失|紛失|閲覧(?:でき|可能|され)|含まれ|記載され|記録され|"
    r"保存され|公開され|表示され|項目|送信|窃取|盗|開示|含む|見え|持ち出|誤"
)
_SURE = re.compile(r"可能性|[お恐]それ|疑い|懸念")
_SAID = re.compile(
    r"(?:漏(?:えい|洩)|流出|送信|送付|交付|掲載|公開|表示|開示)(?:し(?:た|ま|て)|され|いたし)|見え|見られ|閲覧され|渡し"
)
_ON = re.compile(r"紛失|盗難|置き忘れ|閲覧(?:でき|可能)|所在不明|亡失|誤廃棄|盗まれ")
_CARD = re.compile(r"(?P<outer>(?:クレジット)?カード(?:情報)?|クレカ情報)\s?[(:「『\[]|(?:クレジット)?カードの$")
_PARENS = re.compile(r"[(「『\[【]")
_GLUE = re.compile(
    r"^(?:\s|[、,・/／(「『\[【)」』\]】:]|及び|および|並びに|ならびに|または|又は|"
    r"もしくは|若しくは|や|と|の|など|等|その他|そのほか|それに|・|●|■|-|○|①|②|③|④|"
    r"⑤|⑥|⑦|⑧|⑨|⑩|\(\d+\)|\d+[.)．]|一部|さらに|ほか|他)*$"
)


class _Found(NamedTuple):
    name: str
    start: int
    end: int
    negated: bool
    certainty: str


def inventory(scene: Scene) -> tuple[tuple[DataItem, ...], tuple[DataItem, ...]]:
    """Exposed items, and items said not to be exposed; what is excluded is never also exposed."""
    exposed: dict[str, DataItem] = {}
    excluded: dict[str, DataItem] = {}
    told: set[str] = set()
    listed = _introduced(scene)
    for sentence, certainty in _speaking(scene):
        for one in _items(listed, sentence, certainty):
            held = excluded if one.negated else exposed
            key = key_of(one.name)
            if key in _GENERAL and _TALLIED.fullmatch(sentence.text.strip()):
                told.add(key)
            item = DataItem(one.name, scene.quote(one.start, one.end), "対象外" if one.negated else one.certainty)
            if key not in held or (not one.negated and _RANK[held[key].certainty] < _RANK[item.certainty]):
                held[key] = item
    for key in [key for key in exposed if key in excluded]:
        del exposed[key]
    for key in [key for key in exposed if key in _GENERAL and key not in told]:
        del exposed[key]
    if "クレジットカード番号" in excluded:
        excluded.pop("クレジットカード情報", None)
    general = {"クレジットカード情報": "カード", "口座情報": "口座"}
    for key, word in general.items():
        if (
            key in exposed
            and key not in excluded
            and any(word in other or (other in _CARD_PARTS and word == "カード") for other in exposed if other != key)
        ):
            del exposed[key]
    return tuple(exposed.values()), tuple(excluded.values())


_GENERAL = frozenset(lexicon.words("items", "general"))
"""Words for all data of somebody: exposed, they say nothing of the kinds; excluded, they do."""
_TALLIED = re.compile(r"[^\s|:、。]+[\s|:]+(?:(?:約|最大)*[\d,]+\s?(?:人|名|件)|調査中)")
"""A row of a table that counts the item: there a general word is a kind of its own (診療情報 120人)."""
_RANK = {"対象": 0, "おそれ": 1, "漏えい確認": 2}
_CARD_PARTS = ("有効期限", "セキュリティコード")
_SYNONYMS = (
    (re.compile(r"^(?:お)?名前|^(?:ご)?氏名(?!(?:カナ|ローマ字)$)|^姓名|^カナ氏名|^漢字氏名|^フルネーム"), "氏名"),
    (re.compile(r"^(?:ご)?住所|^個人住所|^現住所|^自宅住所"), "住所"),
    (re.compile(r"^(?:お)?電話(?:番号)?$"), "電話番号"),
    (re.compile(r"^(?:e-?mail|電子|E-?)?(?:メール|Eメール)アドレス$|^メアド$|^アドレス$", re.I), "メールアドレス"),
    (re.compile(r"(?:クレジット)?(?<!在留)カード.*番号"), "クレジットカード番号"),
    (re.compile(r"^(?:クレジット)?カード(?:情報)?$|^クレカ"), "クレジットカード情報"),
    (re.compile(r"^パスポート(?:情報|番号)?$|^旅券番号"), "パスポート番号"),
    (re.compile("口座"), "口座情報"),
    (re.compile("マイナンバー|個人番号"), "個人番号"),
    (re.compile("パスワード"), "パスワード"),
    (re.compile("予約内容"), "予約内容"),
    (re.compile("病名|診断名"), "病名"),
)


@lru_cache(4096)
def key_of(name: str) -> str:
    """The plain name of an item, one for all its spellings."""
    return next((plain for pattern, plain in _SYNONYMS if pattern.search(name)), name)


_ROWLESS = re.compile(r"^[^、・(:]*(?:経過|経緯|対応|対策|連絡先|問い?合わ?せ先?|備考|写真|評価|概要|について)\s*$")
"""A heading that ends like an item and names a section."""


def _speaking(scene: Scene) -> Iterator[tuple[Sentence, str]]:
    """The sentences that may name items, with how sure they are of the exposure."""
    last = "対象"
    for sentence in scene.sentences:
        if sentence.heading and _EXPOSED.search(sentence.text):
            last = _certainty(sentence.text, last)
        if sentence.withdrawn or (sentence.under and sentence.under[-1] in _QUIET):
            continue
        if _ITEM.search(sentence.text) is None or (sentence.heading and _ROWLESS.search(sentence.text)):
            continue
        if sentence.under[-1:] == ("response",) and not _STRONG.search(sentence.text):
            continue
        yield sentence, _certainty(sentence.text, last)


_INTRODUCES = re.compile(
    r"(?:下記|以下|次)の?[^。]{0,40}(?:含ま|情報|項目|とおり|通り|内容|データ)|(?:内容|"
    r"項目|情報)(?:は|として)[、]?(?:以下|次|下記)?[^。]{0,8}$"
)


_HERALD = re.compile(r"以下|下記|次|内容|項目|情報")


def _introduced(scene: Scene) -> frozenset[int]:
    """The lines of lists that a sentence announces (次の情報が含まれている。 …)."""
    found: set[int] = set()
    leading = False
    for sentence in scene.sentences:
        text = sentence.text.rstrip()
        if not leading and _HERALD.search(text) is None:
            continue
        if text.endswith("。") or (sentence.heading and not leading):
            leading = _INTRODUCES.search(text) is not None and not _ADVICE.search(text)
        elif leading:
            found.add(sentence.start)
        else:
            leading = _INTRODUCES.search(text) is not None and not _ADVICE.search(text)
    return frozenset(found)


def _certainty(text: str, default: str) -> str:
    if _SURE.search(text):
        return "おそれ"
    if _ON.search(text):
        return "対象"
    return "漏えい確認" if _SAID.search(text) else default


_NOT_LABEL = re.compile(
    r"[\s・※\-]*(?:含まれて(?:いない|おらない|おりません)|含まれない|漏えいしていない|流出していない|対象外の|対象とならない)"
    r"(?:情報|項目|もの|データ|個人情報)?[\s:|]+(?=\S)"
)
"""「含まれていない情報: …」 on one line: what follows the label is excluded."""


def _items(listed: frozenset[int], sentence: Sentence, certainty: str) -> Iterator[_Found]:
    text = sentence.text
    if "excluded" in sentence.under[-1:] and not _STRONG.search(text):
        yield from _named(sentence, text, 0, True, certainty)
        return
    label = _NOT_LABEL.match(text)
    if label is not None:
        yield from _named(sentence, text[label.end() :], label.end(), True, certainty)
        return
    if _ADVICE.search(text) and not _listing(sentence) and not NEGATED.search(text) and not _leaks(text):
        return
    for begin, clause in clauses(text):
        if _ITEM.search(clause) is None:
            continue
        denial = negation(clause)
        if denial is None:
            if _ADVICE.search(clause) and not _leaks(clause):
                continue
            if _listing(sentence) or sentence.start in listed or _EXPOSED.search(text) or _row(clause):
                yield from _named(sentence, clause, begin, False, certainty)
        else:
            yield from _around_negation(sentence, clause, begin, denial, certainty)


def _leaks(text: str) -> bool:
    return (
        re.search(
            r"(?:漏(?:えい|洩)|流出|閲覧|紛失|送信|公開|表示|開示)[^。]{0,10}(?:し(?:た|"
            r"ま|て)|され|可能性|[お恐]それ|でき)|が(?:記載|記録|保存|含ま|見え|表示)",
            text,
        )
        is not None
    )


def _row(clause: str) -> bool:
    """Three known items side by side: a list, whatever leads to it."""
    return sum(1 for match in _ITEM.finditer(clause) if _whole(clause, match)) >= 3


def _listing(sentence: Sentence) -> bool:
    """Whether the sentence stands in a list of items: under such a heading, or a bullet or label of its own."""
    return (
        "items" in sentence.under[-2:]
        or re.match(
            r"\s*(?:[・●○■◆\-*※]|\(?\d+[.)])?\s*(?:漏えい|流出|対象|個人|記載|保存|含まれ|"
            r"紛失|内容|項目|情報)[^。]{0,24}:",
            sentence.text,
        )
        is not None
    )


def _around_negation(
    sentence: Sentence, clause: str, begin: int, denial: re.Match[str], certainty: str
) -> Iterator[_Found]:
    """Items before the negating words are excluded; in brackets only those inside; with 以外 none of them."""
    before = clause[: denial.start()]
    opened = max(map(before.rfind, "(「【["))
    closed = max(map(before.rfind, ")」】]"))
    inside = opened > closed
    start = opened + 1 if inside and ")" in clause[denial.end() :] else 0
    if start:
        yield from _named(sentence, clause[: start - 1], begin, False, certainty)
    denied = clause[start : denial.start()]
    beyond = _NONE_OF.search(denied)
    if beyond and not denial.group().startswith(("除", "を除")):
        start += beyond.end()
        denied = "" if re.match(r"への|の(?:者|方|第三者|医療)", denied[beyond.end() :]) else denied[beyond.end() :]
    if re.search(r"暗号化|以外に", denied) and "は" not in denied:
        denied = ""
    if not re.search(r"(?:悪用|不正利用|二次被害|被害)(?:された|の|が|は)", denied + denial.group()):
        yield from _named(sentence, denied, begin + start, True, certainty)
    rest = clause[denial.end() :]
    if start and _ITEM.search(rest):
        yield from _named(sentence, rest, begin + denial.end(), False, certainty)


_USED = re.compile(
    r"(?:等|など)?(?:以外|の(?:確認|管理|取扱|変更|入力|記入|漏えい|流出|流失|"
    r"紛失|不正|閲覧)|を(?:入力|変更|解析|調査|掛け|かけ|設定|付)|が(?:設定(?!の?(?:誤|不備|ミス))|掛|"
    r"かか|付与|必要)|(?:によ(?:り|る)|で)(?:保護|制限|ロック))"
)
_TYPED = re.compile(r"[^。、]{0,16}を入力")


def _named(sentence: Sentence, text: str, begin: int, negated: bool, certainty: str) -> Iterator[_Found]:
    """The items of a stretch of words: known ones, and unknown ones that stand in a row with them."""
    base = sentence.start + begin
    known = [match for match in _ITEM.finditer(text) if _whole(text, match)]
    if not known:
        return
    spans = [(match.start(), match.end()) for match in known]
    pieces = list(_pieces(text, spans))
    for start, end, name in pieces:
        if _USED.match(text, end, end + 8) or (not negated and _TYPED.match(text, end, end + 24)):
            continue
        if locks(name, text, start, end):
            continue
        yield _Found(name, base + start, base + end, negated, certainty)


_LONG_LETTER = re.compile(r"[一-鿿ァ-ヺーA-Za-z]")
_LETTER = re.compile(r"[一-鿿ァ-ヺA-Za-z]")
_GLYPH = re.compile(r"[一-鿿ァ-ヺ]")
_LATIN = re.compile(r"[A-Za-z]")


def _whole(text: str, match: re.Match[str]) -> bool:
    """Not a piece of a longer word (口座 in 口座振替, 経過 in 経過報告, 組 in 組織)."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    word = match.group()
    if word in _COUNTED and (_NUMBER.search(text, 0, match.start()) or _THEIRS.match(text, match.end())):
        return False
    if len(word) <= 2 and _LONG_LETTER.match(after) and after not in "等及並又一":
        return False
    if word in _SHORT and (_LETTER.match(before) or not _LISTED.match(text, match.end())):
        return False
    if not word.isascii() and _GLYPH.match(after) and not _GOES_ON.match(text, match.end()):
        return False
    if word.isascii():
        return not _LATIN.match(before) and not _LATIN.match(after)
    return True


_COUNTED = frozenset(("学級", "クラス", "学年", "学部", "学科", "部署", "組", "専攻", "病棟", "病室", "部活動"))
_NUMBER = re.compile(r"(?:\d\s?|[一二三四五六七八九十]|複数(?:の)?|全|各|数|[つか所個]の)$")
_THEIRS = re.compile(
    r"(?:に(?:在籍|所属)|(?:の|分の?|全員の?)(?:全)?(?:生徒|児童|園児|学生|子ども|保護者|名簿|担任|職員|患者|\d))"
)
"""3学級, 複数のクラス: how many, not which; 特別支援学級の児童: whose."""
_LISTED = re.compile(
    r"[、,・)及やと等な/」(]|およ|並び|ならび|また|又|も(?:し|含)|の(?:流出|漏えい)|(?:は|"
    r"が|を)(?:含|記|漏|流|保存)|\s*(?:$|[、・])"
)
_GOES_ON = re.compile(rf"等|及び|並びに|又は|一部|各|全|下\d|対象|計|約|\d|{_ITEM.pattern}")
_SHORT = frozenset(lexicon.words("items", "alone"))


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Known items widened to the whole list element, and the unknown elements between and beside them."""
    first, last = spans[0][0], spans[-1][1]
    window_end = _list_end(text, last)
    window_start = _list_start(text, first)
    outer = ""
    done = -1
    for start, end in _elements(text, window_start, window_end):
        inside = [(a, b) for a, b in spans if a < end and b > start]
        element = text[start:end]
        if outer and ")" in element:
            outer = ""
        if inside:
            for a, b in inside:
                if a < done:
                    continue
                found = _widened(text, start, end, a, b, len(inside) == 1)
                if found:
                    a, b, name = found
                    done = b
                    if name == "番号" and _OF_CARD.search(text[:a]):
                        name = "クレジットカード番号"
                    yield a, b, name
            continue
        bare = re.sub(r"^[\s(「『\[【)」』\]】:・]+|[\s(「『\[【)」』\]】:・]+$", "", element)
        owner = _OWNER.match(bare)
        bare = bare[owner.end() :] if owner else bare
        bare = re.sub(r"(?:等|など)$", "", bare)
        if bare == "番号" and (
            _CARD_LIST.search(text) or re.search(r"カード(?:情報)?\s?[(「:]", text[:start] + element[:1])
        ):
            at = text.index("番号", start)
            yield at, at + 2, "クレジットカード番号"
        elif _looks(bare):
            at = text.index(bare, start)
            yield at, at + len(bare), bare


_OF_CARD = re.compile(r"カード(?:情報)?[(「:の]*$")
_CARD_LIST = re.compile(r"セキュリティコード|(?:名義|有効期限)[^。]{0,8}番号|番号[^。]{0,8}(?:名義|有効期限)")


_BEFORE = re.compile(
    r"(?:^|[、,・/\s(「:]|及び|および|や)(?P<word>[^\s、,・/。()「」:]{2,16})(?:、|"
    r",|・|/|及び|および|や|\s)(?:[^\s、,。]{0,8}の)?$"
)
_BEHIND = re.compile(
    r"(?:\([^)]{0,20}\))?(?:等|など)?(?:、|,|・|/|及び|および|並びに|や|と|\s)+(?P<word>[^\s、"
    r",・/。()「」:はがをにでへ]{2,20}?)(?:等|など)?(?=[、,・/。)」\s及並はがをにでや]|"
    r"$|と)"
)


def _list_start(text: str, first: int) -> int:
    """Where the row that holds the first known item begins: unknown elements joined to it by a separator."""
    at = first
    head = text[:first]
    while True:
        match = _BEFORE.search(head)
        if match is None or not _looks(_OWNER.sub("", match["word"])):
            return at
        at = match.start("word")
        head = text[:at]


def _list_end(text: str, last: int) -> int:
    at = last
    while True:
        match = _BEHIND.match(text, at)
        if match is None or not _looks(_OWNER.sub("", match["word"])):
            return at
        at = match.end()


def _elements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in _SEPARATOR.finditer(text, start, end):
        if cut.group() == "・" and re.search(r"ローン|資産", text[cut.start() - 4 : cut.end() + 6]):
            continue
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if at < end:
        yield at, end


_JOINED = re.compile(r"[一-鿿ァ-ヺーA-Za-z]{1,8}$")
_UNJOINED = (
    *"者員様方生分件人名社等記載全各本", "当該", "一部", "個人", "下線", "顧客", "漏えい", "流出", "可能性", "対象",
    "情報", "内容", "項目",
)  # fmt: skip
_FURTHER = re.compile(r"(?:の)?(?:年月日|番号|コード|一部|下\d桁|有無|画像|写し|名称|カナ|かな)")


def _widened(text: str, start: int, end: int, a: int, b: int, alone: bool) -> tuple[int, int, str] | None:
    """A known item with what belongs to it: 「カナ」氏名, 資格喪失「年月日」, 旅行の予約内容."""
    head = text[start:a]
    word = text[a:b]
    if alone and (run := _JOINED.search(head[-8:])) and not run.group().endswith(_UNJOINED):
        widened = run.group() + word
        if len(widened) <= 14 and not re.search(r"漏|流出|紛失|対象|送信|情報は", widened):
            a -= len(run.group())
            word = text[a:b]
    if alone and (tail := _FURTHER.match(text, b, end)) and "の一部" not in tail.group() and "一部" not in tail.group():
        b += tail.end()
        word = text[a:b]
    if word in _NEVER:
        return None
    return a, b, word


def _looks(word: str) -> bool:
    """Whether an unknown word in a row of items is one."""
    return (
        2 <= len(word) <= 20
        and word not in _NEVER
        and not word.startswith(("その他", "対象", "当該", "以下", "上記", "一部", "合計", "約", "最大"))
        and _TAIL.search(word) is not None
        and not re.search(
            r"\d|[ぁ-ん]{4,}|漏えい|漏洩|流出|紛失|送信先|について|[年月]日$(?<!年月日)|"
            r"個人情報|個人データ|サーバ|システム|ファイル|した|する|され|です|ます|へ|"
            r"を|が|は",
            word,
        )
    )
