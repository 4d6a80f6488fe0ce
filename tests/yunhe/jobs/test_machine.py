"""The moves of a job, written out."""

from tests.kit.machines import spelled, written
from yunhe.jobs.enums import JOB

MOVES = """
    queued   claim    *  running
    queued   give_up  *  failed
    running  claim    *  running
    running  finish   *  done
    running  fail     *  failed
    running  give_up  *  failed
"""


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(JOB) == written(MOVES)


def test_a_job_that_has_ended_is_claimed_by_nobody():
    assert JOB.where("claim") == ["queued", "running"]
