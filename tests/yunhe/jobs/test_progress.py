"""A job is held on a lease: one attempt at a time, which goes on elsewhere when its process has ended."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from tests.factories.jobs import JobFactory
from yunhe.jobs import progress
from yunhe.jobs.enums import JobState
from yunhe.jobs.holders import has_ended, this_holder, this_worker
from yunhe.jobs.models import Job
from yunhe.jobs.progress import MAX_ATTEMPTS, advance, after_failure, claim, running
from yunhe.jobs.tasks import resume_stranded_jobs
from yunhe.kit.refusals import Refused

TASK = "tests.jobs.nothing"


@pytest.fixture
def job(db):
    return JobFactory(task=TASK)


def dead_process():
    """Return the name of a process of this machine that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return f"{this_worker().rpartition(':')[0]}:{child.pid}:1"


def test_a_job_is_claimed_once_while_its_lease_runs(job):
    assert claim(job.pk).attempts == 1
    assert claim(job.pk) is None
    job.refresh_from_db()
    assert (job.attempts, job.worker) == (1, this_holder())
    assert resume_stranded_jobs() == 0


@pytest.mark.django_db(transaction=True)
def test_of_six_copies_of_a_message_one_runs():
    job, ran, barrier = JobFactory(task=TASK), [], threading.Barrier(6)

    def run():
        barrier.wait()
        with running(job.pk) as mine:
            if mine:
                ran.append(mine.attempts)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_when_the_process_has_ended_the_job_goes_on_at_once(job):
    claim(job.pk)
    Job.objects.update(worker=dead_process())
    assert resume_stranded_jobs() == 1
    assert claim(job.pk).attempts == 2


def test_of_a_process_elsewhere_the_lease_decides(job):
    claim(job.pk)
    Job.objects.update(worker="elsewhere:1:1")
    assert resume_stranded_jobs() == 0
    Job.objects.update(leased_until=timezone.now())
    assert resume_stranded_jobs() == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_says_nothing_for_long_keeps_its_lease(monkeypatch):
    monkeypatch.setattr(progress, "LEASE", timedelta(seconds=0.6))
    monkeypatch.setattr(progress, "RENEWED_EVERY", 0.1)
    job = JobFactory(task=TASK)
    with running(job.pk):
        threading.Event().wait(1.2)
        assert claim(job.pk) is None


def test_an_attempt_that_has_lost_its_lease_tells_and_ends_nothing(job):
    with running(job.pk) as mine:
        Job.objects.update(leased_until=timezone.now())
        assert claim(job.pk).attempts == 2
        advance(mine, done=5, total=10)
    job.refresh_from_db()
    assert (job.state, job.done, job.attempts) == (JobState.RUNNING, 0, 2)
    with running(job.pk) as nobody:
        assert nobody is None


def test_a_job_that_ends_its_process_each_time_is_given_up(job):
    for _ in range(MAX_ATTEMPTS):
        assert claim(job.pk)
        Job.objects.update(worker=dead_process())
    assert claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, MAX_ATTEMPTS)
    assert "已办完的部分保留着" in job.message


def test_the_sweep_gives_up_too(job):
    Job.objects.update(attempts=MAX_ATTEMPTS, state=JobState.RUNNING)
    assert resume_stranded_jobs() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_a_job_that_nobody_has_begun_is_sent_again_after_a_moment_and_not_at_every_look(job):
    assert resume_stranded_jobs() == 0
    Job.objects.update(touched_at=timezone.now() - timedelta(seconds=21))
    assert resume_stranded_jobs() == 1
    assert resume_stranded_jobs() == 0


def test_a_database_that_is_away_ends_the_attempt_and_not_the_job(job):
    def work():
        with running(job.pk):
            raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        work()
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert resume_stranded_jobs() == 1
    assert claim(job.pk).attempts == 2


def test_a_fault_says_what_is_true_of_what_was_done(job):
    def work():
        with running(job.pk) as mine:
            advance(mine, done=125, total=885)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "已办完的部分保留着" in job.message
    assert "没有改动" not in job.message


def test_the_task_puts_right_what_its_failed_job_has_left(job):
    cared = []

    @after_failure(TASK)
    def care(failed):
        cared.append(failed.pk)
        return "已退回。"

    with running(job.pk):
        raise Refused("名册已被他人改动。")
    job.refresh_from_db()
    assert job.message == "名册已被他人改动。"
    assert cared == [job.pk]
    other = JobFactory(task=TASK, attempts=MAX_ATTEMPTS)
    resume_stranded_jobs()
    other.refresh_from_db()
    assert (other.message, cared) == ("已退回。", [job.pk, other.pk])


def test_this_process_has_not_ended():
    assert not has_ended(this_holder())
    assert not has_ended("")
    assert has_ended(f"{this_worker()}:1")  # the number is in use again, by another process
    assert os.getpid() == int(this_worker().rpartition(":")[2])
