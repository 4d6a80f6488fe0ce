"""The Celery application. Tasks are late-acknowledged and idempotent, so a killed worker loses nothing."""

import os
from pathlib import Path

from celery import Celery
from django.apps import apps

from yunhe.env import BASE_DIR
from yunhe.health.heartbeat import WorkerHeartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")


def packages_with_work() -> list[str]:
    """Return the installed apps and the nouns below them: each keeps its own tasks and jobs."""
    found = []
    for config in apps.get_app_configs():
        found.append(config.name)
        folder = Path(config.path)
        if BASE_DIR in folder.parents and ".venv" not in folder.parts:
            found += [f"{config.name}.{inner.parent.name}" for inner in sorted(folder.glob("*/__init__.py"))]
    return found


app = Celery("yunhe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(packages_with_work, related_name="tasks")
app.autodiscover_tasks(packages_with_work, related_name="jobs")
app.steps["consumer"].add(WorkerHeartbeat)
