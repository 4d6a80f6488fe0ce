"""Pictures that tests hand in, made in memory."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_bytes(kind="JPEG", size=(80, 60), colour="green", **save) -> bytes:
    """Return the bytes of a plain picture."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **save)
    return target.getvalue()


def with_place() -> bytes:
    """Return a JPEG that carries a camera, a place and a turn by 90 degrees."""
    exif = Image.Exif()
    exif[0x010F] = "GeheimKamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (28.0, 7.0, 12.0)
    return picture_bytes(exif=exif.tobytes())


def pixel_bomb(side=50_000) -> bytes:
    """Return a PNG of some hundred bytes that claims `side` × `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def upload(data=None, name="照片.jpg", kind="image/jpeg") -> SimpleUploadedFile:
    """Return an upload as a form gets it."""
    return SimpleUploadedFile(name, picture_bytes() if data is None else data, kind)
