"""The servers: each on a free port of 127.0.0.1, in a folder that is gone afterwards."""

import contextlib
import datetime
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from yunhe.env import BASE_DIR
from yunhe.local.processes import account_options, spawn, stop, unprivileged

PASSWORD = "nur-fuer-die-probe"
OWNER, PROGRAM, DATABASE = "yunhe", "yunhe_app", "yunhe"
TOOLS = {"pgbouncer": "pgbouncer", "nginx": "nginx", "redis-server": "redis-server"}
FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def missing() -> list[str]:
    """Return the packages that are not installed."""
    found = [package for command, package in TOOLS.items() if not shutil.which(command, path=os.defpath + ":/usr/sbin")]
    return found + ([] if FOLDERS else ["postgresql"])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 30) -> None:
    """Return when somebody listens. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


class Authority:
    """An authority of our own, and the certificate of "localhost" that it gives."""

    def __init__(self, folder: Path, name: str):
        self.file = folder / f"{name}.crt"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.file.write_bytes(self._signed(self.key, self.name, x509.BasicConstraints(ca=True, path_length=None)))

    def give(self, to: Path) -> None:
        """Write `to`.crt and `to`.key for the host "localhost", readable by the servers' account."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        to.with_suffix(".crt").write_bytes(
            self._signed(key, host, x509.SubjectAlternativeName([x509.DNSName("localhost")]))
        )
        to.with_suffix(".key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        to.with_suffix(".key").chmod(0o600)

    def _signed(self, key: ec.EllipticCurvePrivateKey, subject: x509.Name, says: x509.ExtensionType) -> bytes:
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(says, critical=isinstance(says, x509.BasicConstraints))
        )
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Servers:
    """All of them. `environment` is what the program needs to reach database and queue directly, over TLS."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="yunhe-production-"))
        self.folder.chmod(0o755)
        self.account = unprivileged()
        self.log = self.folder / "servers.log"
        self.log.touch()
        (self.folder / "static").mkdir()
        self.authority, self.stranger = Authority(self.folder, "ours"), Authority(self.folder, "stranger")
        self.authority.give(self.folder / "server")
        self.ports = {name: free_port() for name in ("database", "queue", "pooler", "web", "public", "proxy")}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def address(self, account: str, port: str = "database", host: str = "localhost", query: str = "") -> str:
        """Return the database's address for an account."""
        return f"postgres://{account}:{PASSWORD}@{host}:{self.ports[port]}/{DATABASE}{query}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the program."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(BASE_DIR),
            "DJANGO_SETTINGS_MODULE": "yunhe.settings",
            "SECRET_KEY": "only-for-the-trial-0123456789-0123456789-0123456789-0123",
            "STATE_DIR": str(self.folder),
            "DATABASE_URL": self.address(PROGRAM, query="?sslmode=verify-full"),
            "DATABASE_OWNER_URL": self.address(OWNER),
            "DATABASE_TLS_CA": str(self.authority.file),
            "REDIS_URL": f"rediss://:{PASSWORD}@localhost:{self.ports['queue']}/0",
            "REDIS_TLS_CA": str(self.authority.file),
            "SITE_URL": f"http://127.0.0.1:{self.ports['proxy']}",
            "TRUSTED_PROXIES": "127.0.0.1",
            "STATIC_FROM_SOURCE": "1",
            "LOG_LEVEL": "ERROR",
        }

    def start(self, name: str, *words: str | Path, by_account: bool = False, **environment: str) -> None:
        """Start a server and wait until it listens on its port."""
        self.running[name] = spawn(
            words,
            environment={**self.environment, **environment},
            log=self.log,
            death_signal=signal.SIGTERM,
            account=self.account if by_account else None,
        )
        wait_for(self.ports[name])

    def end(self, name: str, number: int = signal.SIGTERM) -> None:
        """End a server with all its processes."""
        server = self.running.pop(name)
        if number == signal.SIGKILL:
            os.killpg(server.pid, number)
        stop(server, number)

    def start_database(self) -> None:
        """Start a PostgreSQL that nobody enters without TLS and a password."""
        binaries, data = FOLDERS[0], self.folder / "database"
        data.mkdir(mode=0o700)
        self._hand_over(data)
        words = [binaries / "initdb", "-D", data, "-U", OWNER, "--auth=trust", "--locale=C.UTF-8", "-E", "UTF8", "-N"]
        subprocess.run(words, check=True, capture_output=True, **account_options(self.account))
        for part in ("server.crt", "server.key"):
            shutil.copy(self.folder / part, data / part)
            (data / part).chmod(0o600)
            self._hand_over(data / part)
        settings = {
            "port": self.ports["database"],
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": data,
            "ssl": "on",
            "fsync": "off",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.start("database", binaries / "postgres", "-D", data, *options, by_account=True)
        with self._first_line(data) as line:
            line.execute(f"ALTER ROLE {OWNER} PASSWORD '{PASSWORD}'")
            line.execute(f"CREATE DATABASE {DATABASE}")
        (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n")
        self.running["database"].send_signal(signal.SIGHUP)

    def _first_line(self, data: Path) -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection of the owner, as soon as the server that has begun to listen lets anybody in."""
        until = time.monotonic() + 30
        while True:
            try:
                return psycopg.connect(
                    host=str(data), port=self.ports["database"], user=OWNER, dbname="postgres", autocommit=True
                )
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def start_queue(self) -> None:
        """Start a Redis that listens for TLS only."""
        key = self.folder / "server.key"
        words = ["redis-server", "--port", "0", "--tls-port", str(self.ports["queue"]), "--bind", "127.0.0.1"]
        words += ["--tls-cert-file", str(key.with_suffix(".crt")), "--tls-key-file", str(key)]
        words += ["--tls-ca-cert-file", str(self.authority.file), "--tls-auth-clients", "no"]
        words += ["--requirepass", PASSWORD, "--save", "", "--dir", str(self.folder)]
        self.start("queue", *words)

    def start_pooler(self) -> None:
        """Start PgBouncer by transaction, two connections to the server, TLS to it."""
        file, users = self.folder / "pgbouncer.ini", self.folder / "users.txt"
        users.write_text("".join(f'"{name}" "{PASSWORD}"\n' for name in (PROGRAM, OWNER)))
        file.write_text(
            f"[databases]\n{DATABASE} = host=127.0.0.1 port={self.ports['database']}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.ports['pooler']}\nunix_socket_dir =\n"
            f"auth_type = scram-sha-256\nauth_file = {users}\npool_mode = transaction\ndefault_pool_size = 2\n"
            f"server_tls_sslmode = verify-ca\nserver_tls_ca_file = {self.authority.file}\n"
            f"client_tls_sslmode = require\nclient_tls_key_file = {self.folder / 'pooler.key'}\n"
            f"client_tls_cert_file = {self.folder / 'pooler.crt'}\n"
        )
        self.authority.give(self.folder / "pooler")
        self._hand_over(self.folder / "pooler.key")
        self.start("pooler", "/usr/sbin/pgbouncer", file, by_account=True)

    def start_web(self, name: str) -> None:
        """Start a web service of two threads, so that a few slow senders would stop it."""
        words = ["-m", "gunicorn", "yunhe.wsgi", "--bind", f"127.0.0.1:{self.ports[name]}", "--workers", "1"]
        words += ["--threads", "2", "--worker-class", "gthread", "--no-control-socket", "--log-level", "error"]
        self.start(name, BASE_DIR / ".venv/bin/python", *words)

    def start_proxy(self) -> None:
        """Start nginx with the shipped configuration; only names and ports are those of this machine. Raises where it is refused."""
        text = (BASE_DIR / "yunhe/deploy/nginx.conf").read_text()
        changes = {
            "/tmp/": f"{self.folder}/",  # noqa: S108 in the configuration
            "server web:8000": f"server 127.0.0.1:{self.ports['web']}",
            "server public:8000": f"server 127.0.0.1:{self.ports['public']}",
            "listen 8080": f"listen 127.0.0.1:{self.ports['proxy']}",
            "root /usr/share/yunhe": f"root {BASE_DIR / 'yunhe/deploy'}",
        }
        for before, after in changes.items():
            if before not in text:
                raise RuntimeError(f"nginx.conf no longer says {before}")
            text = text.replace(before, after)
        file = self.folder / "nginx.conf"
        file.write_text(text)
        subprocess.run(["/usr/sbin/nginx", "-t", "-q", "-c", file], check=True)
        self.start(
            "proxy",
            "/usr/sbin/nginx",
            "-c",
            file,
            "-g",
            "daemon off; user root;" if os.geteuid() == 0 else "daemon off;",
        )

    def _hand_over(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def stop(self) -> None:
        """Stop all and delete the folder."""
        for name in reversed(list(self.running)):
            self.end(name, signal.SIGINT if name == "database" else signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)
