"""A leap year lived day by day with the jobs of beat: each obligation once, each reminder once and on its day."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import chinese_calendar
import pytest
from django.utils import timezone

from deputies.teams.enums import TeamKind
from liaison.ledger import jobs as ledger_jobs
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from liaison.obligations import jobs, workflow
from liaison.obligations.enums import EvidenceKind, Frequency, ObligationState, OwedBy, Standing
from liaison.obligations.evidence import Found
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.notices import key_of
from liaison.obligations.periods import COUNTY_AFTER, LATE_WEEKS, ladder_of
from liaison.registration.enums import RegistrationState
from stations.activities.enums import ActivityKind, ActivityState
from tests.factories.deputies import TeamFactory
from tests.factories.obligations import ObligationTemplateFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory
from yunhe.kit.workdays import add_workdays
from yunhe.notices.models import Notice

FIRST, LAST = date(2023, 12, 1), date(2025, 1, 10)
A_QUARTER = date(2024, 5, 10)  # as far as the usual run lives: the first quarter, and its late reminders
TOWNSHIPS, STREETS, ZONES = ("赤石乡", "石塘镇"), ("浮云街道", "元和街道"), ("经开区",)
UNITS = (*TOWNSHIPS, *STREETS, *ZONES)


def moment(day):
    return timezone.make_aware(datetime.combine(day, time(9)))


def held(area, day, kind=ActivityKind.VISIT, team=None):
    starts = moment(day)
    return ActivityFactory(
        organising_area=area, kind=kind, team=team, starts_at=starts, ends_at=starts + timedelta(hours=2),
        state=ActivityState.HELD,
    )  # fmt: skip


@pytest.fixture
def world(county, staff):
    """Offices with staff, two pairs of units, a team that visits every quarter, and what was held in the year."""
    people = {area.name: staff(area) for area in (county.root, *(getattr(county, n) for n in ("chishi", "shitang")))}
    people |= {area.name: staff(area) for area in (county.fuyun, county.yuanhe, county.zone)}
    for origin, community in ((county.chishi, county.zhongshan), (county.shitang, county.shishan)):
        RegistrationFactory(origin=origin, community=community, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.shitang, community=county.zhongshan, state=RegistrationState.VERIFIED)
    team = TeamFactory(name="安援服务队", kind=TeamKind.SERVICE, area=county.chishi, begins_on=date(2023, 1, 1))
    ObligationTemplateFactory(
        area=county.chishi, team=team, owed_by=OwedBy.TEAM, title="走访安置小区", evidence=EvidenceKind.ACTIVITY,
        activity_kinds=[ActivityKind.VISIT], since=FIRST,
    )  # fmt: skip
    ObligationTemplateFactory(
        area=county.yuanhe, title="代表来了", frequency=Frequency.MONTHLY, due_day=29, evidence=EvidenceKind.ACTIVITY,
        activity_kinds=[ActivityKind.THEME], since=FIRST,
    )  # fmt: skip
    group = TeamFactory(name="箬溪小组", kind=TeamKind.GROUP, area=county.chishi, begins_on=date(2023, 1, 1))
    idle = TeamFactory(name="坪垟岗小组", kind=TeamKind.GROUP, area=county.chishi, begins_on=date(2023, 1, 1))
    TeamFactory(name="中心组", kind=TeamKind.CENTRE, area=county.shitang, begins_on=date(2023, 1, 1))
    for day in (date(2024, 3, 6), date(2024, 6, 5), date(2024, 9, 10)):
        held(county.chishi, day, team=group)
    held(county.chishi, date(2024, 3, 7), team=idle)
    for day in (date(2024, 2, 20), date(2024, 5, 6), date(2024, 12, 2)):  # the third quarter is missed
        held(county.chishi, day, team=team)
    for month in (1, 2, 3, 5):
        held(county.yuanhe, date(2024, month, 20), ActivityKind.THEME)
    held(county.fuyun, date(2024, 3, 5), ActivityKind.DELIBERATION)
    for area in (county.chishi, county.shitang, county.fuyun, county.yuanhe, county.zone):
        for day in (date(2023, 12, 5), date(2023, 12, 6), date(2024, 3, 6), date(2024, 6, 5), date(2024, 9, 10)):
            held(area, day, ActivityKind.TRAINING)
        held(area, date(2023, 12, 7), ActivityKind.VISIT)
    return SimpleNamespace(county=county, people=people, team=team)


@pytest.fixture
def lived(world, at_once, slow, django_capture_on_commit_callbacks):
    """Live from FIRST on with the jobs of obligations and ledger; return what was written on which day."""
    born, reminded, day = {}, {}, FIRST
    last = LAST if slow else A_QUARTER
    while day <= last:
        on = day.isoformat()
        jobs.make_obligations(on)
        ledger_jobs.open_due_rounds(on)
        if day == date(2024, 6, 25):
            _sign(world.county.chishi, day)
        if day == date(2024, 11, 4):
            obligation = Obligation.objects.get(title="人大街道工委会议", unit=world.county.fuyun, period="2024-Q4")
            workflow.skip_obligation(obligation, by=world.people["云和县"], reason="换届")
        jobs.settle_obligations(on)
        _work(world, day)
        with django_capture_on_commit_callbacks(execute=True):
            ledger_jobs.send_due_reminders(on)
            jobs.remind_obligations(on)
        for pk in Obligation.objects.exclude(pk__in=born).values_list("pk", flat=True):
            born[pk] = day
        for key in Notice.objects.filter(kind="obligations").exclude(key__in=reminded).values_list("key", flat=True):
            reminded[key] = day
        day += timedelta(days=1)
    return SimpleNamespace(born=born, reminded=reminded, last=last, whole=slow, **vars(world))


def _work(world, day):
    """Have the offices close, with a paper, what falls due on `day` and is not found by itself. 石塘 forgets its meetings."""
    found = (EvidenceKind.ACTIVITY, EvidenceKind.JOINT_ACTIVITY, EvidenceKind.HOME_VISIT)
    due = Obligation.objects.undone().filter(due_on=day).exclude(template__evidence__in=found)
    forgotten = {"unit": world.county.shitang, "title": "乡镇人大主席团会议"}
    for obligation in due.exclude(template__evidence=EvidenceKind.LEDGER).exclude(**forgotten):
        paper = Found(f"paper-{obligation.pk}", "会议纪要", day)
        workflow.complete_obligation(obligation, by=world.people["云和县"], done_on=day, deeds=[paper])


def _sign(unit, day):
    LedgerEntry.objects.filter(origin=unit, round__half="2024-H1").update(
        state=EntryState.LOCKED, confirmed_at=moment(day), countersigned_at=moment(day)
    )


def of_year(title):
    """Return the obligations of 2024 with a title: {(who, period): standing at the end}."""
    rows = Obligation.objects.filter(title=title, period__startswith="2024").select_related("unit", "partner", "team")
    return {(obligation.owed_label, obligation.period): obligation.standing_on(LAST) for obligation in rows}


QUARTERS = [f"2024-Q{number}" for number in (1, 2, 3, 4)]
HALVES = ["2024-H1", "2024-H2"]
THIRDS = [f"2024-{number:02d}of3" for number in (1, 2, 3)]
EXPECTED = {
    "向党（工）委专题汇报街乡人大共治": (UNITS, ["2024"]),
    "双向共管联席会议": (("赤石乡 ↔ 浮云街道", "石塘镇 ↔ 元和街道"), ["2024"]),
    "流动代表登记册半年更新": (UNITS, HALVES),
    "年度代表工作计划": (UNITS, ["2024"]),
    "县人大常委会代表工作计划并公布": (("云和县",), ["2024"]),
    "年终总结和下一年计划报县人大常委会": ((*STREETS, *ZONES), ["2024"]),
    "乡镇人民代表大会年初会议": (TOWNSHIPS, ["2024"]),
    "乡镇人民代表大会年中会议": (TOWNSHIPS, ["2024"]),
    "乡镇人大主席团会议": (TOWNSHIPS, QUARTERS),
    "人大街道工委会议": ((*STREETS, *ZONES), QUARTERS),
    "街道居民议事会议": (STREETS, ["2024"]),
    "代表小组活动": (("箬溪小组", "坪垟岗小组"), THIRDS),
    "代表中心组活动": (("中心组",), ["2024-01of2", "2024-02of2"]),
    "联合组织代表学习培训": (UNITS, ["2024"]),
    "组织代表向选民述职": (UNITS, ["2024"]),
    "组织流动代表回原选区": (TOWNSHIPS, ["2024"]),
    "代表履职登记和年度评价": (UNITS, ["2024"]),
    "走访安置小区": (("安援服务队",), QUARTERS),
    "代表来了": (("元和街道",), [f"2024-{month:02d}" for month in range(1, 13)]),
}


@pytest.mark.long
def test_a_leap_year_day_by_day(lived):
    """Its first quarter, or all of it with --slow."""
    every_obligation_appears_once(lived)
    every_day_is_a_working_day_in_its_period(lived)
    every_reminder_comes_once_and_on_its_day(lived)
    nobody_is_told_of_what_was_done(lived)
    what_was_held_in_the_first_quarter_closes_its_obligation()
    if lived.whole:
        what_was_held_closes_its_obligation()
        who_was_let_off_is_not_told(lived)
        the_ledger_reminds_as_before()


def every_obligation_appears_once(lived):
    titles = set(ObligationTemplate.objects.values_list("title", flat=True))
    assert titles == set(EXPECTED)
    for title, (who, periods) in EXPECTED.items():
        assert set(of_year(title)) == {(name, period) for name in who for period in periods}, title
    twice = Counter(Obligation.objects.values_list("title", "unit_id", "partner_id", "team_id", "period")).most_common(
        1
    )
    assert twice[0][1] == 1
    of_2024 = Obligation.objects.filter(period__startswith="2024")
    assert {lived.born[pk] for pk in of_2024.values_list("pk", flat=True)} == {FIRST}  # a month ahead
    of_2025 = Obligation.objects.filter(period__startswith="2025")
    if not lived.whole:
        assert not of_2025.exists()
        return
    assert {lived.born[pk] for pk in of_2025.values_list("pk", flat=True)} == {date(2024, 12, 1)}
    assert of_2025.count() == of_2024.count()


def every_day_is_a_working_day_in_its_period(lived):
    for obligation in Obligation.objects.filter(due_on__year__lte=2025):
        assert chinese_calendar.is_workday(obligation.due_on), obligation
        assert obligation.period_from <= obligation.due_on <= obligation.period_to
    days = dict(Obligation.objects.filter(title="代表来了").values_list("period", "due_on"))
    assert days["2024-02"] == date(2024, 2, 29)
    assert days["2024-09"] == date(2024, 9, 29)  # a Sunday on which offices work
    assert days["2024-06"] == date(2024, 6, 28)  # Saturday 29 would move into July
    assert not lived.whole or days["2025-02"] == date(2025, 2, 28)


def steps_of(obligation):
    """Return every step that an obligation can see: {key: day}."""
    days = dict(ladder_of(obligation.lead_days).days_of(obligation.due_on))
    days["county"] = add_workdays(obligation.due_on, COUNTY_AFTER)
    return {key_of(obligation, slot): day for slot, day in days.items()}


def every_reminder_comes_once_and_on_its_day(lived):
    days = {}
    for obligation in Obligation.objects.select_related("template"):
        days |= steps_of(obligation)
    assert set(lived.reminded) <= set(days)
    late = {key: (on, days[key]) for key, on in lived.reminded.items() if on != days[key] and days[key] >= FIRST}
    assert not late
    for obligation in Obligation.objects.filter(period__startswith="2024").select_related("unit"):
        if obligation.is_undone and obligation.due_on < lived.last - timedelta(weeks=LATE_WEEKS + 3):
            missing = set(steps_of(obligation)) - set(lived.reminded)
            assert not missing or obligation.unit.parent is None, obligation
    told = Counter(Notice.objects.filter(kind="obligations").values_list("recipient_id", "key"))
    assert max(told.values()) == 1
    to_county = Notice.objects.filter(kind="obligations", key__endswith="-county")
    assert set(to_county.values_list("recipient_id", flat=True)) == {lived.people["云和县"].pk}


def what_was_held_in_the_first_quarter_closes_its_obligation():
    assert of_year("走访安置小区")["安援服务队", "2024-Q1"] == Standing.ON_TIME
    assert of_year("代表来了")["元和街道", "2024-01"] == Standing.ON_TIME
    assert of_year("代表来了")["元和街道", "2024-04"] == Standing.OVERDUE
    assert of_year("街道居民议事会议")["浮云街道", "2024"] == Standing.ON_TIME
    meetings = of_year("乡镇人大主席团会议")
    assert (meetings["赤石乡", "2024-Q1"], meetings["石塘镇", "2024-Q1"]) == (Standing.ON_TIME, Standing.OVERDUE)


def what_was_held_closes_its_obligation():
    visits = of_year("走访安置小区")
    done = [visits["安援服务队", period] for period in QUARTERS]
    assert done == [Standing.ON_TIME, Standing.ON_TIME, Standing.OVERDUE, Standing.ON_TIME]
    topics = of_year("代表来了")
    on_time = {period for (_, period), standing in topics.items() if standing == Standing.ON_TIME}
    assert on_time == {"2024-01", "2024-02", "2024-03", "2024-05"}
    groups = of_year("代表小组活动")
    assert [groups["箬溪小组", third] for third in THIRDS] == [Standing.ON_TIME] * 3
    assert [groups["坪垟岗小组", third] for third in THIRDS] == [Standing.ON_TIME, Standing.OVERDUE, Standing.OVERDUE]
    assert set(of_year("代表中心组活动").values()) == {Standing.OVERDUE}
    assert of_year("街道居民议事会议")["浮云街道", "2024"] == Standing.ON_TIME
    assert of_year("街道居民议事会议")["元和街道", "2024"] == Standing.OVERDUE
    assert set(of_year("联合组织代表学习培训").values()) == {Standing.OVERDUE}  # each trained alone
    assert set(of_year("组织流动代表回原选区").values()) == {Standing.OVERDUE}  # nobody checked in at home
    ledger = of_year("流动代表登记册半年更新")
    assert ledger["赤石乡", "2024-H1"] == Standing.ON_TIME
    assert ledger["石塘镇", "2024-H1"] == Standing.OVERDUE
    assert ledger["浮云街道", "2024-H1"] == Standing.DONE_LATE or ledger["浮云街道", "2024-H1"] == Standing.ON_TIME


def nobody_is_told_of_what_was_done(lived):
    for obligation in Obligation.objects.filter(state=ObligationState.DONE).select_related("template"):
        told = {lived.reminded[key] for key in steps_of(obligation) if key in lived.reminded}
        assert all(day <= obligation.done_on for day in told) or obligation.template.evidence == EvidenceKind.LEDGER, (
            obligation
        )


def who_was_let_off_is_not_told(lived):
    skipped = Obligation.objects.get(state=ObligationState.SKIPPED)
    told = {lived.reminded[key] for key in steps_of(skipped) if key in lived.reminded}
    assert not [day for day in told if day > date(2024, 11, 4)]


def the_ledger_reminds_as_before():
    told = Notice.objects.filter(kind="ledger", key__startswith="ledger-2024-H2-opening")
    assert told.exists()
    assert set(Counter(told.values_list("recipient_id", "key")).values()) == {1}
