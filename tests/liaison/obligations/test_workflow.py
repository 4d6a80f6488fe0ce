"""Obligations: the complete table of moves, who may what, settling by itself, evidence, reminders."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from liaison.annual_reports.models import AnnualReport
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import JointMeeting
from liaison.obligations import evidence, jobs, queries, tasks, workflow
from liaison.obligations.enums import OBLIGATION, EvidenceKind, Frequency, ObligationState, OwedBy, Standing
from liaison.obligations.evidence import Finder, Found
from liaison.obligations.models import Obligation, ObligationEvidence
from stations.activities.enums import ActivityKind, ActivityState
from tests.factories.deputies import TeamFactory
from tests.factories.obligations import (
    ObligationEvidenceFactory,
    ObligationFactory,
    ObligationTemplateFactory,
)
from tests.factories.stations import ActivityFactory
from tests.kit.handed import errands_of
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.notices.models import Notice

DEED = Found("paper-1", "会议纪要", date(2026, 11, 1))
DAY = date(2026, 11, 20)


def complete(obligation, by, **facts):
    return workflow.complete_obligation(obligation, by=by, **{"done_on": DAY, "deeds": [DEED], **facts})


def skip(obligation, by):
    return workflow.skip_obligation(obligation, by=by, reason="换届")


def reopen(obligation, by):
    return workflow.reopen_obligation(obligation, by=by, reason="材料不全")


VERBS = {"complete": complete, "skip": skip, "reopen": reopen}
FACTS = {
    ObligationState.OPEN: {},
    ObligationState.REOPENED: {"reason": "材料不全"},
    ObligationState.DONE: {"done_on": DAY},
    ObligationState.SKIPPED: {"reason": "换届"},
}


# The whole life of an obligation, written out; nothing else is legal.
MOVES = """
    open      complete  owing   done
    open      settle    system  done
    open      skip      ruling  skipped
    open      lapse     system  skipped
    reopened  complete  owing   done
    reopened  skip      ruling  skipped
    reopened  lapse     system  skipped
    done      reopen    ruling  reopened
    done      unsettle  system  open
    skipped   reopen    ruling  reopened
