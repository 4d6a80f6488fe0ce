"""A suggestion and what it is joined to: the voter's concern, both offices of its deputy, the units that answer it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.concerns import following
from liaison.concerns import workflow as concerns
from liaison.concerns.enums import ConcernState
from liaison.suggestions import workflow
from liaison.suggestions.enums import SuggestionState
from liaison.suggestions.jobs import remind_deadlines
from liaison.suggestions.models import Suggestion
from liaison.suggestions.tasks import tell_of_deadline, tell_of_step
from tests.factories.concerns import ConcernFactory, HandlingUnitFactory, as_demanded
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.suggestions import CoHandlerFactory, SuggestionFactory
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

SOON = timezone.localdate() + timedelta(days=90)


@pytest.fixture
def leader(county, appoint):
    """A deputy of 赤石 who lives in 中山社区, with an account."""
    user = appoint(Role.DEPUTY, county.chishi, name="钟新苗")
    found = DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=found)
    return found


@pytest.fixture
def office(county, staff):
    """Staff of 赤石乡, to which the suggestion goes."""
    return staff(county.chishi)


@pytest.fixture
def clerk(county, staff):
    """Staff of 浮云街道, which leads the concern and where the deputy lives."""
    return staff(county.fuyun)


@pytest.fixture
def unit(county, appoint):
    """县交通运输局 with one person."""
    made = HandlingUnitFactory(area=county.root, name="县交通运输局")
    made.members.add(appoint(Role.HANDLING_UNIT, county.root, name="交通经办"))
    return made


@pytest.fixture
def concern(county):
    """Return a function state, **facts -> a concern in 中山社区."""

    def make(state=ConcernState.ACCEPTED, **facts):
        demanded = as_demanded(state, point=county.zhongshan)
        if facts.get("is_direct"):
            demanded.pop("handling_point", None)
        return ConcernFactory(**{"place": county.zhongshan, "state": state, **demanded, **facts})

    return make


@pytest.fixture
def draft(leader):
    """Return a function concern -> a draft of the leader out of it."""
    return lambda concern: SuggestionFactory(leader=leader, concern=concern)


def again(thing):
    """Return `thing` as it stands in the database."""
    return type(thing).objects.get(pk=thing.pk)


def test_a_concern_goes_along_with_the_suggestion_and_its_own_clock_stops(concern, draft, leader):
    thing = concern()
    workflow.hand_in(draft(thing), by=leader.user)
    lifted = again(thing)
    assert (lifted.state, lifted.due_on, lifted.deputy) == (ConcernState.LIFTED, None, leader)
    step = lifted.steps.get()
    assert (step.verb, step.side, step.is_public) == ("lift", "deputy", True)
    assert lifted.lateness == ""


@pytest.mark.parametrize("state", [ConcernState.ASSIGNED, ConcernState.TOLD, ConcernState.CLOSED])
def test_a_concern_that_others_handle_or_have_answered_stays_with_them(concern, draft, leader, state):
    thing = concern(state)
    suggestion = workflow.hand_in(draft(thing), by=leader.user)
    assert again(thing).state == state
    assert suggestion.state == SuggestionState.HANDED_IN


def test_a_direct_concern_of_the_leader_goes_along(concern, draft, leader):
    thing = concern(ConcernState.ASSIGNED, is_direct=True, deputy=leader)
    workflow.hand_in(draft(thing), by=leader.user)
    assert again(thing).state == ConcernState.LIFTED


def test_the_reply_reaches_the_concern_its_office_and_its_voter(concern, draft, leader, office, clerk, unit, client):
    thing = concern()
    suggestion = workflow.hand_in(draft(thing), by=leader.user)
    workflow.assign(suggestion, by=office, unit=unit)
    workflow.reply(suggestion, by=unit.members.get(), reply="末班车延到七点半", result="C", check_on=SOON)
    heard = again(thing)
    assert (heard.state, heard.reply, heard.result) == (ConcernState.REPLIED, "末班车延到七点半", "C")
    assert (heard.replied_by, heard.check_on) == ("县交通运输局", SOON)
    told = concerns.tell(heard, by=clerk, told_way="online")
    session = client.session
    request = type("Request", (), {"session": session})()
    following.grant(request, told, "h7k2-mmq9", following.OWNER)
    session.save()
    page = client.get(reverse("concern-followed", args=[told.number])).content.decode()
    assert "末班车延到七点半" in page
    assert suggestion.title in page
    assert "县交通运输局已答复" in page
    assert concerns.rate(told, rating="satisfied").state == ConcernState.RATED


def test_a_second_reply_of_a_plan_reaches_the_voter_too(concern, draft, leader, office, clerk, unit):
    thing = concern()
    suggestion = workflow.hand_in(draft(thing), by=leader.user)
    workflow.assign(suggestion, by=office, unit=unit)
    workflow.reply(suggestion, by=office, reply="列入明年计划", result="C", check_on=SOON)
    concerns.rate(concerns.tell(again(thing), by=clerk, told_way="online"), rating="mostly")
    concerns.close(again(thing), by=clerk)
    workflow.give_opinion(suggestion, by=leader.user, opinion="mostly")
    tracked = workflow.track(suggestion, by=office)
    assert (tracked.state, tracked.reply, tracked.result) == (SuggestionState.ASSIGNED, "", "")
    workflow.reply(suggestion, by=office, reply="已经建成", result="A")
    heard = again(thing)
    assert (heard.state, heard.reply, heard.rating, heard.told_on) == (ConcernState.REPLIED, "已经建成", "", None)
    done = workflow.give_opinion(suggestion, by=leader.user, opinion="satisfied")
    with pytest.raises(Denied, match="才需要跟踪"):
        workflow.track(done, by=office)


def test_a_withdrawn_suggestion_gives_the_concern_back_to_the_office(concern, draft, leader):
    thing = concern()
    suggestion = workflow.hand_in(draft(thing), by=leader.user)
    workflow.withdraw(suggestion, by=leader.user)
    back = again(thing)
    assert (back.state, back.handler_label) == (ConcernState.ACCEPTED, "")
    assert back.due_on


def test_a_suggestion_that_is_sent_back_leaves_the_concern_with_the_deputy(concern, draft, leader, office):
    thing = concern()
    suggestion = workflow.hand_in(draft(thing), by=leader.user)
    workflow.send_back(suggestion, by=office, bar="empty", text="请写清地点")
    back = again(thing)
    assert (back.state, back.handler_label) == (ConcernState.ASSIGNED, "钟新苗代表")
    workflow.hand_in(again(suggestion), by=leader.user)
    assert again(thing).state == ConcernState.LIFTED


def test_both_offices_of_the_deputy_and_the_units_see_it_and_strangers_do_not(
    leader, office, clerk, unit, county, staff, appoint
):
    other = HandlingUnitFactory(area=county.root, name="县自然资源局")
    helper, stranger = (appoint(Role.HANDLING_UNIT, county.root) for _ in range(2))
    other.members.add(helper)
    sent = SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)
    CoHandlerFactory(suggestion=sent, unit=other)
    SuggestionFactory(leader=leader)
    for user in (office, clerk, unit.members.get(), helper, staff(county.root)):
        assert Suggestion.objects.visible_to(user).get() == sent
    for user in (staff(county.shitang), stranger, appoint(Role.POINT_KEEPER, county.zhongshan)):
        assert not Suggestion.objects.visible_to(user).exists()


def test_the_residence_sees_but_does_not_move(leader, clerk, unit, sign_in):
    sent = SuggestionFactory(leader=leader, state=SuggestionState.HANDED_IN)
    client = sign_in(clerk)
    page = client.get(sent.get_absolute_url())
    assert page.status_code == 200
    assert "/move/" not in page.content.decode()
    assert client.get(reverse("suggestions:suggestion-move", args=[sent.pk, "assign"])).status_code == 403


def test_a_unit_answers_and_returns_by_its_own_account(leader, unit, sign_in):
    sent = SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)
    client = sign_in(unit.members.get())
    assert sent.title in client.get(reverse("suggestions:unit-suggestions")).content.decode()
    move = reverse("suggestions:suggestion-move", args=[sent.pk, "reply"])
    assert "请选择办理结果" in client.post(move, {"reply": "已延长"}).content.decode()
    client.post(move, {"reply": "已延长", "result": "A"})
    replied = again(sent)
    assert (replied.state, replied.result, replied.replied_by) == (SuggestionState.REPLIED, "A", "县交通运输局")
    assert replied.steps.get().side == "unit"
    other = SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)
    client.post(reverse("suggestions:suggestion-move", args=[other.pk, "take_back"]), {"text": "不属本单位"})
    assert again(other).unit is None
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_co_handling_unit_gives_its_opinion_itself(leader, unit, county, appoint, sign_in):
    other = HandlingUnitFactory(area=county.root, name="县自然资源局")
    other.members.add(appoint(Role.HANDLING_UNIT, county.root))
    sent = SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)
    asked = CoHandlerFactory(suggestion=sent, unit=other)
    address = reverse("suggestions:co-opinion", args=[asked.pk])
    client = sign_in(other.members.get())
    assert "协办" in client.get(reverse("suggestions:unit-suggestions")).content.decode()
    client.post(address, {"opinion": "同意增设站点"})
    assert again(asked).opinion == "同意增设站点"
    assert client.get(reverse("suggestions:suggestion-move", args=[sent.pk, "reply"])).status_code == 403
    assert sign_in(unit.members.get()).get(address).status_code == 403


def test_a_list_of_a_unit_costs_the_same_with_one_row_and_many(leader, unit, sign_in):
    client = sign_in(unit.members.get())
    make = lambda: SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)  # noqa: E731 said in place
    make()
    same_cost(lambda: client.get(reverse("suggestions:unit-suggestions")), more=make, times=5)


def test_a_plan_wants_a_date_and_is_asked_after_on_it(leader, office, unit):
    sent = SuggestionFactory(leader=leader, state=SuggestionState.ASSIGNED, unit=unit)
    with pytest.raises(Refused, match="什么时候再跟踪"):
        workflow.reply(sent, by=office, reply="列入计划", result="C")
    planned = {"result": "C", "check_on": timezone.localdate()}
    closed = SuggestionFactory(leader=leader, state=SuggestionState.CLOSED, unit=unit, **planned)
    assert list(Suggestion.objects.to_track()) == [closed]
    assert remind_deadlines() == 1
    for _ in range(2):
        tell_of_deadline(closed.pk)
    assert Notice.objects.get(recipient=office).title.endswith("到跟踪日期")


def test_unit_and_both_offices_are_told_of_their_steps(leader, office, clerk, unit):
    sent = SuggestionFactory(leader=leader, state=SuggestionState.HANDED_IN)
    assigned = workflow.assign(sent, by=office, unit=unit)
    tell_of_step(assigned.steps.get().pk)
    assert Notice.objects.filter(recipient=unit.members.get()).count() == 1
    assert not Notice.objects.filter(recipient=clerk).exists()
    replied = workflow.reply(assigned, by=unit.members.get(), reply="已延长", result="A")
    tell_of_step(replied.steps.get(verb="reply").pk)
    assert Notice.objects.filter(recipient__in=[clerk, office]).count() == 2
