"""Form fields for one or several pictures. What they clean to is a Picture (or a list), never the upload itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yunhe.pictures.intake import MAX_BYTES, MIB, Picture, take_in

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
    """A file input that takes several files."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, str] | None = None):
        super().__init__({"accept": ACCEPT, **(attrs or {})})


class PicturesField(forms.FileField):
    """Several pictures; cleans to a list of Picture. An error names the file that it is about."""

    def __init__(self, *, at_most: int, help_text: str = "", **kwargs: Any):
        self.at_most = at_most
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
        pictures, errors = [], []
        for number, upload in enumerate(uploads, start=1):
            try:
                pictures.append(take_in(super().clean(upload, initial).read(MAX_BYTES + 1)))
            except ValidationError as error:
                errors += [f"第 {number} 张：{sentence}" for sentence in error.messages]
        if errors:
            raise ValidationError(errors)
        return pictures
