"""Receptions of voters: who takes them down, every move of the record, whose eyes see the voter."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from liaison.concerns.enums import (
    RECEPTION,
    ConcernCategory,
    ReceptionRoute,
    ReceptionState,
    VoterRating,
)
from liaison.concerns.models import VoterReception
from liaison.concerns.views.receptions import ASKS
from liaison.concerns.workflow import receptions as workflow
from tests.factories.areas import draw_county
from tests.factories.stations import VoterReceptionFactory, make_tree
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

FACTS = {
    "assign": lambda: {"handler": "中山社区", "due_on": timezone.localdate() + timedelta(days=10)},
    "settle": lambda: {"result": "已更换楼道灯"},
    "tell": lambda: {"told_on": timezone.localdate(), "told_way": "phone", "rating": "satisfied"},
    "redo": lambda: {"handler": "县住建局", "due_on": timezone.localdate() + timedelta(days=20)},
}
AS_DEMANDED = {
    ReceptionState.RECORDED: {},
    ReceptionState.ASSIGNED: {"handler": "中山社区", "due_on": timezone.localdate()},
    ReceptionState.SETTLED: {"result": "已更换"},
    ReceptionState.TOLD: {
        "result": "已更换",
        "told_on": timezone.localdate(),
        "told_way": "phone",
        "rating": VoterRating.UNSATISFIED,
    },
}


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def reception(tree, serving):
    """Return a function state -> record at the point of 中山社区, taken by a deputy of 赤石."""

    def make(state=ReceptionState.RECORDED, **facts):
        return VoterReceptionFactory(
            station=tree.zhongshan, state=state, by=[serving()], **{**AS_DEMANDED[state], **facts}
        )

    return make


#: The whole machine once more, written out; only the organising side moves a reception.
MOVES = """
    -         take_down  *  recorded
    recorded  assign     *  assigned
    recorded  settle     *  settled
    assigned  settle     *  settled
    settled   tell       *  told
    told      redo       *  assigned
