"""Who is involved, and in which role: the one that leaked, its contractor, its group, the authority that acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tenmatsu.disclosures import names
from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Organisation
from tenmatsu.disclosures.layout import Sentence
from tenmatsu.disclosures.names import Name
from tenmatsu.disclosures.scene import Scene

_NP = r"[A-Za-z0-9一-鿿ァ-ヺー&'.・々!]"
_QUOTED = rf"[「『]?(?P<name>{_NP}{{2,30}}(?:株式会社)?|株式会社[ ]?{_NP}{{2,24}})[」』]?"
_SAYS = re.compile(
    rf"(?:^|[。、\n]|\d日、)(?:大手[^、]{{2,12}}、|[^、。「」]{{0,14}}(?:大手|会社|運営|チェーン)の"
    r"|[^、。]{0,30}(?:を扱う|を運営する|を販売する|を展開する|を手がける))?"
    rf"[「『]?(?P<name>(?:{_NP}|の(?=[一-鿿]{{2,}}(?:病院|大学|高校|学校|"
    rf"市|町))){{2,28}}?)[」』]?(?:\((?P<also>[^)]{{1,30}})\))?は(?:、)?(?:[^。]{{0,200}}?)(?:発表|"
    rf"公表|明らかに|謝罪|確認し|報告し|お知らせ|announced)"
)
_SELF = re.compile(
    rf"(?P<name>(?:{_NP}|の(?=[一-鿿]{{2,}}(?:病院|大学|高校|学校))){{2,34}}?)[ ]?\(以下、?(?:「|"
    rf"『)?(?P<short>[^」』)、]{{1,14}})(?:」|』)?"
)
_WE = re.compile(
    r"^(?:当社|弊社|本学|当院|本院|本校|当校|当行|本市|当市|当会|本会|当組合|当協会|当機構|当財団|本機構|同社|当局)$"
)
_OURS = re.compile(
    r"当社|弊社|本学|当院|本院|本校|当校|当行|本市|当市|当組合|当協会|当機構|当財団|"
    r"当法人|当会|当館|当施設|当クリニック|当薬局|当園|本県|当県|本町|当町|本区|当区|"
    r"本村|当事務所|弊事務所|弊所|当所|当センター"
)
_THEIRS = re.compile(
    r"同法人|同社|同院|同校|同大学|同病院|同市|同町|同組合|(?<![一-鿿])(?:県教委|市教委|"
    r"町教委|区教委|府教委|市|町|村|県|区)(?=は|が|の|で|主催)"
)
_SECTION = re.compile(r"[一-鿿]{2,10}(?:課|室|局)(?=において|の職員|では|が)")
_SAID_DAY = re.compile(
    rf"(?:^|[。、])(?:[^、。]{{0,40}}(?:を運営する|を展開する|を手がける|を扱う|を販売する|を製造する|を提供する))?[「『]?(?P<name>{_NP}{{2,28"
    rf"}}?)[」』]?(?:\([^)]{{1,30}}\))?は(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日、"
)
_RUNS = re.compile(
    rf"(?P<name>{_NP}{{2,24}})(?:\([^)]*\))?が?運営する[^、。「]{{0,20}}[「『]?(?P<also>{_NP}{{2,20}})[」』]?"
)

_ROLES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("委託先", ("委託", "受託", "受注"), re.compile(
        rf"(?:再)?委託(?:先|業者|事業者|会社)(?:である|の(?:事業者|会社|企業|業者)?(?:である)?|"
        rf"事業者の?|業者の?|会社の?|企業の?|、)?の?{_QUOTED}")),
    ("委託先", ("委託", "受託", "受注"), re.compile(
        rf"(?:業務|運営|開発|管理|発送|配送|印刷|保守|処理|運用|事務|入力)(?:等)?(?:を|の)(?:業務)?(?:再)?"
        rf"委託(?:し(?:て(?:い(?:る|た)|おり(?:ます|ました)?))?|した)(?:、)?(?:事業者|会社|"
        rf"先|業者|企業)?(?:である|の|、)?{_QUOTED}")),
    ("委託先", ("委託", "受託", "受注"), re.compile(
        rf"(?:^|[、。がはを])[「『]?(?P<name>{_NP}{{2,30}})[」』]?(?:\([^)]*\))?(?:に|へ)(?:業務(?:等)?を|"
        rf"[^、。]{{2,24}}を)?(?:業務)?(?:再)?委託")),
    ("委託先", ("委託", "受託", "受注"), re.compile(
        rf"{_QUOTED}\((?:再)?(?:業務)?委託(?:先|業者|事業者)")),
    ("委託先", ("提供する", "運営する"), re.compile(
        rf"(?:導入|利用|使用|契約)(?:し(?:て(?:い(?:る|た)|おり(?:ます|ました)?))?|した)、?{_QUOTED}(?:\([^"
        rf")]*\))?(?:が|の)(?:提供|運営)する")),
    ("委託先", ("委託", "受託", "受注"), re.compile(rf"(?:受注|受託)した{_QUOTED}")),
    ("委託先", ("委託", "受託", "受注"), re.compile(rf"委託(?:する|している|した)(?:、)?{_QUOTED}")),
    ("委託元", ("委託", "受託"), re.compile(
        rf"(?:^|[。、])(?P<name>{_NP}{{2,24}})が(?:[^、。]{{0,20}})(?:業務)?委託し(?:た|"
        rf"て)")),
    ("委託元", ("委託", "受託"), re.compile(rf"委託元(?:である|の|、)?の?{_QUOTED}")),
    ("委託元", ("委託", "受託"), re.compile(
        rf"(?:^|[、。])[「『]?(?P<name>{_NP}{{2,30}})[」』]?(?:様)?(?:から|より)(?:業務(?:等)?を|"
        rf"[^、。]{{2,24}}を)?(?:受託|委託(?:を受|され))")),
    ("グループ会社", ("グループ会社", "子会社", "関連会社", "関係会社"), re.compile(
        rf"(?:グループ会社|連結子会社|子会社|関連会社|関係会社)(?:である|の|、)?の?{_QUOTED}")),
    ("親会社", ("親会社",), re.compile(rf"親会社(?:である|の|、)?の?{_QUOTED}")),
    ("提携先", ("提携", "加盟店"), re.compile(
        rf"(?:提携(?:先|企業|会社|サービス)|加盟店)(?:である|の|、)?の?{_QUOTED}")),
    ("提携先", ("提携", "加盟店"), re.compile(
        rf"(?:^|[\n。、|])\s*(?P<name>{_NP}{{3,20}})が[^。|]{{0,16}}提携(?:サービス|先|サイト)[^。]{{0,20}}"
        rf"(?:漏|流)")),
    ("発見者", ("監視", "セキュリティ会社", "ベンダー", "セキュリティ企業", "専門会社"), re.compile(
        r"(?P<name>(?:システム|セキュリティ|ネットワーク)[一-鿿]{0,4}監視(?:会社|業者|センター)|"
        r"(?:外部の?)?(?:セキュリティ|監視)(?:会社|ベンダー|企業|専門会社))(?:から|より)[^。]{0,60}(?:指摘"
        r"|連絡|通報|報告|通知)")),
)  # fmt: skip
_PLAY = re.compile("|".join(sorted({need for _, needs, _ in _ROLES for need in needs})))
_PUBLIC = re.compile(r"庁|省|警|委員会|協議会|医師会")
_ACT = re.compile(rf"「|{_PUBLIC.pattern}")
_ACTS = re.compile(
    r"(?P<name>観光庁|警視庁|警察庁|[一-鿿]{2,3}(?:県警|府警|道警)|総務省|金融庁|文部科学省|"
    r"厚生労働省|経済産業省|国土交通省|消費者庁|デジタル庁|個人情報保護委員会)(?:は|"
    r"が|では)[^。]{0,80}(?:指示|命令|勧告|指導|求め|捜査|相談を?受け|着手|調べ|受理)"
)
_HOLDER = re.compile(
    r"(?P<name>[一-鿿]{2,4}省|[一-鿿]{2,4}庁)(?:ホームページ|のホームページ|ウェブサイト|"
    r"のウェブサイト)(?:上)?(?:に|で|へ)[^。]{0,12}(?:公表|掲載|公開)"
)
_INVOLVED = re.compile(
    r"(?:並びに|及び|、)(?P<name>[一-鿿]{3,20}(?:委員会|協議会|医師会))から[^。]{0,60}(?:配付|配布|送付|提供)"
)
_MANY = re.compile(r"(?:[「『]([^「」『』]{2,16}(?:トラベル|ショップ|ストア|モール|通販|トラベルズ))[」』])")


def read(scene: Scene) -> Iterable[Organisation]:
    """The house that leaked first, then the others whose role the text states."""
    others = list(_others(scene))
    main = _main(scene, frozenset(names.short(one.text) for role, one in others if role == "委託先"))
    own = names.short(main.text) if main else ""
    others = [(role, one) for role, one in others if names.short(one.text) != own]
    contractor = any(role == "委託先" for role, _ in others)
    if main is not None:
        role = "委託元" if contractor else "漏えい元"
        yield Organisation(main.text, role, scene.quote(main.start, main.end), tuple(_aliases(scene, main)))
    seen = {names.short(main.text)} if main else set()
    for role, one in others:
        bare = names.short(one.text)
        if any(
            bare == other
            or ((len(bare) > 2 and len(other) > 2 and (bare in other or other in bare)) and role == "委託先")
            for other in seen
        ):
            continue
        seen.add(bare)
        yield Organisation(one.text, role, scene.quote(one.start, one.end))


def _main(scene: Scene, contractors: frozenset[str]) -> Name | None:
    """Whose incident it is: by outline, announcing sentence, signature or title, else 当社 as printed."""
    if scene.owner:
        return _better(scene, scene.owner)
    candidates = Counter[str]()
    places: dict[str, Name] = {}
    for weight, name in _named(scene):
        bare = names.short(name.text)
        if names.authority(bare) or not names.usable(bare):
            continue
        if not weight:
            continue
        candidates[bare] += weight
        if bare not in places or len(name.text) > len(places[bare].text):
            places[bare] = name
    rest = [weight for name, weight in candidates.items() if name not in contractors]
    title = scene.text[scene.headline[0] : scene.headline[1]] if scene.headline else ""
    for known in sorted(candidates.keys() & contractors):
        if known not in title and rest and max(rest) * 2 >= candidates[known]:
            del candidates[known]
    if candidates:
        best = _fuller(candidates)
        return places[best]
    for pattern in (_OURS, _THEIRS, _SECTION):
        for sentence in scene.sentences:
            match = pattern.search(sentence.text)
            if match:
                return Name(match.group(), sentence.start + match.start(), sentence.start + match.end())
    return None


def _fuller(candidates: Counter[str]) -> str:
    """The weightiest name; a fuller form of it takes its place."""
    merged = Counter(candidates)
    for one in candidates:
        for other in candidates:
            if one != other and one in other and len(one) >= 2:
                merged[other] += candidates[one] // 2
    return max(merged, key=lambda name: (merged[name], len(name)))


def _better(scene: Scene, owner: tuple[Name, ...]) -> Name:
    """The headline's name; for 「親 子」 (厚生労働省 沖縄労働局) the nearer one; for a shop, the house that runs it."""
    first = owner[0]
    tail = scene.text[first.end : first.end + 30]
    line_end = scene.text.find("\n", first.start)
    nearer = re.match(rf"[ 　]({_NP}{{3,20}})(?=[にのでが、「 ]|における)", tail)
    if nearer and first.end + nearer.end() <= line_end and names.named(nearer.group(1)):
        return Name(nearer.group(1), first.end + nearer.start(1), first.end + nearer.end(1))
    runner = re.match(r"\((?P<name>[^)]{2,20})\)", tail)
    if (
        runner
        and names.proper(runner["name"])
        and f"{runner['name']}" in scene.text[first.end + runner.end() : scene.end]
        and re.search(rf"{re.escape(runner['name'])}(?:\([^)]*\))?(?:は|が)", scene.text[first.end : scene.end])
    ):
        at = first.end + runner.start("name")
        return Name(runner["name"], at, at + len(runner["name"]))
    return first


