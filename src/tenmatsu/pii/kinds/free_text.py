# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Prose that may hold anything about a person: remarks, enquiries, notes."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "メモ欄 コメント欄 要望欄 質問欄 連絡欄 備考 備考1 備考2 備考欄 コメント 自由記述 自由記入 自由回答 メモ 摘要 特記事項 特記 連絡事項 申し送り 申送り "
    "申送り事項 対応履歴 対応内容 応対内容 応対履歴 お問い合わせ お問い合わせ内容 お問合せ内容 問い合わせ内容 "
    "問合せ内容 問い合わせ本文 本文 内容 ご意見 ご要望 要望 意見 ご意見・ご要望 意見要望 感想 ご感想 メッセージ "
    "質問 質問内容 ご質問 相談内容 相談 レビュー レビュー本文 口コミ クレーム内容 自己pr 志望動機 志望理由 "
    "自己紹介 経緯 理由 退会理由 解約理由 応募動機 通信欄 伝言 記事 説明 説明文 詳細 その他備考 社内メモ 管理メモ "
    "担当メモ 顧客メモ 営業メモ 面談記録 指導記録 所見欄 記録 経過 経過記録 報告内容 補足 補足事項 注意事項 "
    "その他要望 特記事項(備考) リクエスト 配送備考 ご要望欄 アンケート アンケート回答 その他ご要望 注記 "
    "キャンセル理由 申込理由 活動内容 生活状況 状況 note notes memo memos remark remarks comment comments message "
    "body description desc free_text freetext text content contents biko bikou bikou1 inquiry inquiry_body "
    "inquirybody inquiry_text enquiry question feedback review review_text opinion request requests "
    "special_request specialrequest special_requests details detail reason history_note memo1 memo2 free free1 "
    "free_form freeform remarks1 customer_note staff_note staffnote admin_note adminnote internal_note summary "
    "bio about self_introduction motivation teikyo_biko toiawase toiawase_naiyo naiyo tokki tokkijiko tekiyo "
)


def looks(look: Look) -> float:
    prose = look.rate(
        r"[。、!?！？].|。$|です|ます|ません|した$|ください|下さい|希望|たい$|\p{Hiragana}{3,}.*\p{Han}.*\p{Hiragana}{2,}|(?i:\b(the|is|are|please|with|and|for|to)\b.*\b\w+\b.*\s)"
    )
    if look.distinct >= 6 and look.n >= 10:
        prose = max(prose, look.rate(NOTE))
    long_ = min(1.0, look.length / 14)
    return min(0.92, prose * (0.35 + 0.65 * long_) * min(1.0, 0.75 + look.unique)) * (
        1 - 0.8 * look.rate(r"@[a-z0-9-]+\.[a-z]+$")
    )


NOTE = r"(希望|済み?|不可|対応|連絡|確認|依頼|注意|重要|変更|予定|不在|苦情|相談|要望|提出|あり|なし)[\\s\"」]*$|^要\p{Han}|[\p{Han}]{2,}\s.*[\p{Han}]{2,}"
"""Short notes: 午前中希望, 再送済み, 住所変更届 提出済."""


def allows(look: Look) -> float:
    return max(
        0.05,
        1
        - look.rate(r"^[^\s@]+@[a-z0-9-]+\.[a-z.]+$|^https?:\S+$|^[0-9]{4,}$|^0[0-9]+-[0-9]+-[0-9]+$")
        - 0.8 * look.dated
        - 0.6 * look.kanji.full,
    )


KIND = Kind(
    word="free_text",
    ja="自由記述",
    en="free text",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"\S"),
    hits=(
        ("", "窓側の席を希望しています。", "駐車場を利用したいです。よろしくお願いします。"),
        ("備考", "要電話連絡", "不在時は再配達"),
    ),
    misses=(("氏名", "佐藤花子", "鈴木一郎"), ("商品名", "ワイヤレスマウス", "デスクライト")),
)
