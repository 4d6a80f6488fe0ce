"""What a worker does when it starts, and when it has found the broker again."""

from typing import Any

from celery import bootsteps


class SweepAtStart(bootsteps.StartStopStep):
    """Part of the worker's broker connection: what was left over goes on at once, not with the next beat."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, parent: Any) -> None:
        from yunhe.jobs import errands  # noqa: PLC0415 this module is read before the apps are

        errands.sweep_now()
