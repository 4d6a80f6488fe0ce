"""Pages of long jobs."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job
from yunhe.jobs.tasks import tidy_job_files


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


def make_job(user, **facts):
    return Job.objects.create(kind="export", label="导出代表名册（3000 条）", task="none", started_by=user, **facts)


def test_a_job_left_is_found_again_with_its_progress(clerk, sign_in):
    job = make_job(clerk, state=JobState.RUNNING, done=1500, total=3000)
    client = sign_in(clerk)
    assert "导出代表名册" in client.get("/jobs/").content.decode()
    html = client.get(job.get_absolute_url()).content.decode()
    assert "50%" in html
    assert "every 2s" in html


def test_the_progress_is_asked_for_until_the_end(clerk, sign_in):
    job = make_job(clerk, state=JobState.RUNNING, done=1, total=4)
    client = sign_in(clerk)
    headers = {"HX-Request": "true", "HX-Target": "job-region"}
    part = client.get(job.get_absolute_url(), headers=headers).content.decode()
    assert "25%" in part
    assert "<html" not in part
    Job.objects.update(state=JobState.DONE)
    assert "every 2s" not in client.get(job.get_absolute_url(), headers=headers).content.decode()


def test_a_finished_export_is_downloaded(clerk, sign_in):
    job = make_job(clerk, state=JobState.DONE)
    job.result_file.save("x.xlsx", ContentFile(b"content"))
    client = sign_in(clerk)
    assert f"/jobs/{job.pk}/download/" in client.get(job.get_absolute_url()).content.decode()
    answer = client.get(f"/jobs/{job.pk}/download/")
    assert b"".join(answer.streaming_content) == b"content"
    assert "attachment" in answer["Content-Disposition"]


def test_a_job_without_a_file_has_nothing_to_download(clerk, sign_in):
    assert sign_in(clerk).get(f"/jobs/{make_job(clerk).pk}/download/").status_code == 404


def test_a_failed_job_says_why(clerk, sign_in):
    job = make_job(clerk, state=JobState.FAILED, message="名册已被他人改动，请重新导出。")
    assert "名册已被他人改动" in sign_in(clerk).get(job.get_absolute_url()).content.decode()


def test_a_stranger_neither_sees_nor_downloads_mine(clerk, county, staff, sign_in):
    job = make_job(clerk, state=JobState.DONE)
    job.result_file.save("x.xlsx", ContentFile(b"content"))
    client = sign_in(staff(county.fuyun))
    assert "导出代表名册" not in client.get("/jobs/").content.decode()
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.get(f"/jobs/{job.pk}/download/").status_code == 404


def test_fifty_jobs_cost_no_more_queries_than_one(clerk, sign_in, django_assert_num_queries):
    client = sign_in(clerk)
    make_job(clerk)
    with django_assert_num_queries(6):
        client.get("/jobs/", {"size": "100"})
    for _ in range(50):
        make_job(clerk)
    with django_assert_num_queries(6):
        client.get("/jobs/", {"size": "100"})


def test_what_a_job_has_made_goes_after_some_days_and_the_job_stays(clerk):
    old, fresh = (make_job(clerk, state=JobState.DONE) for _ in range(2))
    for job, days in ((old, 8), (fresh, 6)):
        job.result_file.save("a.csv", ContentFile(b"1"))
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=days))
    name = old.result_file.name
    assert tidy_job_files() == 1
    assert not default_storage.exists(name)
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (bool(old.result_file), bool(fresh.result_file)) == (False, True)
