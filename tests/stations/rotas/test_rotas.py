"""Rotas: planning a year, single days, swaps between deputies, notices three days ahead, who sees what."""

import itertools
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from stations.rotas import jobs, tasks, workflow
from stations.rotas.enums import SHIFT, SWAP, Months, Rhythm, ShiftState, SwapState
from stations.rotas.models import Rota, Shift, Swap, Watch
from tests.factories.associates import AssociateFactory
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.notices.models import Notice

RULE = {
    "year": timezone.localdate().year + 1,
    "rhythm": Rhythm.MONTH_DAY,
    "months": Months.ODD,
    "day": 15,
    "weekday": 1,
    "nth": 1,
    "starts": time(9),
    "ends": time(11),
    "per_shift": 2,
    "at_least": 2,
}


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def shift(tree):
    """Return a function (*deputies, days ahead, state) -> reception day at the point of 中山社区."""

    def make(*deputies, ahead=10, state=ShiftState.PLANNED):
        rota, _ = Rota.objects.get_or_create(station=tree.zhongshan, **{**RULE, "year": 2030})
        day = timezone.localdate() + timedelta(days=ahead)
        reason = "停电" if state == ShiftState.CANCELLED else ""
        made = Shift.objects.create(
            rota=rota, station=tree.zhongshan, planned_on=day, on=day, starts=time(9), ends=time(11), state=state,
            cancel_reason=reason,
        )  # fmt: skip
        Watch.objects.bulk_create(Watch(shift=made, deputy=deputy) for deputy in deputies)
        return made

    return make


@pytest.fixture
def colleagues(deputy_user):
    """Two serving deputies with accounts, who live in 中山社区."""
    return deputy_user().deputy, deputy_user().deputy


def test_a_year_is_planned_with_everybody_in_turn(tree, clerk, serving):
    people = [serving() for _ in range(5)]
    rota = workflow.plan_rota(by=clerk, station=tree.zhongshan, deputies=people, **RULE)
    assert rota.shifts.count() == 6
    times = [person.watches.count() for person in people]
    assert sum(times) == 12
    assert max(times) - min(times) <= 1
    assert AuditEvent.objects.get(verb="stations.plan_rota").changes["接待日"] == [0, 6]


def test_the_draft_names_who_is_short_and_writes_nothing(tree, serving):
    people = [serving() for _ in range(8)]
    draft = workflow.draft_rota(Rota(station=tree.zhongshan, **RULE), people)
    assert [number for _, number in draft.short] == [1, 1, 1, 1]
    assert not Rota.objects.exists()


