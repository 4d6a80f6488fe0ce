"""Pages of obligations: who reads and closes, the calendar, the county's table with its lists, files, the workbench."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liaison.obligations import queries
from liaison.obligations.enums import Frequency, ObligationState, OwedBy, Standing
from liaison.obligations.models import Obligation, ObligationEvidence, ObligationTemplate
from liaison.obligations.waiting import waiting
from stations.activities.enums import ActivityState
from tests.factories.deputies import TeamFactory
from tests.factories.obligations import ObligationEvidenceFactory, ObligationFactory, ObligationTemplateFactory
from tests.factories.stations import ActivityFactory
from tests.kit.counting import count_at
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role

PDF = b"%PDF-1.7 test"
PAGES = ("obligation-detail", "obligation-complete", "evidence-add")
VERBS = ("obligation-skip", "obligation-reopen", "owner-name")


def pdf(name="纪要.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def due(county, rule, today):
    """Return a function (unit, days from today, **facts) -> obligation of the running period."""

    def make(unit, days, **facts):
        day = today + timedelta(days=days)
        number = Obligation.objects.count()
        known = {"template": rule, "period": f"p{number}", "period_from": today - timedelta(days=60)}
        return ObligationFactory(unit=unit, due_on=day, period_to=day, **{**known, **facts})

    return make


@pytest.mark.parametrize("name", PAGES)
def test_who_owes_it_reads_and_a_stranger_does_not(county, staff, sign_in, shared, name):
    url = reverse(f"obligations:{name}", args=[shared.pk])
    for area, status in ((county.chishi, 200), (county.fuyun, 200), (county.root, 200), (county.yuanhe, 404)):
        assert sign_in(staff(area)).get(url).status_code == status


@pytest.mark.parametrize("name", VERBS)
def test_a_stranger_moves_nothing_and_a_unit_waives_nothing(county, staff, sign_in, obligation, name):
    state = ObligationState.DONE if name == "obligation-reopen" else ObligationState.OPEN
    done_on = date(2026, 11, 20) if name == "obligation-reopen" else None
    Obligation.objects.filter(pk=obligation.pk).update(state=state, done_on=done_on)
    url = reverse(f"obligations:{name}", args=[obligation.pk])
    assert sign_in(staff(county.yuanhe)).post(url, {"reason": "x"}).status_code == 404
    if name != "owner-name":
        assert sign_in(staff(county.fuyun)).post(url, {"reason": "x"}).status_code == 403
    obligation.refresh_from_db()
    assert obligation.state == state


@pytest.mark.parametrize("role", [Role.POINT_KEEPER, Role.DEPUTY])
def test_keepers_and_deputies_have_no_calendar(county, appoint, sign_in, role):
    client = sign_in(appoint(role, county.zhongshan))
    for name in ("calendar", "year", "obligation-list", "compliance", "template-list"):
        assert client.get(reverse(f"obligations:{name}")).status_code == 403


def test_a_clerk_closes_an_obligation_with_a_file_and_others_download_it(county, staff, sign_in, due):
    obligation = due(county.fuyun, 5)
    client = sign_in(staff(county.fuyun))
    url = reverse("obligations:obligation-complete", args=[obligation.pk])
    given = {"done_on": timezone.localdate().isoformat(), "note": "会议已开，议定三件事"}
    assert "请先关联佐证（文件）" in client.post(url, given).content.decode()
    for bad, says in (
        (pdf(content=b"MZ\x90"), "改过后缀"),
        (pdf("a.exe"), "只接受 PDF"),
        (pdf("空.pdf", b""), "空"),
    ):
        assert says in client.post(url, {**given, "upload": bad}).content.decode()
    assert not ObligationEvidence.objects.exists()
    client.post(url, {**given, "upload": pdf()})
    obligation.refresh_from_db()
    assert (obligation.state, obligation.standing_today) == (ObligationState.DONE, Standing.ON_TIME)
    item = obligation.evidence.get()
    answer = sign_in(staff(county.root)).get(reverse("obligations:evidence-file", args=[item.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert sign_in(staff(county.yuanhe)).get(reverse("obligations:evidence-file", args=[item.pk])).status_code == 404


def test_a_held_activity_is_offered_and_tied(county, staff, sign_in, due):
    obligation = due(county.fuyun, 5)
    activity = ActivityFactory(
        organising_area=county.fuyun, state=ActivityState.HELD, starts_at=timezone.now() - timedelta(days=3)
    )
    foreign = ActivityFactory(
        organising_area=county.yuanhe, state=ActivityState.HELD, starts_at=timezone.now() - timedelta(days=3)
    )
    client, url = sign_in(staff(county.fuyun)), reverse("obligations:evidence-add", args=[obligation.pk])
    page = client.get(url).content.decode()
    assert activity.title in page
    assert foreign.title not in page
    assert "请选择一条记录" in client.post(url, {}).content.decode()
    client.post(url, {"deed": f"activity-{activity.pk}"})
    assert client.post(url, {"deed": f"activity-{foreign.pk}"}).status_code == 200
    item = obligation.evidence.get()
    assert item.url == activity.get_absolute_url()
    assert activity.title in client.get(obligation.get_absolute_url()).content.decode()
    client.post(reverse("obligations:evidence-remove", args=[item.pk]))
    assert not obligation.evidence.exists()


def test_the_county_waives_and_sends_back(county, staff, sign_in, obligation):
    client = sign_in(staff(county.root))
    client.post(reverse("obligations:obligation-skip", args=[obligation.pk]), {"reason": ""})
    obligation.refresh_from_db()
    assert obligation.state == ObligationState.OPEN
    client.post(reverse("obligations:obligation-skip", args=[obligation.pk]), {"reason": "换届"})
    assert "换届" in client.get(obligation.get_absolute_url()).content.decode()
    client.post(reverse("obligations:obligation-reopen", args=[obligation.pk]), {"reason": "仍须开会"})
    assert "仍须开会" in client.get(obligation.get_absolute_url()).content.decode()


def test_the_owner_is_staff_of_who_owes_it(county, staff, sign_in, obligation):
    clerk, stranger = staff(county.fuyun, name="林干事"), staff(county.yuanhe)
    client, url = sign_in(staff(county.fuyun)), reverse("obligations:owner-name", args=[obligation.pk])
    client.post(url, {"owner": stranger.pk})
    obligation.refresh_from_db()
    assert obligation.owner is None
    client.post(url, {"owner": clerk.pk})
    assert "林干事" in client.get(obligation.get_absolute_url()).content.decode()


def test_the_month_shows_a_units_obligations_and_groups_those_of_all(county, staff, sign_in, due, today):
    for unit in (county.fuyun, county.yuanhe):
        due(unit, 0)
    url = reverse("obligations:calendar")
    own = sign_in(staff(county.fuyun)).get(url).content.decode()
    assert own.count("人大街道工委会议") == 2  # the sheet and the phone's list
    assert "×2" not in own
    all_units = sign_in(staff(county.root)).get(url).content.decode()
    assert "人大街道工委会议 ×2" in all_units
    chosen = sign_in(staff(county.root)).get(f"{url}?unit={county.fuyun.pk}&month={today:%Y-%m}").content.decode()
    assert "×2" not in chosen
    assert "没有到期的任务" in sign_in(staff(county.fuyun)).get(f"{url}?month=2031-01").content.decode()


@pytest.mark.parametrize("query", ["month=x", "month=9999-99", "month=1999-01", "year=abc", "year=1", "unit=x"])
@pytest.mark.parametrize("name", ["calendar", "year", "compliance"])
def test_nonsense_in_the_address_shows_the_present(county, staff, sign_in, due, name, query):
    due(county.fuyun, 0)
    answer = sign_in(staff(county.fuyun)).get(f"{reverse(f'obligations:{name}')}?{query}")
    assert answer.status_code == 200
    assert f"{timezone.localdate().year}" in answer.content.decode()


def test_the_year_has_one_line_a_rule(county, staff, sign_in, rule):
    for quarter in (1, 2, 3, 4):
        month = quarter * 3
        ObligationFactory(
            template=rule,
            unit=county.fuyun,
            period=f"2026-Q{quarter}",
            period_label=f"2026年第{quarter}季度",
            period_from=date(2026, month - 2, 1),
            due_on=date(2026, month, 28),
        )
    page = sign_in(staff(county.fuyun)).get(f"{reverse('obligations:year')}?year=2026").content.decode()
    assert page.count("人大街道工委会议") == 1
    assert all(f"2026年第{quarter}季度：" in page for quarter in (1, 2, 3, 4))


def test_every_number_of_the_table_opens_a_list_of_as_many(county, staff, sign_in, due, today):
    done = {"state": ObligationState.DONE, "done_on": today}
    due(county.fuyun, 0, **done)
    due(county.fuyun, -3, **done)
    due(county.fuyun, -4)
    due(county.yuanhe, -4)
    due(county.yuanhe, 3, state=ObligationState.SKIPPED, reason="换届")
    due(county.chishi, 2, partner=county.fuyun)
    due(county.zone, 200, period_from=today + timedelta(days=100))  # has not begun
    user = staff(county.root)
    if any(obligation.due_on.year != today.year for obligation in Obligation.objects.all()):
        Obligation.objects.update(due_on=today.replace(month=6, day=1))
    table, client = queries.compliance(user, today.year), sign_in(user)
    tallies = [table.total, *(tally for _, tally in table.units)]
    tallies += [tally for _, _, total, cells in table.rules for tally in (total, *cells)]
    assert table.total.total + table.total.numbers[Standing.SKIPPED] == 6
    checked = 0
    for tally in tallies:
        for _, number, url in tally.cells:
            assert count_at(client, url) == number, url
            checked += 1
        assert count_at(client, tally.url) == tally.total
    assert checked > 50
    fuyun = {area.name: tally for area, tally in table.units}["浮云街道"]
    assert fuyun.total == 4  # three of its own and one with 赤石
    page = client.get(reverse("obligations:compliance")).content.decode()
    assert "按时率" in page


def test_a_unit_sees_its_own_line_of_the_table_only(county, staff, sign_in, due):
    due(county.fuyun, -1)
    due(county.yuanhe, -1)
    page = sign_in(staff(county.fuyun)).get(reverse("obligations:compliance")).content.decode()
    assert "浮云街道" in page
    assert "元和街道" not in page


def test_one_and_many_obligations_cost_the_same(county, staff, sign_in, due, django_assert_num_queries):
    client = sign_in(staff(county.root))
    due(county.fuyun, 3)
    names = ("obligations:obligation-list", "obligations:calendar", "obligations:year", "obligations:compliance")
    counts = {}
    for name in names:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse(name))
        counts[name] = len(one)
    for days in range(8):
        obligation = due(county.fuyun, days, partner=county.chishi)
        ObligationEvidenceFactory(obligation=obligation)
    for name in names:
        with django_assert_num_queries(counts[name]):
            client.get(reverse(name))


def test_the_workbench_says_what_is_near_and_late(county, staff, sign_in, due):
    due(county.fuyun, 10)
    due(county.fuyun, -2)
    due(county.fuyun, 60)
    due(county.yuanhe, 1)
    client = sign_in(staff(county.fuyun))
    [line] = waiting(staff(county.fuyun))
    assert (line.count, line.late) == (2, 1)
    assert client.get(line.url).context["listing"].page.total == 2
    page = client.get("/").content.decode()
    assert "工作任务" in page
    assert "逾期 1" in page


def test_the_county_sets_changes_and_ends_a_rule_for_all(county, staff, sign_in):
    client = sign_in(staff(county.root))
    given = {
        "area": county.root.pk,
        "owed_by": OwedBy.UNIT,
        "unit_kinds": ["street"],
        "title": "代表风采展示",
        "source": "县人大常委会2026年要点",
        "frequency": Frequency.MONTHLY,
        "times": 1,
        "lead_days": 7,
        "evidence": "note",
    }
    assert (
        "请至少勾选一类"
        in client.post(reverse("obligations:template-create"), {**given, "unit_kinds": []}).content.decode()
    )
    assert not ObligationTemplate.objects.exists()
    answer = client.post(reverse("obligations:template-create"), given)
    template = ObligationTemplate.objects.get()
    assert answer.url == template.get_absolute_url()
    assert {obligation.unit.name for obligation in template.obligations.select_related("unit")} <= {
        "浮云街道",
        "元和街道",
    }
    assert "代表风采展示" in client.get(reverse("obligations:template-list")).content.decode()
    unit_page = sign_in(staff(county.fuyun)).get(template.get_absolute_url())
    assert "停用这条规定" not in unit_page.content.decode()
    edit = reverse("obligations:template-edit", args=[template.pk])
    assert sign_in(staff(county.fuyun)).get(edit).status_code == 403
    client = sign_in(staff(county.root))
    client.post(edit, {**given, "title": "代表风采"})
    client.post(
        reverse("obligations:template-end", args=[ObligationTemplate.objects.current().get().pk]), {"reason": "不再办"}
    )
    assert ObligationTemplate.objects.current().get().until is not None


def test_a_unit_sets_an_obligation_for_its_team_and_no_stranger_sees_it(county, staff, sign_in):
    team = TeamFactory(area=county.fuyun, name="共治一组")
    foreign = TeamFactory(area=county.yuanhe, name="别的组")
    client, url = sign_in(staff(county.fuyun)), reverse("obligations:template-create")
    page = client.get(url).content.decode()
    assert team.name in page
    assert foreign.name not in page
    given = {
        "area": county.fuyun.pk,
        "owed_by": OwedBy.TEAM,
        "team": team.pk,
        "title": "每季走访",
        "source": "共治组工作办法",
        "frequency": Frequency.QUARTERLY,
        "times": 1,
        "lead_days": 7,
        "evidence": "activity",
        "activity_kinds": ["visit"],
    }
    client.post(url, given)
    template = ObligationTemplate.objects.get()
    assert template.team == team
    assert "每季走访" in client.get(team.get_absolute_url()).content.decode()
    stranger = sign_in(staff(county.yuanhe))
    assert stranger.get(template.get_absolute_url()).status_code == 404
    assert "每季走访" not in stranger.get(reverse("obligations:template-list")).content.decode()


def test_rules_are_listed_at_the_same_cost(county, staff, sign_in, django_assert_num_queries):
    client, url = sign_in(staff(county.root)), reverse("obligations:template-list")
    ObligationTemplateFactory(area=county.root)
    same_cost(lambda: client.get(url), more=lambda: ObligationTemplateFactory(area=county.root), times=5)
