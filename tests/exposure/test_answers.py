"""Which words say that a mail was deleted, and whom a delivery report names."""

from __future__ import annotations

import pytest

from tenmatsu.exposure.answers import says_deleted, undelivered


@pytest.mark.parametrize(
    ("text", "deleted"),
    [
        ("山田です。先ほどのメールは削除しました。", True),
        ("該当のメールを削除いたしました。", True),
        ("メールは削除済みです。", True),
        ("添付ファイルとともに破棄いたしました", True),
        ("メールの消去を完了しました。", True),
        ("削除させていただきました。", True),
        ("I have deleted the e-mail.", True),
        ("メールの廃棄を行いました", True),
        ("すぐに消しました。", True),
        ("もう削除した。", True),
        ("Deleted.", True),
        ("該当メールは削除しませんでした。", False),
        ("削除いたしますので、ご安心ください。", False),
        ("削除の件、承知しました。", False),
        ("削除をお願いいたします。", False),
        ("削除してください", False),
        ("まだ削除していません。", False),
        ("メールは削除しましたか。", False),
        ("承知しました。\n> 先ほどのメールは削除しました", False),
        ("承知しました。\n-----Original Message-----\n削除しました", False),
        ("please delete it", False),
        ("", False),
    ],
)
def test_only_the_writers_own_statement_counts(text: str, deleted: bool) -> None:
    assert says_deleted(text) is deleted


REPORT = """Reporting-MTA: dns; mx.example.jp

Final-Recipient: rfc822; A@example.com
Action: failed

Final-Recipient: RFC822;b@example.com
Action: delayed

Final-Recipient: rfc822; <c@example.com>
Action: Failed
Status: 5.1.1
"""


def test_only_failed_recipients_are_undelivered() -> None:
    assert undelivered(REPORT) == {"a@example.com", "c@example.com"}
    assert undelivered("delivery failed: a@example.com") == set()
