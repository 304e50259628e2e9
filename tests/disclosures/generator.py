"""Invented notices by the hundred: houses, causes, figures, items and wordings drawn at random, marked with their gold.

The marks are those of `corpus.py`. The same seed gives the same notice.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

_COMPANIES = (
    "株式会社ハルニレ", "青葉台精機株式会社", "株式会社ツバキ物流", "合同会社みなもと企画", "ヒバリ観光株式会社",
    "株式会社トキワ学習社", "有限会社山吹園", "株式会社エルムテック", "コマクサ製薬株式会社", "株式会社リンドウホーム",
)  # fmt: skip
_CITIES = ("笹原市", "鶴岬町", "白鷺市", "桐野村", "若葉区", "東雲市", "椿原県", "夕凪市")
_SCHOOLS = (
    "琥珀大学",
    "県立萩野高等学校",
    "学校法人銀杏学園",
    "市立桔梗中学校",
    "国立大学法人翠大学",
    "私立山茶花高校",
)
_HOSPITALS = ("市立柊病院", "医療法人社団柚子会 柚木病院", "独立行政法人楓医療センター", "県立橘総合病院")
_CONTRACTORS = (
    "株式会社カワセミ情報",
    "株式会社モミジデータサービス",
    "ヤマボウシ印刷株式会社",
    "株式会社ナズナシステムズ",
)
_NAMES = {"company": _COMPANIES, "city": _CITIES, "school": _SCHOOLS, "hospital": _HOSPITALS}
_WE = {"company": ("弊社", "当社"), "city": ("本市", "当市"), "school": ("本学", "本校"), "hospital": ("当院", "本院")}
_WHO = {
    "company": ("お客様", "会員様", "取引先担当者", "応募者", "従業員"),
    "city": ("市民", "申請者", "参加申込者", "受給者", "納税者"),
    "school": ("学生", "生徒", "受験生", "卒業生", "保護者"),
    "hospital": ("患者様", "受診者", "入院患者"),
}
_ITEMS = {
    "company": (
        "氏名",
        "住所",
        "電話番号",
        "メールアドレス",
        "生年月日",
        "購入履歴",
        "会員番号",
        "性別",
        "会社名",
        "部署名",
    ),
    "city": ("氏名", "住所", "生年月日", "電話番号", "世帯主名", "続柄", "税額", "メールアドレス", "整理番号"),
    "school": ("氏名", "学籍番号", "学年", "成績", "住所", "電話番号", "出席番号", "メールアドレス"),
    "hospital": ("氏名", "患者ID", "生年月日", "病名", "検査結果", "手術日", "年齢", "性別", "処方内容"),
}
_SAFE = {
    "company": ("クレジットカード番号", "銀行口座情報", "パスワード", "マイナンバー"),
    "city": ("マイナンバー", "口座番号", "所得"),
    "school": ("成績", "口座番号", "パスワード"),
    "hospital": ("住所", "電話番号", "マイナンバー"),
}


class Notice:
    """One notice in the making: what was drawn, and how its dates and numbers are written."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.sort = self.dice.choice(("company", "company", "city", "city", "school", "hospital"))
        self.name = self.dice.choice(_NAMES[self.sort])
        self.we = self.dice.choice(_WE[self.sort])
        self.who = self.dice.choice(_WHO[self.sort])
        self.published = date(2010, 3, 1) + timedelta(days=self.dice.randrange(5900))
        self.detected = self.published - timedelta(days=self.dice.randrange(1, 40))
        self.event = self.detected - timedelta(days=self.dice.randrange(0, 12))
        self.told = self.detected + timedelta(days=self.dice.randrange((self.published - self.detected).days or 1))
        self.items = self.dice.sample(_ITEMS[self.sort], self.dice.randrange(2, 6))
        left = [one for one in _SAFE[self.sort] if one not in self.items]
        self.safe = self.dice.sample(left, min(len(left), self.dice.randrange(0, 3)))
        self.number = self.dice.choice(
            (self.dice.randrange(2, 90), self.dice.randrange(100, 5000), self.dice.randrange(5000, 900000))
        )
        self.era = self.dice.random() < (0.2 if self.sort == "company" else 0.7)
        self.wide = self.dice.random() < 0.2

    def pick(self, *choices: str) -> str:
        """One of the wordings."""
        return self.dice.choice(choices)

    def day(self, day: date, year: bool = True) -> str:
        """A day as this notice writes days."""
        written = f"{day.month}月{day.day}日"
        if year:
            written = (_era(day) if self.era else f"{day.year}年") + written
        if self.dice.random() < 0.25:
            written += f"({'月火水木金土日'[day.weekday()]})"
        return "".join(_full(one) for one in written) if self.wide else written

    def amount(self) -> str:
        """The figure as this notice writes figures, with its mark."""
        unit = self.dice.choice(("人", "名", "件") if self.number > 40 else ("人", "名"))
        qualifier, word = self.dice.choice((("なし", ""), ("なし", ""), ("約", "約"), ("最大", "最大")))
        value = self.number
        if qualifier == "約":
            value = max(10, round(value, -1 if value < 1000 else -2))
        shown = f"{value:,}" if self.dice.random() < 0.7 else str(value)
        if value >= 10000 and value % 10000 == 0:
            shown = f"{value // 10000}万"
        if self.wide:
            shown = "".join(_full(one) for one in shown)
        return f"{{{{c:{value},{unit},{qualifier},おそれ|{word}{shown}{unit}}}}}"

    def row(self, items: list[str], mark: str) -> str:
        """A list of items in one of the ways lists are written."""
        marked = [f"{{{{{mark}|{item}}}}}" for item in items]
        joint = self.dice.choice(("、", "、", "、", "・"))
        if len(marked) > 1 and joint == "、" and self.dice.random() < 0.5:
            return joint.join(marked[:-1]) + self.dice.choice(("及び", "および", "、", "と")) + marked[-1]
        return joint.join(marked)

    def except_(self) -> str:
        """The sentence that says what was not exposed, or nothing."""
        if not self.safe:
            return ""
        row = self.row(self.safe, "e")
        return self.pick(
            f"なお、{row}は含まれておりません。", f"{row}は含まれていません。",
                f"なお、{row}等の情報は保存されておりませんでした。",
            f"なお、{row}の流出はございません。", f"※{row}は含まれない。",
        )  # fmt: skip


