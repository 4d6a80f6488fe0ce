"""Putting a code's pictures in place: drawn, written atomically, noted on the code."""

import os
import threading
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from stations.codes import pictures as images
from stations.codes.models import Code
from stations.codes.querysets import images_folder
from yunhe.jobs.holders import this_worker


def drawing_of(code: Code) -> images.Drawing:
    """Return what the picture of `code` says: name, kind, version and the address in text."""
    note = f"{code.get_kind_display()} · 第{code.version}版"
    return images.Drawing(url=code.url, title=str(code.subject), note=note, link=code.url.split("://", 1)[-1])


def has_images(code: Code) -> bool:
    """Whether both pictures of `code` are noted for this site address and are there, and not empty."""
    names = [picture.name or "" for picture in (code.png, code.svg)]
    return bool(code.images_made_at) and all(name.startswith(images_folder()) and _is_there(name) for name in names)


def _is_there(name: str) -> bool:
    try:
        return default_storage.size(name) > 0
    except FileNotFoundError:
        return False


def draw(code: Code) -> bool:
    """Draw and write the pictures of `code`; return False when they were there already or the code has been revoked.

    Side effects as draw_many. A second call, also at the same moment, ends in the same files.
    """
    return draw_many([code]) == 1


def draw_many(codes: Iterable[Code]) -> int:
    """Draw and write the pictures of those of `codes` that are in force and lack them; return how many.

    codes: with their subjects loaded. Side effects, in order: two files a code, each complete or not there at all; then
    the Codes name them, with the time and this process, in one statement. Killed in between, the next call draws the rest.
    """
    lacking = [code for code in codes if code.is_in_force and not has_images(code)]
    folder, made_at, worker = images_folder(), timezone.now(), this_worker()
    files: dict[str, bytes] = {}
    for code in lacking:
        code.png, code.svg = f"{folder}{code.token}.png", f"{folder}{code.token}.svg"
        files[code.png.name], files[code.svg.name] = images.pictures(drawing_of(code))
        code.images_made_at, code.images_made_by = made_at, worker
    _write(files)
    Code.objects.filter(pk__in=[code.pk for code in lacking]).update(
        png=Concat(Value(folder), "token", Value(".png")),
        svg=Concat(Value(folder), "token", Value(".svg")),
        images_made_at=made_at,
        images_made_by=worker,
    )
    return len(lacking)


def _write(files: dict[str, bytes]) -> None:
    """Write {storage path: content} so that nobody ever reads half of a file: beside, then moved into place.

    Nothing waits for the disk: a picture can be drawn again at any time. What a power cut leaves empty, has_images sees.
    """
    for folder in {Path(default_storage.path(name)).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    mark = f".{os.getpid()}-{threading.get_ident()}"  # two workers at one code write beside each other
    for name, data in files.items():
        target = default_storage.path(name)
        beside = os.path.join(os.path.dirname(target), f"{mark}-{os.path.basename(target)}")
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, target)
