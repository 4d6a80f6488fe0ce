"""Joint meetings and resolutions: every state, every verb, every actor; what is drafted, refused and written."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liaison.joint_meetings import workflow
from liaison.joint_meetings.enums import MEETING, OPEN_MEETINGS, RESOLUTION, AgendaKind, MeetingState, ResolutionState
from liaison.joint_meetings.models import JointMeeting
from liaison.joint_meetings.workflow.meetings import Present
from liaison.registration.models import Registration
from tests.factories.deputies import TeamFactory
from tests.factories.discrepancies import DiscrepancyFactory
from tests.factories.joint import JointItemFactory, JointMeetingFactory, ResolutionFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

ACTORS = ("origin", "residence", "county", "stranger", "keeper")
PEOPLE = (Present("origin", "张三", "乡人大主席"), Present("residence", "李四", "人大工委主任"))


def soon(days=5):
    """Return a time some days ahead."""
    return timezone.now() + timedelta(days=days)


def facts_of(verb):
    """Return good input of a verb on a meeting."""
    past = timezone.now() - timedelta(hours=2)
    return {
        "agree": {},
        "counter": {"starts_at": soon(9), "place": "浮云街道会议室"},
        "cancel": {"note": "与换届会议冲突"},
        "hold": {"starts_at": past, "place": "会议室", "attendees": PEOPLE, "minutes": "研究了三件事。"},
        "amend": {"attendees": PEOPLE, "minutes": "补充一件事。"},
        "confirm": {},
    }[verb]


@pytest.fixture
def make(county):
    """Return a function state -> meeting of 赤石乡 and 浮云街道 that waits for 浮云街道."""
    return lambda state, **facts: JointMeetingFactory(
        origin=county.chishi, residence=county.fuyun, state=state, **facts
    )


# The whole life of a meeting that waits for 浮云街道 (the residence): state, verb -> state after, who may.
BOTH = {"origin", "residence", "county"}
ASKED = {"residence", "county"}
MOVES = """
    -         propose  either      proposed
    proposed  agree    waited_for  agreed
    proposed  counter  waited_for  proposed
    proposed  cancel   either      cancelled
    agreed    hold     either      held
    agreed    counter  either      proposed
    agreed    cancel   either      cancelled
    held      amend    either      held
    held      confirm  waited_for  closed
"""
RESOLUTION_MOVES = """
    -     resolve   either  open
    open  finish    owner   done
    open  postpone  either  open
    open  drop      either  dropped
