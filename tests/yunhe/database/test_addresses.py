"""How the addresses of the environment become connections, and that encryption asked for is not given up."""

import socket
import threading

import psycopg
import pytest
import redis
from django.core.exceptions import ImproperlyConfigured

from yunhe.database.addresses import database, further_database, queue


@pytest.fixture
def plain_server():
    """A server of 127.0.0.1 that answers everybody "no" (N), as PostgreSQL without TLS does; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    line.recv(64)
                    line.sendall(b"N")

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.close()


def test_an_address_gives_account_place_and_a_bounded_connect(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://yunhe_app:geheim@db.example:5433/yunhe?application_name=web")
    facts = database("DATABASE_URL")
    assert (facts["USER"], facts["PASSWORD"], facts["HOST"], facts["PORT"]) == (
        "yunhe_app",
        "geheim",
        "db.example",
        5433,
    )
    assert facts["OPTIONS"] == {"connect_timeout": 2, "application_name": "web"}


def test_a_further_address_may_be_missing_or_lie_in_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    program = {"NAME": "yunhe"}
    assert further_database("DATABASE_OWNER_URL", program) is None
    (tmp_path / "owner").write_text("postgres://yunhe@db.example/yunhe\n")
    monkeypatch.setenv("DATABASE_OWNER_URL_FILE", str(tmp_path / "owner"))
    assert further_database("DATABASE_OWNER_URL", program)["USER"] == "yunhe"
    assert further_database("DATABASE_OWNER_URL", {"NAME": "elsewhere"}) is None


def test_a_database_that_shows_no_certificate_is_refused(monkeypatch, tmp_path, plain_server):
    monkeypatch.setenv("DATABASE_URL", f"postgres://yunhe_app:x@127.0.0.1:{plain_server}/yunhe")
    monkeypatch.setenv("DATABASE_TLS_CA", str(tmp_path / "ca.pem"))
    (tmp_path / "ca.pem").write_text("")
    facts = database("DATABASE_URL")
    with pytest.raises(psycopg.OperationalError, match="SSL"):
        psycopg.connect(host=facts["HOST"], port=facts["PORT"], user="x", **facts["OPTIONS"])


def test_a_queue_that_shows_no_certificate_is_refused(monkeypatch, tmp_path, plain_server):
    monkeypatch.setenv("REDIS_TLS_CA", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    with pytest.raises(ImproperlyConfigured, match="rediss"):
        queue()
    monkeypatch.setenv("REDIS_URL", f"rediss://:x@127.0.0.1:{plain_server}/0")
    address = queue()
    assert "ssl_cert_reqs=required" in address
    with pytest.raises((redis.exceptions.ConnectionError, OSError)):
        redis.Redis.from_url(address, socket_timeout=2).ping()
