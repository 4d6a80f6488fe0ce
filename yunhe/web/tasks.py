"""Long exports, and the tidying of forms that were sent, in a worker."""

from datetime import timedelta

from celery import shared_task
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.module_loading import import_string

from yunhe.jobs.beat import beat
from yunhe.jobs.progress import advance, running
from yunhe.web.lists.exports import ListResource, write
from yunhe.web.models import Sending

CHUNK = 500  # rows read at a time
SENDINGS_KEPT = timedelta(days=2)  # longer than any phone tries again


@shared_task
def export_list(job_id: int):
    """Write the rows of a list's export into the job's file.

    The job holds the list's class, primary keys in order and column keys; rows outside the starter's scope by now are
    left out. Running it again writes the file again.
    """
    with running(job_id) as job:
        if not job:
            return
        asked = job.argument
        query = QueryDict(mutable=True)
        query.setlist("cols", asked["columns"])
        listing = import_string(asked["listing"])(job.started_by, query, "", **asked["params"])
        columns = [column for column in listing.columns if column.key in asked["columns"]]
        resource = ListResource(columns)
        lines: list = []
        for start in range(0, len(asked["ids"]), CHUNK):
            keys = asked["ids"][start : start + CHUNK]
            found = listing.rows().in_bulk(keys)
            lines += resource.export([found[key] for key in keys if key in found])
            advance(job, done=start + len(keys))
        content = write(listing.title, resource.get_export_headers(), lines, asked["format"])
        name = f"{listing.title}_{timezone.localdate():%Y%m%d}.{asked['format']}"
        job.result_file.save(name, ContentFile(content), save=False)
        job.message = f"共 {len(lines)} 条，可以下载。"


@shared_task
@beat("sendings-tidy", hour=3, minute=25)
def tidy_sendings() -> int:
    """Forget forms that were sent long ago; returns how many."""
    return Sending.objects.filter(at__lt=timezone.now() - SENDINGS_KEPT).delete()[0]
