"""Job (后台任务) and Errand (待办差事)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yunhe.jobs.enums import JobState
from yunhe.jobs.querysets import ErrandQuerySet, JobQuerySet
from yunhe.kit.models import Addressed


class Job(Addressed):
    """One piece of long work that a person started. `task` and `argument` say what a worker does (primary key only)."""

    page = "jobs:job-detail"

    kind = models.CharField("类别", max_length=40)  # e.g. "import-preview", "export"
    label = models.CharField("名称", max_length=120)
    task = models.CharField("任务", max_length=120)  # dotted Celery task name, called as task(job_id)
    argument = models.JSONField("参数", default=dict, blank=True)  # ids only, never personal data
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="发起人")
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已完成数", default=0)
    message = models.CharField("说明", max_length=300, blank=True)
    result_url = models.CharField("结果页", max_length=200, blank=True)
    result_file = models.FileField("结果文件", upload_to="jobs/%Y%m/", blank=True)
    worker = models.CharField("执行进程", max_length=120, blank=True)  # "host:pid:birth"
    leased_until = models.DateTimeField(
        "占用到", null=True, blank=True
    )  # nobody else claims it before (yunhe.jobs.progress)
    attempts = models.PositiveSmallIntegerField("执行次数", default=0)
    created_at = models.DateTimeField("创建时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    touched_at = models.DateTimeField("最近进展", default=timezone.now)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-id"]

    def __str__(self):
        return self.label

    @property
    def percent(self) -> int:
        """Progress in percent, 0–100."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class Errand(models.Model):
    """A task that a worker owes: written with the change that it tells of, deleted when it is done (yunhe.jobs.errands)."""

    task = models.CharField("任务", max_length=120)  # dotted name of the Celery task
    arguments = models.JSONField("参数", default=list, blank=True)  # ids only, never personal data
    made_at = models.DateTimeField("产生时间", default=timezone.now)
    tries = models.PositiveSmallIntegerField("执行次数", default=0)
    next_at = models.DateTimeField("下次发送", null=True, blank=True, db_index=True)  # empty: given up

    objects = ErrandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办差事"
        ordering = ["id"]

    def __str__(self):
        return self.task

    @property
    def is_given_up(self) -> bool:
        """Whether nothing sends it again by itself."""
        return self.next_at is None
