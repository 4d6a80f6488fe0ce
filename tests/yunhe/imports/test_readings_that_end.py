"""A reading that ends otherwise than well: the run says so, the file is gone, and nobody else has waited."""

import pytest

from deputies.rosters.register import KEY, DeputyRoster
from tests import bombs
from yunhe.imports import leftovers, workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.jobs import READINGS, read_import
from yunhe.imports.models import ImportRun
from yunhe.imports.turns import turn_of
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job

ROSTER = "姓名,乡镇,手机\n示一,赤石乡,16905780001\n".encode()


@pytest.fixture
def upload(county, staff):
    """Return a function (content) -> run and job of a file that 赤石 has handed in."""
    by = staff(county.chishi)
    return lambda content=ROSTER: workflow.upload(
        register=KEY, area=county.chishi, file_name="名册.csv", content=content, by=by
    )


def test_a_hostile_file_ends_its_run_with_a_sentence_and_is_cleared(upload):
    run, job = upload(bombs.stray("ZZ59999"))
    read_import(job.pk)
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, run.content) == (ImportState.FAILED, None)
    assert "ZZ 列还有内容" in run.failure
    assert (job.state, job.message) == (JobState.FAILED, run.failure)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_that_a_worker_was_lost_over_twice_is_not_begun_again(upload, lost):
    run, job = upload()
    ImportRun.objects.update(state=ImportState.READING)
    Job.objects.update(state=JobState.RUNNING, attempts=lost)
    read_import(job.pk)
    run.refresh_from_db()
    assert READINGS == 2
    if lost == 1:
        assert run.state == ImportState.PREVIEW
    else:
        assert (run.state, run.content, run.failure) == (ImportState.FAILED, None, leftovers.TWICE)


def test_a_reading_can_be_cancelled_and_what_it_finds_is_thrown_away(upload, county, staff, monkeypatch):
    run, job = upload()
    plan = DeputyRoster.plan

    def cancelled_meanwhile(self, run, *args, **facts):
        found = plan(self, run, *args, **facts)
        workflow.cancel(run, by=staff(county.chishi))
        return found

    monkeypatch.setattr(DeputyRoster, "plan", cancelled_meanwhile)
    read_import(job.pk)
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.CANCELLED, None)
    assert not run.rows.exists()


@pytest.mark.parametrize("state", [ImportState.UPLOADED, ImportState.READING])
def test_the_page_offers_to_cancel_a_reading(upload, sign_in, state):
    run, _job = upload()
    ImportRun.objects.update(state=state)
    client = sign_in(run.uploaded_by)
    assert f"/imports/{run.pk}/cancel/" in client.get(f"/imports/{run.pk}/").content.decode()
    client.post(f"/imports/{run.pk}/cancel/")
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.CANCELLED, None)


def test_an_office_reads_one_file_at_a_time_and_a_lost_reading_takes_its_own_turn_again():
    with turn_of(1, 10) as first, turn_of(1, 11) as second, turn_of(2, 12) as elsewhere, turn_of(1, 10) as again:
        assert (first, second, elsewhere, again) == (True, False, True, True)
    with turn_of(1, 11) as second:
        assert second
