"""Worker and Redis killed in the middle of reminders: after the restart each reminder is in the inbox exactly once."""

import json

import pytest

from tests.yunhe.local.conftest import eventually

pytestmark = [pytest.mark.services, pytest.mark.proof]

FILES = 240
DAY = "2027-03-10"

# Files of 赤石乡 in 浮云街道 that are late on DAY, so that both the residence office and the county are told of each.
FILL = f"""
from tests.factories.accounts import AppointmentFactory
from tests.factories.areas import make_county
from tests.factories.registration import RegistrationFactory
county = make_county()
for role, area in (("county_office", county.root), ("office_staff", county.fuyun), ("office_staff", county.chishi)):
    AppointmentFactory(role=role, area=area)
for _ in range({FILES}):
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state="submitted", due_on="2027-02-10")
"""

REMIND = f"from liaison.registration.jobs import remind_deadlines; print(remind_deadlines('{DAY}'))"

KILL_IN_THE_MIDDLE = f"""
import os, signal, time
from liaison.registration.jobs import remind_deadlines
from yunhe.notices.models import Notice
remind_deadlines('{DAY}')
deadline = time.monotonic() + 30
while Notice.objects.count() < 6 and time.monotonic() < deadline:
    time.sleep(0.002)
for pid in %s:
    os.kill(pid, signal.SIGKILL)
print(Notice.objects.count())
"""

TELL = """
import json
from django.db.models import Count
from yunhe.notices.models import Notice
notices = Notice.objects.filter(key__startswith="registration-")
doubles = notices.values("recipient", "key").annotate(n=Count("pk")).filter(n__gt=1).count()
workers = notices.values("worker").distinct().count()
print(json.dumps([notices.count(), doubles, notices.values("key").distinct().count(), workers]))
"""


def test_each_reminder_is_delivered_exactly_once_after_worker_and_redis_were_killed(make_system):
    system = make_system(with_tables=True).start()
    system.shell(FILL)
    victims = [system.child("celery -A yunhe worker"), system.child("valkey")]
    delivered = int(system.shell(KILL_IN_THE_MIDDLE % victims))
    expected = 2 * FILES  # the residence office, and the county office because it is long late
    assert 0 < delivered < expected, "the kill must come in the middle"

    def is_well():
        try:
            return system.health()[0] == 200
        except OSError:  # the web server starts again too, because the address of Redis has changed
            return False

    eventually(is_well, seconds=90)
    assert set(victims).isdisjoint({system.child("celery -A yunhe worker"), system.child("valkey")})
    assert system.shell(REMIND) == str(FILES)  # what beat does the next time

    def all_there():
        return (found := json.loads(system.shell(TELL)))[0] >= expected and found

    notices, doubles, keys, workers = eventually(all_there, seconds=90)
    assert (notices, doubles, keys) == (expected, 0, expected)
    assert workers >= 2, "the worker that was killed and the one after it"

    system.shell(REMIND)
    eventually(lambda: system.shell(REMIND) == str(FILES))
    assert json.loads(system.shell(TELL))[:2] == [expected, 0]
