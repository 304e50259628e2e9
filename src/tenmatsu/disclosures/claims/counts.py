"""How many persons, records or documents are concerned. Figures of other things stand under `figures`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Count
from tenmatsu.disclosures.figures import Figure, figures
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.lexicon import led
from tenmatsu.disclosures.retractions import Retraction, retractions
from tenmatsu.disclosures.scene import Scene

_LEAK = led(
    r"漏(?:えい|洩|れ)|流[出失]|紛失|誤送信|誤送付|誤交付|誤掲載|誤廃棄|盗|閲覧|公開|"
    r"含ま|記載|記録|保存|登録され|対象|該当|影響|不正|アカウント数|なくな|書かれ|記され|"
    r"個人情報|個人データ|顧客情報|情報|データ|誤って|送信|送付|件数|人数|内訳|持ち出|"
    r"入った|名簿|メールアドレス|不明|可能性|[お恐]それ|暗号化|窃取|表示|掲載|配布|"
    r"交付|遺失|亡失|[Ll]eak|expos|affect|access|compromis|individual|customer|record"
)
_PERSON = re.compile(
    r"個人情報|情報|お客様|お客さま|顧客|会員|生徒|児童|園児|学生|患者|利用者|職員|"
    r"社員|従業員|教職員|申込|応募|参加者|受講|登録者|購入者|契約|対象|該当|市民|住民|"
    r"世帯|保護者|受験|卒業生|寄[附付]|納税|株主|名簿|メールアドレス|データ|書類|申請|"
    r"カード|アカウント|ログイン|名義|パスポート|口座|宿泊|予約|診療|カルテ|検査|氏名|"
    r"件数|人数|合計|総数|うち|内訳|計|答案|申告|請求書|伝票|証明|記録|調査票|届|票|方|者|分|全員|組合員|入所|"
    r"送信|回答|information|personal|data"
)
_OTHER = led(
    r"(?:問い?合わ?せ|苦情|相談|電話(?!番号)|通報|申し?出)(?:は|が|を)?(?:[^、。]{0,6})?$"
    r"|(?:社員数|従業員数|会員数|登録者数|最大手|資本金|体制|容疑|逮捕|処分|被告|犯人|役員|弁護士|専門家)[^、。]{0,6}$"
    r"|(?:権限が|委員)$|(?:男性|女性)(?:職員|教諭|社員)?$"
    r"|(?:アクセス|閲覧|ダウンロード)(?:された)?(?:件数|回数|数)(?:は|:)?\s*$"
    r"|(?:閲覧|開封|ダウンロード|受信)した[^、。]{0,8}(?:は|が)$"
    r"|(?:うち)?(?:電話|訪問|面談|郵送|メール|書面|連絡)(?:に|で|を|が)[^、。]{0,12}$"
    r"|(?:送信|配信|送付|発送)先(?:は|が)[^、。]{0,4}$|(?:発送|送付)した[^、。]{0,4}$"
    r"|(?:過去最|過去に|昨年度?は|全国で)[^。]{0,20}$"
)
_AFTER_OTHER = led(
    r"^(?:の|が|で|から|に)?(?:[^、。]{0,10})?(?:体制|問い?合わ?せ|苦情|電話(?:で|連絡)|"
    r"(?:に|へ|から)(?:は)?(?:電話|訪問|謝罪|連絡|お詫び|説明|郵送|メールを?送|通知|"
    r"回収|返却|回答|削除|廃棄|申し出|指摘)|連絡が(?:つ|取)|(?:の方)?(?:には?|へ|から|"
    r"と)(?:は)?(?:[^、。]{0,16})?(?:ご?連絡|謝罪|お詫び|訪問|説明|通知|削除|回収|返信|"
    r"返却|指摘|申し出)|を(?:逮捕|書類送検|懲戒|処分|減給|停職|戒告|訓告|懲役)|が(?:対応|"
    r"作業|確認|閲覧した|開封|ダウンロード|アクセス|立ち会|共有)|で(?:確認|作業|対応|"
    r"チェック|行|構成)|による(?:確認|チェック|ダブル)|以上で(?:確認|行)|の(?:職員|"
    r"教諭|社員|担当者|作業員|メンバー|専門家|目)|態勢)"
)
_STAFF = re.compile(
    r"(?:職員|教諭|教員|担当者|社員|従業員|行員|作業員|看護師|医師|警備員|スタッフ|学生が|生徒が)(?:計)?$"
)
_RETURNED = re.compile(
    r"回収済|未回収|連絡済|謝罪済|削除済|開封済|未開封|返却|残り|(?:連絡|謝罪|回収|削除|説明)(?:が)?(?:完了|済|でき)"
)
_SURE = re.compile(r"可能性|[お恐]それ|疑い|懸念|流出か|漏えいか|may have")
_SAID = led(
    r"(?:漏(?:えい|洩)|流出|流失|誤送信|送信|誤送付|送付|誤交付|交付|掲載|公開|表示|"
    r"開示|配布|渡)(?:し(?!ないよう|た可能性|た[お恐]それ)|され(?!た可能性)|いたし|"
    r"が(?:発生|判明|確認|明らか))|見え(?:る|て)|公開(?:した|され)|持ち出し|に上る流出"
)
_ON = re.compile(r"紛失|盗難|置き忘れ|閲覧(?:でき|可能)|所在|記録|保存|入った|廃棄|亡失|遺失")
_BACKGROUND = re.compile(r"全登録|登録件数|総会員|会員数|全会員")
_QUIET = frozenset(("links", "contact", "prevention", "request"))
_PART = re.compile(r"(?:うち|内訳|内、|含(?:む|まれ))")


def read(scene: Scene) -> Iterable[Count]:
    """Each figure of what leaked once per value, unit and qualifier."""
    return scene.once("counted", counted)[0]


def counted(scene: Scene) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Counts of what is concerned, and the page's other figures."""
    counts: dict[tuple[int, str, str], Count] = {}
    others: dict[tuple[int, str, str], Count] = {}
    back = scene.once("retractions", retractions)
    for place, sentence in enumerate(scene.sentences):
        if scene.shared or (_silent(sentence) and not back):
            continue
        for figure in figures(sentence):
            if _taken_back(figure, back) or (_silent(sentence) and not _stands(figure, back)):
                continue
            concerned = _concerned(figure) or (_stands(figure, back) and not _of_others(figure))
            held = counts if concerned else others
            for one in _counts(scene, figure, _so_far(scene, place) if concerned else "参考"):
                held.setdefault((one.value, _folded(one.unit), one.qualifier), one)
    listed = _related(_once(list(counts.values())))
    return tuple(listed), tuple(replace(one, core=False) for one in others.values())