@pytest.mark.parametrize(
    ("facts", "error", "says"),
    [
        ({"ends": time(8)}, ValidationError, "结束时间应晚于开始时间"),
        ({"day": 40}, ValidationError, "31"),
        ({"year": 2021}, ValidationError, "没有接待日"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_written(tree, clerk, serving, facts, error, says):
    with pytest.raises(error) as refused:
        workflow.plan_rota(by=clerk, station=tree.zhongshan, deputies=[serving()], **{**RULE, **facts})
    assert says in str(refused.value)
    assert not Shift.objects.exists()


def test_a_station_has_one_rota_a_year(tree, clerk, serving):
    person = serving()
    workflow.plan_rota(by=clerk, station=tree.zhongshan, deputies=[person], **RULE)
    with pytest.raises(ValidationError, match="已有值班表"):
        workflow.plan_rota(by=clerk, station=tree.zhongshan, deputies=[person], **RULE)


def test_only_the_organising_side_plans(tree, county, staff, serving):
    with pytest.raises(Denied, match="主办"):
        workflow.plan_rota(by=staff(county.yuanhe), station=tree.zhongshan, deputies=[serving()], **RULE)


def test_the_pages_preview_first_and_write_on_confirming(tree, clerk, serving, sign_in):
    people, client = [serving() for _ in range(3)], sign_in(clerk)
    url = f"{reverse('rotas:rota-create')}?station={tree.zhongshan.pk}"
    given = {**RULE, "starts": "09:00", "ends": "11:00", "deputies": [person.pk for person in people]}
    preview = client.post(url, {**given, "preview": "1"}).content.decode()
    assert "6</strong> 个接待日" in preview
    assert not Rota.objects.exists()
    answer = client.post(url, {**given, "confirm": "1"})
    rota = Rota.objects.get()
    assert answer.url == rota.get_absolute_url()
    assert people[0].name in client.get(answer.url).content.decode()


#: what may become of a day, in full
SHIFT_MOVES = """
    planned  hold    *  held
    planned  cancel  *  cancelled
"""
DAYS = {(line.state, line.verb): line.after[0] for line in written(SHIFT_MOVES)}


@pytest.mark.parametrize("verb", ["hold", "cancel"])
@pytest.mark.parametrize("state", ["planned", "held", "cancelled"])
def test_the_life_of_a_day_is_complete(shift, clerk, county, staff, serving, state, verb):
    person, stranger = serving(), staff(county.yuanhe)
    day = shift(person, ahead=0, state=state)

    def move(by):
        if verb == "hold":
            workflow.hold_shift(day, by=by, present=[person])
        else:
            workflow.cancel_shift(day, by=by, reason="停电")
        day.refresh_from_db()
        return day.state

    with pytest.raises(Denied, match="请联系主办单位"):
        move(stranger)
    if (state, verb) in DAYS:
        assert move(clerk) == DAYS[state, verb]
    else:
        with pytest.raises(IllegalMove):
            move(clerk)


def test_the_table_of_a_day_names_every_state_and_verb():
    assert spelled(SHIFT) == written(SHIFT_MOVES)
    assert [state.value for state in ShiftState] == ["planned", "held", "cancelled"]


def test_who_was_there_counts_and_who_was_not_does_not(shift, clerk, serving):
    came, missed = serving(), serving()
    day = workflow.hold_shift(shift(came, missed, ahead=-1), by=clerk, present=[came])
    assert dict(day.watches.values_list("deputy_id", "was_present")) == {came.pk: True, missed.pk: False}


def test_a_day_to_come_cannot_be_held(shift, clerk, serving):
    with pytest.raises(Denied, match="还没到"):
        workflow.hold_shift(shift(serving()), by=clerk, present=[])


def test_a_cancelled_day_can_be_made_up_by_the_same_deputies(shift, clerk, serving):
    person = serving()
    new_day = timezone.localdate() + timedelta(days=20)
    instead = workflow.cancel_shift(shift(person), by=clerk, reason="停电", make_up_on=new_day)
    assert (instead.on, list(instead.deputies.all())) == (new_day, [person])


def test_changing_a_day_keeps_the_watches_that_stay(shift, clerk, serving):
    stays, goes, comes = serving(), serving(), serving()
    day = shift(stays, goes)
    kept = day.watches.get(deputy=stays).pk
    workflow.change_shift(
        day, by=clerk, deputies=[stays, comes], on=day.on, starts=day.starts, ends=day.ends, topic="物业"
    )
    assert day.watches.get(deputy=stays).pk == kept
    assert set(day.deputies.all()) == {stays, comes}


#: who may do what with a swap, in full
SWAP_MOVES = """
    asked  accept    colleague  accepted
    asked  decline   colleague  declined
    asked  withdraw  asker      withdrawn
"""
SWAPS = {(line.state, line.verb, side): line.after[0] for line in written(SWAP_MOVES) for side in line.sides}


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("state", ["asked", "accepted", "declined", "withdrawn"])
def test_the_life_of_a_swap_is_complete(shift, colleagues, deputy_user, state, verb):
    asking, colleague = colleagues
    day = shift(asking)
    swap = Swap.objects.create(watch=day.watches.get(), asked_by=asking, colleague=colleague, state=state)
    refused = IllegalMove if state != "asked" else Denied
    allowed = [side for side in ("asker", "colleague") if (state, verb, side) in SWAPS]
    for side, by in (("asker", asking.user), ("colleague", colleague.user), ("stranger", deputy_user())):
        if side not in allowed:
            with pytest.raises(refused):
                workflow.answer_swap(swap, by=by, verb=verb)
    for side in allowed:
        by = asking.user if side == "asker" else colleague.user
        assert workflow.answer_swap(swap, by=by, verb=verb).state == SWAPS[state, verb, side]
        assert day.deputies.get() == (colleague if verb == "accept" else asking)


def test_the_table_of_a_swap_names_every_state_verb_and_side():
    assert spelled(SWAP) == written(SWAP_MOVES)
    assert [state.value for state in SwapState] == ["asked", "accepted", "declined", "withdrawn"]


def test_a_swap_is_answered_by_the_colleague_only(shift, colleagues, deputy_user):
    asking, colleague = colleagues
    swap = workflow.ask_swap(shift(asking).watches.get(), by=asking.user, colleague=colleague)
    for stranger in (asking.user, deputy_user()):
        with pytest.raises(Denied):
            workflow.answer_swap(swap, by=stranger, verb="accept")


def test_a_second_wish_for_the_same_watch_waits_until_the_first_is_answered(shift, colleagues, serving):
    asking, colleague = colleagues
    watch = shift(asking).watches.get()
    workflow.ask_swap(watch, by=asking.user, colleague=colleague)
    with pytest.raises(ValidationError, match="请先收回"):
        workflow.ask_swap(watch, by=asking.user, colleague=serving())


def test_nobody_swaps_a_day_that_has_gone(shift, colleagues):
    asking, colleague = colleagues
    with pytest.raises(Denied, match="不能换班"):
        workflow.ask_swap(shift(asking, ahead=-1).watches.get(), by=asking.user, colleague=colleague)


def test_the_phone_asks_and_the_colleague_accepts(shift, colleagues, sign_in):
    asking, colleague = colleagues
    watch = shift(asking).watches.get()
    client = sign_in(asking.user)
    assert "申请换班" in client.get(reverse("rotas:my-shifts")).content.decode()
    client.post(reverse("rotas:swap-ask", args=[watch.pk]), {"colleague": colleague.pk, "note": "出差"})
    swap = Swap.objects.get()
    client = sign_in(colleague.user)
    assert "请您接替值班" in client.get(reverse("rotas:my-shifts")).content.decode()
    client.post(reverse("rotas:swap-answer", args=[swap.pk, "accept"]))
    watch.refresh_from_db()
    assert watch.deputy == colleague


def test_notices_go_out_three_days_ahead_once_each(shift, colleagues, keeper, county):
    kept_by = keeper(county.zhongshan)
    asking, colleague = colleagues
    near, far = shift(asking, ahead=3), shift(asking, ahead=4)
    assert jobs.tell_of_coming_shifts() == 1
    for _ in range(2):
        tasks.tell_of_shift(near.pk)
    assert Notice.objects.filter(recipient=asking.user).count() == 1
    assert Notice.objects.filter(recipient=kept_by).count() == 1
    assert "中山" in Notice.objects.get(recipient=asking.user).body
    assert not Notice.objects.filter(key__startswith=f"shift-{far.pk}-").exists()
    Watch.objects.filter(shift=near).update(deputy=colleague)
    tasks.tell_of_shift(near.pk)
    assert Notice.objects.filter(recipient=colleague.user).count() == 1


def test_a_swap_is_told_to_the_other_and_the_answer_to_both_sides(shift, colleagues, keeper, county):
    kept_by = keeper(county.zhongshan)
    asking, colleague = colleagues
    swap = workflow.ask_swap(shift(asking).watches.get(), by=asking.user, colleague=colleague)
    tasks.tell_of_swap(swap.pk)
    assert Notice.objects.get(recipient=colleague.user).key == f"swap-{swap.pk}-asked"
    workflow.answer_swap(swap, by=colleague.user, verb="accept")
    tasks.tell_of_swap(swap.pk)
    assert Notice.objects.filter(recipient__in=[asking.user, kept_by], key=f"swap-{swap.pk}-accepted").count() == 2


@pytest.mark.parametrize("name", ["shift-detail", "shift-notice"])
def test_insider_and_home_office_read_a_stranger_does_not(shift, county, staff, serving, sign_in, name):
    url = reverse(f"rotas:{name}", args=[shift(serving()).pk])
    assert sign_in(staff(county.fuyun)).get(url).status_code == 200
    assert sign_in(staff(county.chishi)).get(url).status_code == 200
    assert sign_in(staff(county.yuanhe)).get(url).status_code == 404


@pytest.mark.parametrize("name", ["shift-edit", "shift-hold", "shift-cancel"])
def test_the_home_office_changes_nothing(shift, county, staff, serving, sign_in, name):
    day = shift(serving(), ahead=0)
    url, given = reverse(f"rotas:{name}", args=[day.pk]), {"reason": "x"}
    home = sign_in(staff(county.chishi))
    assert (home.get(url) if name == "shift-edit" else home.post(url, given)).status_code == 403
    stranger = sign_in(staff(county.yuanhe))
    assert (stranger.get(url) if name == "shift-edit" else stranger.post(url, given)).status_code == 404
    day.refresh_from_db()
    assert day.state == ShiftState.PLANNED


def test_the_rota_of_a_foreign_station_is_404(shift, county, staff, serving, sign_in):
    rota = shift(serving()).rota
    assert sign_in(staff(county.fuyun)).get(rota.get_absolute_url()).status_code == 200
    assert sign_in(staff(county.yuanhe)).get(rota.get_absolute_url()).status_code == 404


def test_one_and_many_rows_cost_the_same(shift, clerk, serving, sign_in):
    client, url, ahead = sign_in(clerk), reverse("rotas:shift-list"), itertools.count(20)
    shift(serving())
    same_cost(lambda: client.get(url), more=lambda: shift(serving(), serving(), ahead=next(ahead)), times=12)


def test_an_account_without_a_deputy_sees_no_watches(county, appoint, sign_in):
    assert sign_in(appoint(Role.DEPUTY, county.chishi)).get(reverse("rotas:my-shifts")).status_code == 404


def test_the_list_begins_with_the_next_reception_day(client, sign_in, shift, clerk):
    for ahead in (30, -2, 0, 3, -40):
        shift(ahead=ahead)
    page = sign_in(clerk).get(reverse("rotas:shift-list"), {"cols": "away"}).content.decode()
    days = ["今天", "3 天后", "30 天后", "2 天前", "40 天前"]
    assert sorted(days, key=page.index) == days


def test_people_who_are_no_deputies_help_on_a_reception_day(shift, clerk, serving, county, sign_in):
    person = serving()
    day = shift(person)
    helper, stranger = AssociateFactory(area=county.zhongshan), AssociateFactory(area=county.chishi)
    posted = {"on": day.on.isoformat(), "starts": "09:00", "ends": "11:00", "topic": "", "deputies": [person.pk]}
    client, url = sign_in(clerk), reverse("rotas:shift-edit", args=[day.pk])
    assert client.post(url, {**posted, "helpers": [stranger.pk]}).status_code == 200
    client.post(url, {**posted, "helpers": [helper.pk]})
    assert list(day.helpers.all()) == [helper]
    assert helper.name in client.get(reverse("rotas:shift-notice", args=[day.pk])).content.decode()
