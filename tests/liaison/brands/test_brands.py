"""The nine models: each starts with teams and dated obligations, counts from records, ends; who may and who sees it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from deputies.teams import workflow as teams
from deputies.teams.enums import TeamRole
from deputies.teams.models import Team
from liaison.brands import indicators, workflow
from liaison.brands.catalogue import BY_KEY, PLANS
from liaison.brands.models import Brand
from liaison.obligations.enums import EvidenceKind, Frequency, ObligationState, Standing
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.workflow import settle_found
from liaison.registration.enums import RegistrationState
from stations.activities.enums import ActivityKind, ActivityState
from tests.factories.associates import AssociateFactory
from tests.factories.brands import BrandFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory, CheckInFactory, VoterReceptionFactory, make_tree
from tests.kit.counting import count_at
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied

PER_YEAR = {Frequency.YEARLY: 1, Frequency.HALF_YEARLY: 2, Frequency.QUARTERLY: 4, Frequency.MONTHLY: 12}


@pytest.fixture
def start(county, staff):
    """Return a function (key, unit=赤石, **facts) -> the Brand, begun on 1 January of this year by the county office."""

    def make(key, unit=None, **facts):
        plan = BY_KEY[key]
        known = {"partner": county.fuyun if plan.is_joint else None, "started_on": first_day()}
        return workflow.start_brand(
            by=staff(county.root), plan_key=key, unit=unit or county.chishi, **{**known, **facts}
        )

    return make


def first_day():
    return timezone.localdate().replace(month=1, day=1)


@pytest.mark.parametrize("key", BY_KEY)
def test_each_of_the_nine_founds_its_teams_and_dates_its_obligations(county, start, key):
    plan, brand = BY_KEY[key], start(key)
    founded = list(brand.teams.order_by("pk"))
    assert [(team.kind, team.theme) for team in founded] == [(team.kind, team.theme) for team in plan.teams]
    assert all(team.area == county.chishi and team.partner == brand.partner for team in founded)
    year = first_day().year
    for rule in brand.rules.all():
        obligations = rule.obligations.annotate(year=ExtractYear("period_from")).filter(year=year)
        assert obligations.count() == PER_YEAR[rule.frequency], rule
        assert "“" in rule.source
    owing = {rule.team_id for rule in brand.rules.all()}
    assert owing - {None} <= {team.pk for team in founded}
    if all(rule.each for rule in plan.rules):
        assert owing == {team.pk for team in founded}


def test_the_catalogue_holds_nine_plans_whose_indicators_exist():
    assert len(PLANS) == len(BY_KEY) == 9
    assert {key for plan in PLANS for key in plan.indicators} <= set(indicators.COUNTERS)
    shapes = {plan.key: len(plan.teams) for plan in PLANS}
    assert (shapes["help-teams"], shapes["one-plus-four"], shapes["five-ones"]) == (4, 5, 1)
    assert len(BY_KEY["five-ones"].rules) == 5
    assert [plan.key for plan in PLANS if plan.is_joint] == ["joint-group"]


def test_the_leading_group_meets_and_the_four_groups_work(county, start):
    brand = start("one-plus-four", county.fuyun)
    owed = {(rule.title, rule.team.name) for rule in brand.rules.select_related("team")}
    assert owed == {
        ("领导小组会议", "浮云街道共治领导小组"),
        *{("共治组活动", f"浮云街道第{number}共治组") for number in "一二三四"},
    }


@pytest.mark.parametrize(
    ("key", "partner", "says"), [("joint-group", None, "选择联合单位"), ("help-teams", "fuyun", "不用选联合单位")]
)
def test_a_partner_where_the_plan_wants_one_and_nowhere_else(county, start, key, partner, says):
    with pytest.raises(ValidationError, match=says):
        start(key, partner=getattr(county, partner) if partner else None)
    assert not Brand.objects.exists()
    assert not Team.objects.exists()


def test_a_unit_runs_a_plan_once_and_another_unit_may_too(county, start):
    start("direct-line")
    with pytest.raises(ValidationError, match="已在运行"):
        start("direct-line")
    start("direct-line", county.shitang)
    assert Brand.objects.count() == 2
    assert Team.objects.count() == 2


def test_half_a_model_is_never_left_behind(county, staff, start):
    teams.found_team(by=staff(county.root), area=county.chishi, name="赤石乡就学帮搬团", kind="help")
    with pytest.raises(ValidationError, match="同名"):
        start("help-teams")
    assert (Team.objects.count(), ObligationTemplate.objects.count(), Brand.objects.count()) == (1, 0, 0)


def test_a_visit_of_the_team_keeps_the_promise(county, start):
    brand = start("resettlement-aid")
    team = brand.teams.get()
    when = timezone.now() - timedelta(days=1)
    ActivityFactory(
        organising_area=county.chishi, team=team, kind=ActivityKind.VISIT, state=ActivityState.HELD, starts_at=when
    )
    settle_found(timezone.localdate())
    done = Obligation.objects.get(state=ObligationState.DONE)
    assert (done.team, done.standing_today, done.evidence.count()) == (team, Standing.ON_TIME, 1)


def test_every_figure_opens_a_list_of_as_many(county, staff, sign_in, start):
    make_tree(county)
    user = staff(county.root)
    client = sign_in(user)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=deputy)
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    checked = 0
    for plan in PLANS:
        brand = start(plan.key)
        for team in brand.teams.all():
            activity = ActivityFactory(organising_area=county.chishi, team=team, state=ActivityState.HELD)
            CheckInFactory(deputy=deputy, activity=activity)
            ActivityFactory(organising_area=county.chishi, team=team)
    VoterReceptionFactory(station=county.chishi.stations_organised.first(), by=[deputy])
    for brand in Brand.objects.select_related("unit", "partner"):
        for figure in indicators.figures_of(brand, user, first_day().year):
            total = count_at(client, figure.url)
            assert total in {None, figure.value}, figure
            checked += total is not None
        assert client.get(brand.get_absolute_url()).status_code == 200
    assert checked > 35


def test_the_pages_start_a_plan_and_show_it(county, staff, sign_in):
    client = sign_in(staff(county.chishi))
    page = client.get(reverse("brands:brand-list")).content.decode()
    assert all(plan.name in page for plan in PLANS)
    url = reverse("brands:brand-start", args=["resettlement-aid"])
    assert "走访安置小区" in client.get(url).content.decode()
    today = timezone.localdate().isoformat()
    given = {"unit": county.chishi.pk, "promise": "每季度走访一次", "started_on": today}
    assert "今年以内" in client.post(url, {**given, "started_on": "2019-01-01"}).content.decode()
    answer = client.post(url, {**given, "served_areas": [county.zhongshan.pk]})
    brand = Brand.objects.get()
    assert answer.url == brand.get_absolute_url()
    team = brand.teams.get()
    assert list(team.served_areas.all()) == [county.zhongshan]
    party_member = AssociateFactory(name="雷党员", area=county.chishi)
    teams.add_member(team, by=staff(county.chishi), associate=party_member, role=TeamRole.HEAD)
    page = client.get(answer.url).content.decode()
    assert "每季度走访一次" in page
    assert "雷党员" in page
    assert client.get(reverse("brands:brand-start", args=["no-such-plan"])).status_code == 404


def test_insiders_partners_and_strangers(county, staff, appoint, sign_in, start):
    brand = start("joint-group", county.fuyun, partner=county.chishi)
    page, promise = brand.get_absolute_url(), reverse("brands:brand-promise", args=[brand.pk])
    for area, read, write in (
        (county.fuyun, 200, 302),
        (county.chishi, 200, 403),
        (county.root, 200, 302),
        (county.yuanhe, 404, 404),
    ):
        client = sign_in(staff(area))
        assert client.get(page).status_code == read
        assert client.post(promise, {"promise": "每月一次"}).status_code == write
        listed = page in client.get(reverse("brands:brand-list")).content.decode()
        assert listed is (read == 200)
    assert sign_in(appoint(Role.POINT_KEEPER, county.zhongshan)).get(page).status_code == 403
    with pytest.raises(Denied, match="牵头单位"):
        workflow.start_brand(by=staff(county.yuanhe), plan_key="three-plus-n", unit=county.fuyun)


@pytest.mark.parametrize("disband", [True, False])
def test_an_ended_model_makes_no_more_duties_and_stays_readable(county, staff, sign_in, start, disband):
    brand = start("help-teams")
    by = staff(county.chishi)
    middle = date(first_day().year, 5, 6)
    workflow.end_brand(brand, by=by, reason="试点结束", disband=disband, on=middle)
    assert ObligationTemplate.objects.filter(until__isnull=True).count() == 0
    periods = set(Obligation.objects.values_list("period", flat=True))
    assert periods == {f"{middle.year}-Q1", f"{middle.year}-Q2"}
    assert brand.teams.standing().count() == (0 if disband else 4)
    assert "试点结束" in sign_in(by).get(brand.get_absolute_url()).content.decode()
    brand.refresh_from_db()
    for verb, facts in ((workflow.end_brand, {"reason": "x"}), (workflow.change_promise, {"promise": "x"})):
        with pytest.raises(Denied, match="结束"):
            verb(brand, by=by, **facts)


def test_a_promise_is_not_taken_back_to_nothing(county, staff, sign_in):
    brand = BrandFactory(unit=county.chishi)
    client = sign_in(staff(county.chishi))
    client.post(reverse("brands:brand-promise", args=[brand.pk]), {"promise": " "})
    client.post(reverse("brands:brand-end", args=[brand.pk]), {"reason": ""})
    brand.refresh_from_db()
    assert (brand.promise, brand.is_running) == ("每季度走访", True)


def test_words_and_files_are_left_to_people():
    by_hand = {rule.evidence for plan in PLANS for rule in plan.rules}
    assert {EvidenceKind.ACTIVITY, EvidenceKind.TOPIC, EvidenceKind.JOINT_MEETING} <= by_hand