def _taken_back(figure: Figure, back: Sequence[Retraction]) -> bool:
    """Whether the page withdraws the figure here, or says it again elsewhere and not as a part (うち120人)."""
    if any(one.old[0] <= figure.start < one.old[1] for one in back):
        return True
    if not back or _stands(figure, back) or _PART.search(figure.left[-8:]):
        return False
    standing = {one.after for one in back}
    return any(one.before == (figure.value, _folded(figure.unit)) and one.before not in standing for one in back)


def _stands(figure: Figure, back: Sequence[Retraction]) -> bool:
    return any(one.new[0] <= figure.start < one.new[1] for one in back)


def _silent(sentence: Sentence) -> bool:
    return sentence.withdrawn or (sentence.under[-1:] != () and sentence.under[-1] in _QUIET)


def _so_far(scene: Scene, place: int) -> str:
    """How sure the page is of the leak at a sentence: as the nearest one up to it that says so."""
    for at in range(place, -1, -1):
        sentence = scene.sentences[at]
        if not _silent(sentence) and (said := _certainty(sentence.text, "")) and _LEAK.search(sentence.text):
            return said
    return "対象"


def _folded(unit: str) -> str:
    return "人" if unit in ("名", "者") else unit


def _counts(scene: Scene, figure: Figure, default: str) -> Iterable[Count]:
    words = scene.text[max(figure.sentence.start, figure.start - 60) : figure.end + 60]
    certainty = (
        default
        if default == "参考"
        else _certainty(figure.right[:60] if _certainty(figure.right[:60], "") else words, default)
    )
    tail = figure.left[-24:]
    start = figure.start - len(tail) + max(map(tail.rfind, "、。(「")) + 1
    quote = scene.quote(start, figure.end)
    what = figure.left[-24:].strip(" ・、。(:") or figure.right[:24]
    yield Count(figure.value, figure.unit, figure.qualifier, certainty, what, quote, figure.value_max, figure.kind)
    if figure.second and figure.second != figure.unit:
        yield Count(
            figure.value,
            figure.second,
            figure.qualifier,
            certainty,
            what,
            quote,
            figure.value_max,
            "records",
            core=False,
        )


def _certainty(text: str, default: str) -> str:
    if _SURE.search(text):
        return "おそれ"
    if _SAID.search(text):
        return "漏えい確認"
    return "対象" if _ON.search(text) else default


