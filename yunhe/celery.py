"""The Celery application. Tasks are late-acknowledged and idempotent, so a killed worker loses nothing."""

import os

from celery import Celery

from yunhe.health.heartbeat import WorkerHeartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")

app = Celery("yunhe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(related_name="jobs")
app.steps["consumer"].add(WorkerHeartbeat)