def _named(scene: Scene) -> Iterator[tuple[int, Name]]:
    """Names with the weight of where they stand."""
    if scene.headline is not None:
        start, end = scene.headline
        for name in names.headline(scene.text[start:end], start)[:1]:
            yield 6, name
    sentences = list(scene.sentences)
    for place, sentence in enumerate(sentences):
        if "links" in sentence.under or 14 < place < len(sentences) - 12:
            continue
        yield from _in_sentence(sentence, place, len(sentences))


_PUBLISHES = re.compile(r"発表|公表|明らかに|謝罪|確認し|報告し|お知らせ|announced")
_ITSELF = re.compile(
    r"当社|弊社|本学|当院|本院|本校|当校|当行|本市|当市|当会|当組合|当協会|当機構|"
    r"同社|当館|当財団|当センター|市|町|県|学校|病院"
)


def _in_sentence(sentence: Sentence, place: int, total: int) -> Iterator[tuple[int, Name]]:
    text = sentence.text
    if ("は" in text or "announced" in text) and _PUBLISHES.search(text):
        yield from _plain(_SAYS.search(text), sentence, 8 if place < 6 else 2)
    if "以下" in text:
        yield from _self_named(sentence)
    if place < 4 and "日、" in text:
        yield from _plain(_SAID_DAY.search(text), sentence, 6)
    for one in names.named(text):
        yield _weight(text, one, place, total), Name(one.text, sentence.start + one.start, sentence.start + one.end)


