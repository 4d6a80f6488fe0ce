"""The Celery application. Tasks are late-acknowledged and idempotent, so a killed worker loses nothing (yunhe.jobs.errands)."""

import os

from celery import Celery

from yunhe.health.heartbeat import WorkerHeartbeat
from yunhe.jobs import broker
from yunhe.jobs.beat import schedule
from yunhe.jobs.starting import SweepAtStart
from yunhe.kit.nouns import nouns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")

broker.use_it()
app = Celery("yunhe", task_cls="yunhe.jobs.errands:ErrandTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(nouns, related_name="tasks")
app.autodiscover_tasks(nouns, related_name="jobs")
app.conf.beat_schedule = schedule  # filled when the modules are imported, before beat looks
app.steps["consumer"].add(WorkerHeartbeat)
app.steps["consumer"].add(SweepAtStart)
