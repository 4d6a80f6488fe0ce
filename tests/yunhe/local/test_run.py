"""`make run`: one command, everything up, nothing lost, nothing left behind."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.yunhe.local.conftest import NOBODY, alive, descendants, eventually
from yunhe.env import BASE_DIR
from yunhe.local import postgres
from yunhe.local.postgres import reachable

pytestmark = pytest.mark.services

MAKE_ROW = "from yunhe.accounts.models import User; User.objects.create(username='kept')"
COUNT_ROWS = "from yunhe.accounts.models import User; print(User.objects.filter(username='kept').count())"


def ask(system, login: str, statement: str, **account) -> subprocess.CompletedProcess:
    """Send a statement to a running system with psql, as another program of this machine would."""
    folder = Path((system.folder / "socket-folder").read_text().strip())
    words = [postgres.wheel_folder() / "pginstall" / "bin" / "psql", "-h", folder, "-U", login, "-d", "yunhe"]
    return subprocess.run([*words, "-Atc", statement], capture_output=True, text=True, cwd="/", **account)


def test_the_running_system_works_with_an_account_that_cannot_touch_the_trail(running):
    assert (running.folder / "logs").stat().st_mode & 0o777 == 0o700  # what a line says is nobody else's business
    assert ask(running, "yunhe_app", "SELECT count(*) FROM audit_auditevent").returncode == 0
    for login in ("yunhe_app", "yunhe_worker"):
        for statement in (
            "DELETE FROM audit_auditevent",
            "UPDATE audit_auditevent SET reason = 'x'",
            "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "CREATE EXTENSION unaccent",
        ):
            refused = ask(running, login, statement)
            assert refused.returncode == 1, statement
            assert re.search("permission denied|must be owner", refused.stderr), refused.stderr
    environments = [
        Path(f"/proc/{running.child(words)}/environ").read_bytes()
        for words in ("gunicorn", "yunhe worker", "yunhe beat")
    ]
    assert all(b"DATABASE_OWNER_URL" not in environment for environment in environments)
    assert [b"DATABASE_PATIENT=" in environment for environment in environments] == [False, True, True]
    bounds = [ask(running, login, "SHOW lock_timeout").stdout.strip() for login in ("yunhe_app", "yunhe_worker")]
    assert bounds == ["1s", "20s"]


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能换成别的账号")
def test_no_other_account_of_the_machine_gets_in(running):
    for login in postgres.LOGINS:
        refused = ask(running, login, "SELECT 1", user=NOBODY, group=NOBODY, extra_groups=[])
        assert refused.returncode == 2
        assert "Peer authentication failed" in refused.stderr


def test_it_serves_takes_commands_and_stops_clean(running):
    """The last test of `running`: it stops the system."""
    eventually(lambda: running.health() == (200, dict.fromkeys(("database", "redis", "worker", "beat"), True)))

    # Management commands use the running services, and their output is theirs alone.
    running.shell(MAKE_ROW)
    assert running.shell(COUNT_ROWS) == "1"

    # A second start in the same folder says where the first one is.
    second = running.python("-m", "yunhe.local.run")
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"http://127.0.0.1:{running.port}" in second.stderr

    # A beat that ends by itself is started again.
    beat = running.child("celery -A yunhe beat")
    os.kill(beat, signal.SIGKILL)
    eventually(lambda: beat not in descendants(running.process.pid) and running.child("celery -A yunhe beat"))

    children = descendants(running.process.pid)
    assert len(children) >= 6
    assert running.stop(signal.SIGINT) == 0
    assert not alive(children)
    assert "已停止" in running.output.read_text(encoding="utf-8")

    # A command between two runs finds what was confirmed, and leaves nothing running.
    assert running.shell(COUNT_ROWS) == "1"
    assert not (running.folder / "stack.json").exists()


@pytest.mark.proof
def test_it_tells_what_hangs_and_survives_a_power_cut(make_system):
    system = make_system(with_tables=True).start()
    system.shell(MAKE_ROW)

    # A worker that hangs is told apart from beat, and found again.
    worker = system.child("celery -A yunhe worker")
    os.kill(worker, signal.SIGSTOP)
    eventually(lambda: system.health() == (503, {"database": True, "redis": True, "worker": False, "beat": True}))
    os.kill(worker, signal.SIGCONT)
    eventually(lambda: system.health()[0] == 200)

    # After a power cut the next start finds what was confirmed.
    system.kill_tree()
    begun = time.monotonic()
    system.start()
    assert system.shell(COUNT_ROWS) == "1"
    assert time.monotonic() - begun < 60

    # The supervisor killed alone takes everything with it.
    children = descendants(system.process.pid)
    os.kill(system.process.pid, signal.SIGKILL)
    system.process.wait()
    eventually(lambda: not alive(children))


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
