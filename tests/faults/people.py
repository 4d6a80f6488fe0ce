"""People who send forms while something breaks, and what became of each form."""

import http.client
import itertools
import secrets
import threading
import time
from dataclasses import dataclass, field
from itertools import islice, product
from urllib.parse import urlencode

from django.db import connection

from tests.factories.accounts import AppointmentFactory
from tests.factories.areas import make_county
from tests.factories.stations import make_tree
from tests.kit.sessions import session_of
from tests.workbooks import xlsx
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.imports import workflow as imports
from yunhe.imports.models import ImportRun
from yunhe.jobs.models import Errand, Job
from yunhe.notices.models import Notice

GIVEN = "安柏彩辰德恩方国海佳康乐明宁培清荣思涛文熙雅泽志"
LONGEST = 90  # seconds that a person waits at most
SAVED, NOT_SAVED, NOT_KNOWN, NO_ANSWER = "saved", "not saved", "not known", "no answer"
SIGNED_OUT = "signed out"


@dataclass
class Sent:
    """One form: what was told, after how many seconds."""

    word: str
    told: str
    seconds: float


@dataclass
class Office:
    """An office that asks for accounts again and again: each time one event, and one notice to the administrator."""

    port: int
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        county = self.county = make_county()
        clerk = AppointmentFactory(role=Role.OFFICE_STAFF, area=county.fuyun).user
        AppointmentFactory(role=Role.SYSTEM_ADMIN, area=county.root)
        self.station = make_tree(county).zhongshan
        self.path = f"/stations/{self.station.pk}/keeper/"
        self.cookie, self.token = session_of(clerk), secrets.token_hex(16)
        self.numbers = itertools.count(1)

    def send_roster(self, rows: int) -> tuple[ImportRun, Job]:
        """Hand in a roster of so many invented people of 赤石乡, as its office does."""
        office = AppointmentFactory(role=Role.OFFICE_STAFF, area=self.county.chishi).user
        names = islice(("".join(name) for name in product("陈林王张叶刘", GIVEN, GIVEN, GIVEN)), rows)
        people = [[name, "男女"[n % 2], f"1690{n:07d}", "浮云街道中山社区"] for n, name in enumerate(names)]
        return imports.upload(
            register="deputy-roster",
            area=self.county.chishi,
            file_name="名册.xlsx",
            content=xlsx([["姓名", "性别", "手机", "现居住地"], *people]),
            options={"level": "township", "origin": "赤石乡"},
            by=office,
        )

    def send(self, word: str) -> Sent:
        """Send one form and note what the page said."""
        fields = {"csrfmiddlewaretoken": self.token, "one_time_number": secrets.token_hex(8), "name": word, "note": ""}
        headers = {
            "Cookie": f"sessionid={self.cookie}; csrftoken={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began, told = time.monotonic(), NO_ANSWER
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            line.request("POST", self.path, urlencode(fields), headers)
            answer = line.getresponse()
            page = answer.read().decode(errors="replace")
            if answer.status == 302:
                told = SIGNED_OUT if "/sign-in/" in answer.headers.get("Location", "") else SAVED
            elif "没有保存" in page:
                told = NOT_SAVED
            elif "<h1" in page:
                told = SAVED if "您提交的内容已经保存" in page else NOT_KNOWN
        except (OSError, http.client.HTTPException):
            told = NO_ANSWER
        finally:
            line.close()
        sent = Sent(word, told, time.monotonic() - began)
        self.sent.append(sent)
        return sent

    def work(self, seconds: float, people: int = 6) -> list[Sent]:
        """Let `people` send forms one after another for so long; return what they sent."""
        before, until = len(self.sent), time.monotonic() + seconds

        def one() -> None:
            while time.monotonic() < until:
                self.send(f"人员{next(self.numbers)}号")
                time.sleep(0.4)

        threads = [threading.Thread(target=one) for _ in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.sent[before:]


@dataclass
class Figures:
    """What a round has shown. Nothing may be lost, doubled, told falsely, or without an answer."""

    sent: int = 0
    saved: int = 0
    lost: int = 0
    doubled: int = 0
    false: int = 0
    silent: int = 0
    signed_out: int = 0
    slowest: float = 0.0
    missing: int = 0
    after: float = 0.0
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the round reaches its mark."""
        return (
            not (self.lost or self.doubled or self.false or self.silent or self.signed_out or self.missing)
            and self.slowest <= 3
        )


def events() -> dict[str, list[int]]:
    """Return what the database holds: the word of each form, and the events written for it."""
    found: dict[str, list[int]] = {}
    for pk, reason in AuditEvent.objects.filter(verb="stations.ask_keeper").values_list("pk", "reason"):
        found.setdefault(reason, []).append(pk)
    connection.close()
    return found


def told_of(pks: set[int]) -> int:
    """Return of how many of these events the administrator has exactly one notice; raise for a notice twice."""
    keys = list(Notice.objects.filter(key__startswith="keeper-").values_list("key", flat=True))
    connection.close()
    assert len(keys) == len(set(keys)), "a notice was written twice"
    return len(pks & {int(key.rpartition("-")[2]) for key in keys})


def judge(sent: list[Sent], *, seconds: float = 60) -> Figures:
    """Hold what people were told against what is there, and wait for the notices for `seconds`."""
    connection.close()
    connection.close_pool()  # its lines may have ended with the server
    began, written = time.monotonic(), events()
    mine = {pk for one in sent for pk in written.get(one.word, [])}
    while told_of(mine) < len(mine) and time.monotonic() - began < seconds:
        time.sleep(0.5)
    counts = {one.word: len(written.get(one.word, [])) for one in sent}
    return Figures(
        sent=len(sent),
        saved=sum(one.told == SAVED for one in sent),
        lost=sum(one.told == SAVED and counts[one.word] == 0 for one in sent),
        doubled=sum(number > 1 for number in counts.values()),
        false=sum(one.told == NOT_SAVED and counts[one.word] > 0 for one in sent),
        silent=sum(one.told == NO_ANSWER for one in sent),
        signed_out=sum(one.told == SIGNED_OUT for one in sent),
        slowest=max((one.seconds for one in sent), default=0.0),
        missing=len(mine) - told_of(mine),
        after=time.monotonic() - began,
        note=f"{Errand.objects.count()} errands left" if Errand.objects.exists() else "",
    )
