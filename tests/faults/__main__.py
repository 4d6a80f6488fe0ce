"""Runs the rounds and prints the table: `python -m tests.faults [ROUND …]`."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.system import System

BROKEN = ["no json {", '"a word"', "[]", "{}", '{"body": "x", "properties": {}}']
MARKS = (
    "Nothing may be lost, doubled, told falsely (“not saved” although it was) or left without an answer; no page takes more than\n"
    "3 s (slowest); no notice is missing after a minute (missing), no job rests longer than 20 s; after: seconds until all was there."
)
COLUMNS = ("round", "sent", "saved", "lost", "doubled", "false", "silent", "out", "slowest", "missing", "after", "")


class Rounds:
    """The rounds, each of which breaks one thing while people send forms. A method a round: its name is the round's."""

    def __init__(self, system: System):
        from tests.faults.people import Office

        self.system, self.office = system, Office(system.port)

    def _while(self, break_it: Callable[[], Any], mend: Callable[[], Any], *, broken: float, worked: float) -> Any:
        """Let people work for `worked` seconds; break after two, mend `broken` seconds later."""
        from tests.faults.people import judge

        sent: list[Any] = []
        people = threading.Thread(target=lambda: sent.extend(self.office.work(worked)))
        people.start()
        time.sleep(2)
        break_it()  # here and not in the thread: what a thread has started would end with it
        time.sleep(broken)
        mend()
        people.join()
        self.system.keep_alive()
        return judge(sent)

    def nothing(self) -> Any:
        """The control: nothing breaks."""
        return self._while(lambda: None, lambda: None, broken=0, worked=6)

    def redis_away(self) -> Any:
        """Redis is killed and comes back after eight seconds."""
        return self._while(self.system.kill_redis, self.system.start_redis, broken=8, worked=12)

    def redis_full(self) -> Any:
        """Redis takes nothing more for eight seconds."""
        from django.conf import settings
        from redis import Redis

        client = Redis.from_url(settings.REDIS_URL)
        return self._while(
            lambda: client.config_set("maxmemory", "1"),
            lambda: client.config_set("maxmemory", "0"),
            broken=8,
            worked=12,
        )

    def lock_held(self) -> Any:
        """Somebody holds the trail for forty seconds; what a page says then is bounded by the database's time-outs."""
        return self._while(lambda: self.system.lock_table("audit_auditevent"), self.system.unlock, broken=40, worked=44)

    def database_stopped(self) -> Any:
        """PostgreSQL is stopped and comes back after ten seconds."""
        return self._while(self.system.stop_database, self.system.start_database, broken=10, worked=16)

    def worker_killed(self) -> Any:
        """The worker and its processes are killed and started again."""
        return self._while(lambda: self.system.kill_child("worker"), self.system.keep_alive, broken=1, worked=6)

    def broken_message(self) -> Any:
        """Five messages that are none stand in the queue; the worker goes on."""
        from django.conf import settings
        from redis import Redis

        worker = self.system.children["worker"].pid
        client = Redis.from_url(settings.REDIS_URL)
        figures = self._while(lambda: client.lpush("yunhe", *BROKEN), lambda: None, broken=0, worked=5)
        if self.system.children["worker"].pid != worker or self.system.children["worker"].poll() is not None:
            figures.lost, figures.note = 1, "the worker ended"
        return figures

    def _job(self, name: str, **argument: Any) -> Any:
        from django.db import connection

        from tests.factories.accounts import UserFactory
        from yunhe.jobs.workflow import start

        file = self.system.folder / f"{name}-{time.time_ns()}"
        file.touch()
        job = start(
            kind="fault",
            label=name,
            task=f"tests.faults.tasks.{name}",
            argument={"file": str(file), **argument},
            by=UserFactory(),
        )
        connection.close()
        return job, file

    def _wait(self, holds: Callable[[], bool], seconds: float, every: float = 0.2) -> float:
        """Return after how many seconds `holds()` is true, at most `seconds`."""
        from django.db import connection

        began = time.monotonic()
        while not holds() and time.monotonic() - began < seconds:
            time.sleep(every)
            connection.close()
        return time.monotonic() - began

    def job_kills_its_process(self) -> Any:
        """A job ends its process each time: it is given up after its attempts, and said so."""
        from tests.faults.people import Figures
        from yunhe.jobs.models import Job
        from yunhe.jobs.progress import MAX_ATTEMPTS

        job, file = self._job("end_the_process")
        after = self._wait(lambda: Job.objects.get(pk=job.pk).state == "failed", 120)
        begun = len(file.read_text().splitlines())
        job.refresh_from_db()
        return Figures(
            sent=1,
            lost=int(job.state != "failed"),
            doubled=max(0, begun - MAX_ATTEMPTS),
            after=after,
            note=f"{begun} attempts",
        )

    def one_job_twice(self) -> Any:
        """A job's message comes five times, in two processes: it runs once and says that it is done."""
        from tests.faults.people import Figures
        from yunhe.jobs.errands import send_job
        from yunhe.jobs.models import Job

        job, file = self._job("take_time", seconds=8)
        for _ in range(4):
            send_job(job.task, job.pk)
        after = self._wait(lambda: Job.objects.get(pk=job.pk).state in {"done", "failed"}, 60)
        time.sleep(3)
        begun = len(file.read_text().splitlines())
        job.refresh_from_db()
        return Figures(
            sent=5,
            saved=int(job.state == "done"),
            lost=int(job.state != "done"),
            doubled=begun - 1,
            after=after,
            note=f"{job.attempts} attempt",
        )

    def job_goes_on(self) -> Any:
        """The worker is killed under a job and started again: the job goes on within twenty seconds."""
        from tests.faults.people import Figures
        from yunhe.jobs.models import Job

        job, file = self._job("take_time", seconds=4)
        self._wait(lambda: bool(file.read_text()), 20)
        self.system.kill_child("worker")
        self.system.keep_alive()
        after = self._wait(lambda: len(file.read_text().splitlines()) == 2, 60)
        self._wait(lambda: Job.objects.get(pk=job.pk).state == "done", 30)
        job.refresh_from_db()
        return Figures(
            sent=1,
            saved=int(job.state == "done"),
            lost=int(job.state != "done"),
            missing=int(after > 20),
            after=after,
            note=f"{job.attempts} attempts",
        )

    def import_goes_on(self) -> Any:
        """The worker is killed while a real roster is read, and again while it is written: each goes on within twenty seconds."""
        from deputies.people.models import Deputy
        from tests.faults.people import Figures
        from yunhe.imports import workflow as imports

        rows = 4000
        run, reading = self.office.send_roster(rows)
        waits = [self._kill_under(reading)]
        run.refresh_from_db()
        is_read = run.state == "preview"
        if is_read:
            writing = imports.confirm(run, by=run.uploaded_by, agreed=[made["kind"] for made in run.makes])
            waits.append(self._kill_under(writing))
        there = Deputy.objects.count()
        names = Deputy.objects.values("name").distinct().count()
        run.refresh_from_db()
        return Figures(
            sent=rows,
            saved=there,
            lost=rows - names,
            doubled=there - names,
            false=int(run.state != "confirmed"),
            missing=sum(wait > 20 for wait in waits),
            after=max(waits),
            note=f"taken up after {' and '.join(f'{wait:.1f}' for wait in waits)} s, {run.state}",
        )

    def _kill_under(self, job: Any) -> float:
        """Kill the worker as soon as it is at `job` and start it again; return how long nobody was at it. Waits for its end."""
        from yunhe.jobs.models import Job

        def seen() -> Any:
            return Job.objects.get(pk=job.pk)

        self._wait(lambda: seen().attempts == 1, 30, every=0.05)
        time.sleep(0.3)
        if seen().state != "running":
            raise RuntimeError(f"{job} was over before it was killed")
        self.system.kill_child("worker")
        self.system.keep_alive()
        after = self._wait(lambda: seen().attempts > 1, 90)
        self._wait(lambda: seen().state in {"done", "failed"}, 120)
        return after


