"""The inbox and the bell."""

import pytest

from yunhe.notices.models import Notice
from yunhe.notices.tasks import deliver

INBOX = "/notices/"


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


def tell(user, number=1, **facts):
    deliver([user], key=f"k{number}", kind="ledger", title=f"第{number}件事", **facts)
    return Notice.objects.get(recipient=user, key=f"k{number}")


def titles(response):
    return [notice.title for notice in response.context["page"].rows]


def test_shows_unread_and_on_request_all_with_unread_first(clerk, sign_in):
    client = sign_in(clerk)
    tell(clerk, 1)
    tell(clerk, 2, is_urgent=True)
    tell(clerk, 3)
    client.post(f"/notices/{tell(clerk, 4).pk}/read/")
    assert titles(client.get(INBOX)) == ["第2件事", "第3件事", "第1件事"]
    assert titles(client.get(INBOX, {"box": "all"})) == ["第2件事", "第3件事", "第1件事", "第4件事"]


def test_opening_marks_read_once_and_leads_to_the_matter(clerk, sign_in):
    client = sign_in(clerk)
    notice = tell(clerk, url="/lists/views/")
    assert client.post(f"/notices/{notice.pk}/open/").url == "/lists/views/"
    notice.refresh_from_db()
    first = notice.read_at
    client.post(f"/notices/{notice.pk}/open/")
    notice.refresh_from_db()
    assert notice.read_at == first


def test_a_notice_never_leads_to_another_site(clerk, sign_in):
    notice = tell(clerk, url="https://elsewhere.example/")
    assert sign_in(clerk).post(f"/notices/{notice.pk}/open/").url == INBOX


def test_marks_all_of_mine_and_none_of_others(clerk, county, staff, sign_in):
    other = staff(county.fuyun)
    tell(clerk, 1)
    theirs = tell(other, 2)
    assert "已将 1 条" in sign_in(clerk).post("/notices/read-all/", follow=True).content.decode()
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_stranger_neither_sees_nor_opens_mine(clerk, county, staff, sign_in):
    notice = tell(clerk)
    client = sign_in(staff(county.fuyun))
    assert titles(client.get(INBOX, {"box": "all"})) == []
    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    assert client.post(f"/notices/{notice.pk}/read/").status_code == 404


def test_the_bell_counts_unread(clerk, sign_in):
    tell(clerk)
    assert "1 条未读" in sign_in(clerk).get("/notices/bell/").content.decode()
    assert "1 条未读" in sign_in(clerk).get(INBOX).content.decode()


def test_an_empty_inbox_says_so(clerk, sign_in):
    assert "没有未读通知" in sign_in(clerk).get(INBOX).content.decode()


def test_fifty_notices_cost_no_more_queries_than_one(clerk, sign_in, django_assert_num_queries):
    client = sign_in(clerk)
    tell(clerk, 1)
    with django_assert_num_queries(8):
        client.get(INBOX, {"size": "100"})
    for number in range(2, 52):
        tell(clerk, number)
    with django_assert_num_queries(8):
        client.get(INBOX, {"size": "100"})
