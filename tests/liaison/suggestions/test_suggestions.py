"""Suggestions: the whole table, the seven bars, calendar months, signing, who sees what, the Word file."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.concerns.enums import ConcernState
from liaison.suggestions import checks, policies, workflow
from liaison.suggestions.enums import SUGGESTION, Bar, SignState, SuggestionState
from liaison.suggestions.jobs import remind_deadlines
from liaison.suggestions.models import CoHandler, Suggestion
from liaison.suggestions.tasks import tell_of_co_deadline, tell_of_deadline, tell_of_request, tell_of_step
from tests.factories.concerns import ConcernFactory, HandlingUnitFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.suggestions import CAUSE, MEASURES, PROBLEM, CoSignerFactory, SuggestionFactory
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.months import add_months
from yunhe.kit.refusals import Denied, IllegalMove, Refused, is_allowed
from yunhe.notices.models import Notice

PLANNED = {"result": "C", "check_on": timezone.localdate()}  # what may be asked after
NO_BARS = {f"bar_{bar.value}": "no" for bar in Bar}


@pytest.fixture
def deputy(county, appoint):
    """Return a function **facts -> a serving deputy of 赤石 with an account."""

    def make(**facts):
        origin = facts.get("origin", county.chishi)
        user = appoint(Role.DEPUTY, origin)
        found = DeputyFactory(**{"origin": origin, "residence": county.zhongshan, "user": user, **facts})
        MandateFactory(deputy=found)
        return found

    return make


@pytest.fixture
def leader(deputy):
    """The deputy who leads."""
    return deputy(name="钟新苗")


@pytest.fixture
def office(county, staff):
    """Staff of 赤石乡, to which the suggestion goes."""
    return staff(county.chishi)


@pytest.fixture
def unit(county):
    """A unit of the county."""
    return HandlingUnitFactory(area=county.root, name="县交通运输局")


@pytest.fixture
def suggestion(leader, unit):
    """Return a function state, **facts -> suggestion of the leader."""

    def make(state=SuggestionState.DRAFT, **facts):
        needs = state not in (SuggestionState.DRAFT, SuggestionState.HANDED_IN, SuggestionState.WITHDRAWN)
        return SuggestionFactory(leader=leader, state=state, **({"unit": unit} if needs else {}), **facts)

    return make


FACTS = {
    "hand_in": lambda unit: {},
    "withdraw": lambda unit: {"text": "再想想"},
    "send_back": lambda unit: {"bar": "empty", "text": "请写清地点"},
    "acknowledge": lambda unit: {"text": "已收到"},
    "assign": lambda unit: {"unit": unit},
    "take_back": lambda unit: {"text": "不属本单位"},
    "reply": lambda unit: {"reply": "已延长末班车", "result": "A"},
    "track": lambda unit: {"text": "请答复进展"},
    "give_opinion": lambda unit: {"opinion": "satisfied"},
}
OF_THE_LEADER = ("hand_in", "withdraw", "give_opinion")
MOVES = """
    draft      hand_in       leader         handed_in
    draft      withdraw      leader         withdrawn
    handed_in  acknowledge   office         handed_in
    handed_in  assign        office         assigned
    handed_in  send_back     office         draft
    handed_in  withdraw      leader         withdrawn
    assigned   reply         office,unit    replied
    assigned   take_back     office,unit    handed_in
    replied    give_opinion  leader,office  closed|redoing
    redoing    reply         office,unit    replied
    closed     track         office         assigned
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(SUGGESTION) == written(MOVES)


@pytest.mark.parametrize("verb", FACTS)
@pytest.mark.parametrize("state", SuggestionState)
def test_every_verb_from_every_state(suggestion, leader, office, unit, state, verb):
    planned = PLANNED if state == SuggestionState.CLOSED else {}
    thing, by = suggestion(state, **planned), leader.user if verb in OF_THE_LEADER else office
    move = getattr(workflow, verb)
    if (state, verb) in LINES:
        moved = move(thing, by=by, **FACTS[verb](unit))
        assert moved.state == LINES[state, verb].after[0]
        step = moved.steps.get()
        assert (step.from_state, step.to_state) == (state, moved.state)
        assert AuditEvent.objects.filter(verb=f"liaison.{verb}_suggestion").count() == 1
    else:
        with pytest.raises(IllegalMove, match="不能"):
            move(thing, by=by, **FACTS[verb](unit))
        thing.refresh_from_db()
        assert thing.state == state


