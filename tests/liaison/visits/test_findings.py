"""What a visit finds, and what becomes of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.concerns import workflow as concerns
from liaison.concerns.enums import Channel
from liaison.concerns.models import Concern
from liaison.concerns.tasks import tell_of_step
from liaison.visits import workflow
from liaison.visits.enums import FINDING, FindingState
from liaison.visits.models import VisitFinding
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

TODAY = timezone.localdate()
MINE = reverse("households:my-households")
LOG = reverse("visits:visit-create")
LIST = reverse("visits:finding-list")


MOVES = """
    -      write_down  *  found
    found  pass_on     *  passed_on
    found  sort        *  sorted
"""


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(FINDING) == written(MOVES)


def test_a_finding_becomes_a_voters_concern_without_a_name(county, deputy, household, visited, sign_in):
    visit = visited(household(deputy, head="叶云舟"))
    client, address = sign_in(deputy.user), reverse("visits:finding-create", args=[visit.pk])
    page = client.post(address, {"category": "housing", "text": "楼道灯坏了"}, follow=True)
    assert page.status_code == 200
    concern, finding = Concern.objects.get(), VisitFinding.objects.get()
    assert (concern.lead, concern.residence, concern.origin) == (county.fuyun, county.zhongshan, county.chishi)
    assert "楼道灯坏了" in concern.text
    assert deputy.name in concern.text
    assert "叶云舟" not in f"{concern.text}{concern.voter_name}"
    assert (finding.state, finding.concern, concern.channel) == (FindingState.PASSED_ON, concern, Channel.VISIT)


def test_an_earlier_finding_is_dealt_with_by_an_office_of_either_side(
    county, staff, deputy, household, visited, sign_in
):
    visit = visited(household(deputy))
    finding = VisitFinding.objects.create(visit=visit, category="housing", text="楼道灯坏了", found_by="代表本人")
    client = sign_in(deputy.user)
    assert client.post(finding.get_absolute_url(), {"result": "修好了"}).status_code == 403
    with pytest.raises(Denied, match="不能撤销"):
        workflow.undo_visit(visit, by=deputy.user)
    with pytest.raises(Refused):
        workflow.sort_finding(finding, by=staff(county.fuyun), result=" ")
    sign_in(staff(county.fuyun)).post(finding.get_absolute_url(), {"result": "修好了"})
    finding.refresh_from_db()
    assert (finding.state, finding.result) == (FindingState.SORTED, "修好了")
    with pytest.raises(Denied, match="不能登记处理结果"):
        workflow.sort_finding(finding, by=staff(county.chishi), result="又修好了")
    assert sign_in(staff(county.shitang)).get(finding.get_absolute_url()).status_code == 404


def test_the_concern_leads_back_and_its_result_returns_to_finding_household_and_deputy(
    county, staff, deputy, household, visited, sign_in
):
    home, clerk = household(deputy), staff(county.fuyun)
    finding = workflow.raise_finding(visited(home), by=clerk, category="housing", text="楼道灯坏了")
    concern = finding.concern
    back = sign_in(clerk).get(concern.get_absolute_url()).content.decode()
    assert f"{deputy.name}代表走访时发现" in back
    assert finding.get_absolute_url() in back
    accepted = concerns.accept(concern, by=clerk, title="楼道灯", category="housing")
    replied = concerns.reply(
        concerns.assign(accepted, by=clerk, point=county.zhongshan), by=clerk, reply="已更换声控灯", result="A"
    )
    phone = sign_in(deputy.user)
    assert "已更换声控灯" not in phone.get(finding.get_absolute_url()).content.decode()
    told = concerns.tell(replied, by=clerk, told_way="phone")
    tell_of_step(told.steps.last().pk)
    assert Notice.objects.filter(recipient=deputy.user, url=concern.get_absolute_url()).exists()
    for page in (finding.get_absolute_url(), MINE, home.get_absolute_url()):
        text = phone.get(page).content.decode()
        assert "A 已解决或基本解决" in text, page
    assert "已更换声控灯" in phone.get(finding.get_absolute_url()).content.decode()
    row = sign_in(clerk).get(f"{LIST}?concern=told").context["listing"].page.rows
    assert [one.pk for one in row] == [finding.pk]
    assert sign_in(staff(county.shitang)).get(concern.get_absolute_url()).status_code == 404


def test_who_may_not_see_the_household_gets_no_way_to_it(county, staff, deputy, household, visited, sign_in):
    finding = workflow.raise_finding(visited(household(deputy)), by=deputy.user, category="housing", text="楼道灯坏了")
    moved = concerns.transfer(finding.concern, by=staff(county.fuyun), lead=county.yuanhe, text="在元和")
    page = sign_in(staff(county.yuanhe)).get(moved.get_absolute_url()).content.decode()
    assert "请联系这位代表" in page
    assert finding.get_absolute_url() not in page


def test_the_deputy_of_the_visit_may_open_the_concern(county, staff, deputy, household, visited, sign_in):
    finding = workflow.raise_finding(
        visited(household(deputy)), by=staff(county.fuyun), category="housing", text="灯坏"
    )
    assert sign_in(deputy.user).get(finding.concern.get_absolute_url()).status_code == 200


def test_one_and_many_findings_cost_the_same(county, staff, deputy, household, visited, sign_in):
    clerk = staff(county.fuyun)
    make = lambda: workflow.raise_finding(visited(household(deputy)), by=clerk, category="housing", text="灯坏")  # noqa: E731 said in place
    make()
    client = sign_in(clerk)
    same_cost(lambda: client.get(LIST), more=make, times=5)


def test_lawsuits_are_not_offered(deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    address = reverse("visits:finding-create", args=[visit.pk])
    sign_in(deputy.user).post(address, {"category": "lawsuit", "text": "判决不公"})
    assert not VisitFinding.objects.exists()
