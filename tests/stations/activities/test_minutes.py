"""Minutes: draft, publish, withdraw, publish again; who reads them when; the printed page and the Word file."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from stations.activities import tasks, workflow
from stations.activities.enums import ActivityState, InvitationState, MinutesState
from stations.activities.models import Minutes
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

FACTS = {
    "chair": "主任",
    "guests": "",
    "body": "议了电动车充电。",
    "agreed": "社区 12 月底前装 20 个充电位。",
    "recorder": "干事",
}


@pytest.fixture
def draft(activity, clerk):
    """Return a function (**facts of the activity) -> draft minutes."""

    def make(**facts):
        return workflow.write_minutes(activity(**facts), by=clerk, **FACTS)

    return make


def test_each_published_text_is_kept_with_why_it_was_withdrawn(draft, clerk):
    minutes = workflow.publish_minutes(draft(), by=clerk)
    with pytest.raises(Denied, match="先撤回"):
        workflow.write_minutes(minutes.activity, by=clerk, **{**FACTS, "body": "改了"})
    workflow.withdraw_minutes(minutes, by=clerk, reason="漏记一项")
    workflow.write_minutes(minutes.activity, by=clerk, **{**FACTS, "body": "补充了物业意见。"})
    minutes = workflow.publish_minutes(minutes, by=clerk)
    second, first = minutes.editions.all()
    assert (minutes.edition, first.body, first.withdraw_reason) == (2, FACTS["body"], "漏记一项")
    assert (second.body, second.withdrawn_at) == ("补充了物业意见。", None)


def test_withdrawing_needs_a_reason(draft, clerk):
    minutes = workflow.publish_minutes(draft(), by=clerk)
    with pytest.raises(Refused, match="原因"):
        workflow.withdraw_minutes(minutes, by=clerk, reason="  ")


def test_no_minutes_before_the_activity_has_begun(draft):
    with pytest.raises(Denied, match="还没有开始"):
        draft(state=ActivityState.PLANNED, starts_at=timezone.now() + timedelta(days=1))


def test_only_the_organising_side_writes_and_publishes(draft, activity, county, staff):
    stranger = staff(county.yuanhe)
    with pytest.raises(Denied):
        workflow.write_minutes(activity(), by=stranger, **FACTS)
    minutes = draft()
    with pytest.raises(Denied):
        workflow.publish_minutes(minutes, by=stranger)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_invited_and_present_are_told_once_an_edition_and_read_it(draft, clerk, deputy_user, invite, sign_in, county):
    minutes = draft()
    invited, present, other = deputy_user(), deputy_user(), deputy_user(origin=county.shitang)
    invite(minutes.activity, invited.deputy, InvitationState.DECLINED)
    invite(minutes.activity, present.deputy, came=True)
    url = minutes.get_absolute_url()
    assert tasks.tell_of_minutes(minutes.pk) == 0
    assert sign_in(present).get(url).status_code == 404
    workflow.publish_minutes(minutes, by=clerk)
    assert [tasks.tell_of_minutes(minutes.pk) for _ in range(2)] == [2, 0]
    assert set(Notice.objects.values_list("recipient_id", flat=True)) == {invited.pk, present.pk}
    page = sign_in(present).get(url).content.decode()
    assert FACTS["agreed"] in page
    assert "撤回修改" not in page
    assert sign_in(other).get(url).status_code == 404
    assert "看纪要" in sign_in(invited).get(reverse("activities:my-invitations")).content.decode()


def test_the_home_office_reads_what_is_published_a_stranger_nothing(
    draft, clerk, staff, serving, invite, county, sign_in
):
    minutes = draft()
    invite(minutes.activity, serving())
    url = minutes.get_absolute_url()
    assert sign_in(staff(county.chishi)).get(url).status_code == 404
    workflow.publish_minutes(minutes, by=clerk)
    assert sign_in(staff(county.chishi)).get(url).status_code == 200
    assert sign_in(staff(county.shitang)).get(url).status_code == 404
    for name in ("minutes-publish", "minutes-withdraw"):
        post = reverse(f"activities:{name}", args=[minutes.activity_id])
        assert sign_in(staff(county.chishi)).post(post, {"reason": "x"}).status_code == 403
        assert sign_in(staff(county.shitang)).post(post, {"reason": "x"}).status_code == 404


def test_the_pages_write_publish_and_withdraw(activity, clerk, sign_in):
    held, client = activity(), sign_in(clerk)
    edit = reverse("activities:minutes-edit", args=[held.pk])
    assert "请" in client.post(edit, {**FACTS, "body": ""}).content.decode()
    assert not Minutes.objects.exists()
    client.post(edit, FACTS)
    client.post(reverse("activities:minutes-publish", args=[held.pk]))
    minutes = Minutes.objects.get()
    assert minutes.state == MinutesState.PUBLISHED
    withdraw = reverse("activities:minutes-withdraw", args=[held.pk])
    client.post(withdraw, {})
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.PUBLISHED
    client.post(withdraw, {"reason": "有错字"})
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_the_printed_page_and_the_word_file_name_who_came(draft, clerk, serving, invite, sign_in):
    minutes, came, missed = draft(), serving(name="单小满"), serving(name="蓝大勇")
    invite(minutes.activity, came, came=True)
    invite(minutes.activity, missed)
    client = sign_in(clerk)
    printed = client.get(reverse("activities:minutes-print", args=[minutes.activity_id])).content.decode()
    answer = client.get(reverse("activities:minutes-word", args=[minutes.activity_id]))
    written = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
    for text in (printed, written):
        assert "单小满" in text
        assert "蓝大勇" not in text
        assert FACTS["agreed"] in text
        assert "尚未印发" in text
