"""The certificate of a destroyed case: JSON for machines, and a text in Japanese and English for people."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from tenmatsu.store.disk import size_text, write_whole


class Destroyed(msgspec.Struct, frozen=True):
    """One file: its path inside the case, its size in bytes, and its SHA-256 before it was destroyed."""

    path: str
    size: int
    sha256: str
    overwritten: bool = True


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """Who destroyed what, when and why. `ledger_hash` is the last hash of the ledger's chain, after `ledger_rows` rows.

    `links` maps each removed link to where it pointed; `outside` names what belongs to the case and stands elsewhere.
    """

    case: str
    title: str
    by: str
    reason: str
    when: datetime
    version: str
    ledger_rows: int
    ledger_hash: str
    files: tuple[Destroyed, ...]
    links: dict[str, str] = {}
    outside: tuple[str, ...] = ()
    complete: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(one.size for one in self.files)

    def completed(self) -> Certificate:
        """The same, once nothing is left of the case."""
        return msgspec.structs.replace(self, complete=True)


LIMITS_JA = (
    "各ファイルはゼロで一度上書きし、書込みを確定させたのち削除した。SSD等のフラッシュ媒体、コピーオンライト方式のファイルシステム、"
    "スナップショット、バックアップ、スワップには以前の内容が残り得る。それらは暗号化ディスクの鍵の破棄等により別途消去すること。"
)
LIMITS_EN = (
    "Each file was overwritten once with zeros, written through and removed. On flash media (SSD), copy-on-write file "
    "systems, snapshots, backups and swap, earlier content may survive; destroy those separately, for instance by "
    "destroying the key of an encrypted disk (NIST SP 800-88 Rev. 1)."
)


def read_certificate(path: Path) -> Certificate | None:
    """The certificate at `path`, or None when there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Certificate)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write_certificate(certificate: Certificate, path: Path) -> None:
    """Write the JSON at `path` and the text beside it (.txt)."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(certificate), indent=1))
    write_whole(path.with_suffix(".txt"), _text(certificate).encode("utf-8", "surrogateescape"))


def _text(one: Certificate) -> str:
    whole = len([file for file in one.files if not file.overwritten])
    lines = [
        "消去証明書 / Certificate of destruction",
        "",
        f"事案 / case: {one.title} ({one.case})",
        f"実施者 / by: {one.by}",
        f"日時 / when: {one.when.isoformat()}",
        f"理由 / reason: {one.reason}",
        f"状態 / state: {'完了 / complete' if one.complete else '未完了 / NOT COMPLETE'}",
        f"ファイル / files: {len(one.files):,} ({size_text(one.size)})",
        f"台帳 / ledger: {one.ledger_rows:,} 行 rows, {one.ledger_hash or '(なし / none)'}",
        f"tenmatsu {one.version}",
        "",
        LIMITS_JA,
        LIMITS_EN,
    ]
    if whole:
        lines.append(
            f"他の名前(ハードリンク)を持つ {whole} ファイルは上書きせず削除のみ / "
            f"{whole} files with another name (hard link) were removed but not overwritten"
        )
    lines += _list("事案フォルダの外にあり、消去していないもの / outside of the case and not touched", one.outside)
    lines += _list("削除したリンク / removed links", tuple(f"{name} -> {target}" for name, target in one.links.items()))
    lines += _list("消去したファイル(SHA-256, バイト数) / destroyed files (SHA-256, bytes)",
                   tuple(f"{file.sha256}  {file.size:>12}  {file.path}" for file in one.files))  # fmt: skip
    return "\n".join(lines) + "\n"


def _list(heading: str, rows: tuple[str, ...]) -> list[str]:
    return ["", heading, *(f"  {row}" for row in rows)] if rows else []
