"""The addresses of database and queue as the environment gives them; read by the settings, so nothing of Django is used.

DATABASE_URL: the account that pages work with. DATABASE_OWNER_URL: the owner of the tables, for migrations; without it
the first account does everything. DATABASE_WORKER_URL: an account like the first with more patience, for processes with
DATABASE_PATIENT=true.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from yunhe.env import env, secret

Facts = dict[str, Any]
CONNECT_SECONDS = 2  # a database that takes longer to let us in counts as away
POOL_SECONDS, PATIENT_SECONDS = 2, 30  # so long a page, or long work, waits for a connection
RECONNECT_SECONDS = 4  # a pool that finds no server gives up so soon, and tries afresh when somebody asks


def database(name: str) -> Facts:
    """Return the connection facts of the address `name` (or `name`_FILE). Raises ImproperlyConfigured where there is none.

    DATABASE_TLS_CA names the authority whose certificate the server must show; the connection is refused without it.
    """
    facts: Facts = env.db_url_config(secret(name))
    options = {"connect_timeout": CONNECT_SECONDS, **facts.get("OPTIONS", {})}
    if authority := env.str("DATABASE_TLS_CA", default=""):
        options |= {"sslmode": "verify-full", "sslrootcert": authority}
    return {**facts, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


def pool(*, is_patient: bool = False) -> Facts:
    """Return the options of the pool of connections: DATABASE_POOL of them in a process, and a bounded wait for one."""
    size, seconds = env.int("DATABASE_POOL", default=8), PATIENT_SECONDS if is_patient else POOL_SECONDS
    return {"min_size": 1, "max_size": size, "timeout": seconds, "reconnect_timeout": RECONNECT_SECONDS}


def further_database(name: str, program: Facts) -> Facts | None:
    """Return the same for a further account of the database of `program`.

    None where no such address is given, or where it names another database: then DATABASE_URL was set for one command.
    """
    is_given = env.str(name, default="") or env.str(f"{name}_FILE", default="")
    facts = database(name) if is_given else None
    return facts if facts and facts["NAME"] == program["NAME"] else None


def queue() -> str:
    """Return the address of the Redis server; with REDIS_TLS_CA only one that shows a certificate of that authority."""
    address = secret("REDIS_URL")
    authority = env.str("REDIS_TLS_CA", default="")
    if not authority:
        return address
    if urlsplit(address).scheme != "rediss":
        raise ImproperlyConfigured("设置了 REDIS_TLS_CA，REDIS_URL 就要以 rediss:// 开头。")
    asked = urlencode({"ssl_cert_reqs": "required", "ssl_ca_certs": authority})
    return f"{address}{'&' if urlsplit(address).query else '?'}{asked}"
