"""The old compound file (OLE2) that .xls, .doc and password-protected workbooks are kept in, and BIFF's hidden marks."""

import struct
from dataclasses import dataclass, field

END_OF_CHAIN = 0xFFFFFFFE
_MAX_SECTORS = 200_000


class DamagedContainer(Exception):  # noqa: N818 told on by the reader as a sentence
    """The compound file contradicts itself."""


@dataclass
class HiddenMarks:
    """Hidden rows and columns of one BIFF sheet, from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


class CompoundFile:
    """Read-only view of the streams of an OLE2 file."""

    def __init__(self, content: bytes):
        """Parse header, allocation tables and directory; raises DamagedContainer."""
        try:
            self._content = content
            self._sector = 1 << struct.unpack_from("<H", content, 30)[0]
            self._mini = 1 << struct.unpack_from("<H", content, 32)[0]
            (directory,) = struct.unpack_from("<I", content, 48)
            self._cutoff, first_mini_fat = struct.unpack_from("<II", content, 56)
            self._fat = self._read_fat()
            self._mini_fat = self._words(self._chain(first_mini_fat)) if first_mini_fat < END_OF_CHAIN else []
            self._streams: dict[str, tuple[int, int]] = {}
            self._root = (END_OF_CHAIN, 0)
            self._read_directory(self._chain(directory))
        except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
            raise DamagedContainer from error

    @staticmethod
    def _words(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._content):
            raise ValueError("sector outside the file")
        return self._content[start : start + self._sector]

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        following, _count = struct.unpack_from("<II", self._content, 68)
        seen = 0
        while following < END_OF_CHAIN and seen < _MAX_SECTORS:
            words = self._words(self._at(following))
            sectors += words[:-1]
            following, seen = words[-1], seen + 1
        return [word for number in sectors if number < END_OF_CHAIN for word in self._words(self._at(number))]

    def _chain(self, number: int) -> bytes:
        parts = []
        while number < END_OF_CHAIN:
            parts.append(self._at(number))
            number = self._fat[number]
            if len(parts) > _MAX_SECTORS:
                raise ValueError("endless chain")
        return b"".join(parts)

    def _read_directory(self, data: bytes) -> None:
        for start in range(0, len(data) - 127, 128):
            entry = data[start : start + 128]
            (length,) = struct.unpack_from("<H", entry, 64)
            if not 2 <= length <= 64:
                continue
            name = entry[: length - 2].decode("utf-16-le")
            first, size = struct.unpack_from("<II", entry, 116)
            if entry[66] == 5:
                self._root = (first, size)
            elif entry[66] == 2:
                self._streams[name.lower()] = (first, size)

    def has(self, name: str) -> bool:
        """Whether there is a stream of this name."""
        return name.lower() in self._streams

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; raises DamagedContainer."""
        first, size = self._streams[name.lower()]
        try:
            if size >= self._cutoff:
                return self._chain(first)[:size]
            ministream = self._chain(self._root[0])
            parts: list[bytes] = []
            number = first
            while number < END_OF_CHAIN and len(parts) < _MAX_SECTORS:
                parts.append(ministream[number * self._mini : (number + 1) * self._mini])
                number = self._mini_fat[number]
            return b"".join(parts)[:size]
        except (ValueError, IndexError) as error:
            raise DamagedContainer from error


def biff_marks(stream: bytes) -> tuple[bool, list[HiddenMarks]]:
    """Return whether the workbook stream is encrypted, and the hidden marks of its sheets in order."""
    encrypted, offsets = False, []
    for kind, body in _records(stream, 0):
        if kind == 0x2F:
            encrypted = True
        elif kind == 0x85 and len(body) >= 6:
            offsets.append(struct.unpack_from("<I", body)[0])
    return encrypted, [_sheet_marks(stream, offset) for offset in offsets]


def _records(stream: bytes, position: int):
    """Yield (kind, body) from `position` to the end-of-part record that closes it."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        position += 4 + length
        if kind == 0x809:
            depth += 1
        elif kind == 0x0A:
            depth -= 1
            if depth <= 0:
                return
        yield kind, body


def _sheet_marks(stream: bytes, offset: int) -> HiddenMarks:
    marks = HiddenMarks()
    for kind, body in _records(stream, offset):
        if kind == 0x208 and len(body) >= 16:
            row, options = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
            if options & 0x20:
                marks.rows.add(row)
        elif kind == 0x7D and len(body) >= 10:
            first, last, _width, _style, options = struct.unpack_from("<HHHHH", body)
            if options & 1:
                marks.columns.update(range(first, min(last, 400) + 1))
    return marks
