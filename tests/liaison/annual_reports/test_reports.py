"""Annual reports: drafted from the registers, written on by people, handed in, answered, decisions carried out."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from liaison.annual_reports import workflow
from liaison.annual_reports.enums import DECISION, REPORT, DecisionState, ReportState
from liaison.annual_reports.evidence import find_reports
from liaison.annual_reports.models import AnnualReport
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.registration.enums import RegistrationState
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.factories.registration import RegistrationFactory
from tests.kit.machines import spelled, written
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied, Refused

YEAR = timezone.localdate().year


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


@pytest.fixture
def report(county, clerk):
    """Return a function state -> report of 赤石乡 for this year in that state."""

    def make(state=ReportState.DRAFTING):
        report = workflow.draft_report(county.chishi, YEAR, by=clerk)
        if state != ReportState.DRAFTING:
            report = workflow.hand_in(report, by=clerk, on=timezone.localdate())
        if state == ReportState.REPLIED:
            report = workflow.record_reply(report, by=clerk, on=timezone.localdate(), reply="同意")
        return report

    return make


def text_of(report, key):
    return report.sections.get(key=key).text


# --- drafting -------------------------------------------------------------------------------------------------------


def test_a_draft_counts_what_the_registers_hold(county, clerk, report):
    for _ in range(3):
        MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.shuanglin))
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    RegistrationFactory(origin=county.chishi, community=county.dongmen, due_on=date(YEAR, 1, 2))
    RegistrationFactory(origin=county.shitang, community=county.shishan)  # of others
    LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, round__half=f"{YEAR}-H1", state="locked")
    draft = report()
    assert "现有选出的代表 6 名，乡镇人大代表 6 名，在外居住的流动代表 3 名" in text_of(draft, "basics")
    assert "督促登记 2 名，经流入地核实 1 名，社区接收报到 1 名" in text_of(draft, "registration")
    assert "双向共管的代表 1 名" in text_of(draft, "registration")
    assert f"{YEAR}年上半年台账应更新 1 名，代表已确认 1 名" in text_of(draft, "ledger")
    assert "超过办理期限的 1 件" in text_of(draft, "problems")
    assert "没有任何签到记录的流动代表 3 名" in text_of(draft, "problems")
    assert "逐件核对逾期的登记报到" in text_of(draft, "plans")
    assert text_of(draft, "requests") == ""


def test_a_draft_holds_no_name_and_no_phone(county, report):
    file = RegistrationFactory(origin=county.chishi, community=county.zhongshan)
    everything = "".join(report().sections.values_list("text", flat=True))
    assert file.deputy.name not in everything
    assert file.deputy.phone not in everything


def test_drafting_again_returns_the_same_report(report):
    first = report()
    workflow.edit_section(first, "requests", by=_by(first), text="请示一件事")
    assert report().pk == first.pk
    assert text_of(first, "requests") == "请示一件事"


def _by(report):
    return report.area.appointments.get().user


def test_a_year_to_come_has_no_report(county, clerk):
    with pytest.raises(Refused, match="还没有到"):
        workflow.draft_report(county.chishi, YEAR + 1, by=clerk)
    assert not AnnualReport.objects.exists()


def test_counting_again_keeps_what_people_wrote_and_shows_the_difference(county, clerk, report):
    draft = report()
    workflow.edit_section(draft, "basics", by=clerk, text="我们自己写的基本情况")
    MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.shuanglin))
    assert workflow.refresh(draft, by=clerk) >= 1
    basics = draft.sections.get(key="basics")
    assert basics.text == "我们自己写的基本情况"
    assert "代表 1 名" in basics.drafted
    workflow.reset_section(draft, "basics", by=clerk)
    basics.refresh_from_db()
    assert basics.text == basics.drafted
    assert not basics.is_edited


# --- moves ----------------------------------------------------------------------------------------------------------


# Each life written out: state, verb -> state after; nothing else is legal, and nobody but the offices named below moves.
MOVES = """
    drafting   hand_in   *  handed_in
    handed_in  withdraw  *  drafting
    handed_in  reply     *  replied
"""
DECISION_MOVES = """
    open  finish  *  done
    done  reopen  *  open
