"""Rules: what they make for whom, how they change from the next period on, who sets them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from deputies.teams import workflow as teams
from liaison.obligations import jobs, workflow
from liaison.obligations.catalogue import STANDARDS
from liaison.obligations.enums import Frequency, ObligationState, OwedBy
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.registration.enums import RegistrationState
from tests.factories.deputies import TeamFactory
from tests.factories.obligations import (
    ObligationTemplateFactory,
)
from tests.factories.registration import RegistrationFactory
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
