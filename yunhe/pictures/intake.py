"""From bytes that somebody sent to a picture that may be kept: read, turned upright, made smaller, written anew.

Writing anew is what removes metadata (place, device, time, thumbnails) and whatever was hidden behind the picture; nothing
of the sent bytes is kept.
"""

import io
import math
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from yunhe.pictures.containers import Bare, bared

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a present phone's largest picture; more is a bomb
MAX_MEMORY = 160 * 1024 * 1024  # that decoding a picture may take
LONGEST_SIDE = 2000
SMALL_SIDE = 400
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")  # the only decoders that are ever tried
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
MIB = 1024 * 1024
ONE_BYTE = {"1", "L", "P"}  # modes that take a byte a pixel; I;16 takes two, all others four
WEBP_COPIES = 3  # of a WebP's pixels that its decoder keeps side by side
PATIENCE = 20  # seconds that a picture waits for the one before it
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)  # said at 89 million pixels: refused at 60

_one_at_a_time = threading.Lock()
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
    return _written(_decoded(data, longest))


def _too_large() -> ValidationError:
    return ValidationError("照片的尺寸太大，请选普通手机拍的照片。", code="pixels")


def _decoded(data: bytes, longest: int) -> Image.Image:
    """Return the pixels of `data` on white, upright, at most `longest` a side. Raises ValidationError.

    What it would take is judged before a pixel is decoded; a process decodes one picture at a time.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise ValidationError("现在上传照片的人很多，请过一会儿再试。", code="busy")
    try:
        bare = bared(data)
        with Image.open(io.BytesIO(bare.data), formats=FORMATS) as opened:
            pixels = opened.width * opened.height
            if pixels > MAX_PIXELS:
                raise _too_large()
            opened.draft("RGB", (longest, longest))
            if _memory(opened, bare, pixels) > MAX_MEMORY:
                raise _too_large()
            opened.load()
            image = _on_white(opened, longest)
        return image.transpose(TURNS[bare.orientation]) if bare.orientation in TURNS else image
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise _too_large() from None
    except Exception:  # a hostile file fails in ways that no list could name
        raise ValidationError("照片已损坏或不是照片，请重新拍摄或选择另一张。", code="damaged") from None
    finally:
        _one_at_a_time.release()


def _memory(opened: Image.Image, bare: Bare, pixels: int) -> int:
    """Return how many bytes decoding takes. pixels: of the file; a JPEG may be drawn smaller than that."""
    each = 1 if opened.mode in ONE_BYTE else 2 if opened.mode.startswith("I;16") else 4
    drawn = opened.width * opened.height * each
    if opened.format == "WEBP":
        return WEBP_COPIES * drawn
    if bare.scans > 1:
        return drawn + pixels * 2 * len(opened.getbands())
    return drawn


def _on_white(image: Image.Image, longest: int) -> Image.Image:
    """Return a loaded picture made small on white. It is made smaller strip by strip, so that it never stands there twice."""
    step = max(1, min(math.ceil(max(image.size) / longest) // 2, min(image.size)))
    width, height = (math.ceil(side / step) for side in image.size)
    small = Image.new("RGB", (width, height), "white")
    rows = max(1, 200_000 // (image.width * step)) * step
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        strip.info = image.info
        small.paste(_flat(strip).reduce(step), (0, top // step))
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return small


def _flat(image: Image.Image) -> Image.Image:
    """Return a strip in RGB, on white where it is transparent, with eight bits where it has more."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        upper = image.convert("RGBA")
        ground = Image.new("RGB", upper.size, "white")
        ground.paste(upper, mask=upper.getchannel("A"))
        return ground
    return image.convert("RGB")


def _written(image: Image.Image) -> Picture:
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
    image = _decoded(data, LONGEST_SIDE)
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise ValidationError("涂黑的范围不正确，请重新框选。", code="box")
        corners = (left * image.width, top * image.height, right * image.width, bottom * image.height)
        draw.rectangle([round(corner) for corner in corners], fill="black")
    return _written(image)
