"""What beat is to start exists, and a worker that starts alone knows it."""

import subprocess
import sys

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
