"""Council meetings: who calls one, its agenda, the roll, votes, that it was held; who sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deputies.associates.enums import AssociateKind
from liaison.councils import rules
from liaison.councils import workflow as councils
from liaison.councils.enums import COUNCIL, ItemKind, ProjectResult, SeatStatus
from liaison.councils.models import CouncilMeeting
from liaison.councils.rules import Votes
from tests.factories.associates import AssociateFactory
from tests.factories.councils import AgendaItemFactory, CouncilMeetingFactory, SeatFactory
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

MOVES = """
    -        convene  *  planned
    planned  hold     *  held
    planned  cancel   *  cancelled
"""
PROJECTS = [("加装电梯", "城建办"), ("老年食堂", ""), ("充电棚", "平安办")]


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(COUNCIL) == written(MOVES)


@pytest.fixture
def members(county):
    places = (county.zhongshan, county.fuyun)
    return [AssociateFactory(area=places[at % 2], kind=AssociateKind.DELIBERATOR) for at in range(5)]


@pytest.fixture
def meeting(county, staff, members):
    AssociateFactory(area=county.fuyun)  # a grid worker has no seat
    AssociateFactory(area=county.chishi, kind=AssociateKind.DELIBERATOR)
    return councils.convene(by=staff(county.fuyun), area=county.fuyun, on=timezone.localdate())


def _roll(meeting, by, there):
    marks = {
        seat.pk: SeatStatus.PRESENT if at < there else SeatStatus.ABSENT for at, seat in enumerate(meeting.seats.all())
    }
    return councils.call_roll(meeting, by=by, marks=marks)


def test_a_meeting_calls_the_members_in_office_and_is_held_with_more_than_half(county, staff, meeting):
    by = staff(county.fuyun)
    assert (meeting.number, meeting.seats.count()) == (1, 5)
    with pytest.raises(Denied, match="本乡镇"):
        councils.convene(by=staff(county.chishi), area=county.fuyun, on=timezone.localdate())
    with pytest.raises(Refused, match="点齐名"):
        councils.hold(meeting, by=by)
    _roll(meeting, by, there=2)
    with pytest.raises(Refused, match="应到 5 人，到会 2 人"):
        councils.hold(meeting, by=by)
    _roll(meeting, by, there=3)
    with pytest.raises(Refused, match="没有议程"):
        councils.hold(meeting, by=by)
    item = councils.add_item(meeting, by=by, kind=ItemKind.HEARING, title="预算执行")
    councils.conclude(item, by=by, conclusion="同意。")
    assert councils.hold(meeting, by=by).state == "held"
    with pytest.raises(IllegalMove, match="不能再改"):
        councils.add_item(meeting, by=by, kind=ItemKind.HEARING, title="又一项")
    assert councils.convene(by=by, area=county.fuyun, on=timezone.localdate()).number == 2


def test_a_vote_is_counted_when_the_numbers_agree(county, staff, meeting):
    by = staff(county.fuyun)
    with pytest.raises(Refused, match="差额"):
        councils.add_item(meeting, by=by, kind=ItemKind.VOTE, title="票决", places=3, projects=PROJECTS)
    item = councils.add_item(meeting, by=by, kind=ItemKind.VOTE, title="票决", places=1, projects=PROJECTS)
    first, second, third = item.projects.all()
    votes = {first.pk: Votes(3, 1, 0), second.pk: Votes(1, 3, 0), third.pk: Votes(0, 4, 0)}
    ballots = {"given": 4, "returned": 4, "void": 0}
    with pytest.raises(Refused, match="没有超过应到的半数"):
        councils.count_votes(item, by=by, **ballots, votes=votes)
    _roll(meeting, by, there=4)
    for wrong, said in (
        ({"given": 5}, "到会 4 人"),
        ({"returned": 5}, "投票无效"),
        ({"void": 1}, "应等于有效票 3 张"),
        ({"votes": {**votes, second.pk: Votes(2, 2, 0)}}, "不能超过 4 票"),
    ):
        with pytest.raises(Refused, match=said):
            councils.count_votes(item, by=by, **{**ballots, "votes": votes, **wrong})
    councils.count_votes(item, by=by, **ballots, votes=votes)
    assert list(item.projects.values_list("result", flat=True)) == ["chosen", "not_chosen", "not_chosen"]
    assert AuditEvent.objects.get(verb="councils.count_votes").changes["加装电梯"] == ["", "3 票 当选"]
    with pytest.raises(IllegalMove, match="已经登记计票"):
        councils.drop_item(item, by=by)


@pytest.mark.parametrize(
    ("present", "places", "votes", "expected"),
    [
        (10, 2, (9, 8, 7), "chosen chosen not_chosen"),
        (10, 2, (9, 5, 7), "chosen not_chosen chosen"),  # half is not more than half
        (10, 2, (9, 7, 7), "chosen tied tied"),
        (10, 1, (6, 6, 2), "tied tied not_chosen"),
        (10, 3, (9, 7, 7), "chosen chosen chosen"),
        (10, 2, (5, 4, 1), "not_chosen not_chosen not_chosen"),
    ],
)
def test_the_votes_choose_and_a_tie_at_the_last_place_is_voted_on_again(present, places, votes, expected):
    assert rules.results(present, places, votes) == [ProjectResult(word) for word in expected.split()]


def test_an_office_prepares_and_holds_a_meeting_on_its_pages(county, staff, sign_in, members):
    client = sign_in(staff(county.fuyun))
    form = {"area": county.fuyun.pk, "on": timezone.localdate().isoformat(), "place": "三楼"}
    page = client.post(reverse("councils:meeting-create"), form, follow=True).content.decode()
    assert "应到 5 人" in page
    meeting = CouncilMeeting.objects.get()
    add = reverse("councils:item-add", args=[meeting.pk])
    item = {"kind": "vote", "title": "票决民生实事", "places": "1", "projects": "加装电梯，城建办\n老年食堂"}
    assert "应选项目数" in client.post(add, {**item, "places": ""}).content.decode()
    client.post(add, item)
    vote = meeting.items.get()
    assert [(one.name, one.unit) for one in vote.projects.all()] == [("加装电梯", "城建办"), ("老年食堂", "")]
    client.post(
        reverse("councils:meeting-roll", args=[meeting.pk]), {f"seat-{s.pk}": "present" for s in meeting.seats.all()}
    )
    count = {"ballots_out": 5, "ballots_in": 5, "ballots_void": 0}
    for project, (yes, no) in zip(vote.projects.all(), ((4, 1), (1, 4)), strict=True):
        count |= {f"for-{project.pk}": yes, f"against-{project.pk}": no, f"abstained-{project.pk}": 0}
    page = client.post(reverse("councils:item-count", args=[vote.pk]), count, follow=True).content.decode()
    assert "当选" in page
    page = client.post(reverse("councils:meeting-hold", args=[meeting.pk]), follow=True).content.decode()
    assert "已召开" in page
    person = members[0]
    assert "应到 1 次，到会 1 次" in client.get(person.get_absolute_url()).content.decode()


def test_insider_county_and_strangers(county, staff, appoint, sign_in, meeting):
    item = AgendaItemFactory(meeting=meeting)
    pages = [meeting.get_absolute_url(), reverse("councils:item-edit", args=[item.pk])]
    for area, status in ((county.fuyun, 200), (county.root, 200), (county.chishi, 404)):
        client = sign_in(staff(area))
        assert [client.get(page).status_code for page in pages] == [status, status], area
        assert (str(meeting) in client.get(reverse("councils:meeting-list")).content.decode()) is (status == 200)
    assert sign_in(appoint("point_keeper", county.zhongshan)).get(pages[0]).status_code == 403


def test_a_day_to_come_is_not_called_yet_and_a_cancelled_one_says_why(county, staff, meeting):
    by = staff(county.fuyun)
    later = councils.convene(by=by, area=county.fuyun, on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(IllegalMove, match="还没有到"):
        _roll(later, by, there=5)
    with pytest.raises(Refused, match="原因"):
        councils.cancel(later, by=by, reason=" ")
    assert councils.cancel(later, by=by, reason="防汛").cancel_reason == "防汛"
    assert list(CouncilMeeting.objects.to_hold()) == [meeting]


def test_one_and_many_meetings_cost_the_same(county, staff, sign_in):
    client, url = sign_in(staff(county.fuyun)), reverse("councils:meeting-list")

    def more():
        one = CouncilMeetingFactory(area=county.fuyun)
        SeatFactory(meeting=one, associate=AssociateFactory(area=county.fuyun))
        AgendaItemFactory(meeting=one)

    more()
    same_cost(lambda: client.get(url), more=more, times=6)
