"""Every label of the report, the exports and the terminal, in Japanese and English: one table, no other place.

`word(key, lang)` is the only way in. A key without a language fails a test, and so does a kind of personal data
(`model.KIND_WORDS`) that has no word here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")


class Word(NamedTuple):
    """One label in both languages; `{names}` in it are filled by `word`."""

    ja: str
    en: str


def word(key: str, lang: Lang, **values: object) -> str:
    """The label of `key`, its `{names}` filled with `values`; numbers are grouped (6,788,443)."""
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    text: str = getattr(WORDS[key], lang)
    return text.format(**shown) if shown else text


def kind(name: str, lang: Lang) -> str:
    """The label of a kind of personal data; a kind that has no word here (from a plug-in) stands as it is."""
    return word(f"kind.{name}", lang) if f"kind.{name}" in WORDS else name


def count(unit: str, number: int, lang: Lang) -> str:
    """A number with its unit: 6,788,443 人, 6,788,443 persons. `unit` is a key of `UNITS`."""
    ja, one, many = UNITS[unit]
    return f"{number:,} {ja if lang == 'ja' else one if number == 1 else many}"


UNITS: Mapping[str, tuple[str, str, str]] = {
    "persons": ("人", "person", "persons"),
    "records": ("件", "record", "records"),
    "rows": ("行", "row", "rows"),
    "files": ("ファイル", "file", "files"),
    "numbers": ("件", "number", "numbers"),
    "pairs": ("組", "pair", "pairs"),
    "items": ("項目", "item", "items"),
    "columns": ("列", "column", "columns"),
    "cells": ("セル", "cell", "cells"),
}
"""Units in Japanese and in English (one, many). 人 counts persons and 件 counts records; passport numbers say so."""


def shown(cell: object, sort: str, lang: Lang) -> str:
    """A cell of a breakdown as text: numbers grouped and with their unit, words in the language.

    `sort` is that of `breakdown.Column`. A number that nobody counted is a dash, which is not a zero.
    """
    if isinstance(cell, tuple):
        return _listed(cell, sort, lang)
    if isinstance(cell, str):
        return _worded(cell, sort, lang)
    if cell is None:
        return word(_ABSENT[sort], lang) if sort in _ABSENT else "–"
    return share(float(str(cell))) if sort == "share" else count(sort, int(str(cell)), lang)


def share(part: float) -> str:
    """A share (0…1) as per cent; what is there but small is not shown as 0.0%."""
    return "< 0.1%" if 0 < part < 0.0005 else f"{part:.1%}"


_ABSENT: Mapping[str, str] = {"text": "none", "segment": "none", "recipient": "unknown_word"}


def _worded(text: str, sort: str, lang: Lang) -> str:
    if sort == "kinds" and text.startswith("others:"):
        return word("others", lang, n=int(text.removeprefix("others:")))
    return word(f"{sort}.{text}", lang) if f"{sort}.{text}" in WORDS else text


def _listed(names: tuple[str, ...], sort: str, lang: Lang) -> str:
    if not names:
        return word("reach.none" if sort == "reach" else "none", lang)
    one = "kind" if sort == "kinds" else sort
    return ("・" if lang == "ja" else ", ").join(_worded(name, one, lang) for name in names)


_KINDS: Mapping[str, Word] = {
    "name": Word("氏名", "Name"),
    "family_name": Word("姓", "Family name"),
    "given_name": Word("名", "Given name"),
    "name_kana": Word("氏名カナ", "Name (kana)"),
    "family_kana": Word("姓カナ", "Family name (kana)"),
    "given_kana": Word("名カナ", "Given name (kana)"),
    "name_romaji": Word("氏名ローマ字", "Name (romaji)"),
    "sex": Word("性別", "Sex"),
    "birth_date": Word("生年月日", "Date of birth"),
    "email": Word("メールアドレス", "E-mail address"),
    "phone": Word("電話番号", "Telephone number"),
    "postcode": Word("郵便番号", "Postcode"),
    "address": Word("住所", "Address"),
    "passport": Word("旅券番号", "Passport number"),
    "passport_issue_date": Word("旅券発行日", "Passport date of issue"),
    "card": Word("クレジットカード番号", "Payment card number"),
    "card_expiry": Word("カード有効期限", "Card expiry"),
    "bank_account": Word("銀行口座", "Bank account"),
    "my_number": Word("個人番号（マイナンバー）", "Individual number (My Number)"),
    "pension_number": Word("基礎年金番号", "Basic pension number"),
    "health_insurance": Word("健康保険の記号・番号", "Health-insurance number"),
    "employment_insurance": Word("雇用保険被保険者番号", "Employment-insurance number"),
    "resident_code": Word("住民票コード", "Resident record code"),
    "drivers_licence": Word("運転免許証番号", "Driver's licence number"),
    "residence_card": Word("在留カード番号", "Residence card number"),
    "member_id": Word("会員番号・顧客番号", "Member or customer number"),
    "employee_id": Word("社員番号", "Employee number"),
    "password": Word("パスワード", "Password"),
    "occupation": Word("職業", "Occupation"),
    "employer": Word("勤務先", "Employer"),
    "medical": Word("医療・健康の情報", "Medical information"),
    "sensitive": Word("その他の要配慮個人情報", "Other special-care information"),
    "nationality": Word("国籍", "Nationality"),
    "date": Word("日付（その他）", "Date (other)"),
    "amount": Word("金額・数量", "Amount"),
    "free_text": Word("自由記述", "Free text"),
    "other": Word("その他", "Other"),
}

_PLAIN: Mapping[str, Word] = {
    # what is counted
    "files": Word("調べたファイル", "Files examined"),
    "records": Word("レコード", "Records"),
    "persons": Word("本人", "Persons"),
    "matched": Word("うち名簿（マスター）にある人", "of these, found in the customer master"),
    "unmatched": Word("うち名簿（マスター）にない人", "of these, not found in the customer master"),
    "passports": Word("旅券番号（重複を除く）", "Passport numbers (each counted once)"),
    "passports.valid": Word("うち {day} に有効なもの", "of these, valid on {day}"),
    "passports.persons": Word("旅券番号が含まれる人", "Persons with a passport number"),
    "unread": Word("読めなかった資料", "Could not be read"),
    "review": Word("人の確認を待つ組（同じ人か）", "Pairs awaiting a human decision (same person?)"),
    "unknown": Word("不明（照合していません）", "unknown (not compared)"),
    "not_found": Word("見つかっていません", "none found"),
    "interval": Word("{low} 人以上 {high} 人以下", "at least {low}, at most {high} persons"),
    "of_master": Word("名簿 {n} 件の {share} にあたる登録", "{share} of the {n} rows of the master"),
    "at_least": Word("少なくとも", "At least"),
    "best": Word("最良の推定", "Best estimate"),
    "at_most": Word("多くとも", "At most"),
    "share": Word("割合", "Share"),
    "total": Word("合計", "Total"),
    "all_persons": Word("全体（1人を1回だけ数える）", "All (each person counted once)"),
    "unknown_word": Word("不明", "unknown"),
    "none": Word("（なし）", "(none)"),
    # the same on a terminal of 80 columns
    "short.files": Word("ファイル", "Files"),
    "short.matched": Word("  名簿にある", "  in the master"),
    "short.unmatched": Word("  名簿にない", "  not in the master"),
    "short.passports": Word("旅券番号", "Passport numbers"),
    "short.valid": Word("  {day} に有効", "  valid {day}"),
    "short.confirmed": Word("  漏えいを確認", "  confirmed"),
    "short.possible": Word("  漏えいのおそれ", "  possible"),
    "short.ruled_out": Word("証拠にあるが対象外", "In the evidence, ruled out"),
    "unknown_number": Word("不明", "unknown"),
    "unknown_number.why": Word(
        "人数は分かっていない（0人という意味ではない）", "nobody can say yet; this does not mean none"
    ),
    "short.holders": Word("  含まれる人", "  of persons"),
    "short.review": Word("要確認の組", "Pairs to decide"),
    "short.unread": Word("読めなかった資料", "Not read"),
    "short.interval": Word("{low}〜{high} 人", "{low} to {high}"),
    "short.unknown": Word("不明（照合なし）", "unknown"),
    "short.of_master": Word("名簿の登録の {share}", "{share} of its rows"),
    # breakdowns
    "by.item": Word("データ項目別", "By data item"),
    "by.segment": Word("区分別（提携先・サービスなど）", "By segment (partner, service …)"),
    "by.file": Word("ファイル別", "By file"),
    "by.reach": Word("連絡手段別", "By means of contact"),
    "by.combination": Word("データ項目の組合せ別", "By combination of data items"),
    "by.window": Word("時期・経路・相手別", "By window, way out and recipient"),
    "by.residence": Word("居住国別", "By country of residence"),
    "col.residence": Word("居住国", "Country of residence"),
    "col.item": Word("データ項目", "Data item"),
    "col.combination": Word("データ項目の組合せ", "Combination of data items"),
    "col.segment": Word("区分", "Segment"),
    "col.value": Word("値", "Value"),
    "col.file": Word("ファイル", "File"),
    "col.reach": Word("連絡手段", "Means of contact"),
    "col.persons": Word("人数", "Persons"),
    "col.records": Word("件数", "Records"),
    "col.only_here": Word("このファイルだけの人数", "Persons in this file only"),
    "col.channel": Word("経路", "Way out"),
    "col.window_from": Word("開始日", "From"),
    "col.window_to": Word("終了日", "To"),
    "col.recipient": Word("相手", "Recipient"),
    "col.certainty": Word("確度", "Certainty"),
    "note.item": Word(
        "1人が複数の項目に含まれるため、行の合計は全体と一致しません。",
        "A person stands in several rows, so the rows do not add up to the total.",
    ),
    "note.adds_up": Word("行の合計は全体と一致します。", "The rows add up to the total."),
    "note.apart": Word(
        "行の合計が全体と {n} 人異なります。確認してください。",
        "The rows differ from the total by {n} persons: please check.",
    ),
    "note.file": Word(
        "複数のファイルに含まれる人は {n} 人です（「このファイルだけ」の合計と足すと全体になります）。",
        "Persons in several files: {n} (with the total of “this file only” this makes the whole).",
    ),
    "note.loose": Word("人に結び付いていないレコードが {n} 件あります。", "Records that belong to no person yet: {n}."),
    "note.segment": Word(
        "「{name}」は {n} 人が複数の値を持つため、値ごとの人数の合計は全体より多くなります。",
        "“{name}”: {n} persons have several values, so its values add up to more than the whole.",
    ),
    "note.segments": Word(
        "区分ごとに、値の人数と「（なし）」を足すと全体になります。",
        "Within each segment the values and “(none)” add up to the whole.",
    ),
    "note.window": Word("1人が複数の行に含まれることがあります。", "A person may stand in several rows."),
    "others": Word("その他の組合せ（{n} 通り）", "Other combinations ({n})"),
    # reach
    "reach.post": Word("郵送", "Post"),
    "reach.email": Word("電子メール", "E-mail"),
    "reach.phone": Word("電話", "Telephone"),
    "reach.none": Word("連絡手段なし", "Cannot be reached"),
    # certainty, channel
    "certainty.confirmed": Word("漏えい（確定）", "Confirmed"),
    "certainty.possible": Word("漏えいのおそれ", "Possible"),
    "channel.intrusion": Word("不正アクセス", "Intrusion"),
    "channel.misdirected-mail": Word("メールの誤送信", "Misdirected mail"),
    "channel.misdelivery": Word("誤送付・誤交付", "Misdelivery"),
    "channel.failed-redaction": Word("黒塗り・削除の不備", "Failed redaction"),
    "channel.browsing": Word("権限のない閲覧", "Browsing without need"),
    "channel.open-form": Word("公開設定の誤り", "Left open to the public"),
    "channel.card-skimming": Word("決済画面の改ざん", "Card skimming"),
    "channel.loss": Word("紛失・盗難", "Loss or theft"),
    "channel.insider": Word("内部の者による持ち出し", "Taken by an insider"),
    # export
    "export.persons": Word("本人一覧", "List of persons"),
    "export.register": Word("漏えい台帳", "Exposure register"),
    "export.segments": Word("区分別の本人一覧", "Lists of persons by segment"),
    "purpose.persons": Word(
        "本人への通知と照会への対応（この目的以外に使わない）",
        "Telling the persons concerned and answering them (for no other purpose)",
    ),
    "purpose.register": Word(
        "誰の、どの項目が、いつ、誰に漏れたかの記録（社外に渡さない）",
        "Record of whose data, which items, when and to whom (not to leave the organisation)",
    ),
    "purpose.segments": Word(
        "提携先・部署ごとの本人の特定（該当する相手にだけ、その一覧だけを渡す）",
        "Persons by partner or department (hand each list to that partner alone)",
    ),
    "cover": Word("表紙", "Cover"),
    "cover.title": Word("事案", "Case"),
    "cover.organisation": Word("組織", "Organisation"),
    "cover.what": Word("内容", "Content"),
    "cover.purpose": Word("利用目的", "Purpose"),
    "cover.day": Word("作成日", "Made on"),
    "cover.as_of": Word("判定の基準日", "Judged as of"),
    "cover.version": Word("版", "Version"),
    "cover.rows": Word("件数（行）", "Rows"),
    "cover.persons": Word("人数", "Persons"),
    "cover.result": Word("結果の人数（最良の推定）", "Persons in the result (best estimate)"),
    "cover.interval": Word("人数の範囲", "Interval of persons"),
    "cover.difference": Word("結果との差（人）", "Difference from the result (persons)"),
    "cover.records": Word("元のレコード（件）", "Source records"),
    "cover.neutralised": Word(
        "式と誤認されるため先頭に ' を付けたセル", "Cells given a leading ' so that they are no formula"
    ),
    "cover.shortened": Word("Excel の上限（32,767字）で切り詰めたセル", "Cells cut at Excel's 32,767 characters"),
    "cover.unread": Word("読めなかった資料（この一覧に含まれない）", "Items that could not be read (not in this list)"),
    "cover.sheets": Word("シート", "Sheets"),
    "cover.sheet": Word("シート", "Sheet"),
    "cover.list": Word("一覧", "List"),
    "cover.reconciliation": Word("突合", "Reconciliation"),
    "cover.without": Word("「{name}」の値がない人（どの一覧にも含まれない）", "Persons without “{name}” (in no list)"),
    "cover.several": Word("「{name}」の値が複数ある人（複数の一覧に含まれる）", "Persons with several “{name}”"),
    "cover.split": Word(
        "Excel の1シートの上限（1,048,576行）のため、{n} シートに分けました。",
        "Split into {n} sheets, since an Excel sheet holds 1,048,576 rows.",
    ),
    "cover.empty": Word("該当する人はいません。", "There are no such persons."),
    "head.person_id": Word("管理番号", "Person ID"),
    "head.member_id": Word("会員番号", "Member ID"),
    "head.n_records": Word("レコード数", "Records"),
    "head.name": Word("氏名", "Name"),
    "head.kana": Word("氏名カナ", "Name (kana)"),
    "head.romaji": Word("氏名ローマ字", "Name (romaji)"),
    "head.birth_date": Word("生年月日", "Date of birth"),
    "head.sex": Word("性別", "Sex"),
    "head.email": Word("メールアドレス", "E-mail"),
    "head.phone": Word("電話番号", "Telephone"),
    "head.phone_2": Word("電話番号2", "Telephone 2"),
    "head.email_2": Word("メールアドレス2", "E-mail 2"),
    "head.postcode": Word("郵便番号", "Postcode"),
    "head.address": Word("住所", "Address"),
    "head.residence": Word("居住国", "Country of residence"),
    "head.items": Word("漏えいした項目", "Items exposed"),
    "head.item": Word("漏えいした項目", "Item exposed"),
    "head.reach": Word("連絡手段", "Reached by"),
    "head.channel": Word("経路", "Way out"),
    "head.window_from": Word("開始日", "From"),
    "head.window_to": Word("終了日", "To"),
    "head.recipient": Word("相手", "Recipient"),
    "head.certainty": Word("確度", "Certainty"),
    "head.segment": Word("区分", "Segment"),
    "head.value": Word("値", "Value"),
    "head.persons": Word("人数", "Persons"),
    "head.file": Word("ファイル", "File"),
}

_REPORT: Mapping[str, Word] = {
    "report.title": Word("漏えい調査報告", "Exposure report"),
    "report.language": Word("表示言語", "Language"),
    "report.contents": Word("目次", "Contents"),
    "report.headline": Word("漏えいの対象となる本人", "Persons exposed"),
    "report.counted": Word(
        "調べた資料に個人データがあり、漏えいした、または漏えいのおそれがある人の数です。同じ人は1回だけ数えています。"
        "件（レコード）の数ではありません。",
        "Persons whose data stand in the material examined and have leaked, or may have. Each person is counted once; "
        "these are not records.",
    ),
    "report.from_records": Word(
        "{files}・{records}のレコードを突き合わせて数えました。", "Counted by comparing {records} in {files}."
    ),
    "report.confirmed": Word("漏えい（確定）の人", "Confirmed"),
    "report.possible": Word("漏えいのおそれのみの人", "Possible only"),
    "report.basis": Word("判定の基準日", "Judged as of"),
    "report.warning": Word(
        "読めなかった資料が {n} 項目あり、その中の人はこの人数に含まれていません。",
        "Items that could not be read: {n}. Persons in them are not in this number.",
    ),
    "report.all_read": Word("読めなかったものはありません。", "Nothing was left unread."),
    "report.more": Word(
        "ほか {n} 行は結果フォルダの {file} にあります。", "{n} more rows are in {file} of the result folder."
    ),
    "report.empty": Word("該当する記録はありません。", "There are no such records."),
    "sec.funnel": Word("資料から本人まで", "From the material to the persons"),
    "sec.made": Word("人数の求め方", "How the number was made"),
    "sec.items": Word("漏えいした項目", "Data items exposed"),
    "sec.windows": Word("時期・経路・相手", "When, by which way, to whom"),
    "sec.segments": Word("区分別の人数", "Persons by segment"),
    "sec.reach": Word("本人への連絡手段", "How the persons can be reached"),
    "sec.unread": Word("読めなかったもの", "What was not read"),
    "sec.files": Word("ファイル", "Files"),
    "sec.columns": Word("列の判定", "What each column was taken for"),
    "sec.checks": Word("数の突合", "Reconciliation of the numbers"),
    "sec.origin": Word("この報告の元", "What this report was made from"),
    "funnel.lead": Word(
        "棒の長さは数に比例します。「本人」の枠は人数の範囲です。薄い棒（旅券番号）は、その総数に対する割合です。",
        "Bars are in proportion to the numbers; the frame on “Persons” is their range. The paler bars (passports) are "
        "in proportion to the total of passports.",
    ),
    "funnel.stage": Word("段階", "Stage"),
    "funnel.number": Word("数", "Number"),
    "funnel.bar": Word("割合の図", "Bar"),
    "funnel.remark": Word("補足", "Remark"),
    "made.lead": Word(
        "同じ人が複数のレコードに現れるため、レコードを人にまとめて数えています。同じ人かどうか確かでない組があるので、"
        "人数には幅があります。",
        "One person may stand in several records, so records are joined into persons. Some pairs cannot be settled, so "
        "the number of persons is a range.",
    ),
    "made.bound": Word("範囲", "Bound"),
    "made.how": Word("数え方", "How it is counted"),
    "made.at_least": Word(
        "同じ人かもしれないのに結び付けていない組について、同じ人と見込まれる数を多めに差し引いた人数。実際の人数がこれを下回ることはないと考えられます。",
        "Pairs left apart that may be one person after all are taken off as often as is to be expected, generously. "
        "The true number is not thought to be lower.",
    ),
    "made.best": Word(
        "複数の項目が一致し、同じ人とみるのが妥当なレコードを1人にまとめた人数。一覧の人数と同じで、対外的に用いる推定値です。",
        "Records that agree in several items and are best explained as one person are joined. It is the number of "
        "persons in the list, and the estimate to be used.",
    ),
    "made.at_most": Word(
        "確実に同じ人と言えるレコードだけを1人にまとめ、それでも誤って結んだおそれの分を加えた人数。読めた資料については、実際の人数がこれを上回ることはないと"
        "考えられます。読めなかった資料にいる人は含みません。",
        "Only records that are surely one person are joined, and joins that may be wrong even so are added. Of what "
        "was read the true number is not thought to be higher; persons in what could not be read are not in it.",
    ),
    "made.review": Word(
        "同じ人かどうか、人の確認を待つ組が {n} 組あります。確認が進むと、この幅は狭くなります。",
        "Pairs that await a human decision: {n}. As they are settled, the range narrows.",
    ),
    "made.no_review": Word("人の確認を待つ組はありません。", "No pair awaits a human decision."),
    "items.lead": Word(
        "人数（人）は、その項目が1つでもある本人の数、件数（件）は、その項目が入っていたレコードの数です。",
        "Persons: those with at least one value of the item. Records: those in which the item was filled.",
    ),
    "windows.lead": Word("漏えい台帳のとおりです。", "As the exposure register has it."),
    "segments.none": Word(
        "名簿（マスター）に区分がないか、照合していません。", "The master has no segments, or none was compared."
    ),
    "unread.item": Word("資料", "Item"),
    "unread.reason": Word("理由", "Reason"),
    "unread.rows": Word("行数", "Rows"),
    "unread.lead": Word(
        "次の資料は読めませんでした。ここにある個人データは、この報告のどの数にも含まれていません。",
        "These items could not be read. Personal data in them are in none of the numbers of this report.",
    ),
    "unread.missing": Word(
        "summary.json は {n} 項目としていますが、内訳（unread.csv）がありません。",
        "summary.json says {n} items, but their list (unread.csv) is not there.",
    ),
    "inputs": Word("取り込んだファイル", "Files as taken in"),
    "inputs.sha256": Word("SHA-256（先頭16桁）", "SHA-256 (first 16 digits)"),
    "inputs.rows": Word("件数", "Records"),
    "inputs.bytes": Word("バイト", "Bytes"),
    "inputs.encoding": Word("文字コード", "Encoding"),
    "inputs.header": Word("見出し行", "Header row"),
    "inputs.notes": Word("読み取りの記録", "Notes on reading"),
    "header.yes": Word("あり", "found"),
    "header.no": Word("なし", "none"),
    "inputs.title_rows": Word("表題行 {n}", "title rows {n}"),
    "inputs.repeated_headers": Word("繰り返しの見出し {n}", "repeated headers {n}"),
    "inputs.total_rows": Word("合計行 {n}", "total rows {n}"),
    "inputs.blank_rows": Word("空行 {n}", "blank rows {n}"),
    "inputs.ragged_rows": Word("列数の違う行 {n}（残した）", "ragged rows {n} (kept)"),
    "columns.lead": Word(
        "見出しと値の両方から判定しました。確からしさが 90% に満たない列には「要確認」と示します。",
        "Judged from the header and the values. Columns below 90% confidence are marked “check”.",
    ),
    "columns.position": Word("列", "Column"),
    "columns.header": Word("見出し", "Header"),
    "columns.kind": Word("判定", "Taken for"),
    "columns.confidence": Word("確からしさ", "Confidence"),
    "columns.filled": Word("値のあるセル", "Filled cells"),
    "columns.valid": Word("検査に合うセル", "Valid cells"),
    "columns.why": Word("理由", "Why"),
    "columns.check": Word("要確認", "check"),
    "columns.no_header": Word("（見出しなし）", "(no header)"),
    "check": Word("照合した数", "What was compared"),
    "check.left": Word("数", "Number"),
    "check.right": Word("照合先", "Compared with"),
    "check.answer": Word("結果", "Result"),
    "check.equal": Word("一致", "equal"),
    "check.apart": Word("差 {n}", "differs by {n}"),
    "check.files": Word("ファイル別の件数の合計 ＝ 全レコード（件）", "Records by file = all records"),
    "check.inputs": Word("取り込んだ件数の合計 ＝ 全レコード（件）", "Records taken in = all records"),
    "check.joined": Word(
        "本人ごとのレコード数の合計 ＝ 人に結び付いたレコード（件）", "Records per person = records joined to persons"
    ),
    "check.listed": Word("本人一覧の人数 ＝ 最良の推定（人）", "Persons listed = best estimate"),
    "check.reach": Word("連絡手段別の合計 ＝ 本人一覧（人）", "Persons by means of contact = persons listed"),
    "check.combination": Word("項目の組合せ別の合計 ＝ 本人一覧（人）", "Persons by combination = persons listed"),
    "check.members": Word("名簿にある人 ＋ ない人 ＝ 本人一覧（人）", "In the master + not in it = persons listed"),
    "check.interval": Word("最良の推定 ＝ 範囲の内（人）", "Best estimate = within its range"),
    "check.items": Word("項目別の延べ人数 ＝ summary.json（人）", "Persons by item, summed = summary.json"),
    "check.segments": Word("区分別の延べ人数 ＝ summary.json（人）", "Persons by segment, summed = summary.json"),
    "check.register": Word("漏えい台帳にある人 ＝ 本人一覧（人）", "Persons in the register = persons listed"),
    "origin.version": Word("ソフトウェア", "Software"),
    "origin.result": Word("結果の SHA-256（summary.json）", "SHA-256 of the result (summary.json)"),
    "origin.computed": Word("計算に用いた版", "Computed by"),
    "origin.seconds": Word("計算時間（秒）", "Seconds of computation"),
    "origin.lead": Word(
        "この報告には個人の値を載せていません。同じ資料と同じ判断からは、同じ報告ができます。",
        "This report holds no personal values. The same material and decisions give the same report.",
    ),
}

WORDS: Mapping[str, Word] = {**_PLAIN, **_REPORT, **{f"kind.{name}": label for name, label in _KINDS.items()}}