"""
TURNS = {"waited_for": ASKED, "owner": ASKED, "either": BOTH}  # 浮云街道 is asked, and carries out


def life_of(moves):
    """Return {(state, verb): (state after, who may)}."""
    lines = [line for line in written(moves) if line.state]
    return {(line.state, line.verb): (line.after[0], TURNS[line.sides[0]]) for line in lines}


LIFE, RESOLUTION_LIFE = life_of(MOVES), life_of(RESOLUTION_MOVES)


def test_the_tables_are_what_is_written_here():
    assert spelled(MEETING) == written(MOVES)
    assert spelled(RESOLUTION) == written(RESOLUTION_MOVES)


@pytest.mark.parametrize(
    ("state", "verb", "actor"), list(product(MeetingState.values, sorted({verb for _, verb in LIFE}), ACTORS))
)
def test_every_move_of_a_meeting(state, verb, actor, make, cast):
    meeting = make(state)
    after, may = LIFE.get((state, verb), ("", set()))
    before = AuditEvent.objects.count()
    if actor not in may:
        with pytest.raises(Denied) as refusal:
            getattr(workflow, verb)(meeting, by=cast[actor], **facts_of(verb))
        assert isinstance(refusal.value, IllegalMove) == (not after)
        meeting.refresh_from_db()
        assert (meeting.state, AuditEvent.objects.count()) == (state, before)
        return
    getattr(workflow, verb)(meeting, by=cast[actor], **facts_of(verb))
    meeting.refresh_from_db()
    step = meeting.steps.get()
    assert (meeting.state, step.side, step.by) == (after, actor, cast[actor].display_name)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.parametrize("actor", ACTORS)
def test_who_proposes(actor, registration, cast):
    pair = (registration.origin, registration.residence)
    if actor not in ("origin", "residence"):
        with pytest.raises(Denied):
            workflow.propose(*pair, starts_at=soon(), place="会议室", by=cast[actor])
        assert not JointMeeting.objects.exists()
        return
    meeting = workflow.propose(*pair, starts_at=soon(), place="会议室", by=cast[actor])
    assert (meeting.proposed_by, meeting.state) == (actor, MeetingState.PROPOSED)
    assert {meeting.proposed_by, meeting.waits_for} == {"origin", "residence"}


def test_a_proposal_goes_to_and_fro_until_one_side_agrees(registration, cast):
    meeting = workflow.propose(
        registration.origin, registration.residence, starts_at=soon(), place="甲", by=cast["origin"]
    )
    seen = meeting.starts_at.isoformat()
    workflow.counter(meeting, starts_at=soon(8), place="乙", by=cast["residence"])
    with pytest.raises(Denied, match="由赤石乡办理"):
        workflow.agree(meeting, by=cast["residence"])
    with pytest.raises(IllegalMove, match="时间刚刚改为"):
        workflow.agree(meeting, by=cast["origin"], at=seen)
    agreed = workflow.agree(meeting, by=cast["origin"])
    assert (agreed.state, agreed.place, agreed.waits_for) == (MeetingState.AGREED, "乙", "")


def test_a_pair_without_flow_and_a_second_meeting_to_come_are_refused(registration, county, cast):
    with pytest.raises(Refused, match="没有共管的代表"):
        workflow.propose(county.chishi, county.yuanhe, starts_at=soon(), place="会议室", by=cast["origin"])
    facts = {"starts_at": soon(), "place": "会议室"}
    workflow.propose(registration.origin, registration.residence, by=cast["origin"], **facts)
    with pytest.raises(Refused, match="已有一次待召开"):
        workflow.propose(registration.origin, registration.residence, by=cast["residence"], **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        JointMeetingFactory(origin=registration.origin, residence=registration.residence)
    assert JointMeeting.objects.filter(state__in=OPEN_MEETINGS).count() == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"starts_at": timezone.now() - timedelta(days=1)}, "现在以后"), ({"place": "  "}, "会议地点")],
)
def test_a_proposal_needs_a_time_to_come_and_a_place(facts, said, registration, cast):
    with pytest.raises(Refused, match=said):
        workflow.propose(
            registration.origin,
            registration.residence,
            by=cast["origin"],
            **{"starts_at": soon(), "place": "会议室", **facts},
        )
    assert not JointMeeting.objects.exists()


def test_the_standing_joint_team_may_be_the_body_that_meets(registration, county, cast):
    facts = {"starts_at": soon(), "place": "会议室", "by": cast["origin"]}
    stranger = TeamFactory(area=county.shitang, partner=county.fuyun)
    with pytest.raises(Refused, match="联合团队"):
        workflow.propose(registration.origin, registration.residence, body=stranger, **facts)
    body = TeamFactory(area=county.fuyun, partner=county.chishi)
    assert workflow.propose(registration.origin, registration.residence, body=body, **facts).body == body


def test_the_agenda_is_drafted_from_what_is_open(registration, county, cast):
    today = timezone.localdate()
    Registration.objects.filter(pk=registration.pk).update(received_at=timezone.now() - timedelta(days=120))
    late = Registration.objects.create(
        deputy=LedgerEntryFactory(origin=county.chishi, community=county.zhongshan).deputy,
        origin=county.chishi,
        residence=county.fuyun,
        due_on=today - timedelta(days=3),
    )
    DiscrepancyFactory(registration=registration, fact="phone")
    earlier = JointMeetingFactory(origin=county.chishi, residence=county.fuyun, state=MeetingState.CLOSED)
    ResolutionFactory(meeting=earlier)
    meeting = workflow.propose(county.chishi, county.fuyun, starts_at=soon(), place="会议室", by=cast["origin"])
    drafted = {item.kind: item for item in meeting.items.all()}
    assert list(drafted) == [
        AgendaKind.RESOLUTIONS,
        AgendaKind.DISCREPANCIES,
        AgendaKind.LATE_REGISTRATIONS,
        AgendaKind.LEDGER,
        AgendaKind.SILENT,
        AgendaKind.OTHER,
    ]
    assert registration.deputy.name in drafted[AgendaKind.DISCREPANCIES].text
    assert late.deputy.name in drafted[AgendaKind.LATE_REGISTRATIONS].text
    assert drafted[AgendaKind.SILENT].title.endswith(" 1 名")
    assert registration.deputy.phone not in "".join(item.text for item in drafted.values())


def test_redrafting_keeps_what_was_edited_or_added(registration, cast):
    meeting = workflow.propose(
        registration.origin, registration.residence, starts_at=soon(), place="会议室", by=cast["origin"]
    )
    workflow.edit_item(meeting.items.get(), title="交流经验", by=cast["residence"])
    workflow.add_item(meeting, title="商定培训", by=cast["origin"])
    DiscrepancyFactory(registration=registration, fact="phone")
    workflow.redraft(meeting, by=cast["residence"])
    assert [item.title for item in meeting.items.all()] == ["核对说法不一致的信息 1 件", "交流经验", "商定培训"]
    workflow.remove_item(meeting.items.last(), by=cast["origin"])
    assert meeting.items.count() == 2


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CLOSED, MeetingState.CANCELLED])
def test_the_agenda_of_a_past_meeting_stands(state, make, cast):
    meeting = make(state)
    item = JointItemFactory(meeting=meeting)
    for edit in (
        lambda: workflow.redraft(meeting, by=cast["origin"]),
        lambda: workflow.add_item(meeting, title="新", by=cast["origin"]),
        lambda: workflow.edit_item(item, title="新", by=cast["origin"]),
        lambda: workflow.remove_item(item, by=cast["origin"]),
    ):
        with pytest.raises(IllegalMove):
            edit()
    assert [one.title for one in meeting.items.all()] == ["通报情况"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"starts_at": timezone.now() + timedelta(days=300)}, "开完再登记"),
        ({"attendees": PEOPLE[:1]}, "双方的出席人员"),
        ({"minutes": " "}, "会议纪要"),
    ],
)
def test_a_held_meeting_needs_people_of_both_sides_and_minutes(facts, said, make, cast):
    meeting = make(MeetingState.AGREED)
    with pytest.raises(Refused, match=said):
        workflow.hold(meeting, by=cast["origin"], **{**facts_of("hold"), **facts})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendees.count()) == (MeetingState.AGREED, 0)


def test_minutes_are_confirmed_by_the_side_that_did_not_write_them(make, cast):
    meeting = workflow.hold(make(MeetingState.AGREED), by=cast["residence"], **facts_of("hold"))
    seen = str(meeting.steps.last().pk)
    with pytest.raises(Denied, match="由赤石乡办理"):
        workflow.confirm(meeting, by=cast["residence"])
    workflow.amend(meeting, by=cast["residence"], attendees=PEOPLE[:1] + PEOPLE, minutes="改过")
    with pytest.raises(IllegalMove, match="刚刚被修改过"):
        workflow.confirm(meeting, by=cast["origin"], seen=seen)
    closed = workflow.confirm(meeting, by=cast["origin"])
    assert (closed.state, closed.attendees.count()) == (MeetingState.CLOSED, 3)


@pytest.fixture
def resolution(make):
    """A resolution that 浮云街道 carries out."""
    return ResolutionFactory(meeting=make(MeetingState.HELD))


def good(verb):
    """Return good input of a verb on a resolution."""
    later = timezone.localdate() + timedelta(days=60)
    return {
        "finish": {"result": "走访了三人"},
        "postpone": {"due_on": later, "note": "代表外出"},
        "drop": {"note": "已迁出"},
    }[verb]


@pytest.mark.parametrize(
    ("state", "verb", "actor"),
    list(product(ResolutionState.values, sorted({verb for _, verb in RESOLUTION_LIFE}), ACTORS)),
)
def test_every_move_of_a_resolution(state, verb, actor, make, cast):
    resolution = ResolutionFactory(meeting=make(MeetingState.CLOSED), state=state)
    after, may = RESOLUTION_LIFE.get((state, verb), ("", set()))
    if actor not in may:
        with pytest.raises(Denied) as refusal:
            getattr(workflow, verb)(resolution, by=cast[actor], **good(verb))
        assert isinstance(refusal.value, IllegalMove) == (not after)
        resolution.refresh_from_db()
        assert resolution.state == state
        return
    getattr(workflow, verb)(resolution, by=cast[actor], **good(verb))
    resolution.refresh_from_db()
    assert (resolution.state, resolution.steps.get().side) == (after, actor)


def test_resolving_names_a_unit_of_the_meeting_and_a_person_of_it(make, county, cast):
    meeting, due = make(MeetingState.HELD), timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refused, match="两个单位之一"):
        workflow.resolve(meeting, text="走访", unit=county.shitang, due_on=due, by=cast["origin"])
    with pytest.raises(Refused, match="不在浮云街道任职"):
        workflow.resolve(meeting, text="走访", unit=county.fuyun, owner=cast["origin"], due_on=due, by=cast["origin"])
    with pytest.raises(Refused, match="不能早于会议日期"):
        workflow.resolve(meeting, text="走访", unit=county.fuyun, due_on=due - timedelta(days=60), by=cast["origin"])
    made = workflow.resolve(
        meeting, text="走访", unit=county.fuyun, owner=cast["residence"], due_on=due, by=cast["origin"]
    )
    assert made.owner_label == f"浮云街道 {cast['residence'].name}"


@pytest.mark.parametrize("state", [state for state in MeetingState if state != MeetingState.HELD])
def test_resolutions_are_written_between_the_meeting_and_the_confirmed_minutes(state, make, county, cast):
    with pytest.raises(IllegalMove, match="纪要确认前"):
        workflow.resolve(make(state), text="走访", unit=county.fuyun, due_on=soon().date(), by=cast["origin"])


def test_a_resolution_is_finished_between_the_meeting_and_today(resolution, cast):
    for day in (timezone.localdate() - timedelta(days=30), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused, match="完成日期"):
            workflow.finish(resolution, result="已办", on=day, by=cast["residence"])
    with pytest.raises(Refused, match="办理结果"):
        workflow.finish(resolution, result=" ", by=cast["residence"])
