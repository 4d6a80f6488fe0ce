"""Files that people hand in: PDF, Word, Excel, WPS, and nothing that only pretends to be one."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from yunhe.kit.refusals import Refused

MAX_BYTES = 10 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {"pdf": b"%PDF-", "docx": ZIP, "xlsx": ZIP, "doc": OLE, "xls": OLE, "wps": OLE, "et": OLE}
ACCEPT = ",".join(f".{ending}" for ending in STARTS)


def check_attachment(upload: "UploadedFile[Any]") -> None:
    """Raise Refused with one Chinese sentence when `upload` is empty, too large, or not what its name says."""
    ending = (upload.name or "").rsplit(".", 1)[-1].lower()
    if ending not in STARTS:
        raise Refused("只接受 PDF、Word、Excel 或 WPS 文件；照片请登记在活动的照片里。")
    if not upload.size:
        raise Refused("这个文件是空的，请重新选择。")
    if upload.size > MAX_BYTES:
        raise Refused("文件超过 10 MB，请压缩或拆开后上传。")
    upload.seek(0)
    begins = upload.read(8)
    upload.seek(0)
    if not begins.startswith(STARTS[ending]):
        raise Refused(f"文件内容不是 {ending} 格式，可能已损坏或改过后缀，请另存后再上传。")
