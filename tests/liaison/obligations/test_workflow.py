"""Duties: the complete table of moves, who may what, generating, settling by itself, rules that change, reminders."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from deputies.teams import workflow as teams
from liaison.annual_reports.models import AnnualReport
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import JointMeeting
from liaison.obligations import evidence, jobs, tasks, workflow
from liaison.obligations.catalogue import STANDARDS
from liaison.obligations.enums import DUTY_TRANSITIONS, DutyState, EvidenceKind, Frequency, OwedBy, Standing
from liaison.obligations.evidence import Finder, Found
from liaison.obligations.models import DutyEvidence, DutyOccurrence, DutyReminder, DutyTemplate
from liaison.registration.enums import RegistrationState
from stations.activities.enums import ActivityKind, ActivityState
from tests.factories.deputies import TeamFactory
from tests.factories.duties import (
    DutyEvidenceFactory,
    DutyOccurrenceFactory,
    DutyReminderFactory,
    DutyTemplateFactory,
)
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory
from yunhe.accounts.policies import Denied
from yunhe.audit.models import AuditEvent
from yunhe.notices.models import Notice

DEED = Found("paper-1", "会议纪要", date(2026, 11, 1))
DAY = date(2026, 11, 20)


def complete(duty, by, **facts):
    return workflow.complete_duty(duty, by=by, **{"done_on": DAY, "deeds": [DEED], **facts})


def skip(duty, by):
    return workflow.skip_duty(duty, by=by, reason="换届")


def reopen(duty, by):
    return workflow.reopen_duty(duty, by=by, reason="材料不全")


VERBS = {"complete": complete, "skip": skip, "reopen": reopen}
FACTS = {
    DutyState.OPEN: {},
    DutyState.REOPENED: {"reason": "材料不全"},
    DutyState.DONE: {"done_on": DAY},
    DutyState.SKIPPED: {"reason": "换届"},
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", DutyState)
def test_the_table_of_moves_is_complete(county, staff, rule, state, verb):
    duty = DutyOccurrenceFactory(template=rule, unit=county.fuyun, state=state, **FACTS[state])
    if verb in DUTY_TRANSITIONS[state]:
        moved = VERBS[verb](duty, staff(county.root))
        assert moved.state == DUTY_TRANSITIONS[state][verb]
        assert AuditEvent.objects.filter(verb=f"duties.{verb}", object_id=str(duty.pk)).count() == 1
    else:
        with pytest.raises(Denied):
            VERBS[verb](duty, staff(county.root))
        duty.refresh_from_db()
        assert duty.state == state


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("fuyun", {"complete"}), ("root", {"complete", "skip", "reopen"}), ("yuanhe", set())],
)
@pytest.mark.parametrize("verb", VERBS)
def test_what_the_county_demands_only_the_county_waives(county, staff, rule, who, allowed, verb):
    state = DutyState.DONE if verb == "reopen" else DutyState.OPEN
    duty = DutyOccurrenceFactory(template=rule, unit=county.fuyun, state=state, **FACTS[state])
    by = staff(getattr(county, who))
    if verb in allowed:
        VERBS[verb](duty, by)
    else:
        with pytest.raises(Denied):
            VERBS[verb](duty, by)


@pytest.mark.parametrize("verb", ["skip", "reopen"])
def test_what_a_unit_has_set_itself_it_waives_itself(county, staff, verb):
    own = DutyTemplateFactory(area=county.fuyun)
    state = DutyState.DONE if verb == "reopen" else DutyState.OPEN
    duty = DutyOccurrenceFactory(template=own, unit=county.fuyun, state=state, **FACTS[state])
    assert VERBS[verb](duty, staff(county.fuyun)).state != state


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"deeds": []}, "请先关联佐证"),
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
        ({"done_on": date(2026, 9, 30)}, "更早的不算"),
    ],
)
def test_a_duty_is_not_closed_without_evidence_or_on_a_day_that_cannot_be(county, staff, duty, facts, says):
    with pytest.raises(ValidationError) as refused:
        complete(duty, staff(county.fuyun), **facts)
    assert says in str(refused.value)
    duty.refresh_from_db()
    assert duty.state == DutyState.OPEN
    assert not DutyEvidence.objects.exists()


def test_words_are_enough_where_the_rule_asks_for_words(county, staff):
    rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.NOTE)
    duty = DutyOccurrenceFactory(template=rule, unit=county.fuyun)
    with pytest.raises(ValidationError, match="写明完成情况"):
        complete(duty, staff(county.fuyun), deeds=[], note=" ")
    assert complete(duty, staff(county.fuyun), deeds=[], note="已开会").state == DutyState.DONE


def test_a_deed_after_the_day_is_late_and_one_before_it_is_not(county, staff, rule):
    day = timezone.localdate()
    facts = {"template": rule, "unit": county.fuyun, "period_from": day - timedelta(days=90)}
    late = DutyOccurrenceFactory(due_on=day - timedelta(days=5), period="a", **facts)
    in_time = DutyOccurrenceFactory(due_on=day - timedelta(days=5), period="b", **facts)
    by = staff(county.fuyun)
    assert complete(late, by, done_on=day).standing_today == Standing.DONE_LATE
    assert complete(in_time, by, done_on=day - timedelta(days=5)).standing_today == Standing.ON_TIME


def test_evidence_comes_and_goes_while_the_duty_is_open(county, staff, duty):
    by = staff(county.fuyun)
    workflow.add_evidence(duty, by=by, deeds=[DEED])
    with pytest.raises(ValidationError, match="请选择一条记录"):
        workflow.add_evidence(duty, by=by, deeds=[DEED])
    workflow.remove_evidence(duty.evidence.get(), by=by)
    complete(duty, by)
    with pytest.raises(Denied, match="退回重办"):
        workflow.remove_evidence(duty.evidence.get(), by=by)


def test_a_duty_that_was_sent_back_is_told_and_not_closed_by_itself(
    county, staff, at_once, django_capture_on_commit_callbacks
):
    clerk = staff(county.fuyun)
    rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.ACTIVITY)
    duty = DutyOccurrenceFactory(template=rule, unit=county.fuyun)
    ActivityFactory(
        organising_area=county.fuyun, state=ActivityState.HELD, starts_at=timezone.now() - timedelta(days=9)
    )
    assert workflow.settle_found(DAY) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        reopen(duty, staff(county.root))
    assert Notice.objects.get(recipient=clerk).title.startswith("任务退回重办")
    assert workflow.settle_found(DAY) == (0, 0)


def test_what_was_found_and_holds_no_more_opens_the_duty_again(county):
    held = {"now": True}

    def find(duties, on):
        return {duty.pk: [Found("x-1", "联席会议", date(2026, 11, 3))] for duty in duties if held["now"]}

    before = dict(evidence._finders)
    evidence.add(Finder(EvidenceKind.JOINT_MEETING, find))
    try:
        rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.JOINT_MEETING)
        duty = DutyOccurrenceFactory(template=rule, unit=county.chishi, partner=county.fuyun)
        assert workflow.settle_found(DAY) == (1, 0)
        duty.refresh_from_db()
        assert (duty.done_on, duty.evidence.get().label) == (date(2026, 11, 3), "联席会议")
        held["now"] = False
        assert workflow.settle_found(DAY) == (0, 1)
        duty.refresh_from_db()
        assert (duty.state, duty.done_on, duty.evidence.count()) == (DutyState.OPEN, None, 0)
        held["now"] = True
        assert workflow.settle_found(date(2027, 2, 1)) == (1, 0)
        held["now"] = False
        assert workflow.settle_found(date(2027, 2, 1)) == (0, 0)  # the period is over: what was counted stays
    finally:
        evidence._finders.clear()
        evidence._finders.update(before)


def test_activities_count_for_who_held_them_and_for_both_units_of_a_joint_team(county):
    rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.ACTIVITY, activity_kinds=[ActivityKind.VISIT])
    team = TeamFactory(area=county.fuyun, partner=county.chishi)
    duties = {
        name: DutyOccurrenceFactory(template=rule, unit=getattr(county, name)) for name in ("fuyun", "chishi", "yuanhe")
    }
    pair = DutyOccurrenceFactory(template=rule, unit=county.chishi, partner=county.fuyun)
    when = timezone.now() - timedelta(days=5)
    ActivityFactory(
        organising_area=county.zhongshan, kind=ActivityKind.TRAINING, state=ActivityState.HELD, starts_at=when
    )
    ActivityFactory(organising_area=county.fuyun, kind=ActivityKind.VISIT, starts_at=when)  # planned only
    assert workflow.settle_found(DAY + timedelta(days=9)) == (0, 0)
    ActivityFactory(
        organising_area=county.fuyun, team=team, kind=ActivityKind.VISIT, state=ActivityState.HELD, starts_at=when
    )
    workflow.settle_found(timezone.localdate())
    done = set(DutyOccurrence.objects.filter(state=DutyState.DONE).values_list("pk", flat=True))
    assert done == {duties["fuyun"].pk, duties["chishi"].pk, pair.pk}


def test_the_standing_rules_are_written_once_and_what_the_county_ended_stays_ended(county, staff):
    assert workflow.install_standards(county.root) == len(STANDARDS)
    assert workflow.install_standards(county.root) == 0
    first = DutyTemplate.objects.first()
    workflow.end_template(first, by=staff(county.root), reason="不再要求")
    assert workflow.install_standards(county.root) == 0
    assert len({standard.key for standard in STANDARDS}) == len(STANDARDS)
    assert all(standard.source for standard in STANDARDS)


def test_duties_are_made_once_however_often_the_job_runs(county):
    made = jobs.make_duties("2026-01-02")
    assert made > 60
    assert jobs.make_duties("2026-01-02") == jobs.make_duties("2026-06-02") == 0
    assert not DutyOccurrence.objects.filter(period_from__year=2027).exists()
    assert jobs.make_duties("2026-12-01") > 60
    assert DutyOccurrence.objects.filter(period_from__year=2027).exists()


def test_a_county_that_begins_late_in_the_year_owes_nothing_of_the_past(county):
    jobs.make_duties("2026-10-12")
    assert not DutyOccurrence.objects.filter(due_on__lt=date(2026, 10, 19)).exists()
    assert not DutyOccurrence.objects.filter(title="年度代表工作计划").exists()
    assert DutyOccurrence.objects.filter(period="2026-Q4").exists()


def test_a_pair_owes_from_its_first_co_managed_deputy_and_one_for_both_ways(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    meetings = DutyOccurrence.objects.filter(title="双向共管联席会议", period="2026")
    workflow.generate_duties(date(2026, 1, 1))
    assert not meetings.exists()
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.chishi, community=county.dongmen, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.fuyun, community=county.shuanglin, state=RegistrationState.CO_MANAGED)
    workflow.generate_duties(date(2026, 3, 1))
    assert [(duty.unit, duty.partner) for duty in meetings] == [(county.chishi, county.fuyun)]
    RegistrationFactory(origin=county.shitang, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    workflow.generate_duties(date(2026, 12, 28))
    assert meetings.count() == 1  # three days before the end is no fair notice: from next year on
    assert DutyOccurrence.objects.filter(title="双向共管联席会议", period="2027").count() == 2


def test_the_duties_of_a_disbanded_team_go_with_it(county, staff):
    team = TeamFactory(area=county.fuyun)
    rule = DutyTemplateFactory(area=county.fuyun, team=team, owed_by=OwedBy.TEAM, since=date(2026, 1, 1))
    workflow.generate_duties(date(2026, 5, 4))
    assert rule.occurrences.count() == 3
    teams.disband_team(team, by=staff(county.fuyun), reason="任务完成")
    workflow.generate_duties(date(2026, 5, 5))
    left = rule.occurrences.get()
    assert (left.period, left.state, left.reason) == ("2026-Q2", DutyState.SKIPPED, "团队已撤销或调整")


def test_a_changed_rule_holds_from_the_next_period_on(county, staff):
    by = staff(county.root)
    rule = DutyTemplateFactory(area=county.root, unit_kinds=["street"], since=date(2026, 1, 1), title="季度会议")
    workflow.generate_duties(date(2026, 1, 5))
    new = workflow.revise_template(
        rule, by=by, on=date(2026, 5, 6), title="月度会议", frequency=Frequency.MONTHLY, due_day=20
    )
    rule.refresh_from_db()
    assert (rule.until, new.since, new.version) == (date(2026, 6, 30), date(2026, 7, 1), 2)
    of_fuyun = DutyOccurrence.objects.filter(unit=county.fuyun).order_by("period_from").values_list("period", "title")
    assert list(of_fuyun) == [
        ("2026-Q1", "季度会议"),
        ("2026-Q2", "季度会议"),
        *[(f"2026-{month:02d}", "月度会议") for month in range(7, 13)],
    ]
    with pytest.raises(Denied, match="新版本"):
        workflow.revise_template(rule, by=by, title="又一次")
    assert (
        workflow.revise_template(new, by=by, on=date(2026, 5, 7), lead_days=5).pk == new.pk
    )  # not begun: as it stands
    workflow.generate_duties(date(2026, 5, 8))
    assert DutyOccurrence.objects.filter(unit=county.fuyun).count() == 8


def test_an_ended_rule_keeps_what_has_begun(county, staff):
    rule = DutyTemplateFactory(area=county.root, unit_kinds=["street"], since=date(2026, 1, 1))
    workflow.generate_duties(date(2026, 1, 5))
    workflow.end_template(rule, by=staff(county.root), on=date(2026, 5, 6), reason="并入年度考核")
    workflow.generate_duties(date(2026, 5, 7))
    periods = DutyOccurrence.objects.filter(unit=county.fuyun).values_list("period", flat=True)
    assert set(periods) == {"2026-Q1", "2026-Q2"}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"unit_kinds": []}, "请至少勾选一类"),
        ({"owed_by": OwedBy.TEAM}, "请选择团队"),
        ({"times": 13}, "12"),
        ({"lead_days": 1}, "3"),
        ({"title": ""}, "空"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(county, staff, facts, says):
    known = {"title": "会议", "source": "要点", "owed_by": OwedBy.UNIT, "unit_kinds": ["street"]}
    with pytest.raises(ValidationError) as refused:
        workflow.set_template(by=staff(county.root), area=county.root, **{**known, **facts})
    assert says in str(refused.value)
    assert not DutyTemplate.objects.exists()


def test_nobody_sets_a_rule_for_others(county, staff):
    facts = {"title": "会议", "source": "要点", "unit_kinds": ["street"]}
    with pytest.raises(Denied, match="县人大机关制定"):
        workflow.set_template(by=staff(county.fuyun), area=county.root, **facts)
    with pytest.raises(Denied):
        workflow.set_template(by=staff(county.fuyun), area=county.yuanhe, **facts)


def test_a_reminder_goes_to_the_owner_or_to_all_and_only_once(county, staff, appoint, duty):
    clerk, colleague = staff(county.fuyun), staff(county.fuyun)
    reminder = DutyReminderFactory(occurrence=duty)
    assert tasks.deliver_reminder(reminder.pk) == 2
    assert tasks.deliver_reminder(reminder.pk) == 0
    assert Notice.objects.filter(recipient__in=[clerk, colleague]).count() == 2
    workflow.name_owner(duty, by=clerk, owner=colleague)
    late = DutyReminderFactory(occurrence=duty, kind="late", key="late-01")
    assert tasks.deliver_reminder(late.pk) == 1
    assert Notice.objects.get(key=f"duties-{duty.pk}-late-01").recipient == colleague
    to_county = DutyReminderFactory(occurrence=duty, kind="county", key="county")
    boss = staff(county.root)
    assert tasks.deliver_reminder(to_county.pk) == 1
    assert "请督办" in Notice.objects.get(recipient=boss).body


def test_a_closed_duty_is_not_spoken_of(county, staff, duty):
    reminder = DutyReminderFactory(occurrence=duty)
    complete(duty, staff(county.fuyun))
    assert tasks.deliver_reminder(reminder.pk) == 0
    reminder.refresh_from_db()
    assert reminder.sent_at is not None


def test_a_lost_reminder_is_handed_over_again_and_an_overtaken_one_is_not(county, duty):
    assert [reminder.key for reminder in workflow.plan_reminders(date(2026, 12, 18))] == ["ahead"]
    assert [reminder.key for reminder in workflow.plan_reminders(date(2026, 12, 20))] == ["ahead"]
    assert [reminder.key for reminder in workflow.plan_reminders(date(2026, 12, 30))] == ["three_days"]
    assert DutyReminder.objects.filter(sent_at=None).count() == 2
    DutyReminder.objects.update(sent_at=timezone.now())
    assert workflow.plan_reminders(date(2026, 12, 30)) == []


def test_the_same_evidence_counts_once(county, duty):
    DutyEvidenceFactory(occurrence=duty, key="activity-7")
    double = DutyEvidence(occurrence=duty, key="activity-7", label="同一次", on=DAY, added_by="x")
    with pytest.raises(ValidationError, match="已经登记"):
        double.full_clean()


def test_a_joint_meeting_closes_the_duty_of_its_pair_whichever_side_is_named_first(county):
    rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.JOINT_MEETING, owed_by=OwedBy.PAIR)
    duty = DutyOccurrenceFactory(template=rule, unit=county.chishi, partner=county.fuyun)
    other = DutyOccurrenceFactory(template=rule, unit=county.shitang, partner=county.fuyun)
    when = timezone.make_aware(datetime.combine(date(2026, 11, 5), time(9)))
    facts = {"origin": county.fuyun, "residence": county.chishi, "year": 2026, "starts_at": when, "place": "会议室"}
    meeting = JointMeeting.objects.create(**facts, proposed_by="origin", waits_for="residence")
    assert workflow.settle_found(DAY) == (0, 0)
    JointMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD, minutes="议定三件事")
    assert workflow.settle_found(DAY) == (1, 0)
    duty.refresh_from_db()
    other.refresh_from_db()
    assert (duty.done_on, duty.evidence.get().url) == (date(2026, 11, 5), meeting.get_absolute_url())
    assert other.state == DutyState.OPEN


def test_a_report_counts_once_it_is_handed_in(county):
    rule = DutyTemplateFactory(area=county.root, evidence=EvidenceKind.ANNUAL_REPORT, frequency=Frequency.YEARLY)
    duty = DutyOccurrenceFactory(template=rule, unit=county.fuyun, period="2026", period_from=date(2026, 1, 1))
    facts = {"title": "共治情况汇报", "addressee": "党工委", "signer": "人大工委", "created_by": "林干事"}
    report = AnnualReport.objects.create(area=county.fuyun, year=2026, **facts)
    assert workflow.settle_found(DAY) == (0, 0)
    AnnualReport.objects.filter(pk=report.pk).update(state="handed_in", handed_in_on=date(2026, 11, 18), seal="x")
    assert workflow.settle_found(DAY) == (1, 0)
    duty.refresh_from_db()
    assert duty.done_on == date(2026, 11, 18)
