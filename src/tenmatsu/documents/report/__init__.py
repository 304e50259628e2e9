"""`report.html`: one page for a manager or a board, whole in itself, in Japanese and English, without a script."""

from tenmatsu.documents.report.page import write_report

__all__ = ["write_report"]
