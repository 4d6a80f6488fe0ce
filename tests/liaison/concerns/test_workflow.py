"""Every move of a concern: the whole table, who may, clocks, what the second "not satisfied" does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from liaison.concerns import clocks, tickets, workflow
from liaison.concerns.enums import CONCERN, OPEN_STATES, UNCLOCKED, VOTER_WORDS, ConcernState, Side, VoterRating
from liaison.concerns.jobs import close_what_is_done, remind_deadlines
from liaison.concerns.models import Concern
from liaison.concerns.tasks import tell_of_deadline
from liaison.concerns.views.concerns import ASKS
from tests.factories.concerns import ConcernFactory
from tests.kit.machines import spelled, written
from yunhe.areas.models import Area
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.kit.workdays import add_workdays, workdays_between
from yunhe.notices.models import Notice

SOON = timezone.localdate() + timedelta(days=60)
LEAD, HANDLER, DEPUTY, VOTER, SYSTEM = Side.LEAD, Side.HANDLER, Side.DEPUTY, Side.VOTER, Side.SYSTEM
#: The whole machine once more, written out: state, verb, state after it, sides that may do it.
TABLE = """
    -         hand_in     lead,deputy,voter           received|assigned|told
    received  accept      lead                        accepted
    received  transfer    lead                        received
    received  refuse      lead                        refused
    received  merge       lead                        merged
    received  split       lead                        split
    received  pause       lead                        paused
    received  lift        deputy                      lifted
    accepted  assign      lead                        assigned
    accepted  lift        deputy                      lifted
    accepted  transfer    lead                        received
    accepted  refuse      lead                        refused
    accepted  merge       lead                        merged
    accepted  split       lead                        split
    accepted  pause       lead                        paused
    assigned  reply       lead,handler                replied
    assigned  send_back   handler                     accepted
    assigned  recall      lead                        accepted
    assigned  pause       lead,handler,deputy         paused
    assigned  answer      deputy                      told
    assigned  pass_on     deputy                      received
    assigned  lift        deputy                      lifted
    lifted    hear        system                      replied
    lifted    let_go      system                      assigned|accepted
    lifted    recall      lead                        accepted
    paused    resume      lead,handler,deputy,voter   assigned|received|accepted
    replied   tell        lead                        told
    replied   rework      lead                        assigned
    replied   hear        system                      replied
    told      rate        lead,voter                  rated
    told      lapse       system                      closed
    rated     redo        lead,voter                  assigned|accepted
    rated     close       lead,system                 closed
    closed    track       lead                        assigned
    closed    hear        system                      replied
    refused   reconsider  lead                        received
    merged    unmerge     lead                        received
