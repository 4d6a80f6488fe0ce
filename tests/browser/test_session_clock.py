"""The clock of a session in the browser: typing keeps it, idleness is told before it ends."""

import time

import pytest

from tests.browser.conftest import PC
from tests.factories.accounts import PASSWORD
from yunhe.accounts.enums import Role
from yunhe.accounts.sessions import LAST_SEEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(person, county, appoint):
    page = person(**PC)
    page.clock.install()
    user = appoint(Role.SYSTEM_ADMIN, county.root, username="xitong")
    page.goto("/accounts/sign-in/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto("/accounts/users/new/")
    return page


def test_typing_tells_the_server_that_someone_is_there(page):
    page.clock.fast_forward("04:00")
    with page.expect_response("**/accounts/stay/") as answer:
        page.fill("input[name=name]", "新")
    assert answer.value.status == 204


def test_idleness_is_told_two_minutes_before_and_one_click_stays(page):
    assert not page.locator(".idle-notice").count()
    page.clock.fast_forward("28:10")
    page.locator(".idle-notice").wait_for()
    with page.expect_response("**/accounts/stay/") as answer:
        page.click("text=继续使用")
    assert answer.value.status == 204
    page.locator(".idle-notice").wait_for(state="detached")


def test_an_idle_page_leaves_by_itself_and_comes_back_after_sign_in(page):
    from django.contrib.sessions.models import Session  # after the settings

    for row in Session.objects.all():
        data = row.get_decoded()
        data[LAST_SEEN] = int(time.time()) - 31 * 60
        Session.objects.save(row.session_key, data, row.expire_date)
    page.route("**/notices/bell/", lambda asked: asked.abort())  # its own redirect would race with the clock's
    page.clock.fast_forward("30:10")
    page.wait_for_url("**/accounts/sign-in/?**")
    assert "长时间未操作" in page.content()
    page.fill("input[name=username]", "xitong")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/accounts/users/new/")
