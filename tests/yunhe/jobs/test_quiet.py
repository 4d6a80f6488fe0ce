"""The log holds what happened, not that the sweeps ran."""

import logging

import pytest


@pytest.mark.parametrize(
    ("name", "level", "written"),
    [
        ("yunhe.jobs.tasks.relay_errands", logging.INFO, False),
        ("yunhe.jobs.tasks.relay_errands", logging.ERROR, True),
        ("liaison.suggestions.tasks.tell_of_step", logging.INFO, True),
    ],
)
def test_a_sweep_that_went_well_leaves_no_line(caplog, name, level, written):
    caplog.set_level(logging.INFO)
    logging.getLogger("celery.app.trace").log(level, "Task %(name)s[%(id)s] ended", {"name": name, "id": "1"})
    assert bool(caplog.records) == written