"""
MOVES = {(line.state, line.verb): (list(line.after), set(line.sides)) for line in written(TABLE)}
FACTS = {
    "accept": lambda county, main: {"title": "楼道灯", "category": "housing", "is_simple": True},
    "refuse": lambda county, main: {"refusal": "lawsuit"},
    "transfer": lambda county, main: {"lead": county.yuanhe, "text": "事情在元和"},
    "merge": lambda county, main: {"number": main.spoken_number},
    "unmerge": lambda county, main: {"text": "不是同一件"},
    "split": lambda county, main: {"parts": ["楼道灯不亮", "水沟有臭味", ""]},
    "assign": lambda county, main: {"point": county.zhongshan},
    "recall": lambda county, main: {"text": "改派"},
    "reconsider": lambda county, main: {"text": "重新考虑"},
    "send_back": lambda county, main: {"reason": "not_ours"},
    "pause": lambda county, main: {"question": "是哪一幢？"},
    "resume": lambda county, main: {"text": "已问清"},
    "reply": lambda county, main: {"reply": "已修好", "result": "A"},
    "answer": lambda county, main: {"reply": "已修好", "result": "A"},
    "pass_on": lambda county, main: {"text": "请街道办理"},
    "tell": lambda county, main: {"told_way": "phone"},
    "rework": lambda county, main: {"text": "没有回答问题"},
    "rate": lambda county, main: {"rating": "satisfied"},
    "redo": lambda county, main: {"text": "还是不亮"},
    "close": lambda county, main: {"text": "已解释"},
    "track": lambda county, main: {"text": "请跟踪"},
}
#: facts that a move wants beside the state
FITTING = {
    "redo": {"rating": VoterRating.UNSATISFIED},
    "track": {"result": "C", "check_on": SOON},
    "close": {"rating": VoterRating.MOSTLY},
}
DIRECT = ("answer", "pass_on")


def test_the_machine_is_the_table_written_out_here():
    assert spelled(CONCERN) == written(TABLE)
    assert set(CONCERN.table) - {""} == set(ConcernState) == set(VOTER_WORDS)


def test_every_verb_that_people_do_has_a_page():
    by_suggestion = {"lift", "hear", "let_go"}
    assert {verb for _, verb in MOVES} - {"hand_in", "lapse"} - by_suggestion == set(ASKS)


@pytest.mark.parametrize("state", ConcernState)
def test_every_verb_by_every_side_does_what_the_table_says(concern, county, staff, clerk, keeper, unit, deputy, state):
    """The people stand for sides; the county office may act for the lead. Others may nothing."""
    main = concern()
    people = {
        clerk: {LEAD},
        staff(county.root, name="县人大"): {LEAD},
        keeper: {HANDLER},
        unit.members.get(): {HANDLER},
        deputy.user: {DEPUTY},
        staff(county.yuanhe, name="元和"): set(),
        staff(county.chishi, name="赤石"): set(),
    }
    runs = state in (ConcernState.ASSIGNED, ConcernState.PAUSED)
    for verb, ask in ASKS.items():
        after, allowed = MOVES.get((state, verb), ([], set()))
        fitting = FITTING.get(verb, {}) if after else {}
        by_point = concern(state, **fitting)
        by_unit = concern(state, **fitting, **({"handling_unit": unit} if by_point.handling_point else {}))
        direct = concern(state, **fitting, is_direct=True, deputy=deputy) if runs or verb in DIRECT else by_point
        for person, sides in people.items():
            thing = {deputy.user: direct, unit.members.get(): by_unit}.get(person, by_point)
            if verb in DIRECT and sides <= {LEAD}:
                thing = direct
            if after and sides & allowed and (runs or HANDLER not in sides):
                with transaction.atomic():
                    moved = ask.verb(thing, by=person, **FACTS[verb](county, main))
                    assert moved.state == (thing.paused_from or after[0]), (verb, person.name)
                    step = moved.steps.last()
                    assert (step.verb, step.from_state, step.to_state) == (verb, state, moved.state)
                    assert step.side in (sides | {Side.COUNTY} if person.name == "县人大" else sides)
                    events = AuditEvent.objects.filter(verb=f"liaison.{verb}_concern", object_id=str(thing.pk))
                    assert events.count() == 1
                    transaction.set_rollback(True)
            else:
                with pytest.raises(Denied) as refused, transaction.atomic():
                    ask.verb(thing, by=person, **FACTS[verb](county, main))
                assert isinstance(refused.value, IllegalMove) is not bool(after), (verb, person.name)
                thing.refresh_from_db()
                assert thing.state == state
                assert not thing.steps.exists()


def test_a_direct_matter_is_answered_by_the_deputy_not_by_the_office(concern, deputy, clerk):
    thing = concern(ConcernState.ASSIGNED, is_direct=True, deputy=deputy)
    with pytest.raises(Denied, match="由代表本人答复"):
        workflow.reply(thing, by=clerk, reply="好", result="A")
    answered = workflow.answer(thing, by=deputy.user, reply="我去看过了", result="B", check_on=SOON)
    assert (answered.state, answered.replied_by, answered.told_on) == ("told", "钟新苗代表", timezone.localdate())


def test_the_clock_stands_still_while_the_voter_is_asked(concern, clerk):
    today = timezone.localdate()
    thing = concern(ConcernState.ASSIGNED, due_on=add_workdays(today, 8))
    paused = workflow.pause(thing, by=clerk, question="是哪一幢？")
    assert paused.due_on == thing.due_on
    Concern.objects.filter(pk=thing.pk).update(paused_on=add_workdays(today, -5))
    going = workflow.answer_question(thing, text="三幢")
    spent = workdays_between(add_workdays(today, -5), today)
    assert going.state == ConcernState.ASSIGNED
    assert (going.paused_days, going.due_on) == (spent, add_workdays(thing.due_on, spent))
    assert going.steps.last().side == Side.VOTER


@pytest.mark.parametrize("state", [ConcernState.RECEIVED, ConcernState.ACCEPTED, ConcernState.ASSIGNED])
def test_a_paused_matter_goes_back_to_where_it_was(concern, clerk, state):
    paused = workflow.pause(concern(state), by=clerk, question="？")
    assert workflow.resume(paused, by=clerk, text="问清").state == state


def test_the_first_not_satisfied_opens_it_again_the_second_stands(concern, keeper, clerk):
    thing = concern(ConcernState.TOLD)
    again = workflow.rate(thing, rating="unsatisfied", reason="还是不亮")
    assert (again.state, again.redo_count, again.reply, again.handler_label) == ("assigned", 1, "", "浮云街道中山社区")
    assert again.due_on == add_workdays(timezone.localdate(), clocks.days_of("redo"))
    workflow.reply(again, by=keeper, reply="换了新灯", result="A")
    workflow.tell(again, by=clerk, told_way="phone")
    stands = workflow.rate(again, rating="unsatisfied", reason="太慢")
    assert (stands.state, stands.redo_count) == ("rated", 1)
    with pytest.raises(ValidationError):
        workflow.close(stands, by=clerk)
    assert workflow.close(stands, by=clerk, text="已当面解释").state == "closed"


def test_a_bad_rating_wants_a_reason_and_writes_nothing_without(concern):
    thing = concern(ConcernState.TOLD)
    with pytest.raises(ValidationError):
        workflow.rate(thing, rating="unsatisfied", reason=" ")
    thing.refresh_from_db()
    assert (thing.state, thing.steps.count()) == ("told", 0)


def test_a_unit_sends_back_only_within_its_days(concern, keeper):
    late = add_workdays(timezone.localdate(), -clocks.days_of("send_back") - 1)
    thing = concern(ConcernState.ASSIGNED, assigned_on=late)
    with pytest.raises(Denied, match="不能再退回"):
        workflow.send_back(thing, by=keeper, reason="not_ours")


def test_a_plan_wants_a_date_to_look_again(concern, keeper):
    thing = concern(ConcernState.ASSIGNED)
    for check_on in (None, timezone.localdate()):
        with pytest.raises(ValidationError):
            workflow.reply(thing, by=keeper, reply="明年做", result="C", check_on=check_on)
    assert workflow.reply(thing, by=keeper, reply="明年做", result="C", check_on=SOON).check_on == SOON


def test_only_what_is_not_done_is_tracked(concern, clerk):
    with pytest.raises(Denied, match="才需要跟踪"):
        workflow.track(concern(ConcernState.CLOSED, result="A"), by=clerk)
    planned = concern(ConcernState.CLOSED, result="C", check_on=SOON)
    again = workflow.track(planned, by=clerk)
    assert (again.state, again.check_on, again.reply) == ("assigned", None, "")


def test_a_transfer_moves_the_lead_and_begins_the_clock_anew(concern, county, clerk, staff):
    thing = concern(ConcernState.ACCEPTED, due_on=date(2020, 1, 2))
    moved = workflow.transfer(thing, by=clerk, lead=county.yuanhe, text="在元和")
    assert (moved.lead, moved.state) == (county.yuanhe, "received")
    assert moved.due_on == add_workdays(timezone.localdate(), clocks.days_of("accept"))
    with pytest.raises(Denied, match="元和街道"):
        workflow.accept(moved, by=clerk, title="灯", category="housing")
    assert workflow.accept(moved, by=staff(county.yuanhe), title="灯", category="housing").state == "accepted"


def test_a_merged_matter_follows_the_other_and_can_be_taken_out(concern, clerk):
    one, main = concern(), concern(ConcernState.ASSIGNED)
    merged = workflow.merge(one, by=clerk, number=main.number)
    assert merged.merged_into == main
    with pytest.raises(Denied, match="已有其他诉求并入"):
        workflow.merge(concern_again(main), by=clerk, number=concern().number)
    with pytest.raises(ValidationError):
        workflow.merge(concern(), by=clerk, number="0000000000")
    assert workflow.unmerge(merged, by=clerk, text="不同").merged_into is None


def concern_again(thing):
    """Return the concern put back to a state in which it could be merged."""
    Concern.objects.filter(pk=thing.pk).update(state=ConcernState.ACCEPTED)
    return Concern.objects.get(pk=thing.pk)


def test_a_matter_is_split_into_several_that_the_same_secret_opens(concern, clerk):
    whole = concern(voter_phone="13800138000", is_anonymous=False)
    workflow.split(whole, by=clerk, parts=["灯不亮", "沟有臭味", " ", "路不平"])
    parts = list(whole.parts.order_by("pk"))
    assert [part.text for part in parts] == ["灯不亮", "沟有臭味", "路不平"]
    assert {part.secret_digest for part in parts} == {whole.secret_digest}
    assert {part.voter_phone for part in parts} == {"13800138000"}
    assert len({part.number for part in parts}) == 3
    with pytest.raises(ValidationError):
        workflow.split(concern(), by=clerk, parts=["只有一件"])


def test_a_unit_without_an_account_answers_one_handing_over_only(concern, unit, clerk):
    thing = concern(ConcernState.ASSIGNED, handling_unit=unit, round=2)
    with pytest.raises(Denied, match="作废"):
        workflow.reply_by_form(thing, 1, who="王", reply="好", result="A")
    replied = workflow.reply_by_form(thing, 2, who="王工", reply="已修", result="A")
    assert (replied.state, replied.replied_by) == ("replied", "县住建局·王工")
    assert tickets.read_answer_ticket(tickets.answer_ticket(thing.pk, 2)) == (thing.pk, 2)
    assert tickets.read_answer_ticket(tickets.answer_ticket(thing.pk, 2)[:-1] + "x") is None


def test_beat_closes_the_silent_as_not_rated_and_the_content(concern):
    yesterday = timezone.localdate() - timedelta(days=1)
    silent = concern(ConcernState.TOLD, due_on=yesterday)
    content = concern(ConcernState.RATED, due_on=yesterday)
    cross = concern(ConcernState.RATED, due_on=yesterday, rating="unsatisfied")
    waiting = concern(ConcernState.TOLD)
    assert close_what_is_done() == 2
    states = {one.pk: (one.state, one.rating) for one in Concern.objects.all()}
    assert states[silent.pk] == ("closed", "none")
    assert states[content.pk] == ("closed", "satisfied")
    assert states[cross.pk] == ("rated", "unsatisfied")
    assert states[waiting.pk][0] == "told"


def test_beat_reminds_once_of_near_late_and_very_late(concern, clerk, keeper, county, staff):
    chief, today = staff(county.root), timezone.localdate()
    near = concern(due_on=clocks.near_until(today))
    concern(due_on=add_workdays(today, 9))
    worst = concern(ConcernState.ASSIGNED, due_on=add_workdays(today, -clocks.days_of("very_late") - 2))
    concern(ConcernState.PAUSED, due_on=date(2020, 1, 2))
    concern(ConcernState.TOLD, due_on=date(2020, 1, 2))
    planned = concern(ConcernState.CLOSED, result="C", check_on=today)
    for _ in range(2):
        assert remind_deadlines() == 3
        for thing in Concern.objects.all():  # a worker may come late: it asks again what is due
            tell_of_deadline(thing.pk)
    told = Notice.objects.filter(kind="concern")
    assert sorted(told.filter(recipient=clerk).values_list("url", flat=True)) == sorted(
        one.get_absolute_url() for one in (near, worst, planned)
    )
    assert told.get(recipient=chief).is_urgent
    assert told.get(recipient=keeper).url == worst.get_absolute_url()


def test_lateness_in_working_days():
    monday = date(2026, 11, 16)
    assert clocks.lateness(None, monday) == ""
    assert clocks.lateness(date(2026, 11, 18), monday) == "near"
    assert clocks.lateness(date(2026, 11, 19), monday) == ""
    assert clocks.lateness(date(2026, 11, 13), monday) == "late"
    assert clocks.lateness(date(2026, 10, 30), monday) == "very_late"
    assert clocks.due_on(ConcernState.ASSIGNED, monday, is_simple=True) == date(2026, 11, 30)
    assert clocks.due_on(ConcernState.CLOSED, monday) is None


def test_every_open_state_has_a_clock_but_a_pause_and_what_runs_by_that_of_a_suggestion(db):
    assert all(clocks.due_on(s, date(2026, 11, 16)) for s in OPEN_STATES if s not in UNCLOCKED)


def test_steps_speak_of_areas_of_both_sides(concern, county, clerk):
    thing = concern()
    workflow.accept(thing, by=clerk, title="楼道灯", category="housing")
    event = AuditEvent.objects.get(verb="liaison.accept_concern")
    assert set(event.area_paths) >= {county.fuyun.path, county.chishi.path}
    assert thing.areas
    assert isinstance(thing.lead, Area)
    assert ConcernFactory._meta.model is Concern
