"""Pages of the choices, the robots and what has gone out."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import PASSWORD
from tests.yunhe.notices.conftest import at, tell
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.notices import outgoing, workflow
from yunhe.notices.enums import DeliveryState
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot

CHOICE = {
    "email": "new@chishi.example",
    "password": PASSWORD,
    "rhythm": "daily",
    "digest_hour": "8",
    "quiet_from": "21:00",
    "quiet_to": "07:00",
}


def link_in(message):
    return next(word for word in message.body.split() if "/settings/confirm/" in word).split("8000")[-1]


def test_an_address_gets_nothing_before_its_owner_has_opened_the_link(clerk, sign_in):
    client = sign_in(clerk)
    page = client.post("/notices/settings/", CHOICE, follow=True).content.decode()
    assert "邮箱还没有确认" in page
    [message] = mail.outbox
    link = link_in(message)
    tell(clerk, when=timezone.now())
    assert outgoing.gather() == 0
    assert client.get(link).status_code == 200
    assert DeliveryChoice.objects.get().confirmed_at is None  # opening alone changes nothing
    assert "邮箱已确认" in client.post(link, follow=True).content.decode()
    assert DeliveryChoice.objects.get().takes_mail


def test_a_link_serves_only_the_account_and_address_it_was_made_for(clerk, county, staff, sign_in):
    client = sign_in(clerk)
    client.post("/notices/settings/", CHOICE)
    link = link_in(mail.outbox[0])
    client.post("/notices/settings/", {**CHOICE, "email": "other@chishi.example"})
    assert client.post(link).status_code == 403
    assert client.post("/notices/settings/confirm/forged/").status_code == 403
    stranger = sign_in(staff(county.fuyun))
    assert stranger.post(link).status_code == 403
    assert DeliveryChoice.objects.get(user=clerk).confirmed_at is None


@pytest.mark.parametrize(("typed", "said"), [("", "更换邮箱须填写当前密码"), ("wrong", "当前密码不对")])
def test_another_address_takes_the_present_password(clerk, choice, sign_in, typed, said):
    page = sign_in(clerk).post("/notices/settings/", {**CHOICE, "password": typed}).content.decode()
    assert said in page
    choice.refresh_from_db()
    assert choice.email == "clerk@chishi.example"
    assert not mail.outbox
    assert AuditEvent.objects.filter(verb="accounts.wrong_password", actor_id=clerk.pk).count() == bool(typed)


def test_what_leaves_the_address_takes_no_password(clerk, choice, sign_in):
    facts = {**CHOICE, "email": choice.email, "digest_hour": "9", "password": ""}
    assert sign_in(clerk).post("/notices/settings/", facts).status_code == 302
    choice.refresh_from_db()
    assert choice.digest_hour == 9


def test_guessing_the_password_of_the_address_ends_the_session(clerk, choice, sign_in):
    client = sign_in(clerk)
    for _ in range(4):
        assert client.post("/notices/settings/", {**CHOICE, "password": "wrong"}).status_code == 200
    answer = client.post("/notices/settings/", {**CHOICE, "password": "wrong"}, follow=True)
    assert "已退出登录" in answer.content.decode()
    assert client.get("/notices/settings/").status_code == 302


def test_mail_without_an_address_is_refused_in_words(clerk, sign_in):
    page = sign_in(clerk).post("/notices/settings/", {**CHOICE, "email": ""}).content.decode()
    assert "请填写邮箱" in page
    assert not DeliveryChoice.objects.exists()


def test_the_address_is_unreadable_in_the_database(clerk, choice):
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM notices_deliverychoice")
        [(stored,)] = cursor.fetchall()
    assert "chishi.example" not in stored


ROBOT = {"name": "工作群", "secret": "SEC-9", "quiet_from": "21:00", "quiet_to": "07:00", "is_active": "on"}


def test_an_office_keeps_its_robot_and_never_sees_the_secret_again(county, clerk, group, sign_in):
    client = sign_in(clerk)
    sent = {**ROBOT, "area": county.chishi.pk, "address": group.address}
    assert client.post("/notices/robots/new/", sent, follow=True).status_code == 200
    robot = GroupRobot.objects.get()
    page = client.get(robot.get_absolute_url()).content.decode()
    assert "SEC-9" not in page
    assert "t0ken" not in page
    client.post(robot.get_absolute_url(), {**ROBOT, "area": county.chishi.pk, "name": "新群", "secret": ""})
    robot.refresh_from_db()
    assert (robot.name, robot.secret, robot.address) == ("新群", "SEC-9", group.address)


def test_an_office_keeps_no_robot_of_another(county, clerk, robot, staff, sign_in):
    other = staff(county.fuyun)
    client = sign_in(other)
    assert client.get(robot.get_absolute_url()).status_code == 404
    assert client.post(f"{robot.get_absolute_url()}try/").status_code == 404
    facts = {"address": robot.address, "secret": "s", "is_active": True}
    with pytest.raises(Denied):
        workflow.save_robot(robot, by=other, area=county.fuyun, name="x", **facts)
    with pytest.raises(Denied):
        workflow.save_robot(None, by=other, area=county.chishi, name="x", **facts)


def test_deliveries_are_seen_by_their_office_and_the_system_administrator(
    county, clerk, choice, robot, staff, appoint, sign_in
):
    tell(clerk)
    outgoing.gather(at(9))
    assert Delivery.objects.visible_to(clerk).count() == 2
    assert Delivery.objects.visible_to(staff(county.fuyun)).count() == 0
    administrator = appoint(Role.SYSTEM_ADMIN, county.root)
    assert Delivery.objects.visible_to(administrator).count() == 2
    page = sign_in(administrator).get("/notices/deliveries/").content.decode()
    assert "工作群" in page
    assert "半年台账待确认" not in page


def test_only_what_was_given_up_is_sent_again(clerk, choice, sign_in):
    tell(clerk)
    outgoing.gather(at(9))
    delivery = Delivery.objects.get()
    client = sign_in(clerk)
    assert (
        "没有可重新发送的记录"
        in client.post("/notices/deliveries/again/", {"pk": [delivery.pk]}, follow=True).content.decode()
    )
    Delivery.objects.update(state=DeliveryState.GIVEN_UP, attempts=7)
    assert (
        "1 条将在一分钟内"
        in client.post("/notices/deliveries/again/", {"pk": [delivery.pk, "x"]}, follow=True).content.decode()
    )
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)


def test_many_deliveries_cost_no_more_queries_than_one(clerk, choice, robot, sign_in):
    def add(number):
        Delivery.objects.create(channel="mail", key=f"m{number}", choice=choice)
        Delivery.objects.create(channel="robot", key=f"r{number}", robot=robot)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/notices/deliveries/")
        return len(captured)

    client = sign_in(clerk)
    add(0)
    queries()
    one = queries()
    for number in range(1, 10):
        add(number)
    assert queries() == one
