"""Drawing a code: the QR picture with its Chinese caption as PNG and SVG, from plain text. Knows no model.

The caption of the PNG needs a Chinese font of the machine (fonts are too large and too often proprietary to ship). Where
none is found, the PNG holds the QR code and the short link only; the SVG and the printed sheets take the caption from
the fonts of the reader's computer, so nothing is lost on paper. FONT_FILE names a font by hand.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import quote

import qrcode
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around the code, as the standard asks
MODULE = 16  # pixels a module; a multiple of 8, so that a module fills whole bytes of a 1-bit picture
MASK = 4  # a fixed mask: choosing one costs three times the drawing, readers do not care
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
FONT_NAMES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "msyh.ttc",
    "simhei.ttf",
    "PingFang.ttc",
    "STHeiti Light.ttc",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "NotoSerifCJK-Regular.ttc",
)


@dataclass(frozen=True)
class Drawing:
    """What a code's picture says. title: station, deputy or activity; note: kind and version; link: address in text."""

    url: str
    title: str
    note: str
    link: str


@lru_cache(maxsize=1)
def chinese_font() -> tuple[str, int] | None:
    """Return (file, index) of a Chinese font of this machine, simplified forms first; None where there is none."""
    named = settings.FONT_FILE
    if named:
        return (named, 0)
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir():
            found.update({path.name: path for path in root.rglob("*.[to]t[cf]") if path.name in FONT_NAMES})
    for name in FONT_NAMES:
        if name in found:
            return (str(found[name]), _simplified_index(found[name]))
    return None


def _simplified_index(path: Path) -> int:
    """Return the face of a collection that draws simplified forms (…SC), else 0."""
    if path.suffix != ".ttc":
        return 0
    for index in range(10):
        try:
            family = ImageFont.truetype(str(path), 12, index=index).getname()[0] or ""
        except OSError:
            break
        if family.endswith(" SC"):
            return index
    return 0


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    found = chinese_font()
    return ImageFont.truetype(found[0], size, index=found[1]) if found else None


@lru_cache(maxsize=64)
def _version(length: int) -> int:
    """Return the smallest QR version that holds an address of `length` bytes at level M."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(b"a" * length, optimize=0)
    return code.best_fit()


def matrix(url: str) -> list[list[bool]]:
    """Return the modules of the QR code of `url` without quiet zone, level M."""
    data = url.encode()
    code = qrcode.QRCode(_version(len(data)), error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(data, optimize=0)
    code.make(fit=False)  # the version is known: nothing to try
    return code.modules


def pictures(drawing: Drawing) -> tuple[bytes, bytes]:
    """Return (PNG, SVG) of one code from one matrix. Quick enough for a thousand codes in two seconds."""
    modules = matrix(drawing.url)
    return _png(drawing, modules), _svg(drawing, modules).encode()


def png(drawing: Drawing) -> bytes:
    """Return the PNG: code on top, caption of up to four lines below, 1 bit a pixel, nothing cut off."""
    return _png(drawing, matrix(drawing.url))


def _png(drawing: Drawing, modules: list[list[bool]]) -> bytes:
    dark, light = b"\x00" * (MODULE // 8), b"\xff" * (MODULE // 8)
    width = (len(modules) + 2 * QUIET) * MODULE
    white, side = b"\x00" + b"\xff" * (width // 8), light * QUIET  # the first byte of a line names its filter: none
    again = (b"\x02" + b"\x00" * (width // 8)) * (MODULE - 1)  # filter 2: like the line above
    margin = white + (b"\x02" + b"\x00" * (width // 8)) * (QUIET * MODULE - 1)
    lines = [margin]
    for row in modules:
        lines += (b"\x00", side, *[dark if module else light for module in row], side, again)
    lines.append(margin)
    caption = _caption_lines(drawing, width)
    return _png_file(width, width + len(caption), b"".join([*lines, *caption]))


def _png_file(width: int, height: int, raw: bytes) -> bytes:
    """Return a PNG of 1-bit grey from lines that carry their filter bytes (RFC 2083)."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 1)) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _caption_lines(drawing: Drawing, width: int) -> list[bytes]:
    """Return the caption as lines of a 1-bit picture, each with its filter byte; they begin in the code's lower margin."""
    lines = _caption(drawing, width)
    picture = Image.new("1", (width, sum(height for _, _, height in lines) + MODULE), 1)
    top = 0
    for text, font, height in lines:
        glyphs = [_lettering(piece, font, height) for piece in _pieces(text)]
        left = (width - sum(glyph.width for glyph in glyphs)) // 2
        for glyph in glyphs:
            picture.paste(glyph, (left, top))
            left += glyph.width
        top += height
    raw, step = picture.tobytes(), width // 8
    return [b"\x00" + raw[start : start + step] for start in range(0, len(raw), step)]