def _era(day: date) -> str:
    if day < date(2019, 5, 1):
        return f"平成{day.year - 1988}年"
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年"


def _full(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if character.isascii() and character.isalnum() else character


def _intrusion(n: Notice) -> tuple[str, str, str]:
    cause = n.pick(
        "{{k:不正アクセス|不正アクセス}}",
        "第三者による{{k:不正アクセス|不正アクセス}}",
        "外部からの{{k:不正アクセス|不正なアクセス}}",
    )
    return (
        n.pick(
            "不正アクセスによる個人情報漏えいの可能性に関するお知らせ",
            "不正アクセスに関するお詫びとご報告",
            "当方サーバーへの不正アクセスについて",
        ),
        f"{n.we}が管理するサーバーが{cause}を受け、{n.who}の個人情報が流出した可能性があることが判明いたしました。",
        n.pick(
            "不審な通信を検知し、調査を開始した",
            "サーバーに不審なファイルが置かれていることを確認した",
            "外部の機関から連絡を受け、不正アクセスが判明した",
        ),
    )


def _ransom(n: Notice) -> tuple[str, str, str]:
    return (
        n.pick("ランサムウェア被害の発生について", "システム障害及び個人情報漏えいのおそれについて(お詫び)"),
        f"{n.we}のサーバーが{{{{k:ランサムウェア|ランサムウェアに感染}}}}し、{n.who}の情報が漏えいしたおそれがあります。",
        n.pick("職員がファイルを開けないことに気付いた", "サーバーのデータが暗号化されていることを確認した"),
    )


def _bcc(n: Notice) -> tuple[str, str, str]:
    return (
        n.pick(
            "メール誤送信についてのお詫び",
            "電子メールの誤送信によるメールアドレスの流出について",
            "個人情報の漏えいについて(お詫び)",
        ),
        f"{n.who}へ案内のメールを送る際、"
        + n.pick(
            "{{k:誤送信(BCC漏れ)|「BCC」で送信すべきところ「宛先」に入力して送信}}したため、個人情報が漏えいしました。",
            "担当者が{{k:誤送信(BCC漏れ)|誤ってTO欄に全員のアドレスを入力して一斉送信}}し、個人情報が漏えいしました。",
        ),
        n.pick("受信した方から指摘があり判明した", "受信者からの電話で誤りに気付いた"),
    )


def _loss(n: Notice) -> tuple[str, str, str]:
    paper = n.dice.random() < 0.5
    thing = (
        n.pick("申込書の綴り", "名簿", "受付票")
        if paper
        else n.pick("USBメモリ", "業務用ノートパソコン", "外付けハードディスク")
    )
    cause = "紛失(書類)" if paper else "紛失(電子媒体)"
    return (
        n.pick("個人情報の紛失について", "個人情報を含む資料等の紛失に関するお詫び", "個人情報紛失のお詫びとご報告"),
        f"{n.who}の個人情報が記載・保存された{{{{k:{cause}|{thing}を紛失}}}}したことが判明しました。",
        n.pick("保管場所にないことに担当者が気付いた", "棚卸しの際に所在が分からないことが判明した"),
    )


def _wrong(n: Notice) -> tuple[str, str, str]:
    cause, words = n.dice.choice((
        ("誤送付", "別の方の書類を誤って封入し発送"), ("誤交付", "窓口で別の方の書類を誤って交付"),
        ("誤送信", "別の方の情報を含むファイルを誤ってメールに添付して送信"),
    ))  # fmt: skip
    return (
        n.pick("個人情報の漏えいについて", "書類の取扱いの誤りによる個人情報の漏えいに関するお詫び"),
        f"{n.we}の担当者が、{{{{k:{cause}|{words}}}}}し、{n.who}の個人情報が漏えいしました。",
        n.pick("受け取った方から連絡があり判明した", "受領者からの申し出により発覚した"),
    )


def _setting(n: Notice) -> tuple[str, str, str]:
    return (
        n.pick(
            "申込フォームの設定不備による個人情報の漏えいについて",
            "個人情報が閲覧可能な状態となっていた件について(お詫び)",
        ),
        f"申込フォームの{{{{k:設定不備|設定に誤り}}}}があり、{n.who}の情報が他の方から閲覧できる状態になっていました。",
        n.pick("申込者からの連絡により判明した", "利用者からの指摘で発覚した"),
    )


_KINDS: tuple[Callable[[Notice], tuple[str, str, str]], ...] = (_intrusion, _ransom, _bcc, _loss, _wrong, _setting)


def notice(seed: int) -> str:
    """A marked notice."""
    n = Notice(seed)
    kind = n.dice.choice(_KINDS)
    title, story, found = kind(n)
    if kind is _bcc:
        n.items = ["メールアドレス"]
    return n.dice.choice((_letter, _sections, _press))(n, title, story, found)


def _authority(n: Notice) -> str:
    said = n.pick("", "", "p", "c", "both")
    day = f"{{{{t:{n.told.isoformat()}|{n.day(n.told, year=False)}}}}}"
    if said == "p":
        return n.pick("{{r:相談|警察}}に相談しております。", "{{r:被害届|所轄警察署}}に被害届を提出しました。")
    if said == "c":
        return n.pick(
            f"{day}に{{{{r:報告|個人情報保護委員会}}}}へ報告しました。",
            "{{r:報告|個人情報保護委員会}}に報告しております。",
        )
    return (
        "{{r:報告|個人情報保護委員会}}への報告及び{{r:相談|警察}}への相談を行っております。" if said == "both" else ""
    )


def _found_at(n: Notice, found: str) -> str:
    return f"{{{{x:{n.detected.isoformat()}|{n.day(n.detected, year=n.dice.random() < 0.5)}}}}}、{found}。"


def _contact(n: Notice) -> str:
    number = f"0{n.dice.randrange(10, 99)}-000-{n.dice.randrange(1000, 9999)}"
    return n.pick(
        f"電話:{{{{p|{number}}}}}",
        f"TEL {{{{p|{number}}}}}(平日9時から17時)",
        f"電話番号 {{{{p|{number}}}}} FAX 0{n.dice.randrange(10, 99)}-000-0000",
    )


def _letter(n: Notice, title: str, story: str, found: str) -> str:
    return "\n".join((
        f"{{{{d:{n.published.isoformat()}|{n.day(n.published)}}}}}", "各位",
        f"{{{{o:漏えい元|{n.name}}}}}", "", title, "",
        f"このたび、{story}関係の皆様にご迷惑とご心配をおかけしますことを深くお詫び申し上げます。",
        f"対象は{n.who}{n.amount()}分の{n.row(n.items, 'i')}です。{n.except_()}",
        _found_at(n, found) + _authority(n),
        "今後、再発防止に努めてまいります。", f"お問い合わせ先 {_contact(n)}",
    ))  # fmt: skip


def _sections(n: Notice, title: str, story: str, found: str) -> str:
    mark = n.dice.choice(("{}.", "{} ", "({})", "■", "【"))
    heads = iter(range(1, 9))

    def head(words: str) -> str:
        return f"【{words}】" if mark == "【" else f"{mark.format(next(heads))}{words}"

    happened = f"{{{{t:{n.event.isoformat()}|{n.day(n.event)}}}}}、事象が発生した。" if n.event != n.detected else ""
    return "\n".join((
        title, f"{{{{o:漏えい元|{n.name}}}}}", f"{{{{d:{n.published.isoformat()}|{n.day(n.published)}}}}}", story, "",
        head(n.pick("経緯", "経過", "事案の経緯")), happened + _found_at(n, found),
        head(n.pick("漏えいした可能性のある個人情報", "対象となる個人情報", "個人情報の項目")),
        f"{n.who} {n.amount()}", n.row(n.items, "i"), n.except_(),
        head(n.pick("対応", "対応状況")), f"対象の方には個別にお詫びのご連絡を差し上げました。{_authority(n)}",
        head("再発防止策"), "情報の取扱いについて職員への研修を行います。",
        head(n.pick("お問い合わせ先", "問合せ先")), _contact(n),
    ))  # fmt: skip


def _press(n: Notice, title: str, story: str, found: str) -> str:
    story = (
        story.replace(n.we, "同社" if n.sort == "company" else "同所")
        .replace("いたしました。", "した")
        .replace("しました。", "した")
    )
    story = story.replace("あります。", "ある").rstrip("。")
    short = n.name.split(" ")[-1]
    return "\n".join((
        f"{short}、{n.who}の個人情報{n.pick('流出か', '漏えい', '流出のおそれ') if '紛失' not in title else '紛失'}",
        f"{{{{o:漏えい元|{short}}}}}は{{{{d:{n.published.isoformat()}|{n.day(n.published)}}}}}、{story}と発表した。",
        f"対象となるのは{n.who}{n.amount()}分の情報で、{n.row(n.items, 'i')}が含まれる。{n.except_()}",
        _found_at(n, found) + _authority(n).replace("おります", "いる").replace("しました", "した"),
        n.pick("", "情報が悪用された事実は確認されていないという。"),
    ))  # fmt: skip


def plain(marked: str) -> str:
    """NFKC of a page: for a look at what was drawn."""
    return unicodedata.normalize("NFKC", marked)
