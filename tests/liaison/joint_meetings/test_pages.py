"""The pages of pairs, meetings, resolutions and evidence: who opens them, what they show, what they write."""

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from liaison.joint_meetings import evidence, querysets
from liaison.joint_meetings.enums import MeetingState, ResolutionState
from liaison.joint_meetings.models import CoManagement, JointMeeting, Resolution
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.models import RegistrationStep
from stations.activities.enums import ActivityKind
from stations.activities.models import Activity
from stations.presence.enums import CheckInWay
from stations.presence.models import CheckIn
from tests.factories.discrepancies import StatementFactory
from tests.factories.joint import JointAttendeeFactory, JointMeetingFactory, ResolutionFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.factories.registration import RegistrationFactory
from yunhe.kit.dues import DueDays

YEAR = timezone.localdate().year


@pytest.fixture
def meeting(registration):
    """A held meeting whose minutes wait for 浮云街道."""
    made = JointMeetingFactory(origin=registration.origin, residence=registration.residence, state=MeetingState.HELD)
    JointAttendeeFactory(meeting=made, post="乡人大主席")
    JointAttendeeFactory(meeting=made, side="residence", name="李四")
    return made


def test_who_opens_what(meeting, cast, sign_in):
    resolution = ResolutionFactory(meeting=meeting)
    pair = (meeting.origin_id, meeting.residence_id)
    pages = [
        reverse("joint_meetings:pair-detail", args=pair),
        reverse("joint_meetings:evidence-list", args=[*pair, "meetings"]),
        meeting.get_absolute_url(),
        reverse("joint_meetings:minutes-print", args=[meeting.pk]),
        reverse("joint_meetings:minutes-word", args=[meeting.pk]),
        resolution.get_absolute_url(),
        reverse("joint_meetings:meeting-move", args=[meeting.pk, "confirm"]),
        reverse("joint_meetings:resolution-move", args=[resolution.pk, "finish"]),
        reverse("joint_meetings:resolution-create", args=[meeting.pk]),
    ]
    expected = {
        "origin": [200] * 6 + [403, 403, 200],
        "residence": [200] * 9,
        "county": [200] * 9,
        "stranger": [404] * 9,
        "keeper": [403] * 9,
    }
    for actor, codes in expected.items():
        client = sign_in(cast[actor])
        assert [client.get(page).status_code for page in pages] == codes, actor


def test_pairs_come_from_real_flows_only(registration, county):
    RegistrationFactory(origin=county.chishi, community=county.dongmen, state=RegistrationState.URGED)
    mistake = RegistrationFactory(origin=county.shitang, community=county.zhongshan, state=RegistrationState.ENDED)
    mistake.end_reason = EndReason.MISTAKE
    mistake.save()
    RegistrationFactory(origin=county.shitang, community=county.shishan, state=RegistrationState.ENDED)
    pairs = {(pair.origin.name, pair.residence.name): pair for pair in CoManagement.objects.pairs().with_figures(YEAR)}
    assert set(pairs) == {("赤石乡", "浮云街道"), ("石塘镇", "元和街道")}
    assert pairs["赤石乡", "浮云街道"].open_registrations == 2
    assert pairs["石塘镇", "元和街道"].open_registrations == 0


def test_the_list_counts_and_every_number_opens_its_list(meeting, county, cast, sign_in):
    ResolutionFactory(meeting=meeting)
    ResolutionFactory(meeting=meeting, due_on=timezone.localdate() - timedelta(days=2))
    RegistrationFactory(origin=county.shitang, community=county.shishan, state=RegistrationState.CO_MANAGED)
    client = sign_in(cast["county"])
    page = client.get("/joint-meetings/").content.decode()
    assert "赤石乡—浮云街道" in page
    assert "石塘镇—元和街道" in page
    for name, number in {
        "registrations/": 1,
        "joint-meetings/meetings/": 1,
        "joint-meetings/resolutions/?state=open": 2,
        "joint-meetings/resolutions/?late=1": 1,
    }.items():
        address = next(url for url in re.findall(r'href="(/[^"]+origin=[^"]+)"', page) if name in url)
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count('<th scope="row">') == number, address
    for actor, number in {"residence": 1, "origin": 0}.items():
        waiting = sign_in(cast[actor]).get("/joint-meetings/meetings/?mine=1").content.decode()
        assert waiting.count('<th scope="row">') == number, actor
    own = sign_in(cast["stranger"]).get("/joint-meetings/").content.decode()
    assert "赤石乡—浮云街道" not in own
    assert "石塘镇—元和街道" in own


