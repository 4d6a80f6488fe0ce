"""A clerk who takes mail, and a chat group on loopback."""

import json
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from yunhe.notices.enums import MailRhythm
from yunhe.notices.models import DeliveryChoice, GroupRobot, Notice
from yunhe.notices.tasks import deliver


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
