"""From the bytes of a file to its sheets, by a child process with limits (yunhe.imports.files), so that no file harms this one."""

import json
import logging
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import PurePath
from typing import Any

from django.conf import settings

from yunhe.imports.files import start
from yunhe.imports.files.child import as_sheet, undressed
from yunhe.imports.files.refusing import DAMAGED, RESAVE
from yunhe.imports.grid import Sheet
from yunhe.imports.refusals import UnreadableFile

__all__ = ["UnreadableFile", "read_sheets"]

WAIT = 20  # seconds, on a busy machine too; the child's own limit is in seconds of computing
TOO_LONG = f"这个文件读了很久也没有读完，里面可能有异常的内容。{RESAVE}"
logger = logging.getLogger(__name__)


def read_sheets(content: bytes, file_name: str = "") -> list[Sheet]:
    """Return the sheets of a file in their order.

    content: the whole file; file_name: only for the name of the sheet of a text file. Raises UnreadableFile. Side
    effects: a child process, which has ended when this returns.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableFile("文件是空的，没有任何内容。请确认选对了文件。")
    if len(content) > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
        raise UnreadableFile(
            f"文件有 {len(content) / 1024 / 1024:.1f} MB，超过上限 {limit} MB。请删除图片和多余的工作表后再导入。"
        )
    answer = _ask(content, PurePath(file_name).stem[:31] or "Sheet1")
    if "refused" in answer:
        if answer["because"]:
            logger.info("a file was refused because of %s", answer["because"])
        raise UnreadableFile(answer["refused"])
    return [as_sheet(facts) for facts in answer["sheets"]]


def _ask(content: bytes, stem: str) -> dict[str, Any]:
    """Return what the child answers. Raises UnreadableFile when it ends without an answer."""
    process = subprocess.Popen(  # noqa: S603 this very program
        [sys.executable, "-I", "-S", "-B", start.__file__, stem.replace("\0", ""), *_packages()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a reader's complaint may quote a cell
        start_new_session=True,
        cwd="/",
        env={"MALLOC_ARENA_MAX": "1", "LANG": "C.UTF-8"},
    )
    try:
        answer, _errors = process.communicate(content, timeout=WAIT)
    except subprocess.TimeoutExpired:
        logger.warning("a file was given up after %s seconds", WAIT)
        raise UnreadableFile(TOO_LONG) from None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    if process.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:  # the second by the kernel, where memory is short
        raise UnreadableFile(TOO_LONG)
    if process.returncode:
        logger.warning("the reader of a file ended with %s", process.returncode)
        raise UnreadableFile(DAMAGED)
    facts: dict[str, Any] = json.loads(answer, object_hook=undressed)
    return facts


@cache
def _packages() -> list[str]:
    """Return the folders in which the child finds the readers' libraries."""
    return [path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)]
