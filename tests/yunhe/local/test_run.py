"""`make run`: one command, everything up, nothing lost, nothing left behind."""

import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.yunhe.local.conftest import NOBODY, alive, descendants, eventually
from yunhe.env import BASE_DIR
from yunhe.local.postgres import reachable

pytestmark = pytest.mark.services

MAKE_ROW = "from yunhe.accounts.models import User; User.objects.create(username='kept')"
COUNT_ROWS = "from yunhe.accounts.models import User; print(User.objects.filter(username='kept').count())"


def test_it_serves_tells_what_is_down_survives_a_power_cut_and_stops_clean(make_system):
    system = make_system(with_tables=True).start()
    assert system.health() == (200, {"database": True, "redis": True, "worker": True, "beat": True})

    # Management commands use the running services, and their output is theirs alone.
    system.shell(MAKE_ROW)
    assert system.shell(COUNT_ROWS) == "1"

    # A second start in the same folder says where the first one is.
    second = system.python("-m", "yunhe.local.run")
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"http://127.0.0.1:{system.port}" in second.stderr

    # A worker that hangs is told apart from beat, and found again.
    worker = system.child("celery -A yunhe worker")
    os.kill(worker, signal.SIGSTOP)
    eventually(lambda: system.health() == (503, {"database": True, "redis": True, "worker": False, "beat": True}))
    os.kill(worker, signal.SIGCONT)
    eventually(lambda: system.health()[0] == 200)

    # A beat that ends by itself is started again.
    beat = system.child("celery -A yunhe beat")
    os.kill(beat, signal.SIGKILL)
    eventually(lambda: beat not in descendants(system.process.pid) and system.child("celery -A yunhe beat"))

    # After a power cut the next start finds what was confirmed.
    system.kill_tree()
    begun = time.monotonic()
    system.start()
    assert system.shell(COUNT_ROWS) == "1"
    assert time.monotonic() - begun < 60

    # The supervisor killed alone takes everything with it.
    children = descendants(system.process.pid)
    assert len(children) >= 6
    os.kill(system.process.pid, signal.SIGKILL)
    system.process.wait()
    eventually(lambda: not alive(children))

    # A command between two runs starts what it needs and leaves nothing running.
    assert system.shell(COUNT_ROWS) == "1"
    assert not (system.folder / "stack.json").exists()

    system.start()
    children = descendants(system.process.pid)
    assert system.stop(signal.SIGINT) == 0
    assert not alive(children)
    assert "已停止" in system.output.read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() != 0, reason="已是普通用户，其余测试就是以普通用户运行的")
def test_an_ordinary_user_can_run_it(make_system):
    if not (reachable(BASE_DIR) and reachable(Path(sys.prefix).resolve()) and reachable(Path(sys.base_prefix))):
        pytest.skip("nobody 进不了代码目录或 Python 所在目录")
    system = make_system(NOBODY).start()
    assert system.health()[0] == 200
    assert stat.S_IMODE((system.folder / "secret-key").stat().st_mode) == 0o600
    assert system.stop() == 0


def test_a_taken_port_is_one_sentence(make_system):
    system = make_system()
    with socket.socket() as other:
        other.bind(("127.0.0.1", system.port))
        other.listen()
        refused = system.python("-m", "yunhe.local.run")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"× 端口 {system.port} 已被别的程序占用")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_sentence(make_system, port):
    refused = make_system().python("-m", "yunhe.local.run", PORT=port)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert f"PORT={port}" in refused.stderr
