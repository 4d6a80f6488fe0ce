"""`make province`: every page, search and report of every role, and every job, with one county and with a whole province.

    make province                                 a full province: 90 counties, 10,000,000 check-ins; needs some 25 GB and half an hour
    make province ARGS="--scale 0.1"              a tenth of it
    make province ARGS="--only stations:"         the addresses whose names begin so
    make province ARGS="--keep FOLDER"            keeps the two databases there, and looks at them again the next time

The same pages are asked of a database with one county and of one with all (`manage.py make_province`), both of the same scale. A page
passes when it takes no more than twice its time of one county, or no more than LIMIT; a job when a county costs it no more than
twice as much. EXPLAIN is asked for every statement of every page: reading a large table from end to end fails. A page is asked
for without arguments, and with those of the first of its links that a list shows.

    python -m tests.benchmarks.province look FILE     only looks: writes what the database of DATABASE_URL answers to FILE
"""

import argparse
import contextlib
import json
import logging
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LIMIT = 100.0  # ms
RATIO = 2.0
LARGE = 20_000  # rows of a table that may not be read from end to end
TRIES = 3
MORE = 9  # tries of a page that has not kept the limit: the machine may have had other things to do
SEARCHED = "代表1"
# Not pages of a county: they look after the machine, or answer with a file that is made on purpose.
LEFT_OUT = ("health:", "accounts:sign-out", "trail:")
ROLES = (
    "county_office",
    "office_staff",
    "point_keeper",
    "deputy",
    "handling_unit",
    "system_admin",
    "security_admin",
    "auditor",
)
LINK = re.compile(r'href="(/[^"#]*)"')
Figures = dict[str, dict[str, Any]]


def look(target: str, only: str) -> None:
    """Write to `target` what every page of every role takes, and every job."""
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    logging.disable(logging.ERROR)  # many pages are not for everybody
    setup_test_environment()
    pages: Figures = {}
    for role, user in people().items():
        for name, url in addresses_of(user, only).items():
            with contextlib.suppress(NotShownError):
                pages[f"{role} {name}"] = figures_of(url, user)
    found = {"pages": pages, "jobs": {} if only else jobs(), "counties": counties()}
    Path(target).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


class NotShownError(Exception):
    """The page is not for this person, or leads elsewhere."""


def people() -> dict[str, Any]:
    """Return one account of each role in the first county, each where there is most to see."""
    from yunhe.accounts.models import Appointment
    from yunhe.areas.models import Area

    county = Area.objects.filter(kind="county").order_by("pk").first()
    held = (
        Appointment.objects.in_force().filter(area__path__startswith=county.path).select_related("user").order_by("pk")
    )
    return {role: found.user for role in ROLES if (found := held.filter(role=role).first())}


def counties() -> int:
    """Return how many counties there are."""
    from yunhe.areas.models import Area

    return Area.objects.filter(kind="county").count()


def client_of(user: Any) -> Any:
    """Return a browser in which `user` has signed in."""
    from django.conf import settings
    from django.test import Client

    from tests.kit.sessions import session_of

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client


def addresses_of(user: Any, only: str) -> dict[str, str]:
    """Return the pages to ask for, by name: those without arguments, those that they link to, a search of each list."""
    from django.urls import Resolver404, resolve

    from tests.house.rows import addresses

    wanted = {
        found.name: found.url(())
        for found in addresses()
        if not found.arguments and found.name.startswith(only) and not found.name.startswith(LEFT_OUT)
    }
    client, linked = client_of(user), {}
    for name, url in list(wanted.items()):
        answer = client.get(url)
        if answer.status_code != 200 or answer.streaming:
            continue
        html = answer.content.decode(errors="replace")
        if 'name="q"' in html:
            linked[f"{name}?q"] = f"{url}?q={SEARCHED}"
        for href in LINK.findall(html):
            with contextlib.suppress(Resolver404):
                found = resolve(href.split("?")[0])
                if found.kwargs and not found.view_name.startswith(LEFT_OUT):
                    linked.setdefault(found.view_name, href.replace("&amp;", "&"))
    return {name: url for name, url in {**wanted, **linked}.items() if url}