@pytest.mark.parametrize(("state", "verb"), LINES)
def test_only_those_in_charge_may_move(suggestion, leader, office, deputy, unit, county, staff, appoint, state, verb):
    planned = PLANNED if state == SuggestionState.CLOSED else {}
    thing, sides = suggestion(state, **planned), LINES[state, verb].sides
    people, others = (appoint(Role.HANDLING_UNIT, county.root) for _ in range(2))
    unit.members.add(people)
    HandlingUnitFactory(area=county.root, name="县教育局").members.add(others)
    for user, allowed in (
        (leader.user, "leader" in sides),
        (office, "office" in sides),
        (people, "unit" in sides and thing.unit_id is not None),
        (others, False),
        (staff(county.root), "office" in sides),
        (staff(county.shitang), False),
        (deputy().user, False),
    ):
        assert is_allowed(policies.acting_side, user, thing, verb) is allowed


def test_the_reply_is_due_in_three_months_or_six_and_the_redo_in_one(suggestion, office, leader, unit):
    today = timezone.localdate()
    assert workflow.hand_in(suggestion(), by=leader.user).due_on == today + timedelta(days=7)
    for is_hard, months in ((False, 3), (True, 6)):
        moved = workflow.assign(suggestion(SuggestionState.HANDED_IN), by=office, unit=unit, is_hard=is_hard)
        assert moved.due_on == add_months(today, months)
    again = workflow.give_opinion(
        suggestion(SuggestionState.REPLIED), by=leader.user, opinion="unsatisfied", opinion_text="没有答复站点的事"
    )
    assert (again.state, again.due_on, again.redo_count) == ("redoing", add_months(today, 1), 1)
    replied = workflow.reply(again, by=office, reply="站点明年增设", result="D")
    ends = workflow.give_opinion(replied, by=leader.user, opinion="unsatisfied", opinion_text="太慢")
    assert (ends.state, ends.redo_count) == ("closed", 1)


def test_not_satisfied_wants_a_reason(suggestion, leader):
    with pytest.raises(ValidationError):
        workflow.give_opinion(suggestion(SuggestionState.REPLIED), by=leader.user, opinion="unsatisfied")


def test_a_unit_returns_within_ten_days(suggestion, office):
    late = suggestion(SuggestionState.ASSIGNED, assigned_on=timezone.localdate() - timedelta(days=11))
    with pytest.raises(Denied, match="10 日内"):
        workflow.take_back(late, by=office, text="不属本单位")
    in_time = suggestion(SuggestionState.ASSIGNED, assigned_on=timezone.localdate() - timedelta(days=10))
    assert workflow.take_back(in_time, by=office, text="不属本单位").unit is None


@pytest.mark.parametrize("bar", Bar)
def test_a_bar_that_is_answered_with_yes_stops_it(suggestion, leader, bar):
    with pytest.raises(ValidationError, match="不能作为代表建议"):
        workflow.hand_in(suggestion(), by=leader.user, barred=[bar])