def _plain(said: re.Match[str] | None, sentence: Sentence, weight: int) -> Iterator[tuple[int, Name]]:
    """An unmarked name as the subject of an announcement."""
    if said is None or said["name"].startswith("・") or not names.proper(said["name"]) or _WE.match(said["name"]):
        return
    yield weight, _at(sentence, said, "name")


def _self_named(sentence: Sentence) -> Iterator[tuple[int, Name]]:
    """株式会社○○(以下「当社」): the page names itself."""
    itself = _SELF.search(sentence.text)
    if itself is None or not _ITSELF.match(itself["short"]):
        return
    whole = Name(itself["name"], 0, len(itself["name"]))
    found = names.named(itself["name"]) or ([whole] if names.proper(itself["name"]) else [])
    for one in found[-1:]:
        start = sentence.start + itself.start("name") + one.start
        yield 9, Name(one.text, start, start + len(one.text))


def _weight(text: str, one: Name, place: int, total: int) -> int:
    rest = re.sub(
        r"[\s\d\W年月日]|代表取締役|社長|市長|町長|学長|院長|校長|理事長|会長|部|課|"
        r"室|広報|総務|情報|教育長|各位|お客様|関係者|電話",
        "",
        text[: one.start] + text[one.end :],
    )
    before, after = text[: one.start], text[one.end : one.end + 24]
    if before.endswith(("本社:", "所在地:", "住所:")) or (
        before.endswith("(") and re.match(r"[一-鿿]{2,3}[都道府県]|本社", one.text)
    ):
        return 0
    if re.search(
        r"委託(?:先|業者|会社|事業者|し)[^。]{0,12}$|子会社[^。]{0,6}$|提携[^。]{0,6}$|(?:警察|宛|から|より)$", before
    ) or re.match(r"(?:\([^)]*\))?(?:に|へ)(?:業務|委託|報告|相談|届)", after):
        return 0
    if len(rest) <= 6 and (place < 5 or place >= total - 10):
        return 6
    if re.match(
        r"(?:\([^)]*\))?(?:は|では|において|における|で|の(?:職員|教諭|社員|行員|従業員|"
        r"医師|看護師|サーバ|ホームページ|公式|会員|お客|顧客|患者|生徒))",
        after,
    ):
        return 4 if place < 6 else 2
    if re.search(r"(?:このたび|この度|今般)、?$", before):
        return 5
    return 2 if place < 3 or place >= total - 6 else 1


