"""Receptions of voters: who takes a matter down, which way it goes from there, whose eyes see the voter."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.concerns import clocks
from liaison.concerns import workflow as concerns
from liaison.concerns.enums import Channel, ConcernCategory, ConcernState, ReceptionRoute
from liaison.concerns.forms.concerns import EnterForm
from liaison.concerns.forms.receptions import ReceptionForm
from liaison.concerns.models import Concern, VoterReception
from liaison.concerns.workflow import receptions as workflow
from tests.factories.areas import draw_county
from tests.factories.concerns import as_demanded
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import VoterReceptionFactory, make_tree
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused
from yunhe.kit.workdays import add_workdays

LIST, NEW = reverse("concerns:reception-list"), reverse("concerns:reception-create")


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def reception(tree, serving):
    """Return a function **facts -> record at the point of 中山社区, taken by a deputy of 赤石; concern__… of its matter."""

    def make(**facts):
        return VoterReceptionFactory(station=tree.zhongshan, by=[serving()], **facts)

    return make


@pytest.fixture
def take_down(tree, clerk, serving):
    """Return a function route, **facts -> the record that `clerk` takes down at the point of 中山社区."""

    def take(route, **facts):
        given = {
            "by": clerk,
            "station": tree.zhongshan,
            "category": "traffic",
            "text": "公交少",
            "route": route,
            **facts,
        }
        given.setdefault("deputies", [serving()])
        return workflow.record_reception(**given).reception

    return take


def test_what_is_taken_down_is_a_concern_with_number_unit_and_clock(take_down, county):
    record = take_down("work_committee", place=county.zhongshan, household_area=county.shuanglin, proposal="请到现场")
    concern = record.concern
    assert (concern.channel, concern.state, concern.lead) == (Channel.RECEPTION, ConcernState.RECEIVED, county.fuyun)
    assert (concern.origin, concern.station) == (county.chishi, record.station)
    assert concern.due_on == add_workdays(timezone.localdate(), clocks.days_of("accept"))
    assert len(concern.number) == 10
    step = concern.steps.get()
    assert (step.verb, step.side, step.to_state) == ("hand_in", "lead", "received")


def test_an_answer_on_the_spot_is_told_and_waits_for_the_rating(take_down, clerk):
    record = take_down("on_the_spot", answer="末班车已延到七点", result="A")
    concern = record.concern
    assert (concern.state, concern.reply, concern.result) == (ConcernState.TOLD, "末班车已延到七点", "A")
    assert (concern.told_on, concern.told_way) == (record.received_on, "in_person")
    assert concern.replied_by == f"{record.deputies.get().name}代表"


def test_an_answer_on_the_spot_that_does_not_satisfy_finds_somebody_to_do_it(take_down, clerk, county):
    concern = take_down("on_the_spot", answer="已说明", result="D", place=county.zhongshan).concern
    again = concerns.rate(concern, rating="unsatisfied", reason="没有解决")
    assert (again.state, again.redo_count, again.reply) == (ConcernState.ACCEPTED, 1, "")
    assert concerns.assign(again, by=clerk, point=county.zhongshan).state == ConcernState.ASSIGNED


def test_a_matter_for_the_community_is_with_its_keeper_at_once(take_down, county, keeper):
    concern = take_down("community").concern
    assert (concern.state, concern.handling_point) == (ConcernState.ASSIGNED, county.zhongshan)
    replied = concerns.reply(concern, by=keeper(county.zhongshan), reply="加了一班", result="A")
    assert replied.state == ConcernState.REPLIED


def test_a_matter_for_a_suggestion_is_with_one_of_those_who_received(take_down, serving):
    one, other, absent = serving(), serving(), serving()
    concern = take_down("suggestion", deputies=[one, other], carrier=other).concern
    assert (concern.state, concern.deputy, concern.is_direct) == (ConcernState.ASSIGNED, other, True)
    assert concern.due_on == add_workdays(timezone.localdate(), clocks.days_of("carried"))
    assert take_down("suggestion", deputies=[one]).concern.deputy == one
    for carrier, says in ((None, "请选择由哪位接待代表提出"), (absent, "不是接待代表")):
        with pytest.raises(Refused, match=says):
            take_down("suggestion", deputies=[one, other], carrier=carrier)


def test_a_matter_that_is_entrusted_is_with_a_deputy_of_the_county(take_down, county, serving):
    higher = DeputyFactory(origin=county.shitang)
    MandateFactory(deputy=higher, level=CongressLevel.COUNTY)
    concern = take_down("entrust", carrier=higher).concern
    assert (concern.state, concern.deputy) == (ConcernState.ASSIGNED, higher)
    for carrier, says in ((None, "请选择委托哪位县人大代表"), (serving(), "不是县人大代表")):
        with pytest.raises(Refused, match=says):
            take_down("entrust", carrier=carrier)


def test_the_same_form_sent_twice_is_one_record(take_down):
    first, second = (take_down("work_committee", nonce="once") for _ in range(2))
    assert first == second
    assert Concern.objects.count() == VoterReception.objects.count() == 1


def test_a_deputy_who_takes_it_down_is_among_those_who_received(tree, deputy_user):
    user = deputy_user()
    record = workflow.record_reception(
        by=user, station=tree.shishan, deputies=[], category="traffic", text="公交少", route="suggestion"
    ).reception
    assert [deputy.user for deputy in record.deputies.all()] == [user]
    assert record.concern.deputy.user == user


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"category": ConcernCategory.LAWSUIT}, "__all__", "不受理"),
        ({"route": ReceptionRoute.ON_THE_SPOT, "result": "A"}, "answer", "请写明答复了什么"),
        ({"route": ReceptionRoute.ON_THE_SPOT, "answer": "已说明"}, "result", "请选择办理结果"),
        ({"received_on": timezone.localdate() + timedelta(days=2)}, "received_on", "不能晚于今天"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(take_down, facts, field, says):
    with pytest.raises(ValidationError) as refused:
        take_down(facts.pop("route", "community"), **facts)
    assert says in "".join(refused.value.message_dict[field])
    assert not VoterReception.objects.exists()
    assert not Concern.objects.exists()


def test_nobody_out_of_office_receives(take_down, serving):
    deputy = serving()
    deputy.mandates.update(ended_on=timezone.localdate(), end_reason="resigned")
    with pytest.raises(Refused, match="没有在任"):
        take_down("community", deputies=[deputy])


def test_a_record_is_corrected_until_somebody_begins(take_down, clerk, county, staff):
    record = take_down("work_committee", place=county.zhongshan)
    with pytest.raises(Denied, match="由中山社区或接待代表修改"):
        workflow.edit_reception(record, by=staff(county.chishi), text="别的")
    workflow.edit_reception(record, by=clerk, text="公交太少", voter_name="王小明", voter_address="云锦花苑3幢")
    record.refresh_from_db()
    record.concern.refresh_from_db()
    assert (record.concern.text, record.concern.voter_name, record.voter_address) == (
        "公交太少",
        "王小明",
        "云锦花苑3幢",
    )
    assert not record.concern.is_anonymous
    assert record.concern.consented_at
    changes = AuditEvent.objects.get(verb="liaison.edit_reception").changes
    assert changes["诉求内容"] == ["公交少", "公交太少"]
    assert "王小明" not in str(changes)
    concerns.accept(record.concern, by=clerk, title="公交", category="traffic")
    with pytest.raises(Denied, match="已经开始办理（待交办）"):
        workflow.edit_reception(record, by=clerk, text="又改")


def test_the_form_takes_a_matter_down_and_gives_number_and_secret_to_the_voter(tree, clerk, serving, sign_in):
    deputy, client = serving(), sign_in(clerk)
    given = {
        "station": tree.zhongshan.pk,
        "received_on": timezone.localdate().isoformat(),
        "deputies": [deputy.pk],
        "category": "housing",
        "text": "楼道灯不亮",
        "route": "community",
        "voter_name": "王小明",
        "voter_phone": "13800001234",
    }
    assert "请先向选民说明并勾选" in client.post(NEW, given).content.decode()
    slip = client.post(NEW, {**given, "agrees": "on"}, follow=True).content.decode()
    record = VoterReception.objects.get()
    assert record.concern.spoken_number in slip
    assert "查询码" in slip
    page = client.get(record.get_absolute_url()).content.decode()
    assert "王小明" not in page
    assert "办理中" in page


def test_the_voter_is_masked_until_a_recorded_click(reception, clerk, sign_in):
    who = {"concern__voter_name": "王小明", "concern__voter_phone": "13800001234", "concern__is_anonymous": False}
    record = reception(voter_address="云锦花苑3幢501室", **who)
    url = reverse("concerns:reception-reveal", args=[record.pk])
    client = sign_in(clerk)
    for page in (record.get_absolute_url(), reverse("concerns:reception-print", args=[record.pk])):
        text = client.get(page).content.decode()
        assert "王**" in text
        assert "13800001234" not in text
        assert "501" not in text
    assert "13800001234" in client.post(url).content.decode()
    assert AuditEvent.objects.filter(object_id=str(record.pk), verb_label="查看选民联系方式").count() == 1
    assert "13800001234" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_the_form_that_shows_the_voter_in_full_is_a_look(reception, clerk, sign_in):
    record = reception(concern__voter_phone="13800001234")
    page = sign_in(clerk).get(reverse("concerns:reception-edit", args=[record.pk])).content.decode()
    assert "13800001234" in page
    assert AuditEvent.objects.filter(object_id=str(record.pk), verb_label="查看选民联系方式").count() == 1


def test_the_home_office_sees_record_and_matter_but_neither_the_voter_nor_the_buttons(
    reception, county, staff, sign_in
):
    record = reception(concern__voter_phone="13800001234")
    client = sign_in(staff(county.chishi))
    for page in (record, record.concern):
        text = client.get(page.get_absolute_url()).content.decode()
        assert "/move/" not in text
        assert "13800001234" not in text
    assert client.post(reverse("concerns:reception-reveal", args=[record.pk])).status_code == 403
    assert client.post(reverse("concerns:concern-reveal", args=[record.concern.pk])).status_code == 403
    assert client.get(reverse("concerns:concern-move", args=[record.concern.pk, "accept"])).status_code == 403
    assert client.get(reverse("concerns:reception-edit", args=[record.pk])).status_code == 403


@pytest.mark.parametrize("name", ["detail", "edit", "print", "reveal"])
def test_a_stranger_gets_404(reception, county, staff, sign_in, name):
    record, client = reception(), sign_in(staff(county.yuanhe))
    url = reverse(f"concerns:reception-{name}", args=[record.pk])
    assert (client.post(url) if name == "reveal" else client.get(url)).status_code == 404
    assert client.get(record.concern.get_absolute_url()).status_code == 404


def test_the_list_shows_what_lies_in_scope_only(reception, county, staff, sign_in):
    reception(concern__text="楼道灯不亮")
    assert "楼道灯不亮" in sign_in(staff(county.fuyun)).get(LIST).content.decode()
    assert "楼道灯不亮" in sign_in(staff(county.chishi)).get(LIST).content.decode()
    assert "楼道灯不亮" not in sign_in(staff(county.yuanhe)).get(LIST).content.decode()


def test_the_list_is_narrowed_by_what_became_of_the_matter(reception, county, clerk, sign_in):
    told = as_demanded(ConcernState.TOLD, point=county.zhongshan)
    late = reception(concern__text="迟了", concern__due_on=timezone.localdate() - timedelta(days=3))
    reception(
        concern__text="已说",
        concern__state=ConcernState.TOLD,
        **{f"concern__{name}": one for name, one in told.items()},
    )
    client = sign_in(clerk)

    def found(query):
        return [row.concern.text for row in client.get(f"{LIST}?{query}").context["listing"].page.rows]

    assert found("late=1") == ["迟了"]
    assert found("told=1") == ["已说"]
    assert found("state=received") == ["迟了"]
    assert found(f"q={late.concern.number}") == ["迟了"]


def test_one_and_many_rows_cost_the_same(reception, clerk, sign_in):
    client = sign_in(clerk)
    reception()
    same_cost(lambda: client.get(LIST), more=reception, times=11)


def test_a_deputy_sees_the_own_receptions_and_their_matters_on_the_phone(reception, tree, deputy_user, sign_in):
    user = deputy_user()
    reception(concern__text="别人的事")
    record = workflow.record_reception(
        by=user, station=tree.zhongshan, deputies=[], category="traffic", text="公交少", route="community"
    ).reception
    client = sign_in(user)
    text = client.get(reverse("concerns:my-receptions")).content.decode()
    assert "公交少" in text
    assert "别人的事" not in text
    assert record.concern.get_absolute_url() in client.get(reverse("concerns:my-concerns")).content.decode()
    assert client.get(record.concern.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("form", [ReceptionForm, EnterForm])
def test_a_deputy_is_offered_the_stations_of_the_own_county_alone(county, cast, form):
    here, there = make_tree(county), make_tree(draw_county())
    offered = set(form(user=cast["deputy"]).fields["station"].queryset)
    assert {here.zhongshan, here.shitang} <= offered
    assert there.zhongshan not in offered


def test_a_keeper_of_another_point_takes_nothing_down(tree, county, appoint, serving):
    with pytest.raises(Denied, match="由主办单位或接待代表填写"):
        workflow.record_reception(
            by=appoint(Role.POINT_KEEPER, county.dongmen),
            station=tree.zhongshan,
            deputies=[serving()],
            category="traffic",
            text="公交少",
            route="community",
        )