def figures_of(url: str, user: Any) -> dict[str, Any]:
    """Return the best time of `url` in ms, its number of statements, and the large tables that they read from end to end."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(user)
    with CaptureQueriesContext(connection) as sent:
        answer = client.get(url)
    queries = list(sent.captured_queries)  # the next request forgets them
    if answer.status_code != 200 or answer.streaming:
        raise NotShownError
    times: list[float] = []
    while len(times) < TRIES or (min(times) > LIMIT and len(times) < MORE):
        began = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - began) * 1000)
    slow = max(queries, key=lambda query: float(query["time"]), default={"sql": "", "time": "0"})
    return {
        "url": url, "ms": round(min(times), 1), "queries": len(queries), "scans": scans_of(queries),
        "slowest": [float(slow["time"]) * 1000, slow["sql"][:4000]],
    }  # fmt: skip


def scans_of(queries: list[dict[str, str]]) -> list[str]:
    """Return the large tables that one of `queries` reads from end to end, by the plan of the database."""
    from django.db import connection

    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        large = {name for (name,) in cursor.fetchall()}
        for sql in {query["sql"] for query in queries if query["sql"].startswith("SELECT")}:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}", [])
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found |= _scanned(plan[0]["Plan"]) & large
    return sorted(found)


def _scanned(plan: dict[str, Any]) -> set[str]:
    own = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return own.union(*(_scanned(part) for part in plan.get("Plans", ())))


def jobs() -> Figures:
    """Return the seconds that every task takes that beat starts, each of them once and taken back."""
    from celery import current_app
    from django.db import connection, transaction

    from yunhe.jobs.beat import schedule

    current_app.loader.import_default_modules()
    found: Figures = {}
    for name, entry in sorted(schedule.items()):
        task = current_app.tasks.get(entry["task"])
        if task is None or entry["task"].startswith(("yunhe.health", "yunhe.audit", "yunhe.trail")):
            continue
        began, fault = time.perf_counter(), ""
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = '600s'")
                task.run()
                transaction.set_rollback(True)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"[:200]
        found[name] = {"s": round(time.perf_counter() - began, 3), "fault": fault}
    return found


def build(folder: Path, numbers: list[str], only: str) -> dict[str, Any]:
    """Make a province of `numbers` in a database of its own in `folder`, unless it is there; look at it and return what was found."""
    from yunhe.local.services import EmbeddedServices
    from yunhe.local.template import copy_to

    made, key = folder / "made", folder / "key"
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o711)
        folder.joinpath("static").mkdir()
        key.write_text(secrets.token_urlsafe(50))
    os.environ["SECRET_KEY"] = key.read_text()  # what it has encrypted the next look must read
    os.environ.update(STATE_DIR=str(folder), DATABASE_PATIENT="true")
    for name in ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    if not made.exists():
        copy_to(folder)
    services = EmbeddedServices(folder)
    services.start()
    try:
        if made.exists():
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True)
        else:
            subprocess.run([sys.executable, "manage.py", "make_province", *numbers], check=True)
            made.touch()
        target = folder / "found.json"
        subprocess.run([sys.executable, "-m", "tests.benchmarks.province", "look", target, "--only", only], check=True)
        return json.loads(target.read_text(encoding="utf-8"))
    finally:
        services.stop()


def judge(one: dict[str, Any], all_: dict[str, Any]) -> int:
    """Print the table of one county beside all and return how many lines fail."""
    failed = 0
    print(f"{'页面':58} {'一县 ms':>9} {'全省 ms':>9} {'倍':>6}  {'语句':>4}")
    for name, many in sorted(all_["pages"].items(), key=lambda line: -line[1]["ms"]):
        few = one["pages"].get(name, {"ms": 0.0})["ms"]
        times = many["ms"] / few if few else 0.0
        too_slow = many["ms"] > LIMIT and (not few or times > RATIO)
        faults = " 太慢" * too_slow + (f" 整表读：{'、'.join(many['scans'])}" if many["scans"] else "")
        failed += bool(faults)
        print(f"{name:58} {few:9.1f} {many['ms']:9.1f} {times:6.1f}  {many['queries']:4}{faults}")
    print(f"\n{'任务':40} {'一县 s':>9} {'全省 s':>9} {'每县倍':>7}")
    for name, many in sorted(all_["jobs"].items(), key=lambda line: -line[1]["s"]):
        few = one["jobs"].get(name, {"s": 0.0})["s"]
        times = many["s"] / all_["counties"] / few if few else 0.0
        fault = many["fault"] or (" 太慢" if times > RATIO and many["s"] / all_["counties"] > LIMIT / 1000 else "")
        failed += bool(fault)
        print(f"{name:40} {few:9.3f} {many['s']:9.3f} {times:7.2f}{fault}")
    print(f"\n{len(all_['pages'])} 个页面、{len(all_['jobs'])} 个任务，{failed} 个不合格。")
    return failed


def main() -> int:
    """Make one county and the province, look at both and compare."""
    parser = argparse.ArgumentParser(description="一省数据上的全部页面和任务")
    parser.add_argument("verb", nargs="?", choices=("look", "judge"))
    parser.add_argument("files", nargs="*")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--counties", type=int, default=90)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("STATIC_FROM_SOURCE", "1")
    if asked.verb == "look":
        look(asked.files[0], asked.only)
        return 0
    if asked.verb == "judge":
        one, all_ = (json.loads(Path(name).read_text(encoding="utf-8")) for name in asked.files)
        return 1 if judge(one, all_) else 0
    base = asked.keep or Path(tempfile.mkdtemp(prefix="yunhe-province-"))
    base.mkdir(exist_ok=True)
    base.chmod(0o711)  # as root the database server runs as nobody
    try:
        one = build(base / "one", numbers(1, asked.counties, asked.scale), asked.only)
        all_ = build(base / "all", numbers(asked.counties, asked.counties, asked.scale), asked.only)
    finally:
        if not asked.keep:
            shutil.rmtree(base, ignore_errors=True)
    return 1 if judge(one, all_) else 0


def numbers(made: int, counties_: int, scale: float) -> list[str]:
    """Return the options of make_province for `made` of so many counties, each of them of the same size."""
    whole = {
        "units": 1_400, "points": 30_000, "deputies": 100_000, "check-ins": 10_000_000, "concerns": 2_000_000, "households": 1_000_000,
    }  # fmt: skip
    shares = [f"--{name}={max(made * 4, round(number * made / counties_))}" for name, number in whole.items()]
    return [f"--counties={made}", *shares, f"--scale={scale}"]


if __name__ == "__main__":
    raise SystemExit(main())