def _aliases(scene: Scene, main: Name) -> Iterator[str]:
    bare = names.short(main.text)
    if bare != main.text:
        yield bare
    text = scene.text[scene.start : scene.end]
    short = re.search(
        rf"{re.escape(main.text)}[ ]?\((?:以下、?)?「?([^」)]{{2,16}}?)」?(?:と(?:いう|いいます))?。?\)", text
    )
    if short and not re.match(
        r"当|弊|本(?:学|校|院|市|社|会|機構)|所在|本社|東京|代表|[^)]*[県都府市](?:[^)]|$)", short.group(1)
    ):
        yield short.group(1)
    for run in _RUNS.finditer(text) if "運営する" in text else ():
        if names.short(run["name"]).endswith(bare[-4:]) or bare in run["name"]:
            yield run["also"]
    for owner in scene.owner:
        if owner.text != main.text:
            yield owner.text


def _others(scene: Scene) -> Iterator[tuple[str, Name]]:
    if scene.shared or scene.background:
        return
    whole = scene.text[scene.start : scene.end]
    playing, acting = _PLAY.search(whole) is not None, _ACT.search(whole) is not None
    for sentence in scene.sentences:
        if sentence.under[-1:] == ("links",):
            continue
        if playing and _PLAY.search(sentence.text):
            yield from _playing(sentence)
        if acting and _ACT.search(sentence.text):
            yield from _acting(sentence)