@pytest.mark.parametrize(
    ("texts", "bar", "blocks"),
    [
        ({"problem": "路不好"}, Bar.EMPTY, True),
        ({"cause": ""}, Bar.EMPTY, True),
        ({"problem": PROBLEM + "还有一件事是垃圾桶。"}, "", True),
        ({"problem": PROBLEM + "我家的亲戚也在等。"}, Bar.OWN_AFFAIR, False),
        ({"problem": PROBLEM + "群众来信如下，现转来。"}, Bar.FORWARDED, False),
        ({"measures": MEASURES + "推广该产品。"}, Bar.PAPER, False),
        ({"problem": PROBLEM + "此案法院已经判决。"}, Bar.CASE, False),
        ({"problem": PROBLEM + "这个标段正在招标。"}, Bar.TENDER, False),
    ],
)
def test_the_text_itself_is_looked_over(suggestion, leader, texts, bar, blocks):
    thing = suggestion(**texts)
    doubts = checks.look_over(thing.title, thing.problem, thing.cause, thing.measures)
    assert (bar, blocks) in [(doubt.bar, doubt.blocks) for doubt in doubts]
    for confirmed in (False, True):
        if blocks or not confirmed:
            with pytest.raises(ValidationError):
                workflow.hand_in(thing, by=leader.user, confirmed=confirmed)
        else:
            assert workflow.hand_in(thing, by=leader.user, confirmed=confirmed).state == "handed_in"


def test_a_good_draft_raises_no_finding():
    assert checks.look_over("关于延长公交末班的建议", PROBLEM, CAUSE, MEASURES) == []


def test_a_deputy_lifts_a_matter_and_both_know_of_each_other(county, leader, unit, office, sign_in):
    concern = ConcernFactory(
        place=county.zhongshan, state=ConcernState.ASSIGNED, is_direct=True, deputy=leader, round=1, title="公交末班"
    )
    foreign = ConcernFactory(place=county.zhongshan)
    client, page = sign_in(leader.user), reverse("suggestions:suggestion-create")
    detail = client.get(concern.get_absolute_url()).content.decode()
    assert f"{page}?concern={concern.pk}" in detail
    assert client.get(f"{page}?concern={foreign.pk}").status_code == 404
    drafted = client.get(f"{page}?concern={concern.pk}").content.decode()
    assert "关于公交末班的建议" in drafted
    assert concern.text in drafted
    texts = {"title": "关于公交末班的建议", "problem": PROBLEM, "cause": CAUSE, "measures": MEASURES}
    client.post(f"{page}?concern={concern.pk}", {**texts, "level": "township"})
    made = Suggestion.objects.get()
    assert (made.concern, made.office, made.leader) == (concern, county.chishi, leader)
    checked = reverse("suggestions:suggestion-hand-in", args=[made.pk])
    assert "请回答" in client.post(checked, {}).content.decode()
    client.post(checked, NO_BARS)
    made.refresh_from_db()
    assert made.state == "handed_in"
    assert made.title in client.get(concern.get_absolute_url()).content.decode()
    client = sign_in(office)
    move = reverse("suggestions:suggestion-move", args=[made.pk, "assign"])
    client.post(move, {"unit": unit.pk})
    made.refresh_from_db()
    assert made.state == "assigned"
    client.post(reverse("suggestions:suggestion-move", args=[made.pk, "reply"]), {"reply": "已延长", "result": "A"})
    client = sign_in(leader.user)
    client.post(reverse("suggestions:suggestion-move", args=[made.pk, "give_opinion"]), {"opinion": "mostly"})
    made.refresh_from_db()
    assert (made.state, made.opinion) == ("closed", "mostly")


def test_a_level_without_a_mandate_is_refused(leader):
    with pytest.raises(Refused, match="没有这一级"):
        workflow.draft(by=leader.user, level=CongressLevel.COUNTY, title="x", problem=PROBLEM)


def test_others_sign_on_the_phone_and_sign_anew_when_the_text_changes(suggestion, leader, deputy, county, sign_in):
    thing, friend, other = suggestion(), deputy(name="蓝大山"), deputy(origin=county.shitang)
    client, ask = sign_in(leader.user), reverse("suggestions:suggestion-ask", args=[thing.pk])
    page = client.get(ask).content.decode()
    assert friend.name in page
    assert other.name not in page
    client.post(ask, {"deputies": [friend.pk]})
    signer = thing.signers.get()
    tell_of_request(signer.pk)
    assert Notice.objects.get(recipient=friend.user).url == thing.get_absolute_url()
    phone, sign = sign_in(friend.user), reverse("suggestions:suggestion-sign", args=[thing.pk])
    assert thing.title in phone.get(reverse("suggestions:my-suggestions")).content.decode()
    phone.post(sign, {"signs": "1"})
    signer.refresh_from_db()
    assert signer.state == SignState.SIGNED
    assert phone.post(sign, {"signs": "1"}).status_code == 403
    workflow.edit(thing, by=leader.user, cause=CAUSE + "也没有人牵头。")
    signer.refresh_from_db()
    assert signer.state == SignState.ASKED
    with pytest.raises(Refused, match="不能联名"):
        workflow.ask_to_sign(thing, by=leader.user, deputies=[other])


