"""Whether a stretch of sentences reports an incident that happened, or only speaks of such things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.lexicon import led

NOUN = lexicon.pattern("events", "noun")
ASSERTED = lexicon.pattern("events", "asserted")
HYPOTHETICAL = lexicon.pattern("events", "hypothetical")
DENIED = lexicon.pattern("events", "denied")
GUIDE = lexicon.pattern("events", "guide")
OTHER = lexicon.pattern("events", "other")
BLANK = lexicon.pattern("events", "blank")
_NOTICE = led(r"お詫び|おわび|お知らせ|ご報告|報告|第\d報|続報|について$|発表|公表|漏えいか$|流出か$|[お恐]それ$")
_PERSONAL = re.compile(
    r"個人情報|個人データ|顧客情報|情報|データ|サーバ|書類|メール|USB|名簿|システム|"
    r"患者|会員|パソコン|カルテ|personal|data|server|network|system|information"
)
_WE = led(
    r"このたび|先般|発生しました|発生いたしました|この度|今般|弊社|当社|本学|当院|本校|"
    r"当校|当行|本市|当市|当会|当組合|当協会|発表した|発表しました|公表した|公表しました|"
    r"明らかにした|明らかになった|分かった|わかった|判明した|判明し|[Ww]e "
)


def told(sentence: Sentence) -> bool:
    """Whether the sentence says that it happened."""
    if sentence.told is None:
        sentence.told = _told(sentence)
    return sentence.told


def _told(sentence: Sentence) -> bool:
    text = sentence.text
    if NOUN.search(text) is None:
        return False
    said = ASSERTED.search(text)
    if said is None:
        return False
    if DENIED.search(text) and not re.search(r"が、|ものの|一方|否定", text):
        return False
    if sentence.under[-1:] in (("prevention",), ("request",), ("links",)):
        return False
    if _RUMOUR.search(text):
        return False
    return HYPOTHETICAL.search(text) is None or _happened(text, said)


_RUMOUR = led(r"報道(?:機関|が|され|に)|報じられ|想定(?:で|し|の)|訓練|事実は(?:ない|なく|ございません|ありません)")
_HOLLOW = re.compile(
    r"[○〇●◯△×□＊*XxＸ＿_{]{2}|[○〇●◯]年|[\[【〔<(](?:会社|貴社|社名|組織|団体|日付|"
    r"年月|氏名|件数|人数|担当|部署|電話|連絡|発生日|項目|ここ|具体)"
)
_STATISTIC = re.compile(
    r"過去最[多高少]|前年(?:度|同期)?(?:比|より|から)|件数が?(?:増|減)|民間(?:の)?調査|調査会社|年次報告|統計|集計|割合|最も多[くい]|上場企業"
)
_STORY = re.compile(r"\d月\s?\d{1,2}日[^。]{0,80}(?:判明|発覚|指摘|発生|公表|発見|気付|気づ|紛失|送信|確認)")
_SORRY = re.compile(r"ご迷惑|ご心配|お詫び|おわび|謝罪|陳謝")
_COUNTED = re.compile(r"\d[\d,万千]*(?:人|名|件)")


def _announces(title: str) -> bool:
    """A title that names the event as a notice or article does: …漏えいに関するお詫び, 個人情報793万人分流出."""
    if NOUN.search(title) is None:
        return False
    if GUIDE.search(title) and not re.search(
        r"お詫び|おわび|お知らせ|ご報告|第\d報|発表|発生|流出(?!した)|\d(?:人|名|件)", title
    ):
        return False
    return _COUNTED.search(title) is not None or (
        _NOTICE.search(title) is not None and ASSERTED.search(title) is not None
    )


_DATED = led(r"\d日|\d月|\d{4}年|判明|発覚|発生しました|発生した|発表|確認(?:し|いた|され)|[\d万](?:人|名|件)")


def _happened(text: str, said: re.Match[str]) -> bool:
    """A sentence that also speaks of cases and measures still tells of an event when it dates or counts it."""
    return (
        _DATED.search(text) is not None
        and re.search(r"場合(?:は|に|には|、)|万一|もし[、ご]|とは[、何]|例えば", text) is None
    )


def reports(sentences: Sequence[Sentence], title: str) -> bool:
    """Whether the page or section reports an incident of its own."""
    body = "\n".join(sentence.text for sentence in sentences)
    blanks = BLANK.findall(body) if _HOLLOW.search(body) else []
    if len(set(blanks)) >= 2 or len(blanks) >= 3:
        return False
    said = [sentence for sentence in sentences if told(sentence)]
    if _STATISTIC.search(title) or sum(_STATISTIC.search(one.text) is not None for one in sentences[:5]) >= 2:
        return False
    announced = _announces(title) or any(
        _announces(one.text.strip()) for one in sentences[:4] if len(one.text) < 90 and "。" not in one.text
    )
    if not said:
        return announced and _SORRY.search(body) is not None
    if (GUIDE.search(title) or OTHER.search(title)) and not announced:
        return _outweighs(sentences, said, title)
    lead = [sentence for sentence in sentences[:8] if told(sentence)]
    voiced = any(_WE.search(sentence.text) for sentence in said)
    dated = any(_DATED.search(sentence.text) for sentence in said)
    if announced:
        return voiced or dated or _SORRY.search(body) is not None or _STORY.search(body) is not None
    if (bool(lead) and (voiced or dated)) or (len(said) >= 2 and voiced and dated):
        return True
    return len(lead) >= 2 and re.search(r"\d月\s?\d{1,2}日", body) is not None


def _outweighs(sentences: Sequence[Sentence], said: Sequence[Sentence], title: str) -> bool:
    """Under the title of a guide or of another kind of notice, an incident must be told outright and early."""
    if OTHER.search(title) is None and not re.search(r"漏えい|漏洩|流出|紛失|不正アクセス|誤送信", title):
        return False
    strong = [
        sentence
        for sentence in said
        if re.search(r"個人情報|顧客情報|個人データ|不正アクセス|サイバー攻撃|ランサム", sentence.text)
        and re.search(r"\d日|\d月|判明|このたび|この度|[\d万](?:人|名|件)", sentence.text)
        and HYPOTHETICAL.search(sentence.text) is None
    ]
    early = [sentence for sentence in strong if sentence in sentences[:8]]
    return bool(early) and len(strong) >= 1 and (GUIDE.search(title) is None or len(strong) >= 2)
