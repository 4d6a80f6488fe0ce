"""Pictures that people hand in: what is taken, what is refused, and what is left of them."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from tests.pictures import picture_bytes, pixel_bomb, upload, with_place
from yunhe.pictures import Folder, PictureField, PicturesField, blacken, thumbnail
from yunhe.pictures.intake import LONGEST_SIDE, take_in


def opened(picture):
    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_usual_picture_becomes_a_jpeg(kind):
    assert opened(take_in(picture_bytes(kind))).format == "JPEG"


def test_place_and_camera_are_gone_and_the_picture_stands_upright():
    data = with_place()
    assert b"GeheimKamera" in data
    picture = take_in(data)
    assert b"GeheimKamera" not in picture.data
    assert not opened(picture).getexif()
    assert (picture.width, picture.height) == (60, 80)


def test_what_is_hidden_behind_the_picture_is_not_kept():
    assert b"<script>" not in take_in(picture_bytes() + b"<script>alert(1)</script>").data


def test_large_pictures_are_made_smaller():
    picture = take_in(picture_bytes(size=(4000, 1000)))
    assert (picture.width, picture.height) == (LONGEST_SIDE, 500)
    small = thumbnail(picture.data)
    assert (small.width, small.height) == (400, 100)


def test_transparent_ground_becomes_white():
    target = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(take_in(target.getvalue())).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"GIF89a" + b"\0" * 40, "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "type"),
        (b"MZ" + b"\0" * 200, "type"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic"),
        (b"\xff\xd8\xff\xe0 not a picture at all", "damaged"),
        (picture_bytes()[:200], "damaged"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "damaged"),
        (pixel_bomb(), "pixels"),
        (pixel_bomb(9000), "pixels"),
    ],
)
def test_anything_else_is_refused_with_one_sentence(data, code):
    with pytest.raises(ValidationError) as refused:
        take_in(data)
    assert refused.value.code == code
    assert len(refused.value.messages) == 1


def test_a_file_over_the_limit_is_refused_unread():
    with pytest.raises(ValidationError, match="1 MB"):
        take_in(picture_bytes() + b"\0" * (1024 * 1024), max_bytes=1024 * 1024)


def test_blackened_parts_hold_nothing_of_what_was_there():
    black = opened(blacken(picture_bytes(size=(200, 100), colour="white"), [(0.5, 0, 1, 1)]))
    assert max(black.getpixel((150, 50))) < 12
    assert min(black.getpixel((40, 50))) > 240


@pytest.mark.parametrize("box", [(0.5, 0, 0.5, 1), (-0.1, 0, 1, 1), (0, 0, 1, 1.01), (0.9, 0, 0.1, 1)])
def test_a_box_outside_the_picture_is_refused(box):
    with pytest.raises(ValidationError):
        blacken(picture_bytes(), [box])


def test_the_field_gives_a_picture_or_nothing():
    assert PictureField(required=False).clean(None) is None
    assert PictureField().clean(upload()).width == 80
    with pytest.raises(ValidationError):
        PictureField().clean(None)
    with pytest.raises(ValidationError, match="不是"):
        PictureField().clean(upload(b"%PDF-1.7"))


def test_the_field_for_several_names_the_bad_one_and_keeps_the_limit():
    field = PicturesField(at_most=2, required=False)
    assert field.clean(None) == []
    assert len(field.clean([upload(), upload()])) == 2
    with pytest.raises(ValidationError, match="第 2 张"):
        field.clean([upload(), upload(b"no")])
    with pytest.raises(ValidationError, match="最多上传 2 张"):
        field.clean([upload()] * 3)


def test_names_of_kept_pictures_cannot_be_guessed():
    folder = Folder("concerns")
    first, second = folder(None, "张三家门口.jpg"), folder(None, "../../x.php")
    assert first != second
    assert first.startswith("concerns/")
    assert first.endswith(".jpg")
    assert "张三" not in first
    assert isinstance(take_in(picture_bytes()).as_file(), ContentFile)
