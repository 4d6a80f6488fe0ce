"""Imports of several offices at once, read by a real worker."""

from deputies.rosters.register import KEY
from tests.browser.conftest import until
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRun

ROSTER = "姓名,乡镇,手机\n示一,赤石乡,16905780001\n".encode()


def test_another_offices_import_does_not_wait_for_files_that_take_long(transactional_db, worker, county, staff):
    """Two readings at once are all that this worker does; one office hands in three that take all they are given."""
    slow = b"<table>" + b"<a><td>x" * 1_000_000
    for _ in range(3):
        workflow.upload(register=KEY, area=county.chishi, file_name="a.xls", content=slow, by=staff(county.chishi))
    run, _job = workflow.upload(
        register=KEY, area=county.shitang, file_name="b.csv", content=ROSTER, by=staff(county.shitang)
    )

    def is_read():
        run.refresh_from_db()
        return run.state == ImportState.PREVIEW

    until(is_read)
    assert ImportRun.objects.filter(area=county.chishi, state__in=[ImportState.UPLOADED, ImportState.READING]).exists()
    until(lambda: ImportRun.objects.filter(area=county.chishi, state=ImportState.FAILED).count() == 3)
