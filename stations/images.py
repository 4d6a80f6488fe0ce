"""Drawing a code: the QR picture with its Chinese caption as PNG and SVG, from plain text. Knows no model.

The caption of the PNG needs a Chinese font of the machine (fonts are too large and too often proprietary to ship). Where
none is found, the PNG holds the QR code and the short link only; the SVG and the printed sheets take the caption from
the fonts of the reader's computer, so nothing is lost on paper. FONT_FILE names a font by hand.
"""

import io
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
MODULE = 16  # pixels a module
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


def matrix(url: str) -> list[list[bool]]:
    """Return the modules of the QR code of `url` without quiet zone, level M."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(url, optimize=0)
    code.make(fit=True)
    return code.get_matrix()


def png(drawing: Drawing) -> bytes:
    """Return the PNG: code on top, caption of up to four lines below, black on white, nothing cut off."""
    modules = matrix(drawing.url)
    side = len(modules)
    bits = Image.new("L", (side, side))
    bits.putdata([0 if dark else 255 for row in modules for dark in row])
    width = (side + 2 * QUIET) * MODULE
    lines = _caption(drawing, width)
    picture = Image.new("L", (width, width + sum(height for _, _, height in lines) + (MODULE if lines else 0)), 255)
    picture.paste(bits.resize((side * MODULE, side * MODULE), Image.Resampling.NEAREST), (QUIET * MODULE,) * 2)
    pen = ImageDraw.Draw(picture)
    top = width - MODULE
    for text, font, height in lines:
        pen.text((width / 2, top + height / 2), text, fill=0, font=font, anchor="mm")
        top += height
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _caption(drawing: Drawing, width: int) -> list[tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont, int]]:
    """Return (text, font, height in pixels) of each line under the code."""
    large, small = _font(44), _font(26)
    if large is None or small is None:
        return [(drawing.link, ImageFont.load_default(22), 40)]
    lines = [(text, large, 58) for text in _wrapped(drawing.title, large, width - 4 * MODULE)]
    return [*lines, (drawing.note, small, 40), (drawing.link, small, 36)]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break `text` into at most two lines of `width` pixels; the second ends in … where it is longer still."""
    if font.getlength(text) <= width:
        return [text]
    before, words, after = text.partition("人大代表")
    if before and words and max(font.getlength(before), font.getlength(words + after)) <= width:
        return [before, words + after]
    cut = next(n for n in range(len(text), 0, -1) if font.getlength(text[:n]) <= width)
    rest = text[cut:]
    while font.getlength(rest) > width:
        rest = f"{rest[:-2]}…"
    return [text[:cut], rest]


def svg(drawing: Drawing) -> str:
    """Return the SVG of the code alone, one path, one unit a module; the caption is its title for readers."""
    modules = matrix(drawing.url)
    side = len(modules) + 2 * QUIET
    path = "".join(_runs(y + QUIET, row) for y, row in enumerate(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(drawing.title)} {escape(drawing.note)} {escape(drawing.link)}</title>"
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


def _runs(y: int, row: list[bool]) -> str:
    """Return one row of modules as horizontal bars of an SVG path."""
    parts, x = [], 0
    while x < len(row):
        start = x
        while x < len(row) and row[x]:
            x += 1
        if x > start:
            parts.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
        x += 1
    return "".join(parts)


def data_uri(picture: str) -> str:
    """Return an SVG as an address that an <img> takes without another request."""
    return f"data:image/svg+xml,{quote(picture)}"
