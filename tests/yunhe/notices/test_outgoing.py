"""Mail digests and group robots: what goes out, when, to whom, and what never does."""

import json
import threading
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.policies import Denied
from yunhe.notices import channels, outgoing, workflow
from yunhe.notices.enums import DeliveryState, MailRhythm
from yunhe.notices.jobs import send_delivery, send_out
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot, Notice
from yunhe.notices.tasks import deliver

PHONE, NAME = "13905780001", "蓝某某"


def at(hour, minute=0, day=10):
    return datetime(2027, 3, day, hour, minute, tzinfo=timezone.get_default_timezone())


def tell(*people, key="k1", kind="ledger", title="半年台账待确认", urgent=False, when=None):
    deliver(people, key=key, kind=kind, title=title, is_urgent=urgent)
    Notice.objects.filter(key=key).update(created_at=when or at(6))


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


@pytest.fixture
def choice(clerk):
    return DeliveryChoice.objects.create(
        user=clerk, email="clerk@chishi.example", confirmed_at=at(1), rhythm=MailRhythm.PROMPT
    )


class Group(ThreadingHTTPServer):
    """A chat group on loopback that answers as it is told and keeps what it got."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.got, self.answer, self.status = [], {"errcode": 0}, 200

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/robot/send?access_token=t0ken"


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.address)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def group(settings):
    server = Group()
    settings.ROBOT_ADDRESSES = [f"http://127.0.0.1:{server.server_port}/robot/send?"]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def robot(county, group):
    return GroupRobot.objects.create(
        name="工作群", area=county.chishi, address=group.address, secret="SEC-1", created_by="某人"
    )


# --- mail -----------------------------------------------------------------------------------------------------------


def test_the_digest_goes_once_a_day_after_its_hour_with_all_that_is_unread(clerk, choice):
    tell(clerk, key="a", title="第一件")
    tell(clerk, key="b", title="第二件")
    assert outgoing.gather(at(7, 59)) == 0
    assert outgoing.gather(at(8)) == 1
    assert outgoing.gather(at(8, 1)) == 0
    delivery = Delivery.objects.get()
    assert (delivery.number, delivery.counts) == (2, {"半年台账": 2})
    assert outgoing.send(delivery.pk, at(8, 2)) == DeliveryState.SENT
    [sent] = mail.outbox
    assert sent.to == ["clerk@chishi.example"]
    assert "2 条" in sent.subject
    assert "第一件" in sent.body
    assert "第二件" in sent.body
    tell(clerk, key="c", title="第三件", when=at(9))
    assert outgoing.gather(at(10)) == 0  # tomorrow's digest
    assert outgoing.gather(at(8, day=11)) == 1
    assert Delivery.objects.first().number == 1


def test_urgent_notices_go_at_once_and_never_again_in_the_digest(clerk, choice):
    choice.digested_on = at(9).date()
    choice.save()
    tell(clerk, key="a")
    tell(clerk, key="b", title="逾期", urgent=True)
    assert outgoing.gather(at(9)) == 1
    assert list(Delivery.objects.get().notices.values_list("key", flat=True)) == ["b"]
    assert outgoing.gather(at(9, 1)) == 0
    outgoing.gather(at(8, day=11))
    assert list(Delivery.objects.first().notices.values_list("key", flat=True)) == ["a"]


@pytest.mark.parametrize(
    "change",
    [
        {"rhythm": MailRhythm.OFF},
        {"confirmed_at": None},
        {"muted": ["ledger"]},
        {"begins_after": 10**9},
        {"quiet_from": time(7), "quiet_to": time(9)},
        {"quiet_from": time(20), "quiet_to": time(9)},
    ],
)
def test_nothing_goes_when_the_person_does_not_want_it(clerk, choice, change):
    DeliveryChoice.objects.filter(pk=choice.pk).update(**change)
    tell(clerk, urgent=True)
    assert outgoing.gather(at(8, 30)) == 0


def test_what_has_been_read_does_not_go_out(clerk, choice):
    tell(clerk)
    workflow.mark_all_read(by=clerk)
    assert outgoing.gather(at(9)) == 0


def test_what_is_read_between_gathering_and_sending_is_left_out(clerk, choice):
    tell(clerk)
    outgoing.gather(at(9))
    workflow.mark_all_read(by=clerk)
    outgoing.send(Delivery.objects.get().pk, at(9, 1))
    assert mail.outbox == []


def test_a_closed_account_gets_no_mail(clerk, choice):
    tell(clerk)
    clerk.is_active = False
    clerk.save()
    assert outgoing.gather(at(9)) == 0


def test_a_waiting_message_waits_through_the_quiet_hours(clerk, choice):
    tell(clerk)
    outgoing.gather(at(9))
    pk = Delivery.objects.get().pk
    assert outgoing.send(pk, at(22)) == ""
    assert outgoing.send(pk, at(7, day=11)) == DeliveryState.SENT


def test_a_repeated_task_sends_nothing_twice(clerk, choice):
    tell(clerk, when=timezone.now() - timedelta(minutes=1))
    DeliveryChoice.objects.update(quiet_from=time(0), quiet_to=time(0), digest_hour=0)
    assert send_out() == 1
    [pk] = Delivery.objects.values_list("pk", flat=True)
    assert send_delivery(pk) in {"", DeliveryState.SENT}
    assert send_delivery(pk) == ""
    assert len(mail.outbox) == 1


def test_failures_are_tried_again_later_and_later_and_given_up_in_the_end(clerk, choice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    tell(clerk)
    outgoing.gather(at(9))
    pk, moment, waits = Delivery.objects.get().pk, at(9), []
    DeliveryChoice.objects.update(quiet_from=time(0), quiet_to=time(0))
    for _ in outgoing.BACK_OFF:
        assert outgoing.send(pk, moment) == DeliveryState.WAITING
        assert outgoing.send(pk, moment) == ""
        delivery = Delivery.objects.get()
        waits.append((delivery.next_at - moment).total_seconds() / 60)
        moment = delivery.next_at
    assert tuple(waits) == outgoing.BACK_OFF
    assert outgoing.send(pk, moment) == DeliveryState.GIVEN_UP
    assert "连接不上邮件服务器" in Delivery.objects.get().last_error
    workflow.try_again(Delivery.objects.get(), by=clerk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outgoing.send(pk) == DeliveryState.SENT


# --- robots ---------------------------------------------------------------------------------------------------------


def test_a_robot_tells_numbers_and_never_a_name_a_title_or_a_phone(county, clerk, staff, robot, group):
    second = staff(county.chishi)
    tell(clerk, second, key="a", kind="registration", title=f"{NAME}（{PHONE}）待核实")
    tell(clerk, key="b", kind="registration", title=f"{NAME}待核实")
    tell(clerk, key="c", kind="ledger")
    assert outgoing.gather(at(9)) == 1
    assert outgoing.send(Delivery.objects.get().pk, at(9, 1)) == DeliveryState.SENT
    [(_, body)] = group.got
    text = body["text"]["content"]
    assert "赤石乡" in text
    assert "登记报到 2 条" in text  # a matter that two people were told of counts once
    assert "半年台账 1 条" in text
    for secret in (NAME, PHONE, "待核实", "台账待确认"):
        assert secret not in json.dumps(body, ensure_ascii=False)


def test_a_message_carries_the_signature_that_the_secret_gives(county, clerk, robot, group):
    assert workflow.try_robot(robot, by=clerk) == ""
    [(path, _)] = group.got
    query = parse_qs(urlsplit(path).query)
    stamp = int(query["timestamp"][0])
    assert query["access_token"] == ["t0ken"]
    assert query["sign"] == [channels.signature("SEC-1", stamp)]
    assert query["sign"] != [channels.signature("SEC-2", stamp)]
    assert abs(stamp / 1000 - datetime.now(UTC).timestamp()) < 60


def test_the_known_signature_of_the_vendor_form():
    # HMAC-SHA256 with key "SEC" over "1\nSEC", computed with openssl
    assert channels.signature("SEC", 1) == "3KZIhMzb3vx2uIxYqE3AoV0z65ctlCr2gwV1u5ipMJo="


def test_a_robot_tells_once_an_hour_what_is_new_since(clerk, robot, group):
    tell(clerk, key="a")
    outgoing.gather(at(9))
    tell(clerk, key="b", when=at(9, 10))
    assert outgoing.gather(at(9, 30)) == 0
    assert outgoing.gather(at(10, 0)) == 1
    assert outgoing.gather(at(11, 30)) == 0
    assert [delivery.number for delivery in Delivery.objects.order_by("pk")] == [1, 1]


def test_a_robot_does_not_tell_of_another_office(county, staff, robot, group):
    tell(staff(county.fuyun))
    assert outgoing.gather(at(9)) == 0


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (200, {"errcode": 310000, "errmsg": "sign not match"}, "310000"),
        (500, {}, "HTTP 500"),
        (302, {}, "HTTP 302"),
        (200, ["?"], "拒收"),
    ],
)
def test_a_refusal_of_the_group_is_said_without_address_or_secret(clerk, robot, group, status, answer, words):
    group.status, group.answer = status, answer
    said = workflow.try_robot(robot, by=clerk)
    assert words in said
    assert "t0ken" not in said
    assert "SEC-1" not in said
    assert len(group.got) == 1  # a redirect is not followed


def test_a_group_that_does_not_answer_is_tried_again(clerk, robot, group, settings):
    tell(clerk)
    outgoing.gather(at(9))
    GroupRobot.objects.update(quiet_from=time(0), quiet_to=time(0))
    settings.ROBOT_ADDRESSES = ["http://127.0.0.1:9/"]
    robot.refresh_from_db()
    robot.address = "http://127.0.0.1:9/robot/send?access_token=t0ken"
    robot.save()
    delivery = Delivery.objects.get()
    assert outgoing.send(delivery.pk, at(9)) == DeliveryState.WAITING
    delivery.refresh_from_db()
    assert delivery.last_error == "连接不上对方服务器。"


@pytest.mark.parametrize(
    "address",
    [
        "http://oapi.dingtalk.com/robot/send?access_token=1",
        "https://oapi.dingtalk.com.evil.example/robot/send?access_token=1",
        "https://oapi.dingtalk.com@evil.example/robot/send?",
        "http://127.0.0.1:6379/",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_other_address_is_ever_called(county, clerk, address):
    facts = {"name": "群", "secret": "s", "muted": [], "is_active": True, "quiet_from": time(21), "quiet_to": time(7)}
    with pytest.raises(ValidationError, match="地址应以"):
        workflow.save_robot(None, by=clerk, area=county.chishi, address=address, **facts)
    with pytest.raises(channels.SendingFailed):
        channels.tell_robot(address, "s", "x")


# --- pages ----------------------------------------------------------------------------------------------------------

CHOICE = {
    "email": "new@chishi.example",
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