"""
AFTER = {(line.state, line.verb): line.after[0] for line in written(MOVES)}


def moved(record, verb, by):
    return ASKS[verb].verb(record, by=by, **FACTS[verb]())


def test_the_machine_is_the_table_written_out_here():
    assert spelled(RECEPTION) == written(MOVES)
    assert set(ASKS) == set(RECEPTION.verbs) - {"take_down"}


@pytest.mark.parametrize("state", ReceptionState)
def test_every_verb_by_everybody_does_what_the_table_says(reception, clerk, county, staff, appoint, state):
    others = [staff(county.chishi), staff(county.yuanhe)]
    organisers = [clerk, staff(county.root), appoint(Role.POINT_KEEPER, county.zhongshan)]
    for verb in ASKS:
        route = ReceptionRoute.ON_THE_SPOT if (state, verb) == ("recorded", "settle") else ReceptionRoute.COMMUNITY
        record = reception(state, route=route, answer="已说明")
        after = AFTER.get((state, verb))
        for user in organisers:
            if after:
                with transaction.atomic():
                    assert moved(record, verb, user).state == after
                    event = AuditEvent.objects.get(verb=f"liaison.{verb}_reception", object_id=str(record.pk))
                    assert event.changes["状态"][0] == state.label
                    transaction.set_rollback(True)
            else:
                with pytest.raises(IllegalMove), transaction.atomic():
                    moved(record, verb, user)
        for user in (*others, record.deputies.get().user):
            if user:
                with pytest.raises(Denied, match="由中山社区办理"), transaction.atomic():
                    moved(record, verb, user)
        record.refresh_from_db()
        assert record.state == state


def test_an_answer_on_the_spot_is_not_handed_over_and_others_are_not_settled_at_once(reception, clerk):
    with pytest.raises(Denied, match="不用交办"):
        moved(reception(route=ReceptionRoute.ON_THE_SPOT, answer="已说明"), "assign", clerk)
    with pytest.raises(Denied, match="先交办"):
        moved(reception(), "settle", clerk)


def test_only_an_unsatisfied_voter_has_it_done_again(reception, clerk):
    record = reception(ReceptionState.TOLD, rating=VoterRating.MOSTLY)
    with pytest.raises(Denied, match="不满意"):
        moved(record, "redo", clerk)
    again = moved(reception(ReceptionState.TOLD), "redo", clerk)
    assert (again.told_on, again.told_way, again.rating, again.handler) == (None, "", "", "县住建局")


def test_a_deputy_who_takes_it_down_is_among_those_who_received(tree, county, deputy_user):
    user = deputy_user()
    record = workflow.record_reception(
        by=user, station=tree.shishan, deputies=[], category="traffic", text="公交少", route="suggestion"
    )
    assert [deputy.user for deputy in record.deputies.all()] == [user]


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"category": ConcernCategory.LAWSUIT}, "category", "不受理"),
        ({"route": ReceptionRoute.ON_THE_SPOT}, "answer", "请写明答复了什么"),
        ({"received_on": timezone.localdate() + timedelta(days=2)}, "received_on", "不能晚于今天"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(tree, clerk, serving, facts, field, says):
    given = {"category": "traffic", "text": "公交少", "route": "community", **facts}
    with pytest.raises(ValidationError) as refused:
        workflow.record_reception(by=clerk, station=tree.zhongshan, deputies=[serving()], **given)
    assert says in "".join(refused.value.message_dict[field])
    assert not VoterReception.objects.exists()


def test_nobody_out_of_office_receives(tree, clerk, serving):
    deputy = serving()
    deputy.mandates.update(ended_on=timezone.localdate(), end_reason="resigned")
    with pytest.raises(Refused, match="没有在任"):
        workflow.record_reception(
            by=clerk, station=tree.zhongshan, deputies=[deputy], category="traffic", text="公交少", route="community"
        )


def test_the_form_takes_a_matter_down_and_the_pages_lead_to_the_rating(tree, clerk, serving, sign_in):
    deputy, client = serving(), sign_in(clerk)
    answer = client.post(
        reverse("concerns:reception-create"),
        {
            "station": tree.zhongshan.pk,
            "received_on": timezone.localdate().isoformat(),
            "deputies": [deputy.pk],
            "category": "housing",
            "text": "楼道灯不亮",
            "route": "community",
            "voter_name": "王小明",
            "voter_phone": "13800001234",
        },
    )
    record = VoterReception.objects.get()
    assert answer.url == record.get_absolute_url()
    for verb in ("assign", "settle", "tell"):
        assert client.get(reverse("concerns:reception-move", args=[record.pk, verb])).status_code == 200
        client.post(reverse("concerns:reception-move", args=[record.pk, verb]), FACTS[verb]())
    record.refresh_from_db()
    assert record.state == ReceptionState.TOLD
    assert "王小明" not in client.get(record.get_absolute_url()).content.decode()


def test_the_voter_is_masked_until_a_recorded_click(reception, clerk, county, staff, sign_in):
    record = reception(voter_name="王小明", voter_phone="13800001234", voter_address="云锦花苑3幢501室")
    url = reverse("concerns:reception-reveal", args=[record.pk])
    client = sign_in(clerk)
    for page in (record.get_absolute_url(), reverse("concerns:reception-print", args=[record.pk])):
        text = client.get(page).content.decode()
        assert "王**" in text
        assert "13800001234" not in text
    assert "13800001234" in client.post(url).content.decode()
    assert AuditEvent.objects.filter(object_id=str(record.pk), verb_label="查看选民联系方式").count() == 1
    assert "13800001234" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_the_form_that_shows_the_voter_in_full_is_a_look(reception, clerk, sign_in):
    record = reception(voter_name="王小明", voter_phone="13800001234")
    page = sign_in(clerk).get(reverse("concerns:reception-edit", args=[record.pk])).content.decode()
    assert "13800001234" in page
    assert AuditEvent.objects.filter(object_id=str(record.pk), verb_label="查看选民联系方式").count() == 1


def test_the_home_office_sees_the_record_but_neither_the_voter_nor_the_buttons(reception, county, staff, sign_in):
    record = reception(voter_name="王小明")
    client = sign_in(staff(county.chishi))
    text = client.get(record.get_absolute_url()).content.decode()
    assert "登记办理" not in text
    assert client.post(reverse("concerns:reception-reveal", args=[record.pk])).status_code == 403
    assert client.get(reverse("concerns:reception-move", args=[record.pk, "assign"])).status_code == 403
    assert client.get(reverse("concerns:reception-edit", args=[record.pk])).status_code == 403


@pytest.mark.parametrize("name", ["detail", "edit", "print", "reveal"])
def test_a_stranger_gets_404(reception, county, staff, sign_in, name):
    url = reverse(f"concerns:reception-{name}", args=[reception().pk])
    client = sign_in(staff(county.yuanhe))
    assert (client.post(url) if name == "reveal" else client.get(url)).status_code == 404


def test_the_list_shows_what_lies_in_scope_only(reception, county, staff, sign_in):
    reception(text="楼道灯不亮")
    url = reverse("concerns:reception-list")
    assert "楼道灯不亮" in sign_in(staff(county.fuyun)).get(url).content.decode()
    assert "楼道灯不亮" in sign_in(staff(county.chishi)).get(url).content.decode()
    assert "楼道灯不亮" not in sign_in(staff(county.yuanhe)).get(url).content.decode()


def test_one_and_many_rows_cost_the_same(reception, clerk, sign_in):
    client, url = sign_in(clerk), reverse("concerns:reception-list")
    reception()
    same_cost(lambda: client.get(url), more=reception, times=11)


def test_a_deputy_sees_the_own_receptions_on_the_phone(reception, tree, county, deputy_user, sign_in):
    user = deputy_user()
    reception(text="别人的事")
    workflow.record_reception(
        by=user, station=tree.zhongshan, deputies=[], category="traffic", text="公交少", route="community"
    )
    text = sign_in(user).get(reverse("concerns:my-receptions")).content.decode()
    assert "公交少" in text
    assert "别人的事" not in text


def test_a_deputy_is_offered_the_stations_of_the_own_county_alone(county, cast, sign_in):
    here, there = make_tree(county), make_tree(draw_county())
    page = sign_in(cast["deputy"]).get(reverse("concerns:reception-create"))
    offered = set(page.context["form"].fields["station"].queryset)
    assert {here.zhongshan, here.shitang} <= offered
    assert there.zhongshan not in offered
