"""Form fields for one or several pictures. What they clean to is a Picture (or a list), never the upload itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yunhe.pictures.intake import MAX_BYTES, MIB, Picture, take_in

MAX_TOGETHER = 8 * MAX_BYTES  # of all pictures of one form

ACCEPT = "image/jpeg,image/png,image/webp"
HELP = f"JPG、PNG 或 WebP，每张不超过 {MAX_BYTES // MIB} MB；照片中的拍摄地点等信息会自动去掉。"


class PictureField(forms.FileField):
    """One picture; cleans to a Picture, or None when nothing was chosen."""

    def __init__(self, *, help_text: str = HELP, **kwargs: Any):
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Return the Picture of the upload `data`. Raises ValidationError as `take_in`."""
        upload = super().clean(data, initial)
        return take_in(upload.read(MAX_BYTES + 1)) if upload else None


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, str] | None = None):
        super().__init__({"accept": ACCEPT, **(attrs or {})})


class PicturesField(forms.FileField):
    """Several pictures; cleans to a list of Picture. An error names the file that it is about.

    Number and size are judged first, then `only_if`: a form asks there whether its other fields let a picture be decoded
    at all. It must stand behind those fields.
    """

    def __init__(self, *, at_most: int, help_text: str = "", **kwargs: Any):
        self.at_most = at_most
        self.only_if: Callable[[], bool] = lambda: True
        kwargs.setdefault("widget", SeveralFilesInput())
        super().__init__(help_text=help_text or f"最多 {at_most} 张。{HELP}", **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:  # type: ignore[override]
        """Return the Pictures of the uploads `data`. Raises ValidationError with a sentence for each bad file."""
        uploads = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not uploads:
            super().clean(None, initial)
            return []
        if len(uploads) > self.at_most:
            raise ValidationError(f"最多上传 {self.at_most} 张照片，您选了 {len(uploads)} 张。", code="many")
        together = sum(upload.size or 0 for upload in uploads)
        if together > MAX_TOGETHER:
            raise ValidationError(
                f"这些照片一共 {together // MIB} MB，超过 {MAX_TOGETHER // MIB} MB，请分几次上传。", code="together"
            )
        if not self.only_if():
            raise ValidationError("照片还没有收下，请改正上面的内容后重新选择照片。", code="later")
        pictures, errors = [], []
        for number, upload in enumerate(uploads, start=1):
            try:
                pictures.append(take_in(super().clean(upload, initial).read(MAX_BYTES + 1)))
            except ValidationError as error:
                errors += [f"第 {number} 张：{sentence}" for sentence in error.messages]
        if errors:
            raise ValidationError(errors)
        return pictures