def test_a_suspended_deputy_neither_drafts_nor_signs(suggestion, deputy):
    friend = deputy()
    CoSignerFactory(suggestion=suggestion(), deputy=friend)
    friend.mandates.update(suspension="detained", suspended_on="2026-01-01")
    with pytest.raises(Denied):
        workflow.draft(by=friend.user, level="township", title="x")
    with pytest.raises(Denied):
        workflow.sign(Suggestion.objects.get(), by=friend.user, signs=True)


def test_drafts_are_the_deputys_own_and_offices_see_theirs(suggestion, leader, office, county, staff, deputy, sign_in):
    draft, sent = suggestion(), suggestion(SuggestionState.HANDED_IN)
    listing = reverse("suggestions:suggestion-list")
    for user, sees_draft, sees_sent in (
        (leader.user, 200, 200),
        (office, 404, 200),
        (staff(county.root), 404, 200),
        (staff(county.fuyun), 404, 200),
        (staff(county.shitang), 404, 404),
        (deputy().user, 404, 404),
    ):
        client = sign_in(user)
        assert client.get(draft.get_absolute_url()).status_code == sees_draft
        assert client.get(sent.get_absolute_url()).status_code == sees_sent
        assert client.get(reverse("suggestions:suggestion-word", args=[draft.pk])).status_code == sees_draft
    assert sign_in(office).get(listing).context["listing"].page.total == 1
    assert sign_in(staff(county.fuyun)).get(listing).context["listing"].page.total == 1
    assert sign_in(staff(county.shitang)).get(listing).context["listing"].page.total == 0


def test_one_and_many_rows_cost_the_same(suggestion, office, sign_in):
    client, url = sign_in(office), reverse("suggestions:suggestion-list")
    suggestion(SuggestionState.HANDED_IN)
    same_cost(lambda: client.get(url), more=lambda: suggestion(SuggestionState.ASSIGNED), times=5)


def test_the_word_file_holds_the_three_parts_and_who_signs(suggestion, leader, deputy, sign_in):
    thing = suggestion(SuggestionState.HANDED_IN)
    CoSignerFactory(suggestion=thing, deputy=deputy(name="蓝大山"), state=SignState.SIGNED)
    answer = sign_in(leader.user).get(reverse("suggestions:suggestion-word", args=[thing.pk]))
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    for part in (thing.title, PROBLEM, CAUSE, MEASURES, "蓝大山", "领衔代表：钟新苗"):
        assert part in text


def test_each_who_signed_is_told_of_the_reply(suggestion, leader, office, deputy):
    thing, friend = suggestion(SuggestionState.ASSIGNED), deputy()
    CoSignerFactory(suggestion=thing, deputy=friend, state=SignState.SIGNED)
    CoSignerFactory(suggestion=thing, deputy=deputy(), state=SignState.DECLINED)
    replied = workflow.reply(thing, by=office, reply="已延长", result="A")
    for _ in range(2):
        tell_of_step(replied.steps.get().pk)
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {leader.user_id, friend.user_id}
    assert Notice.objects.count() == 2


def test_beat_reminds_before_and_after_the_time_of_the_law(suggestion, office):
    late = suggestion(SuggestionState.ASSIGNED, due_on=timezone.localdate() - timedelta(days=1))
    suggestion(SuggestionState.ASSIGNED, due_on=timezone.localdate() + timedelta(days=60))
    assert remind_deadlines() == 1
    for _ in range(2):
        tell_of_deadline(late.pk)
    assert Notice.objects.get(recipient=office).is_urgent


