"""What stands around the pixels of a JPEG, PNG or WebP file: measured and taken away before a decoder sees the file.

A decoder gets the pixels and what they cannot be drawn without. Of all that cameras and programs write beside them only the
orientation is read, here and by hand, so that no odd or hostile note can fail or delay a picture that the eye could see.
"""

import re
import struct
from dataclasses import dataclass

MAX_SCANS = 64  # of a JPEG; a progressive one has about ten, and each is a walk over all pixels
MAX_PARTS = 20_000  # segments or chunks around the pixels
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # in the pixels' own data only a marker looks like this
_DRAWN = {*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDA}  # frames, tables, scans
_PNG_DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_WEBP_DRAWN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
UPRIGHT = 1


class Damaged(Exception):  # noqa: N818 told on as a sentence
    """The file contradicts itself, or is built to keep a decoder busy."""


@dataclass(frozen=True)
class Bare:
    """A file without what stood around its pixels. orientation: 1 to 8, as in Exif; scans: more than one for a JPEG that is
    kept in memory as a whole before it can be drawn."""

    data: bytes
    orientation: int = UPRIGHT
    scans: int = 1


def bared(data: bytes) -> Bare:
    """Return `data` as a decoder may see it. Raises Damaged; a kind that is not known comes back as it is."""
    try:
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError) as error:
        raise Damaged from error
    return Bare(data)


def _jpeg(data: bytes) -> Bare:
    kept, at, scans, components, notes = [b"\xff\xd8"], 2, 0, 0, b""
    for _part in range(MAX_PARTS):
        found = _MARKER.search(data, at)
        if not found or found[0] == b"\xff\xd9":
            break
        code, start = found[0][1], found.start()
        if code in {0x01, 0xD8}:
            at = found.end()
            continue
        (length,) = struct.unpack_from(">H", data, start + 2)
        at = start + 2 + length
        body = data[start + 4 : at]
        if code == 0xDA:
            scans += 1
            if body[0] < components:
                scans = max(scans, 2)  # one colour after the other: all are kept until the last has come
            follows = _MARKER.search(data, at)
            at = follows.start() if follows else len(data)
        elif 0xC0 <= code <= 0xC2:
            components = body[5]
        elif code == 0xE1 and body.startswith(b"Exif\0\0") and not notes:
            notes = body[6:]
        if code in _DRAWN or (code == 0xE0 and body.startswith(b"JFIF\0")) or (code == 0xEE and body[:5] == b"Adobe"):
            kept.append(data[start:at])
    else:
        raise Damaged
    if scans > MAX_SCANS:
        raise Damaged
    return Bare(b"".join([*kept, b"\xff\xd9"]), orientation(notes), scans)


def _png(data: bytes) -> Bare:
    kept, at, notes = [data[:8]], 8, b""
    for _part in range(MAX_PARTS):
        if at + 8 > len(data):
            break
        (length,) = struct.unpack_from(">I", data, at)
        name, following = data[at + 4 : at + 8], at + 12 + length
        if name in _PNG_DRAWN:
            kept.append(data[at:following])
        elif name == b"eXIf" and not notes:
            notes = data[at + 8 : at + 8 + length]
        at = following
        if name == b"IEND":
            break
    else:
        raise Damaged
    return Bare(b"".join(kept), orientation(notes))


def _webp(data: bytes) -> Bare:
    kept, at, notes = [], 12, b""
    for _part in range(MAX_PARTS):
        if at + 8 > len(data):
            break
        name, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        following = at + 8 + length + length % 2
        if name in _WEBP_DRAWN:
            kept.append(data[at:following])
        elif name == b"EXIF" and not notes:
            notes = data[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0")
        at = following
    else:
        raise Damaged
    body = b"WEBP" + b"".join(kept)
    return Bare(b"RIFF" + struct.pack("<I", len(body)) + body, orientation(notes))


def orientation(notes: bytes) -> int:
    """Return how the picture was held, 1 to 8, from its Exif notes; 1 when they do not say so. Nothing else is read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(notes[:4])
    if order is None:
        return UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", notes, 4)
        (count,) = struct.unpack_from(f"{order}H", notes, first)
        for at in range(first + 2, first + 2 + 12 * min(count, 500), 12):
            tag, kind, _number, value = struct.unpack_from(f"{order}HHIH", notes, at)
            if tag == 0x0112:
                return value if kind == 3 and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
