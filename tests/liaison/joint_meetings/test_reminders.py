"""Reminders: told once each, to the owner and then to the county; pairs that have not met; the change of the year."""

from datetime import date, timedelta

import pytest
from celery import current_app
from django.utils import timezone

from liaison.joint_meetings import jobs, tasks
from liaison.joint_meetings.deadlines import meet_by
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import CoManagement, JointMeeting
from liaison.obligations.enums import ObligationState
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.queries import untold
from liaison.obligations.tasks import tell_of_deadline
from liaison.obligations.workflow import generate_obligations, install_standards, revise_template
from liaison.registration.models import Registration
from tests.factories.areas import draw_county
from tests.factories.joint import JointMeetingFactory, ResolutionFactory
from yunhe.notices.models import Notice


def set_by_the_county(county, staff, month, day=None):
    """Let the county's own rule name another day."""
    install_standards(county.root, on=date(2026, 1, 2))
    rule = ObligationTemplate.objects.get(key="joint-meeting")
    revise_template(rule, by=staff(county.root), on=date(2026, 1, 2), due_month=month, due_day=day)


def test_the_pairs_page_and_the_obligation_say_one_day_which_the_county_sets(registration, county, staff):
    assert meet_by(2026).of(county.chishi) == date(2026, 11, 2)  # 31 October is a Saturday
    set_by_the_county(county, staff, 9, 15)
    assert meet_by(2026).of(county.chishi) == date(2026, 9, 15)
    generate_obligations(date(2026, 1, 5))
    owed = Obligation.objects.get(template__key="joint-meeting", period="2026")
    assert owed.due_on == date(2026, 9, 15)
    assert CoManagement.objects.pairs().with_figures(2026).get().meet_by == owed.due_on


def test_another_county_keeps_its_own_day(county, staff):
    other = draw_county()
    set_by_the_county(county, staff, 9, 15)
    assert (meet_by(2026).of(county.fuyun), meet_by(2026).of(other.fuyun)) == (date(2026, 9, 15), date(2026, 11, 2))


def recipients():
    """Return everybody who has a notice."""
    return set(Notice.objects.values_list("recipient", flat=True))


@pytest.fixture
def owed(registration, county):
    """The obligation of the pair to meet in 2026."""
    install_standards(county.root, on=date(2026, 1, 2))
    generate_obligations(date(2026, 1, 5))
    return Obligation.objects.get(template__key="joint-meeting", period="2026")


def reminded(obligation, *days):
    """Return how many new notices each of `days` brings about the obligation."""
    return [tell_of_deadline(obligation.pk, day) for day in days]


def test_both_offices_are_told_once_and_the_county_when_it_lasts(owed, cast):
    assert reminded(owed, "2026-09-25", "2026-09-30", "2026-10-01") == [0, 2, 0]
    assert recipients() == {cast["origin"].pk, cast["residence"].pk}
    assert cast["county"].pk not in recipients()
    assert reminded(owed, "2026-11-10")[0] >= 3
    assert cast["county"].pk in recipients()


def test_nobody_else_reminds_of_the_same_meeting():
    assert not [
        name
        for name in current_app.tasks
        if name.startswith("liaison.joint_meetings.") and "meeting" in name.split(".")[-1]
    ]


@pytest.mark.parametrize(
    ("state", "is_left_in_peace"),
    [
        (MeetingState.PROPOSED, True),
        (MeetingState.AGREED, True),
        (MeetingState.CANCELLED, False),
    ],
)
def test_a_pair_that_has_arranged_to_meet_is_left_in_peace_until_the_day(state, is_left_in_peace, owed):
    meeting = JointMeetingFactory(origin=owed.unit, residence=owed.partner, state=state)
    JointMeeting.objects.filter(pk=meeting.pk).update(year=2026)
    assert (owed not in untold(date(2026, 10, 20))) == is_left_in_peace
    assert owed in untold(date(2026, 11, 9))


def test_a_pair_without_co_managed_deputies_owes_no_meeting(owed):
    Registration.objects.update(state="ended", ended_on="2026-05-01", end_reason="went_home")
    generate_obligations(date(2026, 5, 2))
    owed.refresh_from_db()
    assert owed.state == ObligationState.SKIPPED


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