"""
LIFE, DECISION_LIFE = (
    {(line.state, line.verb): line.after[0] for line in written(moves)} for moves in (MOVES, DECISION_MOVES)
)
TODAY = timezone.localdate()
DO = {
    "hand_in": lambda report, by: workflow.hand_in(report, by=by, on=TODAY),
    "withdraw": lambda report, by: workflow.withdraw(report, by=by, reason="数字有误"),
    "reply": lambda report, by: workflow.record_reply(report, by=by, on=TODAY, reply="同意"),
    "finish": lambda decision, by: workflow.finish_decision(decision, by=by, result="已落实"),
    "reopen": lambda decision, by: workflow.reopen_decision(decision, by=by, reason="又停了"),
}


def test_the_tables_are_what_is_written_here():
    assert spelled(REPORT) == written(MOVES)
    assert spelled(DECISION) == written(DECISION_MOVES)


@pytest.mark.parametrize("who", ["own", "county", "other"])
@pytest.mark.parametrize("verb", ["hand_in", "withdraw", "reply"])
@pytest.mark.parametrize("state", ReportState.values)
def test_every_move_of_a_report_is_made_by_its_own_office_where_it_is_legal(
    county, report, clerk, staff, state, verb, who
):
    made = report(state)
    by = {"own": clerk, "county": staff(county.root), "other": staff(county.fuyun)}[who]
    if who == "own" and (state, verb) in LIFE:
        assert DO[verb](made, by).state == LIFE[state, verb]
    else:
        with pytest.raises(Denied, match="不能" if who == "own" else "由报告单位"):
            DO[verb](made, by)


@pytest.mark.parametrize(("who", "may"), [("own", True), ("owner", True), ("other", False), ("county", False)])
@pytest.mark.parametrize("verb", ["finish", "reopen"])
@pytest.mark.parametrize("state", DecisionState.values)
def test_every_move_of_a_decision_is_made_by_its_two_offices_where_it_is_legal(
    county, report, clerk, staff, state, verb, who, may
):
    decision = workflow.add_decision(report(ReportState.REPLIED), by=clerk, text="x", owner=county.fuyun, due_on=TODAY)
    if state == DecisionState.DONE:
        decision = workflow.finish_decision(decision, by=clerk, result="已办")
    places = {"owner": county.fuyun, "other": county.yuanhe, "county": county.root}
    by = clerk if who == "own" else staff(places[who])
    if may and (state, verb) in DECISION_LIFE:
        assert DO[verb](decision, by).state == DECISION_LIFE[state, verb]
    else:
        with pytest.raises(Denied):
            DO[verb](decision, by)


def test_what_was_handed_in_stands_until_it_is_taken_back(report, clerk):
    handed_in = report(ReportState.HANDED_IN)
    seal = handed_in.seal
    with pytest.raises(Denied, match="先撤回"):
        workflow.edit_section(handed_in, "basics", by=clerk, text="改一改")
    with pytest.raises(Denied):
        workflow.refresh(handed_in, by=clerk)
    back = workflow.withdraw(handed_in, by=clerk, reason="数字有误")
    assert (back.state, back.seal, back.handed_in_on) == (ReportState.DRAFTING, "", None)
    again = workflow.hand_in(back, by=clerk, on=timezone.localdate())
    assert (again.seal, again.edition) == (seal, 2)  # the same text has the same code
    back = workflow.withdraw(again, by=clerk, reason="再改")
    workflow.edit_section(back, "basics", by=clerk, text="改一改")
    assert workflow.hand_in(back, by=clerk, on=timezone.localdate()).seal != seal


@pytest.mark.parametrize("days", [1, 400])
def test_dates_that_cannot_be_are_refused(report, clerk, days):
    draft = report()
    with pytest.raises(Refused, match="不能晚于今天"):
        workflow.hand_in(draft, by=clerk, on=timezone.localdate() + timedelta(days=days))
    with pytest.raises(Refused, match="早于"):
        workflow.hand_in(draft, by=clerk, on=date(YEAR - 1, 12, 31))
    handed_in = report(ReportState.HANDED_IN)
    with pytest.raises(Refused, match="批复日期早于报送日期"):
        workflow.record_reply(handed_in, by=clerk, on=timezone.localdate() - timedelta(days=days), reply="同意")


def test_a_decision_is_carried_out_by_its_owner_with_a_result(county, report, clerk, staff):
    answered = report(ReportState.REPLIED)
    due = timezone.localdate() + timedelta(days=30)
    decision = workflow.add_decision(answered, by=clerk, text="增加晚间接待", owner=county.fuyun, due_on=due)
    with pytest.raises(Denied):
        workflow.finish_decision(decision, by=staff(county.yuanhe), result="x")
    with pytest.raises(ValidationError):
        workflow.finish_decision(decision, by=staff(county.fuyun), result=" ")
    done = workflow.finish_decision(decision, by=staff(county.fuyun), result="已增加")
    assert (done.state, done.done_on) == (DecisionState.DONE, timezone.localdate())
    assert workflow.reopen_decision(done, by=clerk, reason="又停了").state == DecisionState.OPEN


def test_a_decision_needs_a_reply_first(county, report, clerk):
    with pytest.raises(Denied, match="先登记批复"):
        workflow.add_decision(
            report(ReportState.HANDED_IN), by=clerk, text="x", owner=county.chishi, due_on=timezone.localdate()
        )


# --- who sees and may what ------------------------------------------------------------------------------------------


def test_a_draft_is_its_own_office_s_and_a_handed_in_report_also_the_county_s(county, report, clerk, staff, appoint):
    made = report()
    head = staff(county.root)
    assert AnnualReport.objects.visible_to(clerk).count() == 1
    assert AnnualReport.objects.visible_to(head).count() == 0
    for stranger in (staff(county.fuyun), appoint(Role.POINT_KEEPER, county.shuanglin)):
        assert AnnualReport.objects.visible_to(stranger).count() == 0
    workflow.hand_in(made, by=clerk, on=timezone.localdate())
    assert AnnualReport.objects.visible_to(head).count() == 1
    assert AnnualReport.objects.visible_to(staff(county.fuyun)).count() == 0


PAGES = ("detail", "head", "print", "word")


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_own_office_and_for_no_other(county, report, clerk, staff, sign_in, name):
    url = reverse(f"annual_reports:report-{name}", args=[report().pk])
    assert sign_in(clerk).get(url).status_code == 200
    assert sign_in(staff(county.fuyun)).get(url).status_code == 404


def test_the_county_reads_and_changes_nothing(county, report, staff, sign_in):
    made = report(ReportState.REPLIED)
    client = sign_in(staff(county.root))
    page = client.get(made.get_absolute_url()).content.decode()
    assert reverse("annual_reports:decision-create", args=[made.pk]) not in page
    assert client.get(reverse("annual_reports:decision-create", args=[made.pk])).status_code == 403
    assert client.post(reverse("annual_reports:report-refresh", args=[made.pk])).status_code == 403
    assert (
        client.post(reverse("annual_reports:report-draft"), {"area": county.shitang.pk, "year": YEAR}).status_code
        == 403
    )


def test_the_owner_of_a_decision_sees_it_and_not_the_report(county, report, clerk, staff, sign_in):
    answered = report(ReportState.REPLIED)
    due = timezone.localdate()
    decision = workflow.add_decision(answered, by=clerk, text="增加晚间接待", owner=county.fuyun, due_on=due)
    client = sign_in(staff(county.fuyun))
    assert "增加晚间接待" in client.get(reverse("annual_reports:decision-list")).content.decode()
    assert client.get(answered.get_absolute_url()).status_code == 404
    url = reverse("annual_reports:decision-move", args=[decision.pk, "finish"])
    assert client.get(url).status_code == 200
    response = client.post(url, {"result": "已增加"}, follow=True)
    assert response.status_code == 200
    decision.refresh_from_db()
    assert decision.state == DecisionState.DONE
    assert sign_in(staff(county.yuanhe)).get(url).status_code == 404


# --- pages ----------------------------------------------------------------------------------------------------------


def test_the_overview_names_every_unit_and_who_is_late(county, report, staff, sign_in):
    report(ReportState.HANDED_IN)
    page = sign_in(staff(county.root)).get(reverse("annual_reports:report-list"))
    assert [row["unit"].name for row in page.context["rows"]] == ["浮云街道", "元和街道", "石塘镇", "赤石乡", "经开区"]
    assert page.context["done"] == 1
    assert not any(row["late"] for row in page.context["rows"])
    last = sign_in(staff(county.root)).get(reverse("annual_reports:report-list"), {"year": YEAR - 1})
    assert all(row["late"] for row in last.context["rows"])


def test_a_clerk_drafts_writes_and_hands_in_on_the_pages(county, clerk, sign_in):
    client = sign_in(clerk)
    page = client.post(reverse("annual_reports:report-draft"), {"area": county.chishi.pk, "year": YEAR}, follow=True)
    assert "已按登记数据起草" in page.content.decode()
    made = AnnualReport.objects.get()
    section = reverse("annual_reports:section-edit", args=[made.pk, "requests"])
    assert "需要党（工）委研究决定的事" in client.get(section).content.decode()
    client.post(section, {"text": "一、请求安排活动经费。\r\n二、请求明确专人。"})
    assert "请求明确专人" in client.get(made.get_absolute_url()).content.decode()
    handing = reverse("annual_reports:report-move", args=[made.pk, "hand_in"])
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "不能晚于今天" in client.post(handing, {"on": tomorrow.isoformat()}).content.decode()
    client.post(handing, {"on": timezone.localdate().isoformat()})
    made.refresh_from_db()
    assert made.state == ReportState.HANDED_IN
    assert client.get(section).status_code == 403
    assert made.seal in client.get(made.get_absolute_url()).content.decode()


def test_a_reset_takes_the_data_s_words_again(report, clerk, sign_in):
    draft = report()
    workflow.edit_section(draft, "basics", by=clerk, text="改过的")
    sign_in(clerk).post(reverse("annual_reports:section-edit", args=[draft.pk, "basics"]), {"text": "x", "reset": "1"})
    assert "现有选出的代表" in text_of(draft, "basics")


def test_the_word_file_holds_the_filled_sections_numbered(report, clerk, sign_in):
    draft = report()
    workflow.edit_section(draft, "requests", by=clerk, text="请求安排经费 <b>&")
    answer = sign_in(clerk).get(reverse("annual_reports:report-word", args=[draft.pk]))
    said = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    headings = [text for text in said if text[1:2] == "、"]
    filled = draft.sections.exclude(text="").order_by("order").values_list("heading", flat=True)
    assert [heading[2:] for heading in headings] == list(filled)
    assert "中共赤石乡委员会：" in said
    assert "请求安排经费 <b>&" in said
    assert "草稿，未报送" in said


def test_markup_in_a_section_is_shown_as_text(report, clerk, sign_in):
    draft = report()
    workflow.edit_section(draft, "requests", by=clerk, text="<script>alert(1)</script>")
    for name in ("detail", "print"):
        page = sign_in(clerk).get(reverse(f"annual_reports:report-{name}", args=[draft.pk])).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_report_costs_the_same_with_one_and_many_decisions(county, report, clerk, sign_in):
    answered = report(ReportState.REPLIED)
    client = sign_in(clerk)

    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    def add():
        workflow.add_decision(answered, by=clerk, text="事项", owner=county.chishi, due_on=timezone.localdate())

    urls = (answered.get_absolute_url(), reverse("annual_reports:decision-list"), reverse("annual_reports:report-list"))
    add()
    for url in urls:
        queries(url)
    before = [queries(url) for url in urls]
    for _ in range(8):
        add()
    assert [queries(url) for url in urls] == before


def test_a_report_that_was_handed_in_is_the_evidence_of_the_yearly_obligation(county, report, clerk):
    rule = ObligationTemplate.objects.create(
        area=county.root, key="party-report", title="专题汇报", source="制度", evidence=EvidenceKind.ANNUAL_REPORT
    )
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    obligations = [
        Obligation.objects.create(
            template=rule,
            title=rule.title,
            unit=unit,
            period=str(YEAR),
            period_label=f"{YEAR}年",
            period_from=first,
            period_to=last,
            due_on=last,
            lead_days=30,
        )
        for unit in (county.chishi, county.shitang)
    ]
    made = report()
    assert find_reports(obligations, last) == {}  # a draft shows nothing
    workflow.hand_in(made, by=clerk, on=timezone.localdate())
    [found] = find_reports(obligations, last)[obligations[0].pk]
    assert (found.on, found.url) == (timezone.localdate(), made.get_absolute_url())
    assert find_reports(obligations, timezone.localdate() - timedelta(days=1)) == {}