_UNCOUNTED = frozenset(("校", "店舗", "施設", "か所", "ヶ所", "箇所", "回線", "ファイル", "個", "点"))
_THEIR_DATA = re.compile(r"(?:分)?の(?:氏名|個人情報|情報|住所)")
_MONEY = re.compile(r"円|×|ドル")
_TIMES = re.compile(r"\s*[×x*]")
_BY = re.compile(r"[×x*]\s*$")
_AMONG = re.compile(r"(?:分)?(?:の)?(?:うち|内)(?!訳)|(?:が|の)(?:会員|登録者)(?:数|が)")
_HOUSES = re.compile(r"取引先|法人|企業|顧客|団体|情報|データ")
_WITHOUT = re.compile(r"(?:分)?を除|\s*(?:\(|（)?\d{2}\)")
_SPAM = re.compile(r"迷惑|スパム|不審な|フィッシング")
_MAILED = re.compile(r"送信|送付|誤|漏|郵便|メール")


def _concerned(figure: Figure) -> bool:
    """Whether the figure counts what leaked, was lost or could be seen."""
    left, right, text = figure.left[-40:], figure.right[:40], figure.sentence.text
    if figure.kind == "devices" or figure.unit in _UNCOUNTED:
        return figure.unit == "点" and "書類" in left
    if _of_others(figure) or _of_more(figure, left, right) or _unfit(figure, left, right):
        return False
    under = figure.sentence.under
    if "items" in under[-2:] or ("chronology" not in under and figure.sentence.heading and _LEAK.search(text)):
        return True
    return _LEAK.search(text) is not None and _PERSON.search(left + right) is not None


def _of_others(figure: Figure) -> bool:
    """Whether it counts inquiries, staff at work, letters sent back, or sums of money."""
    left, right = figure.left[-40:], figure.right[:40]
    if _OTHER.search(left) or _AFTER_OTHER.match(right) or _RETURNED.search(left[-12:] + right[:12]):
        return True
    if figure.value <= 10 and _STAFF.search(left) and not _THEIR_DATA.match(right):
        return True
    return (_MONEY.search(right[:3]) or _TIMES.match(right) or _BY.search(left)) is not None


def _of_more(figure: Figure, left: str, right: str) -> bool:
    """Whether it counts all of whom some are concerned."""
    return (_BACKGROUND.search(left[-12:]) or _AMONG.match(right) or _WITHOUT.match(right)) is not None


def _unfit(figure: Figure, left: str, right: str) -> bool:
    """Whether its unit (社, 通, 件) counts something that holds no data of persons."""
    if figure.unit == "社":
        return _HOUSES.search(left + right[:14]) is None
    if figure.unit in ("通", "件") and _SPAM.search(left[-20:] + right[:20]):
        return True
    return figure.unit == "通" and _MAILED.search(figure.sentence.text) is None


_WEAKER = {
    "なし": ("約", "最大", "最大約", "少なくとも", "余り"),
    "約": ("最大約", "余り"),
    "最大": ("最大約", "最大余り"),
}


def _once(counts: list[Count]) -> list[Count]:
    """A figure said again more loosely (約793万人, then 793万人) is the same fact; more closely, another."""
    kept: list[Count] = []
    for one in counts:
        closer = _WEAKER.get(one.qualifier, ())
        if not any(
            o.value == one.value and _folded(o.unit) == _folded(one.unit) and o.qualifier in closer for o in kept
        ):
            kept.append(one)
    return kept


def _related(counts: list[Count]) -> list[Count]:
    """Parts lead to their total: several figures of one unit whose sum is a figure, or one said to be among another."""
    linked: list[Count] = []
    for one in counts:
        total = None
        if _PART.search(one.what[-8:]) or _sums(one, counts):
            bigger = [other for other in counts if other.value > one.value and _folded(other.unit) == _folded(one.unit)]
            total = min(bigger, key=lambda other: other.value).quote.offset if bigger else None
        linked.append(one if total is None else replace(one, part_of=total))
    return linked


def _sums(one: Count, counts: list[Count]) -> bool:
    same = {other.value for other in counts if _folded(other.unit) == _folded(one.unit)}
    return any(one.value + other in same for other in same if other != one.value)


CLAIM = Claim(
    "counts",
    read,
    lambda fact: f"{fact.qualifier}{fact.value}{fact.unit}:{fact.certainty}" if isinstance(fact, Count) else "",
    (
        (
            "流出のお詫び\n不正アクセスにより、最大で約2万3,000人分の個人情報が流出した可能性があります。",
            ("最大約23000人:おそれ",),
        ),
        ("漏えいのお詫び\n会員42名のメールアドレスが漏えいしました。", ("なし42名:漏えい確認",)),
    ),
    ("漏えいのお詫び\n個人情報が漏えいしました。職員2名体制で確認します。お問い合わせは15件ありました。",),
)
