"""Group robots: numbers and never a name, signed, to allowed addresses only."""

import json
from datetime import UTC, datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError

from tests.yunhe.notices.conftest import at, tell
from yunhe.notices import channels, outgoing, workflow
from yunhe.notices.channels import is_allowed_address
from yunhe.notices.enums import DeliveryState
from yunhe.notices.models import Delivery, GroupRobot

PHONE, NAME = "13905780001", "蓝某某"


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
        "https://oapi.dingtalk.com/robot/send?access_token=1\r\nX: y",
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


def test_a_host_that_only_begins_like_an_allowed_one_is_not_called(settings):
    settings.ROBOT_ADDRESSES = ["https://bot.local"]
    assert is_allowed_address("https://bot.local/robot?key=1")
    assert not is_allowed_address("https://bot.local.evil.example/robot?key=1")
    assert not is_allowed_address("https://bot.local@evil.example/robot?key=1")
    assert not is_allowed_address("https://bot.local:8443/robot?key=1")
