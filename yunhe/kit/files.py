"""Files that only a view hands out: names nobody can guess, one form of the answer.

file = models.FileField("文件", upload_to=PrivateFolder("documents"))            # keeps the ending that was checked
picture = models.FileField("照片", upload_to=PrivateFolder("photos", "jpg"))     # whatever the upload was called

return download(edition.file, edition.filename)                                  # Http404 when the file is gone
return download(content, "名册.xlsx", content_type=XLSX)
"""

import secrets

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.http import content_disposition_header

ANY_FILE = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@deconstructible
class PrivateFolder:
    """`upload_to` of a FileField: name/year/month/random.ending. Without `ending` the upload's own is kept."""

    def __init__(self, name: str, ending: str = ""):
        self.name, self.ending = name, ending

    def __call__(self, instance: object, filename: str) -> str:
        """Return the storage path of a new file."""
        ending = self.ending or filename.rsplit(".", 1)[-1].lower()
        return f"{self.name}/{timezone.localdate():%Y/%m}/{secrets.token_urlsafe(16)}.{ending}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PrivateFolder) and (other.name, other.ending) == (self.name, self.ending)

    def __hash__(self) -> int:
        return hash((self.name, self.ending))


def download(
    file: FieldFile | bytes, name: str, *, content_type: str = ANY_FILE, inline: bool = False
) -> HttpResponseBase:
    """Return the answer that hands out `file` as `name`; `inline` shows it in the page instead.

    The caller has checked who may see it. The browser must believe the type and never guess. Raises Http404 when a kept
    file is gone.
    """
    answer: HttpResponseBase
    if isinstance(file, bytes):
        answer = HttpResponse(file, content_type=content_type)
    elif not file or not file.storage.exists(file.name or ""):
        raise Http404("文件已不存在。")
    else:
        answer = FileResponse(file.open("rb"), content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