def main(asked: list[str]) -> int:
    """Run the rounds that are asked for, all without a word; return the exit code."""
    names = [name for name in vars(Rounds) if not name.startswith("_")]
    wanted = [name.replace("-", "_") for name in asked] or names
    if unknown := set(wanted) - set(names):
        print(f"没有这样的轮次：{'、'.join(sorted(unknown))}。可选：{'、'.join(names)}")
        return 2
    system, failed = System(), False
    found: dict[str, Any] = {}
    try:
        system.start()
        rounds = Rounds(system)
        for name in wanted:
            system.wait_until_ready()
            print(f"· {name.replace('_', '-')}", flush=True)
            found[name] = getattr(rounds, name)()
            failed = failed or not found[name].holds
    finally:
        print(_table(found), flush=True)
        if failed and (keep := Path("/tmp/yunhe-faults-logs")):  # noqa: S108 for whoever looks into a round
            keep.mkdir(exist_ok=True)
            for log in system.folder.glob("*.log"):
                (keep / log.name).write_bytes(log.read_bytes())
        system.stop()
    return 1 if failed else 0


def _table(found: dict[str, Any]) -> str:
    """Return what the rounds have shown, a line each, and the marks below."""
    lines = ["", " ".join(f"{column:<22}" if column == "round" else f"{column:>8}" for column in COLUMNS)]
    for name, figures in found.items():
        cells = (
            figures.sent,
            figures.saved,
            figures.lost,
            figures.doubled,
            figures.false,
            figures.silent,
            figures.signed_out,
        )
        more = (f"{figures.slowest:.1f}", figures.missing, f"{figures.after:.1f}")
        said = "ok" if figures.holds else "MISSES"
        shown = " ".join(f"{cell:>8}" for cell in (*cells, *more, said))
        lines.append(f"{name.replace('_', '-'):<22} {shown}  {figures.note}".rstrip())
    return "\n".join([*lines, "", MARKS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
