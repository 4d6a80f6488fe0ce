"""Delivery of notices. `deliver` is called in a worker by the thin tasks of the apps, or inside a job."""

import os
import socket

from yunhe.notices.models import Notice


def deliver(recipients, *, key: str, kind: str, title: str, body: str = "", url: str = "", is_urgent=False) -> int:
    """Put one notice into the inbox of each of `recipients` (User instances or ids) and return how many were new.

    A recipient who already has a notice with `key` gets none: calling again is harmless.
    """
    ids = {getattr(recipient, "pk", recipient) for recipient in recipients}
    worker = f"{socket.gethostname()}:{os.getpid()}"
    rows = [
        Notice(recipient_id=pk, key=key, kind=kind, title=title, body=body, url=url, is_urgent=is_urgent, worker=worker)
        for pk in ids
    ]
    before = Notice.objects.filter(key=key, recipient_id__in=ids).count()
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return Notice.objects.filter(key=key, recipient_id__in=ids).count() - before
