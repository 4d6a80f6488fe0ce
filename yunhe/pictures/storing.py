"""Where pictures lie and how a view answers with one. Their names cannot be guessed, and no address opens the folder."""

import secrets

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.deconstruct import deconstructible


@deconstructible
class Folder:
    """`upload_to` of a picture's FileField: folder/year/month/random.jpg, whatever the upload was called."""

    def __init__(self, name: str):
        self.name = name

    def __call__(self, instance: object, filename: str) -> str:
        """Return the storage path of a new picture."""
        return f"{self.name}/{timezone.localdate():%Y/%m}/{secrets.token_urlsafe(16)}.jpg"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folder) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


def picture_response(file: FieldFile) -> FileResponse:
    """Return the answer that shows a kept picture to this person alone. The caller has checked who may see it.

    Raises Http404 when the file is gone.
    """
    if not file or not file.storage.exists(file.name or ""):
        raise Http404("照片已不存在。")
    answer = FileResponse(file.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=300"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return answer


def remove(file: FieldFile) -> None:
    """Delete the file of a picture that is no longer kept; call it on commit. One that is gone already is no error."""
    if file and file.name:
        file.storage.delete(file.name)
