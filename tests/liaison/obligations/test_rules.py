"""Rules: what they make for whom, how they change from the next period on, who sets them."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from deputies.teams import workflow as teams
from deputies.teams.enums import TeamKind
from liaison.obligations import jobs, workflow
from liaison.obligations.catalogue import STANDARDS
from liaison.obligations.enums import Frequency, ObligationState, OwedBy
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.registration.enums import RegistrationState
from stations.activities.enums import ActivityKind, ActivityState
from tests.factories.areas import draw_county
from tests.factories.deputies import DeputyFactory, TeamFactory
from tests.factories.obligations import (
    ObligationTemplateFactory,
)
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory, CheckInFactory, make_tree
from tests.kit.handed import errands_of
from yunhe.kit.refusals import Denied


def test_the_standing_rules_are_written_once_and_what_the_county_ended_stays_ended(county, staff):
    assert workflow.install_standards(county.root) == len(STANDARDS)
    assert workflow.install_standards(county.root) == 0
    first = ObligationTemplate.objects.first()
    workflow.end_template(first, by=staff(county.root), reason="不再要求")
    assert workflow.install_standards(county.root) == 0
    assert len({standard.key for standard in STANDARDS}) == len(STANDARDS)
    assert all(standard.source for standard in STANDARDS)


def test_obligations_are_made_once_however_often_the_job_runs(county):
    made = jobs.make_obligations("2026-01-02")
    assert made > 60
    assert jobs.make_obligations("2026-01-02") == jobs.make_obligations("2026-06-02") == 0
    assert not Obligation.objects.filter(period_from__year=2027).exists()
    assert jobs.make_obligations("2026-12-01") > 60
    assert Obligation.objects.filter(period_from__year=2027).exists()


def test_a_county_that_begins_late_in_the_year_owes_nothing_of_the_past(county):
    jobs.make_obligations("2026-10-12")
    assert not Obligation.objects.filter(due_on__lt=date(2026, 10, 19)).exists()
    assert not Obligation.objects.filter(title="年度代表工作计划").exists()
    assert Obligation.objects.filter(period="2026-Q4").exists()


def test_a_pair_owes_from_its_first_co_managed_deputy_and_one_for_both_ways(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    meetings = Obligation.objects.filter(title="双向共管联席会议", period="2026")
    workflow.generate_obligations(date(2026, 1, 1))
    assert not meetings.exists()
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.chishi, community=county.dongmen, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.fuyun, community=county.shuanglin, state=RegistrationState.CO_MANAGED)
    workflow.generate_obligations(date(2026, 3, 1))
    assert [(obligation.unit, obligation.partner) for obligation in meetings] == [(county.chishi, county.fuyun)]
    RegistrationFactory(origin=county.shitang, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    workflow.generate_obligations(date(2026, 12, 28))
    assert meetings.count() == 1  # three days before the end is no fair notice: from next year on
    assert Obligation.objects.filter(title="双向共管联席会议", period="2027").count() == 2


def test_the_obligations_of_a_disbanded_team_go_with_it(county, staff):
    team = TeamFactory(area=county.fuyun)
    rule = ObligationTemplateFactory(area=county.fuyun, team=team, owed_by=OwedBy.TEAM, since=date(2026, 1, 1))
    workflow.generate_obligations(date(2026, 5, 4))
    assert rule.obligations.count() == 3
    teams.disband_team(team, by=staff(county.fuyun), reason="任务完成")
    workflow.generate_obligations(date(2026, 5, 5))
    left = rule.obligations.get()
    assert (left.period, left.state, left.reason) == ("2026-Q2", ObligationState.SKIPPED, "团队已撤销或调整")


def test_a_changed_rule_holds_from_the_next_period_on(county, staff):
    by = staff(county.root)
    rule = ObligationTemplateFactory(area=county.root, unit_kinds=["street"], since=date(2026, 1, 1), title="季度会议")
    workflow.generate_obligations(date(2026, 1, 5))
    new = workflow.revise_template(
        rule, by=by, on=date(2026, 5, 6), title="月度会议", frequency=Frequency.MONTHLY, due_day=20
    )
    rule.refresh_from_db()
    assert (rule.until, new.since, new.version) == (date(2026, 6, 30), date(2026, 7, 1), 2)
    of_fuyun = Obligation.objects.filter(unit=county.fuyun).order_by("period_from").values_list("period", "title")
    assert list(of_fuyun) == [
        ("2026-Q1", "季度会议"),
        ("2026-Q2", "季度会议"),
        *[(f"2026-{month:02d}", "月度会议") for month in range(7, 13)],
    ]
    with pytest.raises(Denied, match="新版本"):
        workflow.revise_template(rule, by=by, title="又一次")
    assert (
        workflow.revise_template(new, by=by, on=date(2026, 5, 7), lead_days=5).pk == new.pk
    )  # not begun: as it stands
    workflow.generate_obligations(date(2026, 5, 8))
    assert Obligation.objects.filter(unit=county.fuyun).count() == 8


def test_an_ended_rule_keeps_what_has_begun(county, staff):
    rule = ObligationTemplateFactory(area=county.root, unit_kinds=["street"], since=date(2026, 1, 1))
    workflow.generate_obligations(date(2026, 1, 5))
    workflow.end_template(rule, by=staff(county.root), on=date(2026, 5, 6), reason="并入年度考核")
    workflow.generate_obligations(date(2026, 5, 7))
    periods = Obligation.objects.filter(unit=county.fuyun).values_list("period", flat=True)
    assert set(periods) == {"2026-Q1", "2026-Q2"}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"unit_kinds": []}, "请至少勾选一类"),
        ({"owed_by": OwedBy.TEAM}, "请选择团队"),
        ({"times": 13}, "12"),
        ({"lead_days": 1}, "3"),
        ({"title": ""}, "空"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(county, staff, facts, says):
    known = {"title": "会议", "source": "要点", "owed_by": OwedBy.UNIT, "unit_kinds": ["street"]}
    with pytest.raises(ValidationError) as refused:
        workflow.set_template(by=staff(county.root), area=county.root, **{**known, **facts})
    assert says in str(refused.value)
    assert not ObligationTemplate.objects.exists()


def test_nobody_sets_a_rule_for_others(county, staff):
    facts = {"title": "会议", "source": "要点", "unit_kinds": ["street"]}
    with pytest.raises(Denied, match="县人大机关制定"):
        workflow.set_template(by=staff(county.fuyun), area=county.root, **facts)
    with pytest.raises(Denied):
        workflow.set_template(by=staff(county.fuyun), area=county.yuanhe, **facts)


def test_each_group_owes_three_activities_and_each_centre_group_two(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    groups = [TeamFactory(area=county.fuyun, kind=kind) for kind in (TeamKind.GROUP, TeamKind.GROUP, TeamKind.COGOVERN)]
    centre, service = (TeamFactory(area=county.chishi, kind=kind) for kind in (TeamKind.CENTRE, TeamKind.SERVICE))
    workflow.generate_obligations(date(2026, 1, 2))
    owed = Counter(
        Obligation.objects.filter(team__isnull=False, period__startswith="2026").values_list("team", flat=True)
    )
    assert owed == {**dict.fromkeys([group.pk for group in groups], 3), centre.pk: 2}
    assert service.pk not in owed


def test_what_one_group_holds_is_no_deed_of_another(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    busy, idle = (TeamFactory(area=county.fuyun, kind=TeamKind.GROUP) for _ in range(2))
    workflow.generate_obligations(date(2026, 1, 2))
    for day in (datetime(2026, 1, 6, 9), datetime(2026, 1, 7, 9), datetime(2026, 1, 8, 9)):  # noqa: DTZ001 made aware below
        starts = timezone.make_aware(day)
        ActivityFactory(
            organising_area=county.fuyun, team=busy, kind=ActivityKind.VISIT, state=ActivityState.HELD, starts_at=starts
        )
    workflow.settle_found(date(2026, 12, 31))
    done = Obligation.objects.filter(state=ObligationState.DONE, team__isnull=False)
    assert Counter(done.values_list("team", flat=True)) == {busy.pk: 3}
    assert Obligation.objects.undone().filter(team=idle).count() == 3


def test_the_mid_year_session_is_due_in_the_middle_of_the_year(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    workflow.generate_obligations(date(2026, 1, 2))
    sessions = Obligation.objects.filter(unit=county.chishi, title__contains="人民代表大会年")
    days = dict(sessions.filter(period="2026").values_list("title", "due_on"))
    assert days == {
        "乡镇人民代表大会年初会议": date(2026, 3, 31),
        "乡镇人民代表大会年中会议": date(2026, 7, 31),
    }


@pytest.fixture
def old_session(county):
    """The rule of both sessions, as the program wrote it before there were two of them."""
    return ObligationTemplateFactory(
        area=county.root, key="township-session", title="乡镇人民代表大会会议", unit_kinds=["township"],
        frequency=Frequency.HALF_YEARLY, due_month=3, since=date(2026, 1, 1), created_by="系统",
    )  # fmt: skip


def test_a_rule_that_was_replaced_ends_with_its_period_and_the_new_ones_follow(county, old_session):
    workflow.generate_obligations(date(2026, 1, 2), [old_session])
    workflow.install_standards(county.root, on=date(2026, 8, 1))
    workflow.install_standards(county.root, on=date(2026, 8, 2))
    old_session.refresh_from_db()
    news = ObligationTemplate.objects.filter(key__startswith="session-")
    assert old_session.until == date(2026, 12, 31)
    assert {rule.since for rule in news} == {date(2027, 1, 1)}
    assert news.count() == 2


def test_a_rule_that_the_county_made_its_own_is_not_replaced(county, old_session, staff):
    workflow.revise_template(old_session, by=staff(county.root), on=date(2026, 1, 1), due_month=2)
    ObligationTemplate.objects.filter(key="township-session").update(created_by="县人大")
    workflow.install_standards(county.root, on=date(2026, 1, 2))
    assert not ObligationTemplate.objects.filter(key__startswith="session-").exists()


def test_training_is_joint_when_both_units_took_part(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    workflow.generate_obligations(date(2026, 1, 2))
    starts = timezone.make_aware(datetime(2026, 3, 4, 9))  # noqa: DTZ001 made aware here
    activity = ActivityFactory(
        organising_area=county.fuyun, kind=ActivityKind.TRAINING, state=ActivityState.HELD, starts_at=starts
    )
    done = Obligation.objects.filter(title="联合组织代表学习培训", state=ObligationState.DONE)
    CheckInFactory(activity=activity, deputy=DeputyFactory(origin=county.fuyun), at=starts)
    workflow.settle_found(date(2026, 3, 5))
    assert not done.exists()
    CheckInFactory(activity=activity, deputy=DeputyFactory(origin=county.chishi), at=starts)
    workflow.settle_found(date(2026, 3, 5))
    assert {one.unit for one in done} == {county.fuyun, county.chishi}


def test_each_floating_deputy_goes_home_once_a_year(county):
    workflow.install_standards(county.root, on=date(2026, 1, 1))
    workflow.generate_obligations(date(2026, 1, 2))
    files = [
        RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
        for _ in range(2)
    ]
    tree = make_tree(county)
    home, urban = tree.chishi, tree.urban
    owed = Obligation.objects.get(title="组织流动代表回原选区", unit=county.chishi, period="2026")

    def goes(file, station, month):
        at = timezone.make_aware(datetime(2026, month, 4, 9))  # noqa: DTZ001 made aware here
        CheckInFactory(station=station, deputy=file.deputy, at=at)
        workflow.settle_found(date(2026, month, 5))
        owed.refresh_from_db()
        return owed.state == ObligationState.DONE

    assert not goes(files[0], home, 2)
    assert not goes(files[1], urban, 3)  # the urban station stands in the county town
    assert goes(files[1], home, 4)
    assert owed.done_on == date(2026, 4, 4)


def test_each_county_has_its_obligations_made_and_settled_by_tasks_of_its_own(county):
    other = draw_county().root
    assert (jobs.make_in_counties(), jobs.settle_in_counties()) == (2, 2)
    today = timezone.localdate().isoformat()
    for task in (jobs.make_in_county, jobs.settle_in_county):
        assert errands_of(task) == [[county.root.pk, today], [other.pk, today]]


def test_the_obligations_of_one_county_are_made_without_those_of_another(county):
    other = draw_county()
    made = jobs.make_in_county(other.root.pk, "2026-01-02")
    assert made > 60
    assert set(Obligation.objects.values_list("unit__path", flat=True)) <= {area.path for area in vars(other).values()}
    assert jobs.make_obligations("2026-01-02") == made
    assert jobs.make_obligations("2026-01-02") == 0
