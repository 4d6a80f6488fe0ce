"""Telling: what a task says of a row, and what the rungs of a ladder say to whom."""

from yunhe.areas.models import Area
from yunhe.kit.reminders import Rung
from yunhe.notices.models import Notice
from yunhe.notices.telling import Message, reminders, teller


def test_a_task_tells_of_its_row_as_of_a_day_once_and_of_no_row_that_is_gone(county, cast):
    def of_day(area, on):
        yield Message([cast["origin"]], key=f"area-{area.pk}-{on}", kind="joint", title=f"{area.name} {on:%m-%d}")

    tell = teller("tests.tell_of_day", Area.objects.units(), of_day)
    assert tell.name == "tests.tell_of_day"
    assert [tell(county.chishi.pk, "2026-11-03"), tell(county.chishi.pk, "2026-11-03")] == [1, 0]
    assert Notice.objects.get().title == "赤石乡 11-03"
    assert tell(0, "2026-11-03") == 0


def test_the_rungs_speak_to_the_owners_and_at_last_to_the_county(county, cast):
    class Thing:
        def get_absolute_url(self):
            return "/things/7/"

    rungs = [Rung("before", -1), Rung("late-4", 6), Rung("county", 6, to_county=True)]
    said = list(
        reminders(
            Thing(),
            rungs,
            owners=[cast["origin"]],
            county=county.root,
            key="thing-7",
            kind="joint",
            titles=("将到期", "逾期"),
            before="请办理。",
            late="已{late}，请尽快办理。",
            to_county="已{late}，请督办。",
        )
    )
    assert [message.key for message in said] == ["thing-7-before", "thing-7-late-4", "thing-7-county"]
    assert [message.title for message in said] == ["将到期", "逾期", "逾期"]
    assert [message.body for message in said] == [
        "请办理。",
        "已逾期 6 个工作日，请尽快办理。",
        "已逾期 6 个工作日，请督办。",
    ]
    assert [message.recipients for message in said] == [[cast["origin"]], [cast["origin"]], [cast["county"]]]
    assert [message.is_urgent for message in said] == [False, True, True]
    assert {message.url for message in said} == {"/things/7/"}
