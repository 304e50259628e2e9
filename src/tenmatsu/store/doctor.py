"""What this machine has for tenmatsu, what is missing, what each part gives and how to get it."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import locale
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tenmatsu import __version__
from tenmatsu.store.disk import size_text


class State(StrEnum):
    """How a part stands: good, good enough with a caution, or not there."""

    OK = "ok"
    WARN = "warn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Says:
    """One line in both languages."""

    ja: str
    en: str

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `found` is its version or amount ('' when missing), `get` how to get or mend it ('' when ok)."""

    name: str
    state: State
    found: str
    gives: Says
    get: Says
    needed: bool = True


NOTHING = Says("", "")

_OPTIONAL: tuple[tuple[str, str, Says, Says], ...] = (
    ("splink", "splink", Says("あいまい照合の確認待ち一覧", "fuzzy review list of possible matches"),
     Says("pip install 'tenmatsu[fuzzy]'", "pip install 'tenmatsu[fuzzy]'")),
    ("pytsk3", "pytsk3", Says("ディスクイメージ(NTFS)の削除ファイル", "deleted files on disk images (NTFS)"),
     Says("pip install pytsk3", "pip install pytsk3")),
    ("libpff-python", "pypff", Says("Outlookのデータファイル(pst、ost)", "Outlook data files (pst, ost)"),
     Says("pip install 'tenmatsu[mail]'", "pip install 'tenmatsu[mail]'")),
    ("libewf-python", "pyewf", Says("E01などの圧縮イメージ", "packed disk images: E01, VMDK, VHD"),
     Says("pip install 'tenmatsu[images]'", "pip install 'tenmatsu[images]'")),
    ("msoffcrypto-tool", "msoffcrypto", Says("パスワード付きOffice文書", "Office files with a password"),
     Says("pip install 'tenmatsu[encrypted]'", "pip install 'tenmatsu[encrypted]'")),
    ("libarchive-c", "libarchive", Says("7z、rar、lzh、cab、isoの書庫", "archives: 7z, rar, lzh, cab, iso"),
     Says("pip install 'tenmatsu[archives]'", "pip install 'tenmatsu[archives]'")),
    ("kreuzberg", "kreuzberg", Says("Pages、Numbers、Keynote、hwpの文字", "text of Pages, Numbers, Keynote, hwp"),
     Says("pip install 'tenmatsu[longtail]'", "pip install 'tenmatsu[longtail]'")),
    ("ocr", "rapidocr", Says("画像とスキャンしたPDFの文字", "text of pictures and scanned PDF pages"),
     Says("pip install 'tenmatsu[ocr]'", "pip install 'tenmatsu[ocr]'")),
)  # fmt: skip

_LIBRARIES = {
    "libarchive": (
        "libarchive.so.13",
        Says("apt-get install libarchive13(部品はあるが本体がない)",
             "apt-get install libarchive13 (the binding is there, the system's library is not)"),
    ),
}  # fmt: skip
"""Bindings whose library is the system's: its name, and how to get it."""

_LEAST_MEMORY, _LEAST_DISK = 4_000_000_000, 20_000_000_000
_MEMINFO = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)


def examine(where: Path | None = None) -> list[Check]:
    """All checks; the free space is that of the disk under `where` (default: the present folder)."""
    return [
        _python(), *_packages(), _memory(), _disk(where or Path.cwd(), "disk"),
        _disk(Path(tempfile.gettempdir()), "temporary disk"), _locale(), _fonts(), *_optional(),
    ]  # fmt: skip


def _python() -> Check:
    good = sys.version_info >= (3, 11)
    get = NOTHING if good else Says("Python 3.11以上を入れる", "install Python 3.11 or later")
    found = f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    return Check("python", State.OK if good else State.MISSING, found, Says("実行環境", "what runs tenmatsu"), get)


def _packages() -> Iterator[Check]:
    """tenmatsu and the packages that it declares, without the extras."""
    gives = Says("必須の部品", "a part that tenmatsu needs")
    yield Check("tenmatsu", State.OK, __version__, Says("本体", "this program"), NOTHING)
    for name in _declared():
        version = _version(name)
        state = State.OK if version else State.MISSING
        get = NOTHING if version else Says(f"pip install {name}", f"pip install {name}")
        yield Check(name, state, version, gives, get)


def _declared() -> list[str]:
    try:
        lines = importlib.metadata.requires("tenmatsu") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return sorted({re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line})


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _memory() -> Check:
    gives = Says("800万件の名寄せは4GB以上を推奨", "8 million records want 4 GB or more")
    told = dict(_MEMINFO.findall(_text(Path("/proc/meminfo"))))
    if "MemTotal" not in told:
        return Check("memory", State.WARN, "", gives, Says("量を確認できない", "the amount cannot be seen here"))
    whole, free = (int(told.get(word, 0)) * 1024 for word in ("MemTotal", "MemAvailable"))
    enough = free >= _LEAST_MEMORY
    get = NOTHING if enough else Says("--memory 2GB などで実行する", "run with --memory 2GB or close other programs")
    found = f"{size_text(whole)}, {size_text(free)} free, {os.cpu_count()} cpu"
    return Check("memory", State.OK if enough else State.WARN, found, gives, get)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _disk(where: Path, name: str) -> Check:
    free = shutil.disk_usage(where).free
    enough = free >= _LEAST_DISK
    get = NOTHING if enough else Says("空きを増やすか別のディスクを使う", "free some space or use another disk")
    gives = Says("中間結果と結果の置き場", "room for intermediate files and results")
    return Check(name, State.OK if enough else State.WARN, f"{size_text(free)} free", gives, get)


def _locale() -> Check:
    coding = locale.getpreferredencoding(do_setlocale=False)
    utf8 = coding.upper().replace("-", "") == "UTF8" and sys.getfilesystemencoding().lower() == "utf-8"
    get = NOTHING if utf8 else Says("LC_ALL=C.UTF-8 を設定する", "set LC_ALL=C.UTF-8")
    gives = Says("日本語の画面表示とファイル名", "Japanese on the screen and in file names")
    return Check("locale", State.OK if utf8 else State.WARN, coding, gives, get)


def _fonts() -> Check:
    gives = Says("報告書の日本語表示", "Japanese in reports and pictures")
    get = Says("apt install fonts-noto-cjk", "apt install fonts-noto-cjk")
    lister = shutil.which("fc-list")
    if lister is None:
        return Check("fonts (ja)", State.WARN, "", gives, get, needed=False)
    told = subprocess.run([lister, ":lang=ja", "family"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    families = sorted({line.split(",")[0] for line in told.stdout.splitlines() if line.strip()})
    if not families:
        return Check("fonts (ja)", State.MISSING, "", gives, get, needed=False)
    return Check("fonts (ja)", State.OK, ", ".join(families[:3]), gives, NOTHING, needed=False)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(os.environ.get("LIBARCHIVE", library))
    except OSError:
        return False
    return True


def _optional() -> Iterator[Check]:
    for name, module, gives, get in _OPTIONAL:
        there = importlib.util.find_spec(module) is not None
        if there and module in _LIBRARIES and not _loads(_LIBRARIES[module][0]):
            there, get = False, _LIBRARIES[module][1]
        state = State.OK if there else State.MISSING
        yield Check(name, state, _version(name) if there else "", gives, NOTHING if there else get, needed=False)
