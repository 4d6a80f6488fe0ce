"""The head of a verb: the row is read anew under its lock, the policy refuses before anything is done, all or nothing."""

import pytest
from django.db import transaction

from tests.factories.jobs import JobFactory
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied
from yunhe.kit.verbs import verb

pytestmark = pytest.mark.django_db


def may(by, job, word):
    if by != job.started_by:
        raise Denied(f"{word}：由发起人办理。")


@verb(Job.objects.select_related("started_by"), may, "改名")
def rename(job: Job, *, by, label: str) -> str:
    """Give a job another name and return the one that it had."""
    assert transaction.get_connection().in_atomic_block
    before, job.label = job.label, label
    job.save(update_fields=["label"])
    if label == "不行":
        raise RuntimeError
    return before


def test_a_verb_works_on_the_row_as_it_stands_and_leaves_the_callers_alone():
    job = JobFactory(label="旧")
    Job.objects.update(label="别人改的")
    assert rename(job, by=job.started_by, label="新") == "别人改的"
    assert (job.label, Job.objects.get().label) == ("旧", "新")


def test_a_policy_refuses_before_the_verb_begins():
    job = JobFactory(label="旧")
    with pytest.raises(Denied, match="改名：由发起人办理"):
        rename(job, by=None, label="新")
    assert Job.objects.get().label == "旧"


def test_a_verb_that_fails_has_written_nothing():
    job = JobFactory(label="旧")
    with pytest.raises(RuntimeError):
        rename(job, by=job.started_by, label="不行")
    assert Job.objects.get().label == "旧"


def test_a_verb_keeps_its_name_and_locks_the_row(django_assert_num_queries):
    job = JobFactory()
    assert rename.__name__ == "rename"
    with django_assert_num_queries(4) as sent:  # savepoint, lock, write, release
        rename(job, by=job.started_by, label="新")
    assert "FOR UPDATE" in sent[1]["sql"]