def test_the_standing_of_a_pair_and_its_filter(registration, county, cast, sign_in, monkeypatch):
    monkeypatch.setattr(querysets, "meet_by", lambda year: DueDays(date(year, 1, 1)))
    RegistrationFactory(origin=county.shitang, community=county.shishan, state=RegistrationState.CO_MANAGED)
    JointMeetingFactory(origin=county.shitang, residence=county.yuanhe)
    client = sign_in(cast["county"])
    listed = {
        key: re.findall(r">(\S+—\S+)</a>", client.get(f"/joint-meetings/?meeting={key}").content.decode())
        for key in ("held", "planned", "missing", "late")
    }
    assert listed == {"held": [], "planned": ["石塘镇—元和街道"], "missing": ["赤石乡—浮云街道"], "late": []}
    registration.created_at = timezone.now() - timedelta(days=800)
    registration.save()
    assert "逾期未召开" in client.get("/joint-meetings/?meeting=late").content.decode()
    exported = client.post("/joint-meetings/", {"export": "csv"}).content.decode("utf-8-sig")
    assert "逾期未召开" in exported


def test_the_lists_ask_the_same_queries_for_one_and_for_many(meeting, county, cast, sign_in, django_assert_num_queries):
    ResolutionFactory(meeting=meeting)
    client = sign_in(cast["county"])
    for address, number in {
        "/joint-meetings/": 18,
        "/joint-meetings/meetings/": 10,
        "/joint-meetings/resolutions/": 12,
    }.items():
        client.get(address)
        with django_assert_num_queries(number):
            client.get(address)
    for community in (county.dongmen, county.shishan):
        RegistrationFactory(origin=county.shitang, community=community, state=RegistrationState.CO_MANAGED)
        other = JointMeetingFactory(origin=county.shitang, residence=community.unit, state=MeetingState.CLOSED)
        ResolutionFactory(meeting=other)
    for address, number in {
        "/joint-meetings/": 18,
        "/joint-meetings/meetings/": 10,
        "/joint-meetings/resolutions/": 12,
    }.items():
        with django_assert_num_queries(number):
            client.get(address)


def test_from_proposal_to_finished_resolution_on_the_pages(registration, cast, sign_in):
    origin, residence = cast["origin"], cast["residence"]
    propose = reverse("joint_meetings:meeting-propose", args=[registration.origin_id, registration.residence_id])
    client = sign_in(origin)
    assert "请填写会议地点" in client.post(propose, {}).content.decode()
    at = timezone.localtime() + timedelta(days=3)
    client.post(propose, {"starts_at": at.strftime("%Y-%m-%dT%H:%M"), "place": "城区联络站"})
    meeting = JointMeeting.objects.get()
    move = lambda verb: reverse("joint_meetings:meeting-move", args=[meeting.pk, verb])  # noqa: E731 short for this story
    client.post(reverse("joint_meetings:item-create", args=[meeting.pk]), {"title": "商定培训", "text": ""})
    item = meeting.items.last()
    page = reverse("joint_meetings:item-edit", args=[meeting.pk, item.pk])
    client.post(page, {"title": "商定联合培训", "text": ""})
    assert "商定联合培训" in client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("joint_meetings:agenda-redraft", args=[meeting.pk]))
    client.post(page, {"remove": "1"})
    assert not meeting.items.filter(title="商定联合培训").exists()
    assert client.post(move("agree"), {}).status_code == 403
    client = sign_in(residence)
    form = client.get(move("agree")).context["form"]
    client.post(move("agree"), {"expected": "proposed", "at": form["at"].value()})
    held = timezone.localtime() - timedelta(hours=3)
    given = {
        "expected": "agreed",
        "starts_at": held.strftime("%Y-%m-%dT%H:%M"),
        "place": "城区联络站",
        "origin_people": "张三 乡人大主席\n王五",
        "residence_people": "李四　人大工委主任",
        "minutes": "会议研究了两件事。\n一是培训，二是走访。",
    }
    assert "请填写出席人员" in client.post(move("hold"), {**given, "residence_people": ""}).content.decode()
    client.post(move("hold"), given)
    due = timezone.localdate() + timedelta(days=20)
    client.post(
        reverse("joint_meetings:resolution-create", args=[meeting.pk]),
        {"text": "联合培训一次", "unit": registration.residence_id, "owner": residence.pk, "due_on": due.isoformat()},
    )
    client = sign_in(origin)
    assert "会议研究了两件事" in client.get(move("confirm")).content.decode()
    client.post(move("confirm"), {"expected": "held"})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED
    resolution = Resolution.objects.get()
    sign_in(residence).post(
        reverse("joint_meetings:resolution-move", args=[resolution.pk, "finish"]), {"result": "办班一期，18人参加"}
    )
    resolution.refresh_from_db()
    assert (resolution.state, resolution.finished_by) == (ResolutionState.DONE, residence.display_name)
    assert "办班一期" in client.get(resolution.get_absolute_url()).content.decode()


