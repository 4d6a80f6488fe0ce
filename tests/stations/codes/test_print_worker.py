"""A real worker is killed in the middle of a print batch; after a restart the batch is whole and nothing is there twice."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.files.storage import default_storage

from stations.codes.enums import BatchState
from stations.codes.models import Code, CodePrint, PrintBatch
from stations.codes.queries import Choice
from stations.codes.queries import prints as queries
from stations.codes.workflow import prints as printing
from tests.factories.stations import StationFactory, make_tree
from tests.kit.databases import address
from yunhe.accounts.enums import Role
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.celery import app as celery_app
from yunhe.jobs.models import Job
from yunhe.jobs.tasks import resume_stranded_jobs

CODES = 400

pytestmark = [pytest.mark.services, pytest.mark.proof]


@pytest.fixture
def start_worker(transactional_db, settings, tmp_path):
    """Return a function () -> a worker process on the test database with a queue of its own; all are ended afterwards."""
    queue = f"test-print-{os.getpid()}-{time.monotonic_ns()}"
    before, celery_app.conf.task_default_queue = celery_app.conf.task_default_queue, queue
    started = []

    def start():
        environment = {
            **os.environ,
            "DATABASE_URL": address(),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "SITE_URL": settings.SITE_URL,
            "CELERY_QUEUE": queue,
        }
        words = ["-m", "celery", "-A", "yunhe", "worker", "-P", "threads", "-c", "2", "-l", "INFO"]
        with (tmp_path / f"worker{len(started)}.log").open("wb") as log:
            started.append(
                subprocess.Popen([sys.executable, *words], env=environment, stdout=log, stderr=subprocess.STDOUT)
            )
        return started[-1]

    yield start
    celery_app.conf.task_default_queue = before
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=20)


def eventually(condition, process, *, seconds=90):
    """Return when `condition()` holds; fail when the worker ends or nothing happens for too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)


def test_a_batch_survives_the_death_of_its_worker(start_worker, county, appoint):
    tree = make_tree(county)
    villages = [
        create_area(name=f"第{number}村委会", kind=AreaKind.VILLAGE, parent=county.chishi, code=f"3311252{number:05d}")
        for number in range(CODES - 2)
    ]
    for village in villages:
        StationFactory(name=f"{village.short_name}联络点", organising_area=village, parent=tree.chishi)
    clerk = appoint(Role.OFFICE_STAFF, county.chishi)
    plan = queries.plan_of(Choice(("point", "urban"), county.chishi), clerk)
    assert len(plan) == CODES
    batch = printing.start_batch(by=clerk, layout="heart", plan=plan, choice="赤石乡的全部联络点")

    first = start_worker()
    eventually(lambda: CodePrint.objects.count() >= 100, first)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(timeout=20)
    made = dict(CodePrint.objects.values_list("place", "code_id"))
    assert 100 <= len(made) < CODES, "killed too late to prove anything"
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARING

    assert resume_stranded_jobs() == 1  # what beat does every five seconds
    second = start_worker()
    eventually(lambda: PrintBatch.objects.get().state == BatchState.PREPARED, second)
    eventually(lambda: Job.objects.get().state == "done", second)

    prints = list(CodePrint.objects.order_by("place").values_list("place", "edition"))
    assert prints == [(place, 1) for place in range(CODES)]
    assert made.items() <= dict(CodePrint.objects.values_list("place", "code_id")).items(), "what was done has stayed"
    assert (Code.objects.count(), Code.objects.values("station").distinct().count()) == (CODES, CODES)
    assert AuditEvent.objects.filter(verb="stations.issue_code").count() == CODES
    for code in Code.objects.all():
        assert default_storage.size(code.png.name) > 0
        assert default_storage.size(code.svg.name) > 0
    assert Job.objects.get().attempts == 2
