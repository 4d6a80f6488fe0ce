"""A hostile picture is judged before a pixel of it is decoded; an odd one that the eye could see is taken."""

import io
import struct
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests import bombs
from tests.pictures import picture_bytes, upload, with_place
from yunhe.pictures import PicturesField, fields, intake
from yunhe.pictures.containers import MAX_SCANS, Damaged, bared, orientation
from yunhe.pictures.intake import take_in

BOMBS = bombs.BOMBS["picture"]
REFUSED = {
    "PNG of 7,740 × 7,740 RGBA": "pixels",
    "WebP of 7,740 × 7,740 RGBA": "pixels",
    "JPEG of 50,000 × 1,200": "pixels",
    "JPEG of 7,740 × 7,740, progressive": "pixels",
    "JPEG of 5,000 scans": "damaged",
    "JPEG of 500,000 Exif segments": "damaged",
    "PNG of 800,000 chunks": "damaged",
}
TAKEN = [
    "PNG with thousands of colour profiles",
    "PNG with thousands of packed texts",
    "JPEG of 7,740 × 7,740",
    "WebP of 4,000 × 3,000 RGBA",
]


def memory(word: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(word))


def growth(act) -> int:
    """Return by how many MB the highest memory of this process rises while `act` runs."""
    Path("/proc/self/clear_refs").write_text("5")
    before = memory("VmRSS")
    act()
    return (memory("VmHWM") - before) // 1024


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_before_a_pixel_is_decoded(name):
    content = BOMBS[name]()

    def refuse():
        with pytest.raises(ValidationError) as refused:
            take_in(content)
        assert refused.value.code == REFUSED[name]

    assert growth(refuse) < 40


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_that_only_looks_dear_is_taken(name):
    content = BOMBS[name]()
    assert growth(lambda: take_in(content)) < 250


def test_the_largest_picture_that_is_taken_stands_in_memory_once():
    content = bombs.plain_png(6_400, 6_400)
    assert growth(lambda: take_in(content)) < 250


@pytest.mark.parametrize(
    "notes",
    [
        b"II*\0" + b"\xff" * 8,
        b"II*\0\x08\0\0\0\xff\xff",
        b"II*\0\x08\0\0\0\x01\0\x1a\x01\x05\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\xff\xff\xff\xff\0\0\0\0",  # a resolution of -1/0
        b"MM\0*",
        b"",
        b"nonsense",
    ],
)
def test_odd_notes_of_a_camera_do_not_hinder_a_picture(notes):
    segment = b"\xff\xe1" + struct.pack(">H", len(notes) + 8) + b"Exif\0\0" + notes
    assert take_in(bombs.jpeg_with(segment, 1)).width == 80
    assert take_in(bombs.png_with(notes, 1, name=b"eXIf")).width == 80


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_turned_as_it_was_held(kind, turn):
    upright = Image.new("RGB", (32, 16), "black")
    upright.paste("white", (0, 0, 16, 8))
    notes = Image.Exif()
    notes[0x0112] = turn
    out = io.BytesIO()
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]
    held = upright if back is None else upright.transpose(back)
    held.save(
        out, kind, exif=notes, **({"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {})
    )
    picture = Image.open(io.BytesIO(take_in(out.getvalue()).data))
    assert picture.size == (32, 16)
    assert picture.getpixel((4, 4))[0] > 200
    assert max(picture.getpixel(at)[0] for at in ((28, 4), (4, 12), (28, 12))) < 60


def test_only_the_orientation_is_read_of_the_notes():
    for order, mark in (("<", b"II*\0"), (">", b"MM\0*")):
        entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 6, 0)
        notes = mark + struct.pack(f"{order}IH", 8, 1) + entry
        assert orientation(notes) == 6
        assert orientation(notes[:-6]) == 1
    assert orientation(mark + struct.pack(">IH", 8, 1) + struct.pack(">HHIHH", 0x0112, 3, 1, 9, 0)) == 1


def test_a_decoder_sees_nothing_of_what_stands_beside_the_pixels():
    assert b"GeheimKamera" not in bared(with_place()).data
    for kind in ("PNG", "WEBP"):
        data = picture_bytes(kind, exif=b"Exif\0\0II*\0GeheimKamera")
        assert b"GeheimKamera" in data
        assert b"GeheimKamera" not in bared(data).data
        assert take_in(data).width == 80


def test_scans_of_a_jpeg_are_counted():
    assert bared(picture_bytes(size=(320, 240))).scans == 1
    progressive = bombs.saved("JPEG", (320, 240), progressive=True)
    assert 1 < bared(progressive).scans <= MAX_SCANS
    assert take_in(progressive).width == 320
    with pytest.raises(Damaged):
        bared(bombs.jpeg_scans(MAX_SCANS))


def test_sixteen_bits_are_scaled_to_eight():
    grey = Image.new("I;16", (16, 16), 128 * 257)
    out = io.BytesIO()
    grey.save(out, "PNG")
    (value, *_others) = Image.open(io.BytesIO(take_in(out.getvalue()).data)).getpixel((8, 8))
    assert abs(value - 128) < 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_strips_fit_together(mode):
    ground = Image.linear_gradient("L").resize((5_001, 3_003)).convert("RGB").convert(mode)
    out = io.BytesIO()
    ground.save(out, "PNG")
    picture = Image.open(io.BytesIO(take_in(out.getvalue()).data)).convert("L")
    assert picture.size == (2000, 1201)
    assert picture.getpixel((1000, 20)) < 60
    assert picture.getpixel((1000, 1180)) > 195


def test_a_process_decodes_one_picture_at_a_time(monkeypatch):
    together, most, guard = 0, 0, threading.Lock()
    on_white = intake._on_white

    def watched(*args):
        nonlocal together, most
        with guard:
            together += 1
            most = max(most, together)
        made = on_white(*args)
        with guard:
            together -= 1
        return made

    monkeypatch.setattr(intake, "_on_white", watched)
    content = picture_bytes(size=(2500, 2000))
    threads = [threading.Thread(target=take_in, args=(content,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_who_has_to_wait_too_long_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE", 0.01)
    with intake._one_at_a_time, pytest.raises(ValidationError, match="过一会儿再试"):
        take_in(picture_bytes())


def test_number_and_sum_of_the_files_are_judged_before_any_is_read(monkeypatch):
    monkeypatch.setattr(fields, "MAX_TOGETHER", 2 * len(picture_bytes()))
    monkeypatch.setattr(fields, "take_in", None)
    field = PicturesField(at_most=3)
    with pytest.raises(ValidationError, match="一共 0 MB"):
        field.clean([upload()] * 3)
    with pytest.raises(ValidationError, match="最多上传 3 张"):
        field.clean([upload()] * 4)


def test_a_form_decides_whether_its_pictures_are_decoded(monkeypatch):
    monkeypatch.setattr(fields, "take_in", None)
    field = PicturesField(at_most=3)
    field.only_if = lambda: False
    with pytest.raises(ValidationError, match="重新选择照片"):
        field.clean([upload()])