def _pieces(text: str) -> list[str]:
    """Cut a line into what comes again on other codes (site address, 人大代表联络点, a whole short note) and single letters."""
    address, slash, token = text.rpartition("/")
    if slash:
        return [address + slash, *token]
    name, words, rest = text.partition("人大代表")
    if words:
        return [*name, words + rest]
    return [text] if "·" in text else list(text)


@lru_cache(maxsize=4000)
def _lettering(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, height: int) -> Image.Image:
    """Return letters as a 1-bit picture: drawing them anew for every code would take longer than the code."""
    width = max(1, round(font.getlength(text)))
    picture = Image.new("L", (width, height), 255)
    ImageDraw.Draw(picture).text((0, height / 2), text, fill=0, font=font, anchor="lm")
    return picture.point(lambda level: 255 if level > 140 else 0).convert("1")


def _caption(drawing: Drawing, width: int) -> list[tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont, int]]:
    """Return (text, font, height in pixels) of each line under the code."""
    large, small = _font(44), _font(26)
    if large is None or small is None:
        return [(drawing.link, ImageFont.load_default(22), 40)]
    lines = [(text, large, 58) for text in _wrapped(drawing.title, large, width - 4 * MODULE)]
    return [*lines, (drawing.note, small, 40), (drawing.link, small, 36)]


@lru_cache(maxsize=4000)
def _advance(letter: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(letter)


def _length(text: str, font: ImageFont.FreeTypeFont) -> float:
    """Return the width of `text` in pixels from its letters, which are measured once: kerning hardly matters in a caption."""
    return sum(_advance(letter, font) for letter in text)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break `text` into at most two lines of `width` pixels; the second ends in … where it is longer still."""
    if _length(text, font) <= width:
        return [text]
    before, words, after = text.partition("人大代表")
    if before and words and max(_length(before, font), _length(words + after, font)) <= width:
        return [before, words + after]
    cut = next(n for n in range(len(text), 0, -1) if _length(text[:n], font) <= width)
    rest = text[cut:]
    while _length(rest, font) > width:
        rest = f"{rest[:-2]}…"
    return [text[:cut], rest]


def svg(drawing: Drawing) -> str:
    """Return the SVG of the code alone, one path, one unit a module; the caption is its title for readers."""
    return _svg(drawing, matrix(drawing.url))


def _svg(drawing: Drawing, modules: list[list[bool]]) -> str:
    side = len(modules) + 2 * QUIET
    path = "".join(_runs(y, row) for y, row in enumerate(modules, QUIET))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(drawing.title)} {escape(drawing.note)} {escape(drawing.link)}</title>"
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


_DARK = re.compile(b"\x01+")


def _runs(y: int, row: list[bool]) -> str:
    """Return one row of modules as horizontal bars of an SVG path."""
    bars = (found.span() for found in _DARK.finditer(bytes(row)))
    return "".join([f"M{start + QUIET} {y}h{end - start}v1h-{end - start}z" for start, end in bars])


def data_uri(picture: str) -> str:
    """Return an SVG as an address that an <img> takes without another request."""
    return f"data:image/svg+xml,{quote(picture)}"
