"""What beat is to start exists, and a worker that starts alone knows it."""

import re
import subprocess
import sys

from yunhe.env import BASE_DIR

SCRIPT = """
import django
django.setup()
from yunhe.celery import app
app.loader.import_default_modules()
print("\\n".join(app.tasks))
print("\\n".join(f"beat {entry['task']}" for entry in app.conf.beat_schedule.values()))
"""


def test_a_fresh_worker_knows_every_task_of_the_schedule():
    known = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    scheduled = {line.removeprefix("beat ") for line in known.splitlines() if line.startswith("beat ")}
    assert len(scheduled) > 20
    assert scheduled <= set(known.splitlines())
    assert {"liaison.registration.tasks.tell_of_step", "liaison.ledger.tasks.tell_of_round"} <= set(known.splitlines())


def test_tasks_are_sent_by_errands_alone():
    sender = BASE_DIR / "yunhe" / "jobs" / "errands.py"
    sending = re.compile(r"\.delay\b|\bdelay_on_commit\b|\bapply_async\b|\bsend_task\b")
    offenders = [
        f"{path.relative_to(BASE_DIR)}:{number}"
        for app in ("yunhe", "deputies", "stations", "liaison")
        for path in sorted((BASE_DIR / app).rglob("*.py"))
        if path != sender
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if sending.search(line)
    ]
    assert offenders == [], "use yunhe.jobs.errands.later"
