"""The parts of a zipped workbook: found by name however a program wrote it, fed to a parser piece by piece."""

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Protocol
from xml.parsers import expat

from yunhe.imports.files.cells import too_large
from yunhe.imports.files.refusing import DAMAGED, HOSTILE_XML, Unreadable

MAX_UNPACKED = 150 * 1024 * 1024  # of the parts that are read, together
MAX_MENDED = 20 * 1024 * 1024  # a part that is no clean XML is cleaned as a whole
MAX_DIRECTORY = 1024 * 1024  # bytes of the list of parts: some ten thousand
MAX_TAGS = 3_000_000  # that begin or end an element, in all parts
PIECE = 256 * 1024

Attributes = dict[str, str]
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTER = re.compile(rb"&#(?:x0*(?:1?[0-8b-fB-F]|1[9aA])|0*(?:[0-8]|1[124-9]|2\d|3[01]));")


class Reader(Protocol):
    """What is told of the elements of a part, by their local names."""

    def start(self, name: str, facts: Attributes, /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """It ends."""

    def text(self, text: str, /) -> None:
        """What stands between."""


class Archive:
    """A zip whose parts are read within one budget of bytes and tags."""

    def __init__(self, content: bytes):
        """Errors: Unreadable when the list of parts is damaged or far too long."""
        end = content.rfind(b"PK\5\6")
        if end >= 0 and len(content) >= end + 22 and struct.unpack_from("<I", content, end + 12)[0] > MAX_DIRECTORY:
            raise Unreadable(DAMAGED)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise Unreadable(DAMAGED) from error
        self._infos = {_plain(info.filename): info for info in self._zip.infolist()}
        self._left, self.tags = MAX_UNPACKED, MAX_TAGS

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._infos

    def begins(self, folder: str) -> bool:
        """Whether any part's name begins so."""
        return any(name.startswith(folder) for name in self._infos)

    def unpacked(self) -> int:
        """Return what all parts say they unpack to."""
        return sum(info.file_size for info in self._infos.values())

    def feed(self, name: str, reader: Reader) -> None:
        """Let `reader` read a part; a missing one is an empty one.

        Errors: Unreadable (damaged, too large, declarations), expat.ExpatError when it is no clean XML.
        """
        info = self._infos.get(_plain(name))
        if info is None:
            return
        self._left -= info.file_size
        if self._left < 0:
            raise too_large()
        with self._zip.open(info) as part:  # counting costs a tenth of reading, and what is too much is then not begun
            tags = sum(piece.count(b"<") for piece in _pieces(part))
        self._take(tags)
        try:
            with self._zip.open(info) as part:
                feed(_pieces(part), reader)
        except expat.ExpatError:
            self.tags += tags  # it is read again, mended
            raise

    def feed_mended(self, name: str, reader: Reader) -> None:
        """Let `reader` read a part that is no clean XML, cleaned as a whole. Errors: Unreadable."""
        data = self.read(name)
        if data:
            self._take(data.count(b"<"))
            try:
                feed([mended(data)], reader)
            except expat.ExpatError as error:
                raise Unreadable(DAMAGED) from error

    def _take(self, tags: int) -> None:
        self.tags -= tags
        if self.tags < 0:
            raise too_large()

    def read(self, name: str) -> bytes:
        """Return a whole part, b"" when there is none. Errors: Unreadable, too large."""
        info = self._infos.get(_plain(name))
        if info is None:
            return b""
        self._left -= info.file_size
        if self._left < 0 or info.file_size > MAX_MENDED:
            raise too_large()
        return self._zip.read(info)


def _plain(name: str) -> str:
    """Return the name of a part as it is compared: programs differ in strokes and capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece, the first without blanks in front of it."""
    piece = part.read(PIECE).lstrip(b" \t\r\n")
    while piece:
        yield piece
        piece = part.read(PIECE)


def feed(pieces: Iterable[bytes], reader: Reader) -> None:
    """Let `reader` read XML that comes in pieces, whose tags were counted before.

    Errors: Unreadable for declarations and for an element or comment larger than a piece (the parser would begin it anew
    with every piece); expat.ExpatError when it is no clean XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler, parser.EndElementHandler = reader.text, reader.end
    parser.StartDoctypeDeclHandler = _refuse

    def first(name: str, facts: Attributes) -> None:
        """Read the outermost element: its prefix is that of all others, and mostly it has none."""
        parser.StartElementHandler = reader.start
        if ":" in name:
            parser.StartElementHandler = lambda name, facts: reader.start(name.rpartition(":")[2], facts)
            parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
        parser.StartElementHandler(name, facts)

    parser.StartElementHandler = first
    for piece in pieces:
        is_open = piece.rfind(b"<!--") > piece.rfind(b"-->") or piece.rfind(b"<?") > piece.rfind(b"?>")
        if len(piece) == PIECE and (is_open or b">" not in piece):
            raise Unreadable(DAMAGED)
        parser.Parse(piece)
    parser.Parse(b"", True)


def _refuse(*_facts: object) -> None:
    raise Unreadable(HOSTILE_XML)


def mended(data: bytes) -> bytes:
    """Return XML without what makes it unclean though its sense is plain: control signs, broken characters."""
    text = data.lstrip(b" \t\r\n").decode("utf-8", errors="replace").encode()
    return _NO_CHARACTER.sub(b"", text.translate(None, _CONTROL))
