"""The five lives: of an activity, an invitation, minutes, a topic, a follow-up. Each move written out, by everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.activities import workflow
from stations.activities.enums import (
    ACTIVITY,
    FOLLOW_UP,
    INVITATION,
    MINUTES,
    TOPIC,
    ActivityState,
    FollowUpState,
    InvitationState,
    MinutesState,
    TopicState,
)
from stations.activities.models import FollowUp, Minutes, Topic
from tests.kit.machines import spelled, written
from tests.kit.moves import expected, outcomes
from yunhe.kit.refusals import IllegalMove

DAY = timedelta(days=1)

ACTIVITY_MOVES = """
    planned  hold    organiser  held
    planned  cancel  organiser  cancelled
"""
INVITATION_MOVES = """
    invited   sign_up  organiser,deputy  coming|waiting
    invited   decline  organiser,deputy  declined
    coming    decline  organiser,deputy  declined
    waiting   move_up  *                 coming
    waiting   decline  organiser,deputy  declined
    declined  sign_up  organiser,deputy  coming|waiting
"""
MINUTES_MOVES = """
    draft      publish   organiser  published
    published  withdraw  organiser  draft
"""
TOPIC_MOVES = """
    planned      study      organiser  studied
    planned      drop       organiser  dropped
    studied      discuss    organiser  discussed
    studied      drop       organiser  dropped
    discussed    supervise  organiser  supervising
    supervising  close      organiser  closed
"""
FOLLOW_UP_MOVES = """
    open     finish  giver,owner  done
    open     drop    giver        dropped
    done     reopen  giver        open
    dropped  reopen  giver        open
