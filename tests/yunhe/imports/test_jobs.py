"""An import whose worker is sent twice, dies or breaks: it is written once or not at all, and says which."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.rosters.register import KEY
from tests.workbooks import xlsx
from yunhe.imports import jobs, registers, workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRun
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job
from yunhe.jobs.progress import MAX_ATTEMPTS, claim
from yunhe.jobs.tasks import resume_stranded_jobs

ROWS = [
    ["赤石乡人大代表名册"],
    ["姓名", "性别", "手机", "现居住地"],
    ["单小满", "女", "16905780001", "浮云街道中山社区"],
]


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


@pytest.fixture
def uploaded(county, clerk):
    """Return (run, job) of a file that waits to be read."""
    return workflow.upload(
        register=KEY,
        area=county.chishi,
        file_name="名册.xlsx",
        content=xlsx({"名册": ROWS}),
        options={"level": "township"},
        by=clerk,
    )


@pytest.fixture
def confirmed(uploaded, clerk):
    """Return (run, job) of a file that waits to be written."""
    run, job = uploaded
    jobs.read_import(job.pk)
    run.refresh_from_db()
    return run, workflow.confirm(run, by=clerk, agreed=[made["kind"] for made in run.makes])


def end(job):
    """Let the process that has the job be gone."""
    Job.objects.filter(pk=job.pk).update(worker="", leased_until=None)


def test_a_second_copy_of_the_message_writes_nothing_and_says_nothing_else(confirmed):
    _run, job = confirmed
    jobs.write_import(job.pk)
    jobs.write_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (JobState.DONE, "已导入。", 1)
    assert Deputy.objects.count() == 1


def test_a_worker_that_dies_after_the_writing_has_written(confirmed, clerk):
    run, job = confirmed
    claim(job.pk)
    workflow.write(run, by=clerk)
    end(job)
    jobs.write_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.DONE, "已导入。")
    assert Deputy.objects.count() == 1


def test_a_worker_that_dies_before_the_writing_lets_another_write(confirmed):
    _run, job = confirmed
    claim(job.pk)
    end(job)
    assert resume_stranded_jobs() == 1
    jobs.write_import(job.pk)
    assert Deputy.objects.count() == 1


def test_a_writing_that_breaks_can_be_confirmed_again_and_says_that_nothing_was_written(confirmed, monkeypatch):
    run, job = confirmed

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(registers.get(KEY), "write", fail)
    with pytest.raises(RuntimeError):
        jobs.write_import(job.pk)
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, job.state) == (ImportState.PREVIEW, JobState.FAILED)
    assert "一行也没有写入" in job.message
    assert not Deputy.objects.exists()


@pytest.mark.parametrize("state", [ImportState.UPLOADED, ImportState.READING])
def test_a_reading_that_is_given_up_ends_the_run(uploaded, state):
    run, job = uploaded
    ImportRun.objects.update(state=state)
    Job.objects.update(attempts=MAX_ATTEMPTS, state=JobState.RUNNING)
    resume_stranded_jobs()
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, run.content, job.state) == (ImportState.FAILED, None, JobState.FAILED)
    assert "请重新上传" in run.failure
    assert job.message == run.failure


def test_a_register_that_changed_is_read_again_also_by_another_attempt(confirmed):
    run, job = confirmed
    ImportRun.objects.update(state=ImportState.UPLOADED)  # the first attempt got so far
    jobs.write_import(job.pk)
    run.refresh_from_db()
    job.refresh_from_db()
    assert run.state == ImportState.PREVIEW
    assert "没有写入。预览已更新" in job.message


def test_a_preview_that_nobody_confirms_goes_with_its_file_after_a_month(uploaded):
    run, job = uploaded
    jobs.read_import(job.pk)
    assert jobs.tidy_imports() == 0
    ImportRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=31))
    assert jobs.tidy_imports() == 1
    run.refresh_from_db()
    assert (run.state, run.content, run.rows.count()) == (ImportState.CANCELLED, None, 0)
