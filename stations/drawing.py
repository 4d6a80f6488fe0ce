"""Putting a code's pictures in place: drawn, written atomically, noted on the code."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone

from stations import images
from stations.models import Code
from stations.querysets import images_folder
from yunhe.jobs.progress import this_worker


def drawing_of(code: Code) -> images.Drawing:
    """Return what the picture of `code` says: name, kind, version and the address in text."""
    note = f"{code.get_kind_display()} · 第{code.version}版"
    return images.Drawing(url=code.url, title=str(code.subject), note=note, link=code.url.split("://", 1)[-1])


def has_images(code: Code) -> bool:
    """Whether both pictures of `code` are noted for this site address and are there."""
    names = [picture.name or "" for picture in (code.png, code.svg)]
    return bool(code.images_made_at) and all(
        name.startswith(images_folder()) and default_storage.exists(name) for name in names
    )


def draw(code: Code) -> bool:
    """Draw and write the pictures of `code`; return False when they were there already or the code has been revoked.

    Side effects, in order: two files, each complete or not there at all (written beside, then moved into place); then the
    Code names them, with the time and this process. A second call, also at the same moment, ends in the same files.
    """
    if not code.is_in_force or has_images(code):
        return False
    drawing = drawing_of(code)
    png, svg = f"{images_folder()}{code.token}.png", f"{images_folder()}{code.token}.svg"
    _write(png, images.png(drawing))
    _write(svg, images.svg(drawing).encode())
    code.png, code.svg = png, svg
    code.images_made_at, code.images_made_by = timezone.now(), this_worker()
    code.save(update_fields=["png", "svg", "images_made_at", "images_made_by"])
    return True


def _write(name: str, data: bytes) -> None:
    """Write `data` to the storage path `name` so that nobody ever reads half of it."""
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, target)