"""


def test_the_tables_are_these():
    assert spelled(ACTIVITY) == written(ACTIVITY_MOVES)
    assert spelled(INVITATION) == written(INVITATION_MOVES)
    assert spelled(MINUTES) == written(MINUTES_MOVES)
    assert spelled(TOPIC) == written(TOPIC_MOVES)
    assert spelled(FOLLOW_UP) == written(FOLLOW_UP_MOVES)


@pytest.fixture
def people(county, staff, keeper, deputy_user):
    """Everybody round 浮云街道: its office, its county, a point of its own, the home office, a stranger, a deputy."""
    return {
        "office": staff(county.fuyun),
        "county": staff(county.root),
        "point": keeper(county.zhongshan),
        "home": staff(county.chishi),
        "stranger": staff(county.yuanhe),
        "deputy": deputy_user(),
    }


ORGANISER = {"office": "organiser", "county": "organiser", "point": "", "home": "", "stranger": "", "deputy": ""}


def test_every_move_of_an_activity(activity, people):
    def move(state, verb, actor):
        made = activity(state=state, cancel_reason="下雨" if state == "cancelled" else "")
        if verb == "hold":
            return workflow.hold_activity(made, by=people[actor])
        return workflow.cancel_activity(made, by=people[actor], reason="下雨")

    verbs = ("hold", "cancel")
    assert outcomes(ActivityState, verbs, ORGANISER, move) == expected(ACTIVITY_MOVES, ActivityState, verbs, ORGANISER)


@pytest.mark.parametrize(("capacity", "signed_up"), [(2, "coming"), (1, "waiting")])
def test_every_answer_to_an_invitation(activity, invite, serving, people, capacity, signed_up):
    def move(state, verb, actor):
        planned = activity(state=ActivityState.PLANNED, starts_at=timezone.now() + 2 * DAY, capacity=capacity)
        if state != "coming":
            invite(planned, serving())
        mine = invite(planned, people["deputy"].deputy, state)
        return workflow.answer_invitation(mine, by=people[actor], coming=verb == "sign_up", reason="出差")

    actors = {**ORGANISER, "deputy": "deputy"}
    wanted = expected(INVITATION_MOVES, InvitationState, ("sign_up", "decline"), actors)
    for actor in (actor for actor, side in actors.items() if side):
        for state in ("invited", "declined"):
            wanted[state, "sign_up", actor] = signed_up
        for state, verb in (("coming", "sign_up"), ("waiting", "sign_up"), ("declined", "decline")):
            wanted[state, verb, actor] = state  # the same answer again changes nothing
    assert outcomes(InvitationState, ("sign_up", "decline"), actors, move) == wanted


def test_who_waits_moves_up_when_somebody_declines(activity, invite, people, serving):
    planned = activity(state=ActivityState.PLANNED, starts_at=timezone.now() + 2 * DAY, capacity=1)
    coming, waiting = invite(planned, serving()), invite(planned, serving(), InvitationState.WAITING)
    workflow.answer_invitation(coming, by=people["office"], coming=False, reason="出差")
    waiting.refresh_from_db()
    assert waiting.state == "coming"


def test_every_move_of_minutes(activity, people):
    def move(state, verb, actor):
        issued = {"published_at": timezone.now(), "edition": 1} if state == "published" else {}
        made = Minutes.objects.create(activity=activity(), body="议了", recorder="我", state=state, **issued)
        if verb == "publish":
            return workflow.publish_minutes(made, by=people[actor])
        return workflow.withdraw_minutes(made, by=people[actor], reason="有错字")

    verbs = ("publish", "withdraw")
    assert outcomes(MinutesState, verbs, ORGANISER, move) == expected(MINUTES_MOVES, MinutesState, verbs, ORGANISER)


@pytest.fixture
def topic(activity, county):
    """Return a function state -> topic of 浮云街道 in that state, with one thing that was followed up."""

    def make(state):
        today, facts = timezone.localdate(), {}
        if state not in ("planned", "dropped"):
            facts |= {"studied_on": today - 5 * DAY, "study_note": "条例"}
        if state in ("discussed", "supervising", "closed"):
            facts |= {"activity": activity(), "outcome": "装 20 个"}
        if state == "closed":
            facts |= {"closed_on": today, "conclusion": "好了"}
        if state == "dropped":
            facts |= {"drop_reason": "并入下月"}
        made = Topic.objects.create(title="充电", area=county.fuyun, month=today, state=state, **facts)
        done = {"state": FollowUpState.DONE, "result": "好了", "closed_on": today}
        FollowUp.objects.create(title="x", area=county.fuyun, topic=made, owner_name="物业", due_on=today, **done)
        return made

    return make


def test_every_move_of_a_topic(topic, activity, people):
    held = activity()

    def move(state, verb, actor):
        made, by = topic(state), people[actor]
        if verb == "study":
            return workflow.study_topic(made, by=by, studied_on=timezone.localdate() - 2 * DAY, study_note="条例")
        if verb == "discuss":
            return workflow.discuss_topic(made, by=by, activity=held, outcome="装 20 个")
        if verb == "supervise":
            return workflow.supervise_topic(made, by=by)
        if verb == "close":
            return workflow.close_topic(made, by=by, conclusion="都装好了")
        return workflow.drop_topic(made, by=by, reason="并入下月")

    verbs = ("study", "discuss", "supervise", "close", "drop")
    assert outcomes(TopicState, verbs, ORGANISER, move) == expected(TOPIC_MOVES, TopicState, verbs, ORGANISER)


@pytest.mark.parametrize("owner", ["point", "deputy"])
def test_every_move_of_a_follow_up(county, people, owner):
    def move(state, verb, actor):
        today = timezone.localdate()
        facts = {
            "open": {},
            "done": {"result": "好了", "closed_on": today},
            "dropped": {"drop_reason": "重复", "closed_on": today},
        }[state]
        facts |= {"owner_area": county.zhongshan} if owner == "point" else {"owner_deputy": people["deputy"].deputy}
        made = FollowUp.objects.create(
            title="装充电位", area=county.fuyun, due_on=today, state=state, created_by="我", **facts
        )
        if verb == "finish":
            return workflow.finish_follow_up(made, by=people[actor], result="装好了")
        if verb == "drop":
            return workflow.drop_follow_up(made, by=people[actor], reason="并入另一件")
        return workflow.reopen_follow_up(made, by=people[actor], reason="又坏了", due_on=today + DAY)

    actors = {**dict.fromkeys(ORGANISER, ""), "office": "giver", "county": "giver", owner: "owner"}
    verbs = ("finish", "drop", "reopen")
    assert outcomes(FollowUpState, verbs, actors, move) == expected(FOLLOW_UP_MOVES, FollowUpState, verbs, actors)


def test_who_comes_second_reads_what_it_is_now(activity, people):
    held = workflow.hold_activity(activity(state=ActivityState.PLANNED), by=people["office"])
    with pytest.raises(IllegalMove, match="活动现在是“已举行”，不能取消活动。可能有人刚刚办理过"):
        workflow.cancel_activity(held, by=people["office"], reason="下雨")
