"""States of a job."""

from django.db import models


class JobState(models.TextChoices):
    """Life of a job."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)
