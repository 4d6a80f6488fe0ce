"""From bytes that somebody sent to a picture that may be kept: read, turned upright, made smaller, written anew.

Writing anew is what removes metadata (place, device, time, thumbnails) and whatever was hidden behind the picture; nothing
of the sent bytes is kept.
"""

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a present phone's largest picture; more is a bomb
LONGEST_SIDE = 2000
SMALL_SIDE = 400
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")  # the only decoders that are ever tried
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
MIB = 1024 * 1024

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Picture:
    """A picture made anew: JPEG bytes, width and height in pixels."""

    data: bytes
    width: int
    height: int

    def as_file(self) -> ContentFile:
        """Return the bytes for a FileField; the name says nothing, `Folder` gives one."""
        return ContentFile(self.data, name="picture.jpg")


def take_in(data: bytes, *, longest: int = LONGEST_SIDE, max_bytes: int = MAX_BYTES) -> Picture:
    """Return the picture in `data`, upright, at most `longest` pixels a side, as a JPEG without metadata.

    Raises ValidationError with one Chinese sentence: empty, too large, no picture, damaged, too many pixels, HEIC.
    """
    if not data:
        raise ValidationError("这个文件是空的，请重新选择照片。", code="empty")
    if len(data) > max_bytes:
        raise ValidationError(
            f"照片超过 {max_bytes // MIB} MB，请选小一些的，或用微信发给自己后保存的那一张。", code="size"
        )
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise ValidationError("这是苹果手机的 HEIC 格式，请在相册中另存为 JPG，或截屏后上传。", code="heic")
    if not data.startswith(STARTS):
        raise ValidationError("只接受 JPG、PNG 或 WebP 照片，这个文件不是。", code="type")
    image = _decoded(data)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _written(image)


def _decoded(data: bytes) -> Image.Image:
    """Return the pixels of `data` on white, upright. Raises ValidationError; never decodes more than MAX_PIXELS."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise ValidationError("照片的尺寸太大，请选普通手机拍的照片。", code="pixels")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                opened.load()
                return _on_white(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, MemoryError):
        raise ValidationError("照片的尺寸太大，请选普通手机拍的照片。", code="pixels") from None
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        ZeroDivisionError,
    ):
        raise ValidationError("照片已损坏或不是照片，请重新拍摄或选择另一张。", code="damaged") from None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        upper = image.convert("RGBA")
        ground = Image.new("RGB", upper.size, "white")
        ground.paste(upper, mask=upper.getchannel("A"))
        return ground
    return image.convert("RGB")


def _written(image: Image.Image) -> Picture:
    image.info.clear()
    target = io.BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Picture(target.getvalue(), image.width, image.height)


def thumbnail(data: bytes) -> Picture:
    """Return a small copy (400 pixels a side at most) of a kept picture."""
    return take_in(data, longest=SMALL_SIDE, max_bytes=len(data) or 1)


def blacken(data: bytes, boxes: Iterable[Box]) -> Picture:
    """Return the kept picture `data` with every box painted black, so that nothing below can be recovered.

    boxes: left, top, right, bottom as parts of width and height, 0 to 1. Raises ValidationError for a box that is
    empty or lies outside.
    """
    image = _decoded(data)
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise ValidationError("涂黑的范围不正确，请重新框选。", code="box")
        corners = (left * image.width, top * image.height, right * image.width, bottom * image.height)
        draw.rectangle([round(corner) for corner in corners], fill="black")
    return _written(image)