def test_an_outdated_page_is_told_what_has_happened(meeting, cast, sign_in):
    client = sign_in(cast["residence"])
    JointMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.AGREED, minutes="")
    answer = client.post(
        reverse("joint_meetings:meeting-move", args=[meeting.pk, "hold"]),
        {
            "expected": "held",
            "starts_at": "2026-01-05T09:00",
            "place": "会议室",
            "origin_people": "甲",
            "residence_people": "乙",
            "minutes": "纪要",
        },
        follow=True,
    )
    assert "会议已变为“已约定”" in answer.content.decode()


def test_minutes_on_paper_and_as_a_word_file(meeting, cast, sign_in):
    ResolutionFactory(meeting=meeting, text="走访三名代表")
    client = sign_in(cast["origin"])
    assert "走访三名代表" in client.get(reverse("joint_meetings:minutes-print", args=[meeting.pk])).content.decode()
    answer = client.get(reverse("joint_meetings:minutes-word", args=[meeting.pk]))
    document = Document(io.BytesIO(answer.content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert meeting.title in words
    assert "张三（乡人大主席）" in words
    assert document.tables[0].rows[1].cells[1].text == "走访三名代表"
    waiting = JointMeetingFactory(origin=meeting.origin, residence=meeting.residence)
    assert client.get(reverse("joint_meetings:minutes-word", args=[waiting.pk])).status_code == 403


def test_evidence_is_counted_from_records_and_opens_them(meeting, registration, county, cast, sign_in):
    ResolutionFactory(meeting=meeting, state=ResolutionState.DONE)
    StatementFactory(registration=registration, side="origin")
    RegistrationStep.objects.create(
        registration=registration,
        verb="receive",
        label="社区接收",
        to_state="co_managed",
        side="community",
        by="联络员",
    )
    entry = LedgerEntryFactory(
        deputy=registration.deputy, origin=registration.origin, community=registration.community, state="locked"
    )
    entry.round.half = f"{YEAR}-H2"
    entry.round.save()
    now = timezone.now()
    training = Activity.objects.create(
        title="代表履职培训",
        kind=ActivityKind.TRAINING,
        organising_area=county.fuyun,
        starts_at=now,
        ends_at=now + timedelta(hours=2),
    )
    CheckIn.objects.create(
        deputy=registration.deputy, activity=training, way=CheckInWay.ACTIVITY_CODE, nonce="1", at=now
    )
    counts = {one.key: one.count for one in evidence.evidence_of(registration.origin, registration.residence, YEAR)}
    assert counts == {
        "registrations": 1,
        "resolutions": 1,
        "done": 1,
        "handovers": 0,
        "moves-origin": 0,
        "moves-residence": 1,
        "said-origin": 1,
        "said-residence": 0,
        "settled": 0,
        "training": 1,
        "away": 1,
        "back": 0,
        "joint-activities": 0,
        "meetings": 1,
        "ledger": 1,
        "remarks": 0,
        "received": 1,
    }
    client = sign_in(cast["origin"])
    for key, count in counts.items():
        address = reverse("joint_meetings:evidence-list", args=[registration.origin_id, registration.residence_id, key])
        page = client.get(f"{address}?year={YEAR}").content.decode()
        assert page.count('<th scope="row">') == count, key
        for url in re.findall(r'<th scope="row"><a href="([^"]+)"', page):
            assert client.get(url).status_code == 200, url
        assert '<th scope="row">' not in client.get(f"{address}?year={YEAR - 1}").content.decode(), key
    unknown = reverse(
        "joint_meetings:evidence-list", args=[registration.origin_id, registration.residence_id, "nothing"]
    )
    assert client.get(unknown).status_code == 404
