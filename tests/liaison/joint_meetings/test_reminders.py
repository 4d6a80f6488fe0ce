"""Reminders: told once each, to the owner and then to the county; pairs that have not met; the change of the year."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from liaison.joint_meetings import deadlines, jobs, tasks
from liaison.joint_meetings.deadlines import due_on, meeting_reminders
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import JointMeeting
from liaison.registration.models import Registration
from tests.factories.joint import JointMeetingFactory, ResolutionFactory
from yunhe.notices.models import Notice

OLD = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("day", "since", "names"),
    [
        (date(2026, 9, 30), OLD, []),
        (date(2026, 10, 1), OLD, ["before"]),
        (date(2026, 10, 31), OLD, ["before"]),
        (date(2026, 11, 2), OLD, ["late-1"]),
        (date(2026, 11, 17), OLD, ["late-1", "county"]),
        (date(2026, 12, 1), OLD, ["late-21", "county"]),
        (date(2026, 12, 1), date(2026, 11, 5), []),  # the pair came later, its first year is the next
        (date(2027, 1, 4), OLD, []),
        (date(2027, 10, 5), date(2026, 11, 5), ["before"]),
    ],
)
def test_when_a_pair_that_has_not_met_is_reminded(day, since, names):
    assert [rung.slot for rung in meeting_reminders(day, since)] == names


def test_the_day_is_the_countys_own(monkeypatch):
    monkeypatch.setattr(deadlines, "MEET_BY", (11, 15))
    assert due_on(2026) == date(2026, 11, 15)


def recipients():
    """Return everybody who has a notice."""
    return set(Notice.objects.values_list("recipient", flat=True))


@pytest.fixture
def since_2024(registration):
    """The pair has existed since 2024."""
    at = timezone.make_aware(datetime(2024, 3, 1, 9))  # noqa: DTZ001 made aware here
    Registration.objects.filter(pk=registration.pk).update(created_at=at)
    return registration


def test_both_offices_are_told_once_and_the_county_when_it_lasts(since_2024, cast):
    registration = since_2024
    pair = (registration.origin_id, registration.residence_id)
    assert tasks.tell_of_missing_meeting(*pair, "2026-10-01") == 2
    assert tasks.tell_of_missing_meeting(*pair, "2026-10-02") == 0
    assert recipients() == {cast["origin"].pk, cast["residence"].pk}
    assert tasks.tell_of_missing_meeting(*pair, "2026-11-17") == 3
    assert cast["county"].pk in recipients()
    assert tasks.tell_of_missing_meeting(*pair, "2026-11-18") == 0


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (MeetingState.PROPOSED, 0),
        (MeetingState.AGREED, 0),
        (MeetingState.HELD, 0),
        (MeetingState.CLOSED, 0),
        (MeetingState.CANCELLED, 1),
    ],
)
def test_a_pair_that_has_met_or_arranged_to_is_left_in_peace(state, asked, since_2024):
    meeting = JointMeetingFactory(origin=since_2024.origin, residence=since_2024.residence, state=state)
    JointMeeting.objects.filter(pk=meeting.pk).update(year=2026)
    assert jobs.remind_meetings("2026-11-17") == asked
    assert jobs.remind_meetings("2027-11-17") == 1  # every year anew


def test_a_pair_without_open_files_owes_no_meeting(since_2024):
    Registration.objects.update(state="ended", ended_on="2026-05-01", end_reason="went_home")
    assert jobs.remind_meetings("2026-11-17") == 0


def test_a_resolution_is_reminded_of_before_and_after_and_escalates(registration, cast):
    meeting = JointMeetingFactory(
        origin=registration.origin, residence=registration.residence, state=MeetingState.CLOSED
    )
    one = ResolutionFactory(meeting=meeting, due_on=date(2026, 11, 20))
    assert jobs.remind_resolutions("2026-11-01") == 0
    assert jobs.remind_resolutions("2026-11-19") == 1
    told = [tasks.tell_of_resolution_deadline(one.pk, day) for day in ("2026-11-18", "2026-11-19", "2026-11-19")]
    assert told == [0, 1, 0]
    assert recipients() == {cast["residence"].pk}
    assert tasks.tell_of_resolution_deadline(one.pk, "2026-11-23") == 1
    assert tasks.tell_of_resolution_deadline(one.pk, "2026-12-04") == 2
    assert recipients() == {cast["residence"].pk, cast["county"].pk}


def test_the_named_owner_is_reminded_instead_of_the_office(registration, staff, county):
    meeting = JointMeetingFactory(
        origin=registration.origin, residence=registration.residence, state=MeetingState.CLOSED
    )
    owner = staff(county.fuyun)
    one = ResolutionFactory(meeting=meeting, due_on=timezone.localdate() - timedelta(days=7), owner=owner)
    tasks.tell_of_resolution_deadline(one.pk, timezone.localdate().isoformat())
    assert recipients() == {owner.pk}