"""
LIFE = {(line.state, line.verb, side): line.after[0] for line in written(MOVES) for side in line.sides}
SIDES = {
    "fuyun": {"owing"},
    "root": {"owing", "ruling"},
    "yuanhe": set(),
}  # of an obligation of 浮云 that the county demands


def test_the_table_is_what_the_county_has_agreed_on():
    assert spelled(OBLIGATION) == written(MOVES)


@pytest.mark.parametrize("who", SIDES)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ObligationState)
def test_verbs_do_what_the_table_says_and_nothing_else(county, staff, rule, state, verb, who):
    obligation = ObligationFactory(template=rule, unit=county.fuyun, state=state, **FACTS[state])
    after = {LIFE[state, verb, side] for side in SIDES[who] if (state, verb, side) in LIFE}
    by = staff(getattr(county, who))
    if after:
        assert {VERBS[verb](obligation, by).state} == after
        assert AuditEvent.objects.filter(verb=f"obligations.{verb}", object_id=str(obligation.pk)).count() == 1
    else:
        with pytest.raises(Denied):
            VERBS[verb](obligation, by)
        obligation.refresh_from_db()
        assert obligation.state == state


@pytest.mark.parametrize("verb", ["skip", "reopen"])
def test_what_a_unit_has_set_itself_it_waives_itself(county, staff, verb):
    own = ObligationTemplateFactory(area=county.fuyun)
    state = ObligationState.DONE if verb == "reopen" else ObligationState.OPEN
    obligation = ObligationFactory(template=own, unit=county.fuyun, state=state, **FACTS[state])
    assert VERBS[verb](obligation, staff(county.fuyun)).state != state


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"deeds": []}, "请先关联佐证"),
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
        ({"done_on": date(2026, 9, 30)}, "更早的不算"),
    ],
)
def test_an_obligation_is_not_closed_without_evidence_or_on_a_day_that_cannot_be(
    county, staff, obligation, facts, says
):
    with pytest.raises(ValidationError) as refused:
        complete(obligation, staff(county.fuyun), **facts)
    assert says in str(refused.value)
    obligation.refresh_from_db()
    assert obligation.state == ObligationState.OPEN
    assert not ObligationEvidence.objects.exists()


def test_words_are_enough_where_the_rule_asks_for_words(county, staff):
    rule = ObligationTemplateFactory(area=county.root, evidence=EvidenceKind.NOTE)
    obligation = ObligationFactory(template=rule, unit=county.fuyun)
    with pytest.raises(ValidationError, match="写明完成情况"):
        complete(obligation, staff(county.fuyun), deeds=[], note=" ")
    assert complete(obligation, staff(county.fuyun), deeds=[], note="已开会").state == ObligationState.DONE


def test_a_deed_after_the_day_is_late_and_one_before_it_is_not(county, staff, rule):
    day = timezone.localdate()
    facts = {"template": rule, "unit": county.fuyun, "period_from": day - timedelta(days=90)}
    late = ObligationFactory(due_on=day - timedelta(days=5), period="a", **facts)
    in_time = ObligationFactory(due_on=day - timedelta(days=5), period="b", **facts)
    by = staff(county.fuyun)
    assert complete(late, by, done_on=day).standing_today == Standing.DONE_LATE
    assert complete(in_time, by, done_on=day - timedelta(days=5)).standing_today == Standing.ON_TIME


def test_evidence_comes_and_goes_while_the_obligation_is_open(county, staff, obligation):
    by = staff(county.fuyun)
    workflow.add_evidence(obligation, by=by, deeds=[DEED])
    with pytest.raises(ValidationError, match="请选择一条记录"):
        workflow.add_evidence(obligation, by=by, deeds=[DEED])
    workflow.remove_evidence(obligation.evidence.get(), by=by)
    complete(obligation, by)
    with pytest.raises(Denied, match="退回重办"):
        workflow.remove_evidence(obligation.evidence.get(), by=by)


def test_an_obligation_that_was_sent_back_is_told_and_not_closed_by_itself(
    county, staff, at_once, django_capture_on_commit_callbacks
):
    clerk = staff(county.fuyun)
    rule = ObligationTemplateFactory(area=county.root, evidence=EvidenceKind.ACTIVITY)
    obligation = ObligationFactory(template=rule, unit=county.fuyun)
    held = timezone.make_aware(datetime.combine(DAY - timedelta(days=1), time(9)))
    ActivityFactory(organising_area=county.fuyun, state=ActivityState.HELD, starts_at=held)
    assert workflow.settle_found(DAY) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        reopen(obligation, staff(county.root))
    assert Notice.objects.get(recipient=clerk).title.startswith("任务退回重办")
    assert workflow.settle_found(DAY) == (0, 0)


def test_what_was_found_and_holds_no_more_opens_the_obligation_again(county):
    held = {"now": True}

    def find(obligations, on):
        return {
            obligation.pk: [Found("x-1", "联席会议", date(2026, 11, 3))] for obligation in obligations if held["now"]
        }

    before = dict(evidence.finders._items)
    evidence.finders.add(Finder(EvidenceKind.JOINT_MEETING, find))
    try:
        rule = ObligationTemplateFactory(area=county.root, evidence=EvidenceKind.JOINT_MEETING)
        obligation = ObligationFactory(template=rule, unit=county.chishi, partner=county.fuyun)
        assert workflow.settle_found(DAY) == (1, 0)
        obligation.refresh_from_db()
        assert (obligation.done_on, obligation.evidence.get().label) == (date(2026, 11, 3), "联席会议")
        held["now"] = False
        assert workflow.settle_found(DAY) == (0, 1)
        obligation.refresh_from_db()
        assert (obligation.state, obligation.done_on, obligation.evidence.count()) == (ObligationState.OPEN, None, 0)
        held["now"] = True
        assert workflow.settle_found(date(2027, 2, 1)) == (1, 0)
        held["now"] = False
        assert workflow.settle_found(date(2027, 2, 1)) == (0, 0)  # the period is over: what was counted stays
    finally:
        evidence.finders._items.clear()
        evidence.finders._items.update(before)


def test_activities_count_for_who_held_them_and_for_both_units_of_a_joint_team(county):
    rule = ObligationTemplateFactory(
        area=county.root, evidence=EvidenceKind.ACTIVITY, activity_kinds=[ActivityKind.VISIT]
    )
    team = TeamFactory(area=county.fuyun, partner=county.chishi)
    obligations = {
        name: ObligationFactory(template=rule, unit=getattr(county, name)) for name in ("fuyun", "chishi", "yuanhe")
    }
    pair = ObligationFactory(template=rule, unit=county.chishi, partner=county.fuyun)
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
    done = set(Obligation.objects.filter(state=ObligationState.DONE).values_list("pk", flat=True))
    assert done == {obligations["fuyun"].pk, obligations["chishi"].pk, pair.pk}


AHEAD, DUE, LATE = date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 12)


def test_a_reminder_goes_to_the_owner_or_to_all_and_only_once(county, staff, obligation):
    clerk, colleague, boss = staff(county.fuyun), staff(county.fuyun), staff(county.root)
    assert tasks.tell_of_deadline(obligation.pk, AHEAD.isoformat()) == 2
    assert tasks.tell_of_deadline(obligation.pk, AHEAD.isoformat()) == 0
    assert Notice.objects.filter(recipient__in=[clerk, colleague]).count() == 2
    workflow.name_owner(obligation, by=clerk, owner=colleague)
    assert tasks.tell_of_deadline(obligation.pk, LATE.isoformat()) == 2
    assert Notice.objects.get(key=f"obligation-{obligation.pk}-late-01").recipient == colleague
    assert "请督办" in Notice.objects.get(recipient=boss, key=f"obligation-{obligation.pk}-county").body


def test_a_closed_obligation_is_not_spoken_of(county, staff, obligation):
    complete(obligation, staff(county.fuyun))
    assert tasks.tell_of_deadline(obligation.pk, AHEAD.isoformat()) == 0
    assert jobs.remind_obligations(AHEAD.isoformat()) == 0


def test_a_lost_reminder_is_handed_over_again_and_an_overtaken_one_is_not(county, staff, obligation):
    staff(county.fuyun)
    assert jobs.remind_obligations("2026-12-18") == jobs.remind_obligations("2026-12-20") == 1  # the first one was lost
    tasks.tell_of_deadline(*errands_of(tasks.tell_of_deadline)[-1])
    assert jobs.remind_obligations("2026-12-21") == 0
    assert jobs.remind_obligations("2026-12-30") == 1
    tasks.tell_of_deadline(*errands_of(tasks.tell_of_deadline)[-1])
    assert jobs.remind_obligations("2026-12-30") == 0
    keys = Notice.objects.order_by("pk").values_list("key", flat=True)
    assert [key.rpartition("-")[2] for key in keys] == ["ahead", "three_days"]


def test_the_page_of_an_obligation_says_what_went_out(county, staff, obligation):
    staff(county.fuyun), staff(county.fuyun)
    tasks.tell_of_deadline(obligation.pk, AHEAD.isoformat())
    [said] = queries.reminders_of(obligation)
    assert (said["label"], said["on"], said["people"]) == ("提前提醒", timezone.localdate(), 2)


def test_the_same_evidence_counts_once(county, obligation):
    ObligationEvidenceFactory(obligation=obligation, key="activity-7")
    double = ObligationEvidence(obligation=obligation, key="activity-7", label="同一次", on=DAY, added_by="x")
    with pytest.raises(ValidationError, match="已经登记"):
        double.full_clean()


def test_a_joint_meeting_closes_the_obligation_of_its_pair_whichever_side_is_named_first(county):
    rule = ObligationTemplateFactory(area=county.root, evidence=EvidenceKind.JOINT_MEETING, owed_by=OwedBy.PAIR)
    obligation = ObligationFactory(template=rule, unit=county.chishi, partner=county.fuyun)
    other = ObligationFactory(template=rule, unit=county.shitang, partner=county.fuyun)
    when = timezone.make_aware(datetime.combine(date(2026, 11, 5), time(9)))
    facts = {"origin": county.fuyun, "residence": county.chishi, "year": 2026, "starts_at": when, "place": "会议室"}
    meeting = JointMeeting.objects.create(**facts, proposed_by="origin", waits_for="residence")
    assert workflow.settle_found(DAY) == (0, 0)
    JointMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD, minutes="议定三件事")
    assert workflow.settle_found(DAY) == (1, 0)
    obligation.refresh_from_db()
    other.refresh_from_db()
    assert (obligation.done_on, obligation.evidence.get().url) == (date(2026, 11, 5), meeting.get_absolute_url())
    assert other.state == ObligationState.OPEN


def test_a_report_counts_once_it_is_handed_in(county):
    rule = ObligationTemplateFactory(area=county.root, evidence=EvidenceKind.ANNUAL_REPORT, frequency=Frequency.YEARLY)
    obligation = ObligationFactory(template=rule, unit=county.fuyun, period="2026", period_from=date(2026, 1, 1))
    facts = {"title": "共治情况汇报", "addressee": "党工委", "signer": "人大工委", "created_by": "林干事"}
    report = AnnualReport.objects.create(area=county.fuyun, year=2026, **facts)
    assert workflow.settle_found(DAY) == (0, 0)
    AnnualReport.objects.filter(pk=report.pk).update(state="handed_in", handed_in_on=date(2026, 11, 18), seal="x")
    assert workflow.settle_found(DAY) == (1, 0)
    obligation.refresh_from_db()
    assert obligation.done_on == date(2026, 11, 18)
