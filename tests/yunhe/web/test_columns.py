"""The kinds of columns that many lists have show, export and sort as they say."""

from types import SimpleNamespace

import pytest

from tests.factories.jobs import JobFactory
from yunhe.jobs.enums import JobState
from yunhe.web.lists.columns import badged, counted, field, late, state, unit


def test_a_state_shows_its_label_in_its_tone_and_exports_the_label():
    column = state("进度", shown=False)
    job = JobFactory.build(state=JobState.FAILED)
    assert (column.key, column.label, column.sort, column.shown) == ("state", "进度", ("state",), False)
    assert column.read(job) == JobState.FAILED.label
    assert "badge-danger" in column.show(job)


def test_what_is_late_says_so_beside_its_state():
    column, job = state(beside=late("逾期")), JobFactory.build(state=JobState.RUNNING)
    job.is_late = True
    assert "逾期" in column.show(job)
    assert JobState.RUNNING.label in column.show(job)
    job.is_late = False
    assert "逾期" not in column.show(job)


def test_a_badge_is_asked_of_the_row():
    column = badged("late", "期限", lambda row: ("已逾期", "danger") if row.late else ("未到期", "muted"), sort=("on",))
    late, early = SimpleNamespace(late=True), SimpleNamespace(late=False)
    assert [column.read(late), column.read(early)] == ["已逾期", "未到期"]
    assert "badge-danger" in column.show(late)
    assert "badge-muted" in column.show(early)
    assert column.sort == ("on",)


def test_a_unit_is_told_by_its_full_name_in_the_order_of_areas():
    column = unit("area", "单位", "deputy.origin")
    area = SimpleNamespace(full_name="云和县赤石乡")
    assert column.read(SimpleNamespace(deputy=SimpleNamespace(origin=area))) == "云和县赤石乡"
    assert column.sort == ("deputy__origin__order", "deputy__origin__code")
    assert unit("area", "单位").read(SimpleNamespace(area=None)) is None


def test_a_count_is_a_number_that_sorts():
    column = counted("held", "已举行", cell=lambda row: f"{row.held} 次")
    assert (column.sort, column.is_title, column.number) == (("held",), False, True)
    assert column.read(SimpleNamespace(held=3)) == 3
    assert column.show(SimpleNamespace(held=3)) == "3 次"


@pytest.mark.parametrize("shown", ["2026-11-23", "2026-11-23 09:00", "2026-11", "法律法规", "刘清泉"])
def test_a_day_and_a_short_word_are_not_broken(shown):
    assert field("x", "列").look(shown) == ' class="nowrap"'


def test_a_long_text_may_be_broken():
    assert field("x", "列").look("浮云街道中山社区人大代表联络点") == ""
