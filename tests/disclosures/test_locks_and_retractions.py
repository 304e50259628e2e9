"""A password that locks the medium is no item, 3学級 is a number, and a figure taken back is counted no more."""

from __future__ import annotations

import pytest

from tenmatsu.disclosures.facts import Incident
from tenmatsu.disclosures.read import read

_LOST = (
    "USBメモリの紛失について\n2023年6月5日\n瑞川市立青藍中学校\n生徒の個人情報が保存されたUSBメモリを紛失しました。\n"
)
_LEAKED = (
    "個人情報の漏えいに関するお詫びとお知らせ(第2報)\n2022年8月3日\n株式会社ミナモ雑貨\n"
    "2022年7月15日、当社のサーバーへの不正アクセスにより、お客様の氏名が漏えいしたことが判明しました。\n"
)


def _read(head: str, words: str) -> Incident:
    (incident,) = read(head + words, "page").incidents
    return incident


@pytest.mark.parametrize(
    "words",
    [
        "パスワードは設定されていなかった。",
        "なお、USBメモリにパスワードは設定していませんでした。",
        "USBメモリはパスワードで保護されている。",
        "端末にはパスワードがかけられており、容易には閲覧できない。",
        "パスワードによるロックがかかっています。",
        "ファイルにはパスワードを設定しておらず、暗号化もされていなかった。",
        "暗号化やパスワードの設定は行われていませんでした。",
        "パスワードや暗号化による保護はしていなかった。",
        "パソコンにはログインパスワードが設定されています。",
        "パスワードの設定、データの暗号化はともにされていない。",
        "パスワードを掛けずに保存していた。",
        "パスワードは、かけていませんでした。",
        "パスワード等のセキュリティ対策は講じられていなかった。",
        "パスワードロックはしていない。",
        "ファイルはパスワードなしで開くことができる状態だった。",
        "USBメモリにはパスワード(8桁)が設定されている。",
        "パスワードも暗号化も施されていなかった。",
        "パスワードがないと開けないファイルに保存していた。",
        "パスワードを知らなければ開くことはできません。",
        "暗号化及びパスワードによる保護を行っていなかった。",
        "パスワード付きのUSBメモリであった。",
        "端末は暗号化され、パスワードが設定されています。",
        "パスワードは未設定であった。",
        "USBメモリに暗証番号の設定はない。",
        "なお、パスワード等による暗号化はされていない。",
        "端末は4桁の暗証番号でロックされていた。",
        "ログインIDとパスワードがなければ起動できない。",
    ],
)
def test_a_password_that_locks_the_medium_is_no_item(words: str) -> None:
    incident = _read(_LOST, f"保存されていた情報は氏名、出席番号です。{words}")
    assert {one.name for one in incident.items} == {"氏名", "出席番号"}
    assert incident.items_excluded == ()


@pytest.mark.parametrize(
    "words",
    [
        "会員のパスワードが漏えいしました。",
        "漏えいした情報は、ID、パスワードです。",
        "ログインID及びパスワードが流出した可能性があります。",
        "漏えいした項目\n・メールアドレス\n・パスワード",
        "氏名、パスワード、住所が閲覧できる状態でした。",
        "流出した情報には、メールアドレスとパスワードが含まれます。",
        "パスワードは暗号化された状態で流出しました。",
        "ID・パスワードが設定の誤りにより公開されました。",
        "パスワードは、ハッシュ化して保存していたものが漏えいしました。",
    ],
)
def test_a_password_that_leaked_stays_an_item(words: str) -> None:
    incident = _read(_LEAKED, words)
    assert any("パスワード" in one.name for one in incident.items)


@pytest.mark.parametrize(
    "words",
    [
        "2年生3学級の生徒112名分の氏名、点数",
        "1年生2クラスの生徒の氏名、点数(62名)",
        "3教室の受講者45名の氏名、点数",
        "5店舗の会員320名の氏名、点数",
        "特別支援学級の児童12名の氏名、点数",
        "全4学級、計130名の氏名、点数",
        "複数のクラスの生徒80名の氏名と点数",
        "三学級の生徒の氏名、点数",
        "2つのクラスに在籍する生徒58名の氏名及び点数",
        "2学年6学級分の氏名、点数",
    ],
)
def test_a_number_of_classes_or_shops_is_no_item(words: str) -> None:
    incident = _read(_LOST, f"USBメモリには{words}が保存されていました。")
    assert {one.name for one in incident.items} == {"氏名", "点数"}