@pytest.mark.parametrize("state", SuggestionState)
def test_every_state_and_every_move_has_a_page(suggestion, leader, office, sign_in, state):
    thing = suggestion(state, **(PLANNED if state == SuggestionState.CLOSED else {}))
    for verb in SUGGESTION.verbs_from(state):
        client = sign_in(leader.user if verb in OF_THE_LEADER else office)
        name = "suggestion-hand-in" if verb == "hand_in" else "suggestion-move"
        args = [thing.pk] if verb == "hand_in" else [thing.pk, verb]
        assert client.get(reverse(f"suggestions:{name}", args=args)).status_code == 200, verb
    assert sign_in(leader.user).get(thing.get_absolute_url()).status_code == 200


def test_a_draft_sent_twice_is_one_suggestion(leader, sign_in):
    client, page = sign_in(leader.user), reverse("suggestions:suggestion-create")
    texts = {"title": "关于公交末班的建议", "problem": PROBLEM, "level": "township", "one_time_number": "n" * 22}
    first, second = client.post(page, texts), client.post(page, texts)
    assert first.url == second.url == Suggestion.objects.get().get_absolute_url()


def test_the_deputy_is_told_of_the_receipt_within_seven_days_and_once(suggestion, leader, office, unit):
    thing = workflow.hand_in(suggestion(), by=leader.user)
    assert thing.due_on == timezone.localdate() + timedelta(days=7)
    thing = workflow.acknowledge(thing, by=office)
    assert (thing.receipt_told_on, thing.due_on) == (timezone.localdate(), None)
    tell_of_step(thing.steps.get(verb="acknowledge").pk)
    assert Notice.objects.filter(recipient=leader.user, title__contains="告知收到").exists()
    with pytest.raises(Denied, match="已经告知代表收到"):
        workflow.acknowledge(thing, by=office)
    at_once = workflow.assign(suggestion(SuggestionState.HANDED_IN), by=office, unit=unit)
    assert at_once.receipt_told_on == timezone.localdate()


def test_a_co_handling_unit_has_two_months_and_the_office_is_reminded(suggestion, office, unit, county, sign_in):
    other = HandlingUnitFactory(area=county.root, name="县自然资源局")
    thing = workflow.assign(suggestion(SuggestionState.HANDED_IN), by=office, unit=unit, co_units=[other])
    asked = thing.co_handlers.get()
    assert asked.due_on == add_months(timezone.localdate(), 2)
    CoHandler.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert remind_deadlines() == 1
    for _ in range(2):
        tell_of_co_deadline(asked.pk)
    assert Notice.objects.get(recipient=office, title__contains="县自然资源局的协办意见已超期").is_urgent
    client = sign_in(office)
    assert client.get("/suggestions/?co=late&mine=1").context["listing"].page.total == 1
    client.post(reverse("suggestions:co-opinion", args=[asked.pk]), {"opinion": "同意增设站点"})
    asked.refresh_from_db()
    assert (asked.opinion, asked.given_on) == ("同意增设站点", timezone.localdate())
    assert remind_deadlines() == 0
    assert client.get("/suggestions/?co=late&mine=1").context["listing"].page.total == 0


def test_who_leads_does_not_co_handle(suggestion, office, unit):
    with pytest.raises(Refused, match="主办单位不能同时是协办单位"):
        workflow.assign(suggestion(SuggestionState.HANDED_IN), by=office, unit=unit, co_units=[unit])


def test_a_stranger_notes_no_opinion(suggestion, office, unit, county, staff, sign_in):
    other = HandlingUnitFactory(area=county.root, name="县自然资源局")
    thing = workflow.assign(suggestion(SuggestionState.HANDED_IN), by=office, unit=unit, co_units=[other])
    address = reverse("suggestions:co-opinion", args=[thing.co_handlers.get().pk])
    assert sign_in(staff(county.shitang)).get(address).status_code == 404
    assert sign_in(thing.leader.user).get(address).status_code == 403
