"""What a visit finds, and what becomes of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.concerns.models import Concern
from liaison.visits import findings, workflow
from liaison.visits.enums import FINDING, FindingState
from liaison.visits.models import VisitFinding
from tests.kit.machines import spelled, written
from yunhe.kit.refusals import Denied, Refused
from yunhe.kit.registry import Registry

TODAY = timezone.localdate()
MINE = reverse("households:my-households")
LOG = reverse("visits:visit-create")


MOVES = """
    -      write_down  *  found
    found  pass_on     *  passed_on
    found  sort        *  sorted
"""


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(FINDING) == written(MOVES)


@pytest.fixture
def no_receiver(monkeypatch):
    """Nobody takes in voters' concerns."""
    monkeypatch.setattr(findings, "receivers", Registry("nobody"))


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
    assert (finding.state, finding.concern_url) == (FindingState.PASSED_ON, concern.get_absolute_url())


@pytest.mark.usefixtures("no_receiver")
def test_a_finding_is_dealt_with_by_an_office_of_either_side(county, staff, deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    client = sign_in(deputy.user)
    posted = {"category": "housing", "text": "楼道灯坏了"}
    client.post(reverse("visits:finding-create", args=[visit.pk]), posted)
    finding = VisitFinding.objects.get()
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


@pytest.fixture
def receiver(monkeypatch):
    """A made-up part of the program that takes in voters' concerns; what it got is in the list returned."""
    got = []

    def receive(finding, by, photos):
        got.append((finding.text, by))
        return findings.Passed("诉求 2026-001", "/notices/")

    monkeypatch.setattr(findings, "receivers", Registry("one alone"))
    findings.receivers.add(receive)
    return got


def test_where_concerns_are_taken_in_a_finding_becomes_one_in_one_tap(receiver, deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    address = reverse("visits:finding-create", args=[visit.pk])
    answer = sign_in(deputy.user).post(address, {"category": "housing", "text": "楼道灯坏了"})
    assert answer.url == "/notices/"
    assert receiver == [("楼道灯坏了", deputy.user)]
    finding = VisitFinding.objects.get()
    assert (finding.state, finding.concern_label) == (FindingState.PASSED_ON, "诉求 2026-001")


def test_lawsuits_are_not_offered(deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    address = reverse("visits:finding-create", args=[visit.pk])
    sign_in(deputy.user).post(address, {"category": "lawsuit", "text": "判决不公"})
    assert not VisitFinding.objects.exists()