@pytest.mark.parametrize("words", ["氏名、学級、出席番号", "学年、学級及び氏名", "学年・クラス・氏名", "学級、氏名"])
def test_the_class_in_a_list_stays_an_item(words: str) -> None:
    named = {one.name for one in _read(_LOST, f"保存されていた情報は生徒112名の{words}です。").items}
    assert named & {"学級", "クラス"} and "氏名" in named


@pytest.mark.parametrize(
    "words",
    [
        "なお、前回の公表では3,012名としておりましたが、重複を除いた結果2,841名に訂正いたします。",
        "当初3,012名と公表しておりましたが、その後の調査で2,841名と判明しました。",
        "当初、漏えいした方は3,012名と発表しましたが、精査の結果、正しくは2,841名でした。",
        "第1報では3,012名としていましたが、2,841名であることが判明いたしました。",
        "第1報で3,012名とお知らせしましたが、正しくは2,841名です。",
        "前回発表した3,012名は誤りで、正しくは2,841名です。",
        "誤:3,012名\n正:2,841名",
        "(誤)対象者 3,012名\n(正)対象者 2,841名",
        "誤)漏えい件数3,012名 正)漏えい件数2,841名",
        "訂正前:3,012名\n訂正後:2,841名",
        "【訂正前】3,012名\n【訂正後】2,841名",
        "訂正前 3,012名 → 訂正後 2,841名",
        "項目 | 訂正前 | 訂正後\n人数 | 3,012名 | 2,841名",
        "訂正前\n対象者 3,012名\n訂正後\n対象者 2,841名",
        "対象者数を3,012名から2,841名に訂正いたします。",
        "対象のお客様の数を、3,012名から2,841名へ修正します。",
        "前回公表時の3,012名から重複171名を除き、2,841名に変更となりました。",
        "漏えいしたお客様は2,841名(前回公表時3,012名)です。",
        "正しい人数は2,841名であり、前回公表の3,012名は誤りでした。",
        "第1報では3,012名としておりました。その後の精査により、2,841名と判明しました。",
        "7月20日の公表では対象を3,012名としておりましたが、集計に誤りがあり、実際には2,841名でした。",
        "3,012名とあるのは、2,841名の誤りです。",
        "3,012名ではなく、正しくは2,841名でした。",
        "先日、3,012名の情報が漏えいしたとお知らせいたしましたが、再集計したところ2,841名となりました。",
        "前回発表の3,012件に誤りがあり、正しくは2,841件でした。お詫びして訂正いたします。",
        "第1報における3,012名という人数は、同一の方が複数回登録されていたため、2,841名に訂正させていただきます。",
        "漏えい件数 3,012件⇒2,841件(訂正)",
        "誤 3,012名\n正 2,841名",
        "当初公表した人数(3,012名)を2,841名に訂正します。",
        "先日のお知らせで3,012名様と記載いたしましたが2,841名様の誤りでした。",
        "速報値では3,012人でしたが、重複する171人を除いた2,841人に訂正します。",
    ],
)
@pytest.mark.parametrize("first", ["漏えいしたお客様は2,841名です。\n", ""])
def test_a_figure_taken_back_stands_among_the_corrections_alone(first: str, words: str) -> None:
    incident = _read(_LEAKED, first + words)
    (taken,) = incident.corrections
    assert ("3,012" in taken.before, "2,841" in taken.after) == (True, True)
    assert "2,841" not in taken.before and "3,012" not in taken.after
    assert 3012 not in {one.value for one in (*incident.counts, *incident.figures)}
    if first:
        assert 2841 in {one.value for one in incident.counts}


def test_a_figure_taken_back_is_not_counted_where_it_is_told_again() -> None:
    words = "2022年7月20日、お客様3,012名の情報が漏えいしたと公表しました。\n"
    words += "精査の結果、対象を3,012名から2,841名に訂正します。"
    incident = _read(_LEAKED, words)
    assert {one.value for one in incident.counts} == {2841}


@pytest.mark.parametrize(
    "words",
    [
        "漏えいしたお客様は2,841名で、うち120名は電話番号も漏えいしました。",
        "当初公表した2,841名のお客様に変更はありません。うち120名は住所も漏えいしました。",
        "2,841名の情報が漏えいしたことが判明し、120名にはご連絡が取れておりません。",
        "当初公表の2,841名に加え、新たに120名の情報漏えいが判明しました。",
    ],
)
def test_a_figure_that_stands_is_not_taken_back(words: str) -> None:
    incident = _read(_LEAKED, words)
    assert incident.corrections == ()
    assert 2841 in {one.value for one in (*incident.counts, *incident.figures)}