def _playing(sentence: Sentence) -> Iterator[tuple[str, Name]]:
    """Parties whose role is called by its name (委託先, 子会社 …)."""
    for role, needs, pattern in _ROLES:
        if not any(need in sentence.text for need in needs):
            continue
        for match in pattern.finditer(sentence.text):
            one = _told(match, sentence, role)
            if one is not None:
                yield role, one


def _acting(sentence: Sentence) -> Iterator[tuple[str, Name]]:
    """Authorities that act, and parties named by what they did (published, handed on, sold through)."""
    text = sentence.text
    if _PUBLIC.search(text):
        for match in _ACTS.finditer(text):
            role = "捜査機関" if "警" in match["name"] else "監督官庁"
            yield role, _at(sentence, match, "name")
        for role, pattern in (("掲載先", _HOLDER), ("関係先", _INVOLVED)):
            for match in pattern.finditer(text):
                yield role, _at(sentence, match, "name")
    if "「" in text and re.search(r"提携|委託|転送|経由", text) and re.search(r"対象|被害|影響|含まれ", text):
        for match in _MANY.finditer(text):
            yield "提携先", _at(sentence, match, 1)


def _at(sentence: Sentence, match: re.Match[str], group: str | int) -> Name:
    return Name(match[group], sentence.start + match.start(group), sentence.start + match.end(group))


def _told(match: re.Match[str], sentence: Sentence, role: str) -> Name | None:
    written = match["name"]
    start = match.start("name")
    built = names.named(sentence.text, start, start + len(written) + 12)
    if built and built[0].start <= start + 1:
        return Name(built[0].text, sentence.start + built[0].start, sentence.start + built[0].end)
    if role == "発見者":
        return Name(written, sentence.start + start, sentence.start + match.end("name"))
    cut = re.match(r"[A-Za-z0-9ァ-ヺー&.・]{3,}(?:[一-鿿]{0,6})?|[一-鿿]{2,}(?:[ァ-ヺーA-Za-z]+)?", written)
    name = re.sub(r"(?:内|側|等|社内|上)$", "", written if cut is None else cut.group())
    if (
        not names.proper(name)
        or not names.usable(name)
        or names.authority(name)
        or re.search(
            r"事業者|業者|会社$|担当|職員|社員|従業員|業務|作業|管理|監督|選定|先$|元$|"
            r"契約|サーバ|システム|ネットワーク|社内|サイト$|パソコン|メール",
            name,
        )
    ):
        return None
    if not re.search(r"[A-Za-zァ-ヺ]", name) and not names.named(name):
        return None
    return Name(name, sentence.start + start, sentence.start + start + len(name))


CLAIM = Claim(
    "organisations",
    read,
    lambda fact: f"{fact.name}:{fact.role}" if isinstance(fact, Organisation) else "",
    (
        (
            "個人情報漏えいのお詫び\n2020年5月1日\n株式会社みどり商会\nこのたび、顧客の氏名が漏えいしました。",
            ("株式会社みどり商会:漏えい元",),
        ),
        (
            "メールの誤送信について\n青葉市は6月1日、委託先の株式会社あおぞらがメールを誤送信したと発表した。",
            ("青葉市:委託元", "株式会社あおぞら:委託先"),
        ),
    ),
    (),
)
